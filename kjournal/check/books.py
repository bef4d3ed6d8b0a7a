"""The shape of a check of money and gifts: a dossier with its account and grade, and what finds something in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from kjournal.check.shape import Places
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import Dossier
from kjournal.ledger.account import Account
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

    @property
    def key(self) -> bool:
        """重点: VIP or A."""
        return self.grade in {"VIP", "A"}


class BookCheck(NamedTuple):
    """One check of money, gifts or conduct."""

    code: str
    find: Callable[[Books], Iterator[Finding]]
