"""Conflict markers that a merge left in a note."""

from __future__ import annotations

from kjournal.findings.finding import Place

_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")


def conflict(path: str, lines: list[str]) -> Place | None:
    """From the first marker to the last; never `=======` alone, which is a heading."""
    found = [
        index
        for index, line in enumerate(lines, 1)
        if line[:7] in _MARKS and (len(line) == 7 or line[7] in " \t\r")
    ]
    if not found:
        return None
    return Place(path, found[0], 1, found[-1], len(lines[found[-1] - 1]) + 1)
