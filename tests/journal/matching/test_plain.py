"""The plain text that a search compares."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.journal.matching.plain import plain, span

ANY = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("峨江縣人民醫院（東區）", "峨江县人民医院东区"),
        ("Ａ类 · 12-34", "a类1234"),
        ("Café Lǚ", "cafelu"),
        ("康民药店🏥", "康民药店"),
        ("li'ming lang", "liminglang"),
        ("🏥…", ""),
        ("𬭎\ufe00", "𬭎"),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Width, case, traditional forms, accents, blanks, punctuation and emoji make no difference."""
    assert plain(text) == expected


@given(ANY)
def test_plain_has_no_marks(text: str) -> None:
    """Upper-case ASCII and private-use characters are left to the marks of rows; to reduce twice changes nothing."""
    assert not set(plain(text)) & set(string.ascii_uppercase + "\ue000\uf8ff\n")
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "part", "shown"),
    [
        ("李明朗", (0, 2), "李明"),
        ("李 明（朗）", (1, 3), "明（朗"),
        ("🏥康民", (0, 1), "康"),
        ("139-0000-1111", (2, 8), "9-0000-1"),
        ("㎎片", (2, 3), "片"),
        ("㎎片", (1, 3), "㎎片"),
        ("ΑΣ", (0, 1), "Α"),
    ],
)
def test_span(text: str, part: tuple[int, int], shown: str) -> None:
    """A part of the plain text is found again in the text as written."""
    start, end = span(text, *part)
    assert text[start:end] == shown


@given(ANY.filter(lambda text: plain(text) and "座" not in text), st.data())
def test_span_holds_its_part(text: str, data: st.DataObject) -> None:
    """What is highlighted contains what was found (座 apart, which folds otherwise before 标)."""
    whole = plain(text)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    first, last = span(text, start, end)
    assert whole[start:end] in plain(text[first:last])
