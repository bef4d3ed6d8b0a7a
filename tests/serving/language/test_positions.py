"""Places and positions: what the reader counts from 1 in characters, the editor from 0 in units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from kjournal.findings.finding import Edit, Place
from kjournal.serving.language.positions import Text

LINE = "客户: 😀向阳"
ANY = st.text(st.sampled_from("a客😀\n\r\u2028\x85é"), max_size=30)


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-16", (4, 6, 8)), ("utf-32", (4, 5, 7)), ("utf-8", (8, 12, 18))]
)
def test_columns_count_what_the_editor_asked_for(encoding: str, expected: tuple[int, int, int]) -> None:
    """Before the emoji, behind it, at the end of the line."""
    text = Text(f"---\n{LINE}\n---\n", encoding)
    found = [text.position(text.index(2, column)) for column in (5, 6, 8)]
    assert found == [Position(1, column) for column in expected]
    assert [text.cursor(position) for position in found] == [(2, 5), (2, 6), (2, 8)]


def test_within_a_pair_of_units_is_its_first() -> None:
    """No editor asks for half an emoji; one that does means the whole."""
    assert Text("a😀b").cursor(Position(0, 2)) == (1, 2)


def test_line_ends_that_only_the_reader_knows() -> None:
    """U+2028 ends a line of the note, and none of the editor."""
    text = Text("a\u2028客b\r\nc\rd")
    assert text.lines == ["a", "客b", "c", "d"]
    assert text.position(text.index(2, 2)) == Position(0, 3)
    assert text.position(text.index(3, 1)) == Position(1, 0)
    assert text.position(text.index(4, 2)) == Position(2, 1)
    assert text.cursor(Position(0, 3)) == (2, 2)


def test_a_byte_order_mark_is_the_editors_alone() -> None:
    """The reader's first column stands behind it."""
    text = Text("\ufeff---\n")
    assert text.position(text.index(1, 1)) == Position(0, 1)
    assert text.data == b"\xef\xbb\xbf---\n"


def test_half_a_character_keeps_the_columns() -> None:
    """A lone surrogate is read as one sign."""
    text = Text("a\ud83db")
    assert text.data == b"a?b"
    assert text.position(2) == Position(0, 2)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("x"), (0, 0, 0, 3)),
        (Place("x", 2, 3), (1, 2, 1, 4)),
        (Place("x", 2, 2, 2, 4), (1, 1, 1, 3)),
        (Place("x", 2, 2, 2, 2), (1, 1, 1, 2)),
        (Place("x", 9, 1, 9, 5), (2, 0, 2, 0)),
    ],
)
def test_what_a_place_marks(place: Place, expected: tuple[int, int, int, int]) -> None:
    """Without a line the first one, without an end the rest of the line, never nothing where there is something."""
    found = Text("---\na客bc\n").range_of(place)
    assert (found.start.line, found.start.character, found.end.line, found.end.character) == expected


def test_an_edit_takes_the_buffers_line_ends() -> None:
    """What a fix writes on several lines is written with the buffer's own ends."""
    made = Text("---\r\n😀a: b\r\n").text_edit(Edit(2, 2, 2, 3, "x\ny"))
    assert made.new_text == "x\r\ny"
    assert (made.range.start, made.range.end) == (Position(1, 2), Position(1, 3))


@given(ANY, st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.data())
def test_there_and_back(source: str, encoding: str, data: st.DataObject) -> None:
    """An index survives the way to a position and back, and to a place and back, wherever a line has it."""
    text = Text(source, encoding)
    index = data.draw(st.integers(0, len(source)))
    if source[index - 1 : index + 1] != "\r\n":  # nobody stands between the two
        assert text.at(text.position(index)) == index
        if source[:1] != "\ufeff":
            assert text.index(*text.place(index)) == index
