"""The part of a user's line that a finding shows, its secrets masked, and what it points at there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kjournal.findings.finding import MASK, Place

LONGEST = 200
"""Characters of a line that are kept."""


class Excerpt(NamedTuple):
    """A piece of a line, and the characters in it that are meant: from `start` up to, not including, `end`."""

    text: str
    start: int
    end: int


def excerpt(line: str, place: Place, secret: Iterable[tuple[int, int]] = ()) -> Excerpt:
    """What to show of `line` for `place`; `secret` are spans of it, as indices, that nobody may see."""
    start = min(max(place.column, 1) - 1, len(line))
    end = place.end_column - 1 if place.end_line in (0, place.line) else len(line)
    masked = _masked(line, start, min(max(end, start + 1), len(line) + 1), _joined(secret, len(line)))
    return cut(masked, LONGEST)


def cut(shown: Excerpt, most: int) -> Excerpt:
    """At most `most` characters, those around what is meant; an ellipsis stands where something was left out."""
    text, start, end = shown
    if len(text) <= most:
        return shown
    first = max(0, min(start - most // 3, len(text) - most))
    last = first + most
    head, tail = "…" if first else "", "…" if last < len(text) else ""
    moved = len(head) - first
    return Excerpt(f"{head}{text[first:last]}{tail}", start + moved, min(end, max(last, start + 1)) + moved)


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spans in their order, those that meet made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((start, min(end, length)) for start, end in spans):
        if start >= length:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _masked(line: str, start: int, end: int, spans: list[tuple[int, int]]) -> Excerpt:
    pieces: list[str] = []
    seen = shift = 0
    new_start, new_end = start, end
    for first, last in spans:
        pieces += [line[seen:first], MASK]
        shorter = len(MASK) - (last - first)
        begin = first + shift  # where the mask stands
        if start >= last:
            new_start += shorter
        elif start >= first:
            new_start = begin
        if end > last:
            new_end += shorter
        elif end > first:
            new_end = begin + len(MASK)
        shift += shorter
        seen = last
    pieces.append(line[seen:])
    return Excerpt("".join(pieces), new_start, max(new_end, new_start + 1))
