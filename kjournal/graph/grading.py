"""Grades as group steps: letters by class, ranks by rep, and then the grade of each customer whose row of these moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kjournal.graph.engine import Engine
from kjournal.ledger.grades import WHOLESALE, Graded, Standing, grade
from kjournal.ledger.letters import Sold, letters, vips, with_sales
from kjournal.ledger.settings import Shares

_STANDING = "SELECT customer, class, rep, status, kind, written, org, sales, weight FROM standing"
_HOUSE = """
    WITH RECURSIVE house (customer) AS (
        SELECT ? UNION SELECT s.customer FROM house AS h JOIN standing AS s ON s.org = h.customer
    )
    SELECT customer FROM house
"""


class Grading:
    """The work of the three steps for one key."""

    def __init__(self, engine: Engine, shares: Shares) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.shares = shares

    def letters(self, group: str) -> None:
        """The letters of one group; a small one has none of its own."""
        sold = self._sold("WHERE grp = ?", group)
        small = with_sales(sold) < self.shares.group and group != WHOLESALE
        found = letters(sold, self.shares).values()
        rows = (
            []
            if small
            else [(one.customer, group, one.letter, one.rank, one.of, f"{one.before:.4f}") for one in found]
        )
        self._put("letters", group, "grp", rows)

    def ranks(self, rep: str) -> None:
        """VIP, and the letters among all of one rep's customers for those whose group is too small."""
        sold = self._sold("WHERE rep = ? AND class != ?", rep, WHOLESALE)
        best = vips(sold, self.shares)
        found = letters(sold, self.shares).values()
        rows = [
            (one.customer, rep, one.letter, one.rank, one.of, f"{one.before:.4f}", int(one.customer in best))
            for one in found
        ]
        self._put("ranks", rep, "rep", rows)

    def _sold(self, where: str, *values: str) -> list[Sold]:
        rows = self.connection.execute(f"{_STANDING} {where} ORDER BY customer", values)
        return [
            Sold(row.customer, Decimal(row.sales), Decimal(row.weight))
            for row in map(Standing._make, rows.fetchall())
            if row.counted
        ]

    def _put(self, table: str, key: str, column: str, rows: list[tuple[Any, ...]]) -> None:
        """Lay down a group's rows; customers of which more than the rank moved are graded again."""
        before = _told(self.connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (key,)))
        self.connection.executemany(  # who came from another group still stands there until that one's turn
            f"DELETE FROM {table} WHERE customer = ? AND {column} != ?", [(row[0], key) for row in rows]
        )
        self.engine.put(table, key, {table: rows}, None, column=column)
        after = _told(rows)
        self.mark(
            customer
            for customer in before.keys() | after.keys()
            if before.get(customer) != after.get(customer)
        )

    def mark(self, customers: Iterable[str]) -> None:
        """These customers, and all who work at each or at one of its branches, are to be graded again."""
        for customer in customers:
            self.engine.mark("grades", [row[0] for row in self.connection.execute(_HOUSE, (customer,))])

    def grade(self, customer: str) -> None:
        """The grade of one customer; where it really changed, what hangs on it is worked out again."""
        known = self.connection.execute(
            "SELECT grade, source FROM grades WHERE customer = ?", (customer,)
        ).fetchone()
        made = self._grade(customer)
        if made == known:
            return
        if known is not None:
            self.connection.execute("DELETE FROM grades WHERE customer = ?", (customer,))
        self.engine.mark("told", ["grades"])
        if made is not None:
            self.connection.execute("INSERT INTO grades VALUES (?, ?, ?)", (customer, *made))
        if made is None or known is None or made[0] != known[0]:
            for step in ("dues", "comply", "reminders", "page", "brief"):
                self.engine.mark(step, [customer])
            reps = self.connection.execute("SELECT rep FROM greeted WHERE customer = ?", (customer,))
            self.engine.mark("festivals", [row[0] for row in reps.fetchall()])

    def _grade(self, customer: str, below: frozenset[str] = frozenset()) -> Graded | None:
        """The grade of a customer; `below` are those who asked for it, as cards may name each other."""
        row = self.connection.execute(f"{_STANDING} WHERE customer = ?", (customer,)).fetchone()
        if row is None or customer in below:
            return None
        standing = Standing._make(row)
        unit = self._grade(standing.org, below | {customer}) if standing.org else None
        letter, of_rep = self._row("letters", customer), self._row("ranks", customer)
        return grade(
            standing,
            unit.grade if unit else "",
            letter[0] if letter else "",
            of_rep[0] if of_rep else "",
            vip=bool(of_rep and of_rep[1]),
        )

    def _row(self, table: str, customer: str) -> tuple[Any, ...] | None:
        vip = "vip" if table == "ranks" else "0"
        found: tuple[Any, ...] | None = self.connection.execute(
            f"SELECT letter, {vip} FROM {table} WHERE customer = ?", (customer,)
        ).fetchone()
        return found


def _told(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Of each customer the letter, and whether it is VIP where that is told: what its grade goes by."""
    return {row[0]: (row[2], *row[6:]) for row in rows}
