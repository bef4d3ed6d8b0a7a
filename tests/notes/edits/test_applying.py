"""Edits of a note's bytes: what they name changes, and every other byte stays."""

from __future__ import annotations

import pytest

from kjournal.findings.finding import Edit
from kjournal.notes.edits.applying import Damaged, apply, compatible

COLON = Edit(2, 3, 2, 4, ": ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\nna:x\n---\n", b"---\nna: x\n---\n"),
        (b"---\r\nna:x\r\n---\r\n", b"---\r\nna: x\r\n---\r\n"),
        (b"---\rna:x\r---\r", b"---\rna: x\r---\r"),
        (b"\xef\xbb\xbf---\nna:x\n---\n", b"\xef\xbb\xbf---\nna: x\n---\n"),
        ("---\n姓名：王\n---\n".encode("gb18030"), "---\n姓名: 王\n---\n".encode("gb18030")),
        (
            b"\xff\xfe" + "---\n姓名：王".encode("utf-16-le"),
            b"\xff\xfe" + "---\n姓名: 王".encode("utf-16-le"),
        ),
        ("---\u2028姓名：王\x85---".encode(), "---\u2028姓名: 王\x85---".encode()),
    ],
)
def test_all_but_the_edit_stays(before: bytes, after: bytes) -> None:
    """Line ends, encoding and byte order mark are those of the file."""
    assert apply(before, [COLON]) == after


def test_a_new_line_ends_as_the_file_s_lines_do() -> None:
    """A Windows file stays one."""
    assert apply(b"name: x\r\n---\r\n", [Edit(1, 1, 1, 1, "---\n")]) == b"---\r\nname: x\r\n---\r\n"


def test_lines_can_be_joined_and_taken_out() -> None:
    """An edit may reach over line ends, and behind the last one is the end."""
    assert apply(b"\n\n---\nx", [Edit(1, 1, 3, 1, ""), Edit(4, 2, 9, 1, "y\n")]) == b"---\nxy\n"


def test_a_file_is_written_as_utf_8_without_a_mark() -> None:
    """Recoding keeps line ends and edits."""
    data = b"\xff\xfe" + "---\r\n姓名：王".encode("utf-16-le")
    assert apply(data, [COLON], recode=True) == "---\r\n姓名: 王".encode()


def test_of_edits_that_meet_the_first_counts() -> None:
    """Nothing is written twice."""
    first, inside, behind = Edit(1, 1, 1, 4, "a"), Edit(1, 3, 1, 5, "b"), Edit(1, 4, 1, 5, "c")
    assert compatible([behind, inside, first, first]) == [first, behind]
    assert apply(b"12345", [behind, inside, first]) == b"ac5"
    assert compatible([Edit(1, 1, 1, 1, "x"), Edit(1, 1, 1, 1, "y")]) == [Edit(1, 1, 1, 1, "x")]


def test_bytes_that_are_no_text_are_not_touched() -> None:
    """What cannot be decoded cannot be edited."""
    with pytest.raises(Damaged):
        apply(b"---\nna\0me: x\n", [COLON])
