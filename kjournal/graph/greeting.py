"""Festival lists as a group step: the rows of a rep's customers in, the rep's lists out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.greeted import Greeted, greeted
from kjournal.care.reminder import Reminder
from kjournal.care.rules import festival
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.graph.engine import Engine
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.site import CUSTOMERS

_encode = msgspec.json.encode
_greeted = msgspec.json.Decoder(Greeted).decode
_ROWS = """
    SELECT COALESCE(d.grade, ''), g.row FROM greeted AS g LEFT JOIN grades AS d ON d.customer = g.customer
    WHERE g.rep = ? ORDER BY g.customer
"""


class Greeting:
    """The narrow rows that dossiers lay down, and the lists made of them."""

    def __init__(self, engine: Engine, care: CareSettings) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.care = care

    def row(self, dossier: Dossier, known: Facts, today: Today) -> list[tuple[Any, ...]]:
        """The row of a customer, if it is greeted at all."""
        made = greeted(dossier, known, self.care.quiet, today)
        return [(dossier.id, dossier.rep, _encode(made))] if made is not None else []

    def laid(self, identity: str) -> list[tuple[Any, ...]]:
        """The row that lies there now."""
        return self.connection.execute("SELECT * FROM greeted WHERE customer = ?", (identity,)).fetchall()

    def moved(self, old: Sequence[tuple[Any, ...]], new: Sequence[tuple[Any, ...]]) -> None:
        """Where a customer's row changed, the lists of its rep are out of date: of both, where it changed hands."""
        if old != new:
            self.engine.mark("festivals", {row[1] for row in (*old, *new)})

    def lists(self, rep: str) -> tuple[list[Reminder], Today]:
        """All lists of one rep, and the day they were made on."""
        today = self.engine.fresh()
        rows = [festival.Row(grade, _greeted(row)) for grade, row in self.connection.execute(_ROWS, (rep,))]
        found = festival.lists(rep, rows, self.care, today)
        return [msgspec.structs.replace(one, page=CUSTOMERS) for one in found], today
