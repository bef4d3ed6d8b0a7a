"""Careful edits of one note when a customer takes another name or id.

Every edit is tried on the note before it counts: read again, the note must name the same customers by their new words
and say nothing else anew. An edit that fails that is left out and told, never half made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Map
from typing import Any, NamedTuple

from msgspec.structs import replace

from kjournal.findings.codes import CODES
from kjournal.findings.finding import Edit, Finding, Place
from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.links import IN_BODY, Link, in_body
from kjournal.notes.edits.quoting import written
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.source import take
from kjournal.records.customer import Customer
from kjournal.records.spec import LINK, LINKS, fields
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

Words = Map[str, str]
"""What a reference becomes, by its folded word."""


class Rewritten(NamedTuple):
    """What becomes of the references in a note."""

    edits: tuple[Edit, ...]
    left: tuple[Place, ...]  # those that nobody but a person can change here


def rewritten(reader: NoteReader, path: str, data: bytes, words: Words) -> Rewritten:
    """The edits that give the references in `words` their new word."""
    note = reader.read(path, data)
    lines, links = _seen(note, data)
    kept: list[Edit] = []
    now = [link.word for link in links]
    left: list[Place] = []
    for at, link in enumerate(links):
        new = words.get(fold(link.word), link.word)
        if new == link.word:
            continue
        edit = replacement(lines, link, new)
        then = [*now[:at], new, *now[at + 1 :]]
        if edit is not None and _holds(reader, note, apply(data, [*kept, edit]), then):
            kept.append(edit)
            now = then
        else:
            left.append(Place(path, link.line, link.column, link.end_line, link.end_column))
    return Rewritten(tuple(kept), tuple(left))


def replacement(lines: list[str], link: Link, new: str) -> Edit | None:
    """The edit that writes `new` for the word of `link`; None where its text does not stand there as it is."""
    source = slice_of(lines, link.line, link.column, link.end_line, link.end_column)
    text = _replaced(source, link.word, new, whole=link.whole)
    if text is None:
        return None
    return Edit(link.line, link.column, link.end_line, link.end_column, text)


def slice_of(lines: list[str], line: int, column: int, end_line: int, end_column: int) -> str:
    """What stands in a note from a place up to another."""
    if line == end_line:
        return lines[line - 1][column - 1 : end_column - 1]
    inner = lines[line : end_line - 1]
    return "\n".join([lines[line - 1][column - 1 :], *inner, lines[end_line - 1][: end_column - 1]])


def _replaced(source: str, old: str, new: str, *, whole: bool) -> str | None:
    """`source` with `new` for `old`, its quotes kept; a plain value that must have quotes now gets them."""
    quoted = len(source) > 1 and source[0] == source[-1] and source[0] in {'"', "'"}
    if old not in source:
        return json.dumps(new, ensure_ascii=False) if whole or quoted else None
    if whole and source == old:
        return written(new)
    if whole and written(new) != new:
        return json.dumps(new, ensure_ascii=False)
    if quoted and not whole:
        new = new.replace("'", "''") if source[0] == "'" else json.dumps(new, ensure_ascii=False)[1:-1]
    return source.replace(old, new, 1)


def _seen(note: Note, data: bytes) -> tuple[list[str], list[Link]]:
    """The note's lines and all its references."""
    source = take(note.path, data)
    if isinstance(source, Finding):
        return [], []
    return source.text.split("\n"), [*note.links, *in_body(source.text, note.body_line)]


def _holds(reader: NoteReader, before: Note, data: bytes, words: list[str]) -> bool:
    """Whether the edited note names these customers in this order, and else says what it said."""
    after = reader.read(before.path, data)
    if after.record is None or before.record is None or errors(after) > errors(before):
        return False
    return (
        [link.word for link in _seen(after, data)[1]] == words
        and without_links(after.record) == without_links(before.record)
        and IN_BODY.sub("", after.body) == IN_BODY.sub("", before.body)
    )


def without_links(record: Customer | Visit) -> Customer | Visit:
    """A record without the customers that it names."""
    empty: dict[str, Any] = {
        field.name: () if field.type == LINKS else ""
        for field in fields(type(record))
        if field.type in {LINK, LINKS}
    }
    return replace(record, **empty)


def errors(note: Note) -> int:
    """How many errors a note has."""
    return sum(CODES[finding.code].severity == "error" for finding in note.findings)
