"""Promises that are still to be kept, one occurrence of each pending at a time (DOMAIN.md 3, 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from kjournal.care.window import likely
from kjournal.dates.every import read_every
from kjournal.dates.recurrence import Every
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.business import Promise
from kjournal.records.customer import Customer

_LONG_AGO = dt.date(2000, 1, 1)
_THEY = frozenset({"客户", "对方"})


class OpenPromise(msgspec.Struct, frozen=True):
    """A promise that is still to be kept."""

    what: str
    due: dt.date | None
    made: dt.date | None  # the visit's day
    to: str
    by: str  # who does it; empty: the rep
    path: str
    visit: str  # the visit's id, empty for a card's
    theirs: bool = False  # promised by the customer
    every: str = ""
    kept: dt.date | None = None  # the last day on which an earlier occurrence was kept
    rep: str = ""  # id of the rep who was there and promised it
    approval: str = ""  # whose agreement it needs


class KeptPromise(msgspec.Struct, frozen=True):
    """A promise that was kept; one that comes again is kept many times."""

    what: str
    due: dt.date | None
    kept: dt.date
    made: dt.date | None
    by: str
    path: str
    visit: str
    theirs: bool = False
    rep: str = ""


def open_promises(dossier: Dossier, visits: Iterable[DatedVisit], today: Today) -> tuple[OpenPromise, ...]:
    """The open promises of a customer's own visits, of its plans too, and of its card; the first due first."""
    they = _they(dossier.customer)
    found = [_open(promise, made, they) for promise, made in _promises(dossier, visits, today)]
    still = [promise for promise in found if promise is not None]
    return tuple(sorted(still, key=lambda one: (one.due or dt.date.max, one.path, one.what)))


def kept_promises(dossier: Dossier, visits: Iterable[DatedVisit], today: Today) -> tuple[KeptPromise, ...]:
    """Those that were kept, each occurrence by itself, in the order of their days."""
    they = _they(dossier.customer)
    found = [
        KeptPromise(
            promise.what, due, kept, made.day if made.said else None, promise.by, made.path, made.visit,
            promise.by in they, made.rep,
        )
        for promise, made in _promises(dossier, visits, today)
        for due, kept in _kept(promise, made)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.kept, one.path, one.what)))


def _they(card: Customer) -> frozenset[str]:
    """The words by which the customer's side is named as who does it."""
    return _THEY | {name for name in (card.name, *card.aliases, *(one.name for one in card.contacts)) if name}


def _promises(
    dossier: Dossier, visits: Iterable[DatedVisit], today: Today
) -> Iterator[tuple[Promise, _Made]]:
    """Each promise of the card and of the customer's own visits, with where it was made."""
    yield from ((promise, _Made(dossier.path)) for promise in dossier.customer.promises)
    for visit in visits:
        if visit.direct and visit.visit.promises:
            made = _Made(visit.path, visit.id, visit.rep, visit.date, said=today.reached(visit.date))
            yield from ((promise, made) for promise in visit.visit.promises)


def carded(card: Customer) -> dt.date | None:
    """The day that a promise on a card without any day is counted from."""
    return next((day for day in (card.verified, card.created) if day is not None and likely(day)), None)


class _Made(msgspec.Struct, frozen=True):
    """Where and when a promise was made."""

    path: str
    visit: str = ""
    rep: str = ""
    day: dt.date | None = None
    said: bool = False  # the day has come


def _open(promise: Promise, made: _Made, they: frozenset[str]) -> OpenPromise | None:
    due, every = _terms(promise)
    if every is not None:
        due = pending(every, due, made.day or due or _LONG_AGO, promise.done)
    elif promise.done:
        return None
    return OpenPromise(
        what=promise.what,
        due=due,
        made=made.day if made.said else None,
        to=promise.to,
        by=promise.by,
        path=made.path,
        visit=made.visit,
        theirs=promise.by in they,
        every=promise.every if every is not None else "",
        kept=max(promise.done) if promise.done else None,
        rep=made.rep,
        approval=promise.approval,
    )


def _kept(promise: Promise, made: _Made) -> Iterator[tuple[dt.date | None, dt.date]]:
    """For each time that a promise was kept: the day it was due, and the day it was kept."""
    due, every = _terms(promise)
    days = [day for day in promise.done if likely(day)]
    if every is None:
        yield from ((due, max(days)) for _ in days[:1])
        return
    anchor = due or made.day or _LONG_AGO
    occurrence = due or every.next_after(made.day or _LONG_AGO, anchor)
    for kept in sorted(days):
        yield (occurrence if likely(occurrence) else None), kept
        occurrence = every.next_after(max(occurrence, kept), anchor)


def _terms(promise: Promise) -> tuple[dt.date | None, Every | None]:
    """The day it is due, where one can be meant, and how often it comes again."""
    due = promise.due if promise.due is not None and likely(promise.due) else None
    return due, read_every(promise.every).value if promise.every else None


def pending(every: Every, first: dt.date | None, made: dt.date, done: tuple[dt.date, ...]) -> dt.date | None:
    """The one occurrence that is pending, after each day on which the promise was kept.

    Kept late, the next one comes after that day; kept early, the occurrence it was kept for is settled all the same.
    """
    anchor = first or made
    day = first or every.next_after(made, anchor)
    for kept in sorted(done):
        day = every.next_after(max(day, kept), anchor)
    return day if likely(day) else None
