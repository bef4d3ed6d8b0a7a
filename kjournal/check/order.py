"""Checks of the order in time: what ends before it begins, comes back before it was given, or happens twice at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from kjournal.check.shape import Places
from kjournal.check.visits import own
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.business import Complaint, Payment, Promise
from kjournal.records.papers import Licence
from kjournal.records.people import LifeEvent
from kjournal.records.spec import Record, by_name
from kjournal.records.visit import Visit
from kjournal.words import _

Moment = date | datetime | time
_PLAIN = frozenset({date, time})
_START: Named = (Visit, "start")
_ON_THE_SPOT = frozenset({"上门", "会议"})


Named = tuple[type[Record], str]
"""A field by its record: what it is called is only asked for where something is wrong."""


class Pair(NamedTuple):
    """Two moments of which the second cannot come first, what each is, and the field that holds the second."""

    field: str
    first: Named | str  # the earlier one, or what it is called
    earlier: Moment | None
    second: Named
    later: Moment | None


def backwards(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """What a visit says to have come before that which it follows from."""
    del today
    for visit in own(dossier):
        for pair in _of_visit(visit):
            if _is_backwards(pair):
                yield _finding(pair, places, visit.path)


def card_backwards(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A paper that expires before it was issued, a quiet time that ends before it begins."""
    del today
    card = dossier.customer
    issued, expires = (Licence, "issued"), (Licence, "expires")
    pairs = [
        Pair(f"licences.{n}", issued, one.issued, expires, one.expires) for n, one in enumerate(card.licences)
    ]
    happened, quiet = (LifeEvent, "date"), (LifeEvent, "quiet_until")
    pairs += [Pair("life_events", happened, one.date, quiet, one.quiet_until) for one in card.life_events]
    yield from (_finding(pair, places, dossier.path) for pair in pairs if _is_backwards(pair))


def overlapping(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """Two visits of one rep to the customer that lie over each other: a time is wrong, or one note stands twice."""
    del today
    by_day: dict[tuple[date, str], list[tuple[time, time, str]]] = defaultdict(list)
    for visit in own(dossier):
        said = visit.visit
        if visit.done and said.channel in _ON_THE_SPOT and said.start and said.end and said.start < said.end:
            by_day[visit.date, visit.rep].append((said.start, said.end, visit.path))
    for (_day, _rep), visits in sorted(by_day.items()):
        for before, after in pairwise(sorted(visits)):
            if after[0] < before[1]:
                first = _("{label} of the other visit").format(label=_label(Visit, "end"))
                pair = Pair("start", first, before[1], _START, after[0])
                yield _finding(pair, places, after[2], places(before[2], "end"))


def _of_visit(visit: DatedVisit) -> Iterator[Pair]:
    """What can be held against each other; nearly every visit has only its two times."""
    said = visit.visit
    if said.start and said.end:
        yield Pair("end", _START, said.start, (Visit, "end"), said.end)
    if said.next and said.next.date and visit.done:
        yield _after(visit, "next", (Visit, "next"), said.next.date)
    if said.review:
        yield _after(visit, "review", (Visit, "review"), said.review.on)
    for promise in said.promises:
        # A line that is ticked off takes its due day for the day it was kept, and may repeat an older promise.
        if promise.done and not promise.every and promise.done != (promise.due,):
            yield _after(visit, "promises", (Promise, "done"), min(promise.done))
    for payment in said.payments:
        if payment.handed_in:
            yield _after(visit, "payments", (Payment, "handed_in"), payment.handed_in)
    for one in said.complaints:
        opened, answered, closed = (Complaint, "opened"), (Complaint, "answered"), (Complaint, "closed")
        yield Pair("complaints", opened, one.opened, answered, one.answered)
        before = (answered, one.answered) if one.answered else (opened, one.opened)
        yield Pair("complaints", *before, closed, one.closed)


def _after(visit: DatedVisit, field: str, named: Named, later: Moment | None) -> Pair:
    """A moment that cannot come before the visit's day."""
    return Pair(field, (Visit, "date"), visit.date, named, later)


def _label(record: type[Record], name: str) -> str:
    """What a field of a record is called."""
    return by_name(record)[name].called


def _is_backwards(pair: Pair) -> bool:
    """Compared as far as both are written: of a day and a moment, only the days."""
    if type(pair.earlier) is type(pair.later) in _PLAIN and pair.earlier <= pair.later:  # type: ignore[operator]
        return False  # nearly always, and without any words
    earlier, later = _shown(pair.earlier), _shown(pair.later)
    length = min(len(earlier), len(later))
    return later[:length] < earlier[:length]


def _finding(pair: Pair, places: Places, path: str, *others: Place) -> Finding:
    args = {
        "first": pair.first if isinstance(pair.first, str) else _label(*pair.first),
        "earlier": _shown(pair.earlier),
        "second": _label(*pair.second),
        "later": _shown(pair.later),
    }
    return Finding("KJ402", (places(path, pair.field), *others), args)


def _shown(moment: Moment | None) -> str:
    """2026-11-18, 14:30 or 2026-11-18 14:30; midnight means that only the day was written."""
    match moment:
        case datetime():
            return moment.isoformat(" ", "minutes")[:16].removesuffix(" 00:00")
        case time():
            return moment.isoformat("minutes")
        case date():
            return moment.isoformat()
    return ""
