"""The search: which rows have all words, best first, and where each word was found."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from kjournal.journal.matching.pattern import NONE, Pattern
from kjournal.journal.matching.plain import span
from kjournal.journal.matching.rows import Field, Kind, Row, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Found(NamedTuple):
    """Where one word was found."""

    kind: Kind
    text: str  # the field as written
    start: int  # what to highlight in it
    end: int


class Hit(NamedTuple):
    """A row that has all words."""

    score: int  # the sum over the words, lower is better
    id: str
    found: tuple[Found, ...]  # for each word the field that fits best


def search(rows: Iterable[Row], words: Sequence[str], limit: int = 20) -> list[Hit]:
    """The rows in which each word is found in some field, ordered by (score, id)."""
    patterns = [pattern for pattern in map(Pattern, words) if pattern.end]
    if not patterns:
        return []
    best = nsmallest(limit, _scored(rows, patterns), key=lambda scored: (scored[0], scored[1].id))
    return [Hit(score, row.id, tuple(_found(pattern, row) for pattern in patterns)) for score, row in best]


def _scored(rows: Iterable[Row], patterns: list[Pattern]) -> Iterator[tuple[int, Row]]:
    """The rows that have all words, with their scores."""
    for row in rows:
        total = 0
        for pattern in patterns:
            score = pattern.of(row)
            if score == NONE:
                break
            total += score
        else:
            yield total, row


def _found(pattern: Pattern, row: Row) -> Found:
    """The field of a row that fits best, the first of equals, and the place in it."""
    field = min(fields(row), key=pattern.field)
    return Found(field.kind, field.text, *_place(pattern, field))


def _place(pattern: Pattern, field: Field) -> tuple[int, int]:
    """What to highlight in a field; all of it for a reading, which is matched by syllables."""
    if field.kind == "pinyin":
        return 0, len(field.text)
    return span(field.text, *pattern.place(field.keys))
