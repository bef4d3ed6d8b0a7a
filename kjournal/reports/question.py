"""What reports may ask: the index, the day, and what the settings say of money, reps and papers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from kjournal.ledger.settings import LedgerSettings
from kjournal.records.rep import Rep

_Found = TypeVar("_Found")


class Question:
    """What reports are made from; what several of them need is asked once."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date,
        *,
        ledger: LedgerSettings = LedgerSettings(),  # noqa: B008  a frozen value
        reps: Mapping[str, Rep] | None = None,
        papers: Mapping[str, date] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.connection = connection
        self.today = today
        self.ledger = ledger
        self.reps = reps or {}
        self.papers = papers or {}  # our own, by name, with the last day each is valid
        self.hidden = hidden  # codes of findings that the settings switch off
        self._known: dict[object, object] = {}

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """Rows of a query; `:today` may stand in it."""
        return self.connection.execute(query, {"today": self.today.isoformat(), **values}).fetchall()

    def once(self, asked: Callable[[Question], _Found]) -> _Found:
        """What a function finds, asked only the first time."""
        if asked not in self._known:
            self._known[asked] = asked(self)
        return cast("_Found", self._known[asked])

    def rep(self, identity: str | None) -> str:
        """What a rep is called."""
        known = self.reps.get(identity or "")
        return known.shown if known is not None else identity or ""

    def ago(self, days: int) -> str:
        """The day so many days before today."""
        return (self.today - timedelta(days=days)).isoformat()

    def ahead(self, days: int) -> str:
        """The day so many days after today."""
        return (self.today + timedelta(days=days)).isoformat()


def town(region: str | None) -> str:
    """The last part of a region's path."""
    return (region or "").rpartition("/")[2]
