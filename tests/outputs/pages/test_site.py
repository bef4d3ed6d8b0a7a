"""What holds for every page: safe, relative, the same each time, and nothing loaded from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest

from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.templates import POLICY
from tests.outputs.pages.conftest import CARD, SITE, VISITS, Look, dossier, pages, view

NAMES = tuple(pages())


@pytest.mark.parametrize("name", NAMES)
def test_every_tag_is_closed_where_it_should(name: str) -> None:
    """A page is well formed."""
    assert Look(pages()[name]).wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_sites_own_files_are_loaded(name: str) -> None:
    """No address outside, no style or script in the page itself, and the policy says so to the browser."""
    look = Look(pages()[name])
    assert [
        attrs["content"] for attrs in look.all("meta") if attrs.get("http-equiv") == "Content-Security-Policy"
    ] == [POLICY]
    loaded = [attrs[key] for tag, attrs in look.tags for key in ("src", "srcset", "poster") if key in attrs]
    loaded += [attrs["href"] for attrs in look.all("link")]
    assert all(not re.match(r"(?!data:)[a-z]+:|//", address) for address in loaded), loaded
    assert not [
        attrs for _, attrs in look.tags if "style" in attrs or any(key.startswith("on") for key in attrs)
    ]
    assert not look.all("style")
    assert all("src" in attrs for attrs in look.all("script"))
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", pages()[name])


@pytest.mark.parametrize("name", NAMES)
def test_links_are_relative_and_lead_somewhere(name: str) -> None:
    """Each link is ASCII, and leads to a page, an asset, a note or a place on the page."""
    made = pages()
    files = {*made, *assets()}
    notes = {"customers/城关镇/桂和堂.md", "visits/2026-11-01-谁.md", *VISITS}
    here = Path("/site") / name
    for tag, attrs in Look(made[name]).tags:
        address = attrs.get("href", "")
        if not address or address.startswith(("tel:", "geo:", "data:")):
            continue
        assert address.isascii(), address
        path, _, fragment = address.partition("#")
        target = here if not path else Path("/") / _normal(here.parent / unquote(path))
        if str(target).startswith("/site/"):
            file = str(target.relative_to("/site"))
            assert file in files, (tag, address)
            if fragment:
                assert unquote(fragment) in {found.get("id") for _, found in Look(made[file]).tags}, address
        else:
            assert str(target).lstrip("/") in notes, (tag, address)


def _normal(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts[1:]:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_pages_are_a_function_of_their_views() -> None:
    """The same views give the same bytes."""
    assert pages() == pages()


def test_views_go_through_json_unchanged() -> None:
    """A view is plain data: its hash stands for it."""
    shown = view()
    assert msgspec.json.decode(msgspec.json.encode(shown), type=type(shown)) == shown


def test_hostile_notes_run_nothing() -> None:
    """Whatever stands in a note comes out as text."""
    bad = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'&"
    card = (
        CARD.replace("name: 桂和堂大药房", f"name: '{bad.replace(chr(39), chr(39) * 2)}'")
        .replace("role: 老板", 'role: "javascript:alert(1) <b>"')
        .replace("id: GHT", 'id: "a<b>\\"c"')
        .replace("黄姐讲话快", f"{bad} [x](javascript:alert(1)) [y](data:text/html,x) <svg onload=alert(1)>")
    )
    visits = {
        path: text.replace("台卡两个", f"{bad} 台卡").replace("做得对", "<i>好</i>")
        for path, text in VISITS.items()
    }
    made = pages(dossier(card, visits))
    plain = pages()
    for name, page in made.items():
        look = Look(page)
        assert look.wrong == []
        allowed = {tag for known in plain.values() for tag, _ in Look(known).tags}
        assert {tag for tag, _ in look.tags} <= allowed, name
        assert not [attrs for _, attrs in look.tags if any(key.startswith("on") for key in attrs)]
        assert not [
            attrs for _, attrs in look.tags if attrs.get("href", "").startswith(("javascript:", "data:text"))
        ]
    assert "<script>alert(1)</script>" in Look(made["customers.html"]).text


def test_secrets_and_the_type_of_character_stand_on_no_page() -> None:
    """Health, faith, a child's name and birthday stay in the note; of the personality only the advice is shown."""
    everything = "".join(Look(page).text for page in pages().values())
    for word in ("高血压", "小燕", "2015", "虚荣"):
        assert word not in everything
    assert "女儿" in everything
    assert "let them speak; do not outshine them" in everything


def test_making_nothing_loads_nothing_heavy() -> None:
    """Importing the room is quick: no template engine, no Markdown, no sanitiser before a page is made."""
    program = (
        "import sys, kjournal.outputs.pages.today, kjournal.outputs.pages.compose.customer, kjournal.outputs.pages.bodies,"
        " kjournal.outputs.pages.addresses, kjournal.outputs.pages.compose.subscribe\n"
        "print(*sorted({'jinja2', 'markdown', 'nh3', 'segno', 'icalendar'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_notes_out_of_reach_get_no_links() -> None:
    """Where the journal does not lie beside its site, no link pretends it does."""
    for page in pages(site=msgspec.structs.replace(SITE, notes="")).values():
        assert not [attrs for attrs in Look(page).all("a", "note") if attrs.get("href")]
