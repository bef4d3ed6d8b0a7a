"""The shape of a check of money and gifts: a dossier with its account and grade, and what finds something in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from kjournal.check.shape import Places
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.account import Account
from kjournal.ledger.gifts import Given
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.settings import LedgerSettings


class Books(msgspec.Struct, frozen=True):
    """All that a check of money and gifts may look at."""

    dossier: Dossier
    account: Account
    grade: str
    settings: LedgerSettings
    roles: Mapping[str, str]  # of the reps, by id
    calendar: WorkCalendar
    today: Today
    places: Places
    happened: tuple[DatedVisit, ...] = ()  # its own visits that took place up to today
    given: tuple[Given, ...] = ()  # all gifts of these, oldest first

    def line(self, path: str, field: str, n: int) -> Place:
        """Where line `n` of a list stands; the list itself where its lines have no places of their own."""
        return self.places(path, f"{field}.{n}")

    @property
    def key(self) -> bool:
        """重点: VIP or A."""
        return self.grade in KEY_GRADES


class BookCheck(NamedTuple):
    """One check of money, gifts or conduct."""

    code: str
    find: Callable[[Books], Iterator[Finding]]
