"""The checks of a dossier with the open note in the place of the saved one: they follow every keystroke."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kjournal.check.dossier import CHECKS, check
from kjournal.dates.today import Today
from kjournal.files.naming import stem
from kjournal.findings.finding import Finding, Place
from kjournal.journal import dossiers
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from kjournal.serving.language.snapshot import Snapshot

LIVE = frozenset(one.code for one in CHECKS)
"""Codes that are worked out here and not taken from the index."""


class Buffer(NamedTuple):
    """An open note, as far as checks ask."""

    path: str
    record: Customer | Visit | None
    place: Callable[[str], Place]  # where a field stands now


def of_dossier(
    note: Buffer, snapshot: Snapshot, day: date, connection: sqlite3.Connection
) -> list[Finding] | None:
    """The findings of the note's dossier that have a place in it; None where it cannot be told."""
    record = note.record
    identity = _owner(snapshot, note.path, record)
    try:
        dossier = dossiers.load(connection, identity, bodies=False) if identity else None
    except (sqlite3.Error, msgspec.MsgspecError):
        return None
    if record is None or dossier is None:
        return None

    def places(path: str, field: str) -> Place:
        return note.place(field) if path == note.path else Place(path)

    found = check(_with(dossier, note.path, record), Today(day), places)
    here = [finding for finding in found if any(place.path == note.path for place in finding.places)]
    return [replace(finding, places=_own_first(finding.places, note.path)) for finding in here]


def _owner(snapshot: Snapshot, path: str, record: Customer | Visit | None) -> str | None:
    """The id of the customer whose dossier a note belongs to."""
    if isinstance(record, Visit):
        return snapshot.who(record.customer)[0] if record.customer and record.date else None
    card = snapshot.by_path.get(path)
    return card.id if card else None


def _with(dossier: Dossier, path: str, record: Customer | Visit) -> Dossier:
    """The dossier with this record in the place of the note's saved one."""
    if isinstance(record, Customer):
        return replace(dossier, customer=record)
    old = next((visit for visit in dossier.visits if visit.path == path), None)
    rep = (old.rep if old else "") or record.rep or dossier.rep
    mine = DatedVisit(path, stem(path), record, rep)
    others = [visit for visit in dossier.visits if visit.path != path]
    return replace(dossier, visits=tuple(sorted([*others, mine], key=lambda visit: visit.sort_key)))


def _own_first(places: tuple[Place, ...], path: str) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: place.path != path))
