"""User strings made fit for a calendar."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.outputs.feeds.text import address, ascii_id, clean, clean_block, clean_line, cut, initials

FAMILY = "👨‍👩‍👧‍👦"
CHINA, THUMB = "🇨🇳", "👍🏽"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁"),
        ("a\x00b\x0bc\x1bd\x0ce\x7ff\x85g\x9fh", "abcdefgh"),
        ("甲\u2028乙\u2029丙\ufeff", "甲乙丙"),
        ("\u202e甲\u2066乙\u200f\u061c", "甲乙"),
        ("甲\ud800乙\udfff", "甲乙"),
        ("甲\t乙", "甲 乙"),
        (r"C:\客户\new", "C:＼客户＼new"),
        (FAMILY + "𠮷é，,;:\"'", FAMILY + "𠮷é，,;:\"'"),
    ],
)
def test_clean(typed: str, wanted: str) -> None:
    """Line ends become one kind, controls go, a backslash becomes a full-width one, the rest stays."""
    assert clean(typed) == wanted


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_clean_twice_is_clean_once(text: str) -> None:
    """Cleaning leaves no control but the line feed and has nothing left to do."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not [char for char in cleaned if char != "\n" and unicodedata.category(char) in {"Cc", "Cs"}]
    assert "\\" not in cleaned


def test_one_line_and_blocks() -> None:
    """A name is one line; a block keeps its lines and loses the empty ones around it."""
    assert clean_line(" 王医生 \n\n （二门诊）\n") == "王医生 （二门诊）"
    assert clean_block("\n\n 甲\n\n乙 \n") == "甲\n\n乙"


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("双江口镇卫生室", 7, "双江口镇卫生室"),
        ("双江口镇卫生室", 6, "双江口镇卫…"),
        ("a b c", 3, "a…"),
        (f"家{FAMILY}人", 8, "家…"),
        (f"家{FAMILY}人们", 9, f"家{FAMILY}…"),
        (f"{CHINA}{CHINA}{CHINA}", 5, f"{CHINA}{CHINA}…"),
        (f"{CHINA}{CHINA}{CHINA}", 4, f"{CHINA}…"),
        (f"好{THUMB}好", 3, "好…"),
        ("cafe\u0301s", 5, "caf…"),
        ("葛\U000e0100飾区役所", 3, "葛\U000e0100…"),
        ("e" + "\u0301" * 50, 10, "e" + "\u0301" * 8 + "…"),
    ],
)
def test_cut(text: str, limit: int, wanted: str) -> None:
    """A text that is too long ends with …, and what is seen as one character stays whole."""
    assert cut(text, limit) == wanted


@settings(deadline=None)
@given(st.text(), st.integers(2, 50))
def test_cut_never_exceeds(text: str, limit: int) -> None:
    """Whatever is cut fits, and what fits is not cut."""
    assert len(cut(text, limit)) <= limit
    assert (cut(text, limit) == text) == (len(text) <= limit or text == cut(text, limit))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("李建国主任", "李○"),
        ("Wang Wei", "W.W."),
        ("李 Wei", "李○"),
        ("👩🏽‍⚕️王", "👩🏽‍⚕️○"),
        ("3号店", "3○"),
    ],
)
def test_initials(name: str, wanted: str) -> None:
    """A name is reduced to what a stranger learns nothing from."""
    assert initials(name) == wanted


@pytest.mark.parametrize(
    ("base", "page", "wanted"),
    [
        ("", "customers/a.html", ""),
        ("example.invalid/k", "customers/a.html", ""),
        ("javascript:alert(1)", "customers/a.html", ""),
        ("https://example.invalid/k/", "customers/a.html", "https://example.invalid/k/customers/a.html"),
        ("https://example.invalid", "", "https://example.invalid"),
        (
            "https://example.invalid/客情",
            "customers/王 五.html",
            "https://example.invalid/%E5%AE%A2%E6%83%85/customers/%E7%8E%8B%20%E4%BA%94.html",
        ),
        ("https://客情.invalid/", "%E7%8E%8B.html#x", "https://xn--ubt82j.invalid/%E7%8E%8B.html#x"),
        ("https://example.invalid/", 'a%zz"<>\\`^{|}.html', None),
    ],
)
def test_address(base: str, page: str, wanted: str | None) -> None:
    """An address is percent-encoded ASCII, encoded once; without a web address as base there is none."""
    made = address(base, page)
    assert made.isascii()
    assert address(made.partition("#")[0]) == made.partition("#")[0]
    assert wanted is None or made == wanted


def test_ascii_id() -> None:
    """A portable id stays; any other gets a hash, and no two ids meet under one name, case ignored."""
    ids = [
        "li",
        "li.wang",
        "Li",
        "王五",
        "赵六",
        "王五-visit",
        "li ",
        "a/b",
        "a-b",
        "x" * 41,
        "..",
        "li-0123abcd",
        "",
    ]
    made = [ascii_id(name) for name in ids]
    assert made[:2] == ["li", "li.wang"]
    assert len({name.lower() for name in made}) == len(ids)
    assert all(name.isascii() and name == name.lower() and len(name) <= 40 for name in made)
    assert made[2].startswith("li-")
    assert ascii_id("e\u0301") == ascii_id("é")
