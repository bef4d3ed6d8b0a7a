"""Reminders as steps: all of one customer, and its visit and call alone where only their planned day moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from kjournal.care.remind import PLANNED, reminders
from kjournal.care.reminder import Reminder, at_the_door
from kjournal.care.rule import Case, Planned
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.graph.engine import Engine
from kjournal.graph.known import Known
from kjournal.graph.months import put_reminders, reminder_row
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.journal.regions import RegionEvent, events, events_in
from kjournal.outputs.pages.links import page_of

_OF_PLAN = frozenset(rule.name for rule in PLANNED)
_SLOTS = """
    SELECT d.slot, d.due, p.day, d.days, d.band, d.last, d.why FROM dues AS d
    JOIN plan AS p ON p.customer = d.customer AND p.slot = d.slot AND p.rep = d.rep WHERE d.customer = ? ORDER BY d.slot
"""


class Reminding:
    """The work of the two steps for one customer."""

    def __init__(self, engine: Engine, care: CareSettings, known: Known) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.care = care
        self.known = known

    @cached_property
    def _events(self) -> dict[str, list[RegionEvent]]:
        return events(self.connection)

    def reminders(self, identity: str) -> None:
        """All reminders of one customer."""
        today = self.engine.fresh()
        dossier = dossiers.load(self.connection, identity, bodies=False)
        found: list[Reminder] = []
        if dossier is not None:
            found = reminders(self._case(dossier, today))
        self._remind(identity, [], found, today)
        self.engine.answered("planned", identity)
        if dossier is None:
            self.engine.forget("reminders", identity)

    def planned(self, identity: str) -> None:
        """The visit and the call of one customer whose planned day moved; its other reminders stay."""
        dossier = dossiers.load(self.connection, identity, bodies=False, visits=False)
        if dossier is not None:
            today = self.engine.held("reminders", identity)
            found = reminders(self._case(dossier, today), PLANNED)
            every = self.connection.execute("SELECT * FROM reminders WHERE owner = ?", (identity,))
            self._remind(identity, [row for row in every if row[2] not in _OF_PLAN], found, today)

    def _case(self, dossier: Dossier, today: Today) -> Case:
        identity = dossier.id
        return Case(
            dossier,
            self.known.facts(identity),
            self.known.grade(identity),
            self._slots(identity),
            self.care,
            today,
            events=events_in(self._events, dossier.customer.region),
        )

    def _remind(
        self, identity: str, rows: list[tuple[Any, ...]], found: Iterable[Reminder], today: Today
    ) -> None:
        """Lay down a customer's reminders, those found now behind rows that stay."""
        page = page_of(identity)
        rows += [reminder_row(identity, msgspec.structs.replace(one, page=page)) for one in found]
        if others := put_reminders(self.engine, "reminders", identity, identity, rows, today):
            self.engine.mark("events", [identity])
            self.engine.mark("ahead", [identity])
            if any(at_the_door(row[3], row[2]) for row in others):
                self.engine.mark("brief", [identity])
            self.engine.mark("daily", {row[5] for row in others})
            self.engine.mark("lists", ["*"])

    def _slots(self, identity: str) -> tuple[Planned, ...]:
        """The slots of a customer with their planned days."""
        rows = self.connection.execute(_SLOTS, (identity,))
        return tuple(
            Planned(slot, _day(due), date.fromisoformat(day), days, band, last, why)
            for slot, due, day, days, band, last, why in rows
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
