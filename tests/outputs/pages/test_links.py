"""Files and addresses of pages: portable, unique, relative."""

from __future__ import annotations

import unicodedata
from posixpath import relpath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.files.naming import case_key, portable_name
from kjournal.outputs.pages.links import href, note_href, page_file, page_of, root


@pytest.mark.parametrize(
    ("identity", "file"),
    [
        ("EJ-CG-01", "customers/EJ-CG-01.html"),
        ("桂和堂大药房", "customers/桂和堂大药房.html"),
        ("kangning", "customers/kangning-xe18a455afa.html"),
        ("../../etc/passwd", "customers/etc-passwd-x3754d6cb3a.html"),
        ("CON", "customers/CON_-xa3dbc4b644.html"),
        ("", "customers/_-xe3b0c44298.html"),
    ],
)
def test_the_file_of_a_page(identity: str, file: str) -> None:
    """An id that is a portable name without small letters is its own name; any other gets a hash."""
    assert page_file(identity) == file


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_two_customers_share_a_page(one: str, other: str) -> None:
    """Also where a disk ignores case or the form of accents; the same id in either form is one."""
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert case_key(page_file(one)) != case_key(page_file(other))


@pytest.mark.parametrize(
    ("one", "other"), [("EJ-01", "ej-01"), ("Ab", "aB"), ("ẞ", "SS"), ("K", "\u212a"), ("A", "a")]
)
def test_ids_that_differ_only_in_case(one: str, other: str) -> None:
    """They have pages of their own."""
    assert case_key(page_file(one)) != case_key(page_file(other))


def test_an_id_cannot_take_the_page_made_for_another() -> None:
    """A name that looks like a made one is made anew."""
    made = page_file("kangning").removeprefix("customers/").removesuffix(".html")
    assert page_file(made) != page_file("kangning")
    assert case_key(page_file(made.upper())) != case_key(page_file("kangning"))


@given(st.text(max_size=300))
def test_every_page_has_a_portable_name(identity: str) -> None:
    """Every system takes it, and it stays in its folder."""
    name = page_file(identity).removeprefix("customers/")
    assert "/" not in name
    assert portable_name(name) == name
    assert page_of(identity).isascii()


def test_links_from_page_to_page() -> None:
    """Relative, percent-encoded."""
    assert href("index.html", "customers/甲.html") == "customers/%E7%94%B2.html"
    assert href("customers/甲.html", "customers/乙.html") == "%E4%B9%99.html"
    assert href("customers/甲.html", "index.html") == "../index.html"
    assert (root("index.html"), root("customers/甲.html")) == ("", "../")


def test_links_to_notes() -> None:
    """Counted from the page; none where the notes cannot be reached."""
    assert note_href("customers/甲.html", "../", "visits/a b.md") == "../../visits/a%20b.md"
    assert note_href("index.html", "../", "visits/乙.md") == "../visits/%E4%B9%99.md"
    assert note_href("index.html", "", "visits/乙.md") == ""


HERE = ("index.html", "customers/A.html", "briefs/甲 乙.html", "a/b/c.html")


@pytest.mark.parametrize("page", HERE)
@pytest.mark.parametrize("target", [*HERE, "customers.html", "customers-峨江.html", "customersx/A.html"])
def test_links_are_relative(page: str, target: str) -> None:
    """What `relpath` says, from every folder to every other."""
    assert href(page, target) == quote(relpath(target, page.rpartition("/")[0] or "."))
