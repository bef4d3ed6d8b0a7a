"""Where a note names customers, each at the word itself; and where a card names its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kjournal.findings.finding import Place
from kjournal.notes.edits.links import in_body
from kjournal.notes.note import Note
from kjournal.records.customer import Customer

BODY = "body"


class Reference(NamedTuple):
    """A word that names a customer."""

    field: str  # the attribute's name, or `body`
    word: str
    place: Place  # of the word alone
    own: bool = False  # a card's own name or id


def references(note: Note, lines: list[str]) -> tuple[Reference, ...]:
    """The references of a note to customers, then a card's own name and id; `lines` as the reader counts them."""
    links = (*note.links, *in_body("\n".join(lines), note.body_line))
    named = [
        Reference(
            link.field,
            link.word,
            _narrow(
                lines, link.word, Place(note.path, link.line, link.column, link.end_line, link.end_column)
            ),
        )
        for link in links
    ]
    return (*named, *_own(note, lines))


def _own(note: Note, lines: list[str]) -> Iterator[Reference]:
    """How a card names itself."""
    if not isinstance(note.record, Customer):
        return
    for field, word in (("name", note.record.name), ("id", note.record.id)):
        if word and field in note.places:
            yield Reference(
                field, word, _narrow(lines, word, Place(note.path, *note.places[field])), own=True
            )


def _narrow(lines: list[str], word: str, place: Place) -> Place:
    """The place of the word alone, without quotes and brackets around it."""
    line = lines[place.line - 1] if 1 <= place.line <= len(lines) else ""
    at = line.find(word, place.column - 1)
    if at < 0 or place.line != place.end_line or at + len(word) >= place.end_column:
        return place
    return Place(place.path, place.line, at + 1, place.line, at + 1 + len(word))
