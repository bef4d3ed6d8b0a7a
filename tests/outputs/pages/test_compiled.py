"""Compiled templates: quicker than jinja2's own, and to the letter the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from kjournal import words
from kjournal.outputs.pages import environment, templates
from kjournal.outputs.pages.compiled import Quick, Spoken
from tests.outputs.pages.conftest import pages


@pytest.fixture
def before() -> Iterator[str]:
    """The language spoken before a test spoke another."""
    known = words.language()
    yield known
    words.use(known)


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_Hant", "en"])
def test_pages_are_as_plain_jinja_draws_them(
    before: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages of the journal, in every language."""
    del before
    words.use(spoken)
    quick = pages()
    plain = environment.configured(Environment, FileSystemLoader(environment.FOLDER, encoding="utf-8"))
    monkeypatch.setattr(templates, "_environment", lambda _spoken: plain)
    templates._navigation.cache_clear()
    assert quick == pages()
    templates._navigation.cache_clear()


def test_words_follow_the_language(before: str) -> None:
    """They are put in once a language, not once for all."""
    del before
    shown = {}
    for spoken in ("en", "zh_CN", "en"):
        words.use(spoken)
        shown[spoken] = pages()["subscribe.html"]
        assert f">{words._('Subscribe')}<" in shown[spoken]
    assert shown["en"] != shown["zh_CN"]


def test_nothing_is_left_to_be_looked_up(before: str) -> None:
    """Every plain message of every template is put in, also one with an apostrophe, and in quotes of either kind."""
    del before
    words.use("zh_CN")
    quick = Quick(loader=Spoken(environment.FOLDER, encoding="utf-8"))
    for path in environment.FOLDER.glob("*.html"):
        source = quick.loader.get_source(quick, path.name)[0] if quick.loader else ""
        assert ' _("' not in source
        assert " _('" not in source


@given(st.one_of(st.text(), st.text(alphabet="a&<>\"'").map(Markup), st.integers(), st.floats(), st.none()))
def test_what_is_shown_is_escaped(value: object) -> None:
    """As markupsafe does it."""
    assert Quick.shown(value) == escape(value)
