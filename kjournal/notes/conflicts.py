"""Conflict markers that a merge left in a note."""

from __future__ import annotations

import re

from kjournal.findings.finding import Place

_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
_LINE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \t]|$).*$", re.MULTILINE)


def conflict(path: str, text: str) -> Place | None:
    """From the first marker to the last; never `=======` alone, which is a heading."""
    if not any(mark in text for mark in _MARKS):
        return None
    found = list(_LINE.finditer(text))
    if not found:
        return None
    first, last = found[0], found[-1]
    return Place(
        path,
        text.count("\n", 0, first.start()) + 1,
        1,
        text.count("\n", 0, last.start()) + 1,
        len(last[0]) + 1,
    )
