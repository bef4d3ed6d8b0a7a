"""A journal's own page templates: every page is drawn anew where one changed, and what cannot be used is told (KJ705)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kjournal.outputs.pages.environment import FOLDER, is_page
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: 村镇药店\nregion: 向阳镇\nrep: li\naddress: x\ncreated: 2026-11-01\n---\n"
OWN = '{% extends "kjournal/customer.html" %}{% block main %}<p>MINE</p>{{ super() }}{% endblock %}'
TEMPLATE = "templates/pages/customer.html"
DOCUMENT = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


@pytest.fixture
def two(journal: Journal) -> Journal:
    """Two customers."""
    journal.write("customers/a.md", CARD.format(name="甲店"))
    journal.write("customers/b.md", CARD.format(name="乙店"))
    journal.build()
    return journal


def mine(journal: Journal) -> list[str]:
    """The files drawn with the template."""
    return sorted(path for path, data in journal.files().items() if b"<p>MINE</p>" in data)


def test_pages_follow_the_template(two: Journal) -> None:
    """It comes, changes and goes; what it does not draw is not touched."""
    before = two.files()
    two.write(TEMPLATE, OWN)
    two.build()
    assert len(mine(two)) == 2
    assert two.build().written == 0
    two.write(TEMPLATE, OWN.replace("MINE", "OURS"))
    two.build()
    assert mine(two) == []
    (two.root / TEMPLATE).unlink()
    two.build()
    assert two.files() == before


def test_what_cannot_be_used_is_told_until_it_is_mended(two: Journal) -> None:
    """On the pages too, in the run that found it out; the page stands as the program draws it."""
    before = two.files()
    two.write(TEMPLATE, OWN.replace("MINE", "{{ nobody }}"))
    two.build()
    assert "KJ705" in two.codes()
    after = two.files()
    assert b"KJ705" in after["problems.html"]
    assert {path for path in before if before[path] != after[path]} >= {"index.html", "problems.html"}
    assert all(before[path] == after[path] for path in before if path.startswith("customers/"))
    assert two.build().written == 0
    two.write(TEMPLATE, OWN)
    two.build()
    assert "KJ705" not in two.codes()
    assert b"KJ705" not in two.files()["problems.html"]


@pytest.mark.parametrize("after", ["", OWN])
def test_a_mended_template_is_counted_no_more(two: Journal, tmp_path: Path, after: str) -> None:
    """Whether it was mended or taken away, today's page tells of as many problems as a build from scratch."""
    two.write(TEMPLATE, OWN.replace("MINE", "{{ nobody }}"))
    two.build()
    (two.root / TEMPLATE).unlink()
    if after:
        two.write(TEMPLATE, after)
    two.build()
    clean = two.copy(tmp_path / "clean")
    clean.build()
    assert two.files()["index.html"] == clean.files()["index.html"]


def test_every_page_can_be_drawn(two: Journal) -> None:
    """Each of the program's page templates, extended by one of the journal's own, draws all its pages."""
    before = two.files()
    for path in FOLDER.glob("*.html"):
        if is_page(path.name):
            two.write(f"templates/pages/{path.name}", f'{{% extends "kjournal/{path.name}" %}}')
    two.build()
    assert "KJ705" not in two.codes()
    after = two.files()
    assert after.keys() == before.keys()
    assert all(after[path] != before[path] for path in before if path.endswith(".html"))


@pytest.mark.parametrize("name", ["custumer", "visits", "dealings"])
def test_a_name_that_is_no_page(two: Journal, name: str) -> None:
    """A slip, or a part of pages, is told although nothing is drawn with it."""
    two.write(f"templates/pages/{name}.html", OWN)
    two.build()
    assert "KJ705" in two.codes()


@pytest.mark.parametrize(("name", "text"), re.findall(r"```jinja (\S+)\n(.*?)```", DOCUMENT, re.DOTALL))
def test_what_the_document_shows_works(two: Journal, name: str, text: str) -> None:
    """Its examples draw a page."""
    before = two.files()["index.html"]
    two.write(f"templates/pages/{name}", text)
    two.build()
    assert "KJ705" not in two.codes()
    assert two.files()["index.html"] != before
