"""What earlier steps laid down of one customer: its facts, its grade, and where the fields of its notes stand."""

from __future__ import annotations

import sqlite3

import msgspec

from kjournal.care.facts import Facts
from kjournal.findings.finding import Place

_facts = msgspec.json.Decoder(Facts).decode


class Known:
    """Looks it up in the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def facts(self, identity: str) -> Facts:
        """The facts of a customer."""
        row = self.connection.execute("SELECT facts FROM facts WHERE customer = ?", (identity,)).fetchone()
        return _facts(row[0]) if row else Facts()

    def grade(self, identity: str) -> str:
        """The grade of a customer; empty where it has none."""
        row = self.connection.execute("SELECT grade FROM grades WHERE customer = ?", (identity,)).fetchone()
        return row[0] if row else ""

    def place(self, path: str, field: str) -> Place:
        """Where a field of a note stands; of one line of a list (`gifts.3`) the list where only that is known."""
        row = self.connection.execute("SELECT places FROM notes WHERE path = ?", (path,)).fetchone()
        places = msgspec.json.decode(row[0]) if row and row[0] else {}
        where = places.get(field) or places.get(field.partition(".")[0])
        return Place(path, *where) if where else Place(path)
