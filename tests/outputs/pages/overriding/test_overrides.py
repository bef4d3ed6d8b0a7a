"""A journal's own templates: drawn in our frame, cleaned, and unable to run, read or hang."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kjournal.outputs.pages import templates
from kjournal.outputs.pages.overriding import overrides
from kjournal.outputs.pages.overriding.cleaning import clean
from kjournal.outputs.pages.overriding.overrides import Overrides
from kjournal.outputs.pages.overriding.sources import LARGEST, Sources, sources
from tests.outputs.pages.conftest import pages

FRAME = '{% extends "base.html" %}{% block title %}{{ site.title }} & <co>{% endblock %}{% block main %}'


@contextmanager
def drawn_by(**texts: str) -> Iterator[Overrides]:
    """Pages are drawn by these templates: `today="…"` is `today.html`."""
    own = Overrides(Sources({f"{name}.html": text for name, text in texts.items()}))
    with templates.overridden(own):
        yield own


def test_a_page_is_drawn_by_the_journals_template_in_our_frame() -> None:
    """Its title and main part; navigation, policy and scripts stay ours, other pages too."""
    plain = pages()
    with drawn_by(today=FRAME + "<h1>{{ _('Today') }} {{ view.today|iso }}</h1>{% endblock %}") as own:
        made = pages()
    assert own.refused == {}
    assert "<h1>Today 2026-11-20</h1>" in made["index.html"]
    assert "<title>峨江县客情日志 &amp; &lt;co&gt; · 峨江县客情日志</title>" in made["index.html"]
    assert made["index.html"].split("<main")[0].count("Content-Security-Policy") == 1
    assert {name for name in made if made[name] != plain[name]} == {"index.html"}


def test_a_template_may_extend_and_include_ours_and_its_own() -> None:
    """`kjournal/today.html` is the program's; `_part.html` the journal's."""
    own = '{% extends "kjournal/today.html" %}{% block main %}{% include "_slogan.html" %}{{ super() }}{% endblock %}'
    plain = pages()["index.html"]
    with drawn_by(today=own, _slogan="<p>团结</p>") as overridden:
        made = pages()["index.html"]
    assert overridden.refused == {}
    assert "<p>团结</p>" in made
    assert made.count('class="item ') == plain.count('class="item ') > 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ ''.__class__.__mro__ }}", "SecurityError"),
        ("{{ view.__init__.__globals__ }}", "SecurityError"),
        ("{{ _.__globals__ }}", "SecurityError"),
        ("{% set _ = view.reps.append(1) %}", "Error"),
        ("{% include '/etc/passwd' %}", "TemplateNotFound"),
        ("{% include '../../../customers/x.md' %}", "TemplateNotFound"),
        ("{{ view.nothing_of_that_name }}", "UndefinedError"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError"),
        ("{{ 'x' * 3000000000 }}", "MemoryError"),
        ("{% nonsense %}", "today.html:1: Encountered unknown tag"),
    ],
)
def test_what_a_template_may_not_do_is_said_and_our_page_stands(text: str, reason: str) -> None:
    """Whatever goes wrong, the page is there as the program draws it."""
    plain = pages()
    with drawn_by(today=FRAME + text + "{% endblock %}") as own:
        assert pages() == plain
    assert reason in own.refused["today.html"]


def test_a_template_that_does_not_end_is_stopped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for on every page."""
    monkeypatch.setattr(overrides, "START", 3.0)
    endless = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    plain = pages()
    with drawn_by(today=FRAME + endless + "{% endblock %}") as own:
        assert pages() == plain
        assert own.spent == {"today.html"}
        assert not own.has("today.html")
        assert "seconds" in own.refused["today.html"]


def test_a_template_without_the_frame(tmp_path: Path) -> None:
    """It has to say what goes where."""
    with drawn_by(today="<html>hello</html>", customer=FRAME + "mine{% endblock %}") as own:
        made = pages()
    assert own.refused == {"today.html": "it does not extend base.html"}
    assert any("mine" in text for name, text in made.items() if name.startswith("customers/"))


def test_names_that_are_no_page() -> None:
    """A slip in the name is told; the frame is not theirs to change."""
    own = Overrides(Sources({"todya.html": "", "base.html": "", "_part.html": ""}, ("customer.html",)))
    assert sorted(own.refused) == ["base.html", "customer.html", "todya.html"]


RUNS = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)><use href='https://x/y.svg#a'></use></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></animate><foreignObject><iframe src=x></iframe></foreignObject></svg>",
    "<img src=https://x/y.png onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a><a href='&#106;avascript:alert(1)'>x</a><a href='data:text/html,x'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
    "<link rel=stylesheet href=https://x><style>@import 'https://x'</style><p style='background:url(https://x)'>",
    "<base href=https://x><meta http-equiv=refresh content='0;url=https://x'>",
    "<form action=https://x><input name=a formaction=https://x></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
)


@pytest.mark.parametrize("text", RUNS)
def test_what_could_run_or_load_is_taken_out(text: str) -> None:
    """Neither scripts nor handlers nor foreign addresses come through."""
    made = clean(text).lower()
    for bad in (
        "<script",
        "onerror=",
        "onload=",
        "onbegin=",
        "javascript:",
        "data:text",
        "<iframe",
        "<object",
    ):
        assert bad not in made
    for bad in (
        "<embed",
        "<link",
        "<style",
        "style=",
        "<base",
        "<meta",
        "action=",
        "<img",
        "https://x",
        "<use",
    ):
        assert bad not in made


def test_what_our_own_pages_are_made_of_stays() -> None:
    """A template that only extends ours looks the same."""
    for name in ("today", "customers", "customer", "problems", "subscribe", "search"):
        plain = pages()
        with drawn_by(**{name: f'{{% extends "kjournal/{name}.html" %}}'}) as own:
            made = pages()
        assert own.refused == {}
        for path in plain:
            assert _tags(made[path]) == _tags(plain[path]), path


def _tags(page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    from html.parser import HTMLParser

    found: list[tuple[str, list[tuple[str, str]]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, sorted((name, value or "") for name, value in attrs)))

    Tags().feed(page.split("<main", 1)[1].split("</main>", maxsplit=1)[0])
    return [one for one in found if one[0] != "tbody"]  # a table without one gets one


def test_sources(tmp_path: Path) -> None:
    """Only small regular files of the folder; another text is another word."""
    folder = tmp_path / "templates" / "pages"
    assert sources(tmp_path).digest == ""
    folder.mkdir(parents=True)
    assert sources(tmp_path) == Sources()
    (folder / "today.html").write_text("一")
    first = sources(tmp_path)
    assert first.texts == {"today.html": "一"}
    (folder / "today.html").write_text("二")
    assert sources(tmp_path).digest != first.digest != ""
    (folder / ".hidden.html").write_text("x")
    (folder / "readme.txt").write_text("x")
    (folder / "big.html").write_bytes(b"x" * (LARGEST + 1))
    (folder / "out.html").symlink_to(tmp_path / "elsewhere.html")
    (tmp_path / "elsewhere.html").write_text("secret")
    found = sources(tmp_path)
    assert set(found.texts) == {"today.html"}
    assert found.unreadable == ("big.html", "out.html")
