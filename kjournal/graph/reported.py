"""The narrow rows that a dossier lays down for the reports: debts, its account, sales by day, promises, times of complaints."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from kjournal.care.facts import Facts
from kjournal.care.promised import KeptPromise, OpenPromise, kept_promises
from kjournal.care.rule import known_rep
from kjournal.care.rules.complaint import deadlines
from kjournal.care.settings import CareSettings
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.account import Account, Item
from kjournal.ledger.entries import Entry, happened
from kjournal.ledger.sales import is_sale
from kjournal.ledger.standing import current_papers

PROMISERS = "SELECT DISTINCT rep FROM promised WHERE customer = ?"
TABLES = ("debts", "accounts", "sold", "promised", "complained", "papers", "warned")
_MOST = 10**14
"""Fen; a sum of more is a slip, and would outgrow the whole numbers of the index."""
Row = tuple[Any, ...]
_PROMISES_OF = "promises of "
"""Before a rep's id: its page of promises is out of date."""


def promising(reps: Iterable[str]) -> frozenset[str]:
    """Marks of the pages of promises of those who have to see to some."""
    return frozenset(_PROMISES_OF + rep for rep in reps)


def promisers(connection: sqlite3.Connection) -> set[str]:
    """The reps whose pages of promises are out of date."""
    rows = connection.execute("SELECT key FROM dirty WHERE step = 'told'")
    return {key.removeprefix(_PROMISES_OF) for (key,) in rows if key.startswith(_PROMISES_OF)}


def rows(
    dossier: Dossier, known: Facts, lines: Sequence[Entry], care: CareSettings, today: Today
) -> dict[str, list[Row]]:
    """The rows of each table; `lines` are those of the account."""
    return {
        "debts": list(_debts(dossier.id, known.account.items)),
        "accounts": _account(dossier, known.account, lines),
        "sold": _sold(dossier.id, lines),
        "promised": list(_promised(dossier, known, care, today)),
        "complained": list(_complained(dossier, care, today)),
        "papers": list(_papers(dossier)),
        "warned": list(_warned(dossier, today)),
    }


def _debts(identity: str, items: Iterable[Item]) -> Iterator[Row]:
    for n, one in enumerate(items):
        day = one.day.isoformat() if one.day > date.min else None
        yield (
            identity, n, day, f"{one.amount:f}", f"{one.open:f}", _iso(one.due), one.visit, int(one.consigned),
        )  # fmt: skip


def _account(dossier: Dossier, account: Account, lines: Iterable[Entry]) -> list[Row]:
    """One row where there is an account at all."""
    limit = dossier.customer.credit_limit
    payments = [entry for entry in lines if entry.kind == "payment"]
    if not (account.items or account.credit or account.orders or payments or limit is not None):
        return []
    day = payments[-1].day if payments else None
    paid = f"{sum(entry.amount for entry in payments if entry.day == day):f}" if payments else None
    return [(
        dossier.id, f"{account.balance:f}", f"{account.credit:f}", f"{account.consigned:f}", account.late,
        f"{limit:f}" if limit is not None else None, _iso(account.reconciled), _iso(day), paid,
    )]  # fmt: skip


def _sold(identity: str, lines: Iterable[Entry]) -> list[Row]:
    """Net sales of each day; in fen, so that the index adds them up exactly."""
    days: dict[date, int] = {}
    for entry in lines:
        if is_sale(entry):
            days[entry.day] = days.get(entry.day, 0) + int(entry.change * 100)
    return [(identity, day.isoformat(), max(-_MOST, min(fen, _MOST))) for day, fen in sorted(days.items())]


def _promised(dossier: Dossier, known: Facts, care: CareSettings, today: Today) -> Iterator[Row]:
    """The open ones, then the kept ones; one without words has no reminder, and no row."""
    visits = [visit for visit in dossier.visits if likely(visit.date)]
    found = [*map(_open, known.promises), *map(_kept, kept_promises(dossier, visits, today))]
    for n, (names, row) in enumerate(found):
        if row[2]:
            still, theirs, *more = row
            yield (dossier.id, n, still, theirs, known_rep(care.reps, dossier.rep, *names), *more)


def _open(one: OpenPromise) -> tuple[tuple[str, str], Row]:
    """The names of who may have to see to it, and the row but for its key and its rep."""
    days = (_iso(one.due), _iso(one.made), _iso(one.kept))
    row = (1, int(one.theirs), one.what, *days, one.to, one.by, one.every, one.approval, one.path, one.visit)
    return (one.by, one.rep), row


def _kept(one: KeptPromise) -> tuple[tuple[str, str], Row]:
    days = (_iso(one.due), _iso(one.made), _iso(one.kept))
    return (one.by, one.rep), (0, int(one.theirs), one.what, *days, "", one.by, "", "", one.path, one.visit)


def _complained(dossier: Dossier, care: CareSettings, today: Today) -> Iterator[Row]:
    for visit in happened(dossier, today):
        for n, complaint in enumerate(visit.visit.complaints):
            times = map(_minute, deadlines(visit, complaint, care.calendar))
            done = (_stamp(complaint.answered), _stamp(complaint.closed))
            what = (complaint.kind, complaint.level, complaint.product, complaint.symptom or complaint.note)
            more = (complaint.handling, complaint.cause)
            yield (dossier.id, visit.path, n, visit.rep or dossier.rep, visit.id, *times, *done, *what, *more)


def _papers(dossier: Dossier) -> Iterator[Row]:
    """The papers that end on a day that can be meant."""
    for n, paper in enumerate(current_papers(dossier.customer)):
        if paper.expires is not None and likely(paper.expires):
            yield (dossier.id, n, paper.kind, paper.number, paper.expires.isoformat())


def _warned(dossier: Dossier, today: Today) -> Iterator[Row]:
    """Signs of trouble that visits noted, at the customer or at somebody who works there; the latest first."""
    noted = [
        visit
        for visit in dossier.visits
        if visit.done and visit.visit.risk_signs and today.reached(visit.date)
    ]
    for n, visit in enumerate(reversed(noted)):
        yield (dossier.id, n, visit.date.isoformat(), "、".join(visit.visit.risk_signs))


def _stamp(moment: datetime | None) -> str | None:
    """As a note says it: the day alone where no time was written."""
    return None if moment is None else _minute(moment.replace(tzinfo=None)).removesuffix(" 00:00")


def _minute(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
