"""Compliance as a step: what a customer's money, gifts and conduct are found fault with, and its lines in the register of gifts."""

from __future__ import annotations

import sqlite3

from kjournal.care.settings import CareSettings
from kjournal.check.books import Books
from kjournal.check.compliance import comply
from kjournal.graph.engine import Engine
from kjournal.graph.known import Known
from kjournal.graph.register import Register
from kjournal.journal import dossiers
from kjournal.journal.findings import put_findings

_FOUND = "SELECT 1 FROM findings WHERE step = 'comply' AND key = ? LIMIT 1"


class Complying:
    """The work of the step for one customer."""

    def __init__(self, engine: Engine, care: CareSettings, known: Known, register: Register) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.care = care
        self.known = known
        self.register = register
        self._roles = {rep.id: rep.role for rep in care.reps.values()}

    def comply(self, identity: str) -> None:
        """The findings of one customer's books, and the rows of its gifts."""
        today = self.engine.fresh()
        dossier = dossiers.load(self.connection, identity, bodies=False)
        found, rows = [], []
        if dossier is not None:
            books = Books(
                dossier,
                self.known.facts(identity).account,
                self.known.grade(identity),
                self.care.ledger,
                self._roles,
                self.care.calendar,
                today,
                self.known.place,
            )
            found = comply(books)
            rows = list(self.register.of_dossier(books))
        if found or self.engine.knows("comply", identity):
            put_findings(self.connection, "comply", identity, found)
        self.register.put("comply", identity, rows, today if dossier is not None else None)

    def moved(self, identity: str) -> None:
        """The lines of a customer's notes may be others although nothing else is: its findings are placed anew."""
        self.engine.mark(
            "comply", [identity] if self.connection.execute(_FOUND, (identity,)).fetchone() else []
        )
        self.register.moved(identity)
