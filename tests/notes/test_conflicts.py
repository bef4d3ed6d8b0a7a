"""Conflict markers that a merge left."""

from __future__ import annotations

import pytest

from kjournal.findings.finding import Place
from kjournal.notes.conflicts import conflict

PATH = "customers/甲.md"


def place(text: str) -> Place | None:
    found = conflict(PATH, text)
    return found and found.place


def test_from_the_first_marker_to_the_last() -> None:
    """Whatever lies between, fences too."""
    text = "---\nname: 甲\n<<<<<<< HEAD\ngrade: A\n---\n=======\ngrade: B\n---\n>>>>>>> theirs\n正文"
    assert place(text) == Place(PATH, 3, 1, 9, 15)


@pytest.mark.parametrize("mark", ["<<<<<<<", ">>>>>>> 3f2a1c9 (李雷)", "|||||||\tbase"])
def test_one_that_was_forgotten(mark: str) -> None:
    """Any of them alone."""
    assert place(f"---\na: 1\n---\n{mark}\n") == Place(PATH, 4, 1, 4, len(mark) + 1)


@pytest.mark.parametrize("line", ["=======", " <<<<<<< x", "<<<<<<<<", "<<<<<<", "a <<<<<<< b", ">>>>>>>x"])
def test_no_markers(line: str) -> None:
    """A heading's line, text that is indented, other lengths, glued text."""
    assert place(f"---\na: 1\n---\n{line}\n") is None
