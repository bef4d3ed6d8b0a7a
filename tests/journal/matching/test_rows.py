"""The packed row of a customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.rows import KINDS, MARKS, Field, Kind, Row, fields, keys, row

CARD: list[tuple[Kind, str]] = [
    ("name", "峨江县人民医院（东区）"),
    ("alias", "縣醫院"),
    ("id", "C001"),
    ("contact", "罗秀英"),
    ("phone", "199 0000 0002"),
    ("town", "双河镇"),
    ("tag", "VIP"),
]


def test_row() -> None:
    """A mark and the plain text for each field, phones last; the words as written only where they differ."""
    assert row("C001", CARD) == Row(
        id="C001",
        keys="N峨江县人民医院东区A县医院Ic001C罗秀英T双河镇GvipP19900000002",
        texts="峨江县人民医院（东区）\n縣醫院\nC001\n\n\nVIP\n199 0000 0002",
    )


def test_fields() -> None:
    """The fields come back as written."""
    assert fields(row("C001", CARD))[-2:] == [
        Field("tag", "vip", "VIP"),
        Field("phone", "19900000002", "199 0000 0002"),
    ]


def test_keys_of_a_name() -> None:
    """One name alone, without a customer."""
    assert keys("曾·丽") == "N曾丽"


def test_no_fields() -> None:
    """A row may be empty."""
    assert fields(row("C001", [])) == []


@pytest.mark.parametrize(("mark", "kind"), list(KINDS.items()))
def test_marks(mark: str, kind: Kind) -> None:
    """A mark is one upper-case letter, which no plain text holds."""
    assert mark.isupper()
    assert plain(mark) != mark
    assert MARKS[kind] == mark


@given(st.lists(st.tuples(st.sampled_from(list(MARKS)), st.text(st.characters(exclude_categories=["Cs"])))))
def test_fields_are_what_was_packed(card: list[tuple[Kind, str]]) -> None:
    """Whatever stands in a field, it comes back in its place, with its blanks put right."""
    back = fields(row("x", card))
    card = sorted(card, key=lambda field: field[0] == "phone")
    assert [field.kind for field in back] == [kind for kind, _ in card]
    for field, (kind, text) in zip(back, card, strict=True):
        assert field.text == " ".join(text.split())
        assert field.keys == plain(text) or kind == "pinyin"


def test_short_reading_comes_back() -> None:
    """A reading comes back as written, though its keys are marks of syllables."""
    assert fields(row("x", [("name", "阿"), ("pinyin", "a")]))[1].text == "a"
