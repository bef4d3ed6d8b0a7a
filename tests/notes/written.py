"""Notes as they are written in tests, and what reading them gives."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from kjournal.findings.codes import CODES
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit

CARD = "customers/福民药店.md"
VISIT = "visits/2026-11-20-福民药店.md"
ASKED_FOR = frozenset({"KJ201", "KJ215"})  # what a small note lacks


def read(text: str | bytes, path: str = CARD, **settings: Any) -> Note:
    """The note with that text."""
    data = dedent(text).encode() if isinstance(text, str) else text
    return NoteReader(ReadSettings(**settings)).read(path, data)


def header(text: str, path: str = CARD, body: str = "", **settings: Any) -> Note:
    """The note with those fields."""
    return read(f"---\n{dedent(text).strip(chr(10))}\n---\n{body}", path, **settings)


def card(text: str, body: str = "", **settings: Any) -> Customer:
    """The card with those fields."""
    record = header(text, CARD, body, **settings).record
    assert isinstance(record, Customer)
    return record


def visit(text: str, body: str = "", path: str = VISIT, **settings: Any) -> Visit:
    """The visit with those fields."""
    record = header(text, path, body, **settings).record
    assert isinstance(record, Visit)
    return record


def told(note: Note) -> list[str]:
    """Each finding as `line:column severity CODE`, but that something is missing."""
    return [
        f"{finding.place.line}:{finding.place.column} {CODES[finding.code].severity} {finding.code}"
        for finding in note.findings
        if finding.code not in ASKED_FOR
    ]


def said(note: Note) -> dict[str, dict[str, str]]:
    """The arguments of each finding by its code."""
    return {finding.code: finding.args for finding in note.findings if finding.code not in ASKED_FOR}
