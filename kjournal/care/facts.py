"""Facts: what a dossier gives by itself: last contacts, open promises, what was agreed. A pure function of it and a day."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from kjournal.care.channels import fills_call, fills_visit, is_contact
from kjournal.dates.every import read_every
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.business import Promise

CLOSED = frozenset({"停业", "合并", "流失"})
"""Statuses of customers who are not visited any more."""
_TALK = 60


class Contacted(msgspec.Struct, frozen=True):
    """A real contact."""

    day: dt.date
    channel: str
    path: str
    talk: str = ""  # what was said, in a line


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


class Agreed(msgspec.Struct, frozen=True):
    """The next visit as agreed: the `next` of a visit, or a visit that is planned."""

    day: dt.date
    what: str
    path: str
    visit: str
    start: dt.time | None = None
    end: dt.time | None = None
    channel: str = ""
    plan: bool = False  # a note of its own with status 计划


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a customer on a day, for care rules, groups and pages."""

    first: dt.date | None = None  # the first visit in the journal
    contacts: int = 0  # real contacts so far
    begun: bool = False  # begun as 潜在 or 开发中: dense first, sparse later
    last: Contacted | None = None  # the last real contact of any channel
    last_visit: Contacted | None = None  # … that fills a visit slot
    last_call: Contacted | None = None  # … that fills a call slot
    tried: dt.date | None = None  # the last attempt that met nobody, after the last contact
    promises: tuple[OpenPromise, ...] = ()
    agreed: tuple[Agreed, ...] = ()  # open, by day
    last_order: dt.date | None = None
    ordered: tuple[str, ...] = ()  # lines of the last order, for the pages


def facts(dossier: Dossier, today: Today) -> Facts:
    """The facts of a dossier on a day; a visit that lies ahead has not happened, whatever its note says."""
    happened = [visit for visit in dossier.visits if today.reached(visit.date)]
    real = [visit for visit in happened if is_contact(visit.visit)]
    orders = [visit for visit in real if visit.visit.orders and visit.direct]
    last = _contacted(real[-1]) if real else None
    return Facts(
        first=real[0].date if real else None,
        contacts=len(real),
        begun=_begun(dossier, real),
        last=last,
        last_visit=_latest(real, fills_visit),
        last_call=_latest(real, fills_call),
        tried=_tried(happened, last),
        promises=tuple(_promises(dossier, happened)),
        agreed=tuple(_agreed(dossier, real, today)),
        last_order=orders[-1].date if orders else None,
        ordered=tuple(line.product for line in orders[-1].visit.orders if line.product) if orders else (),
    )


def _latest(real: list[DatedVisit], fills: object) -> Contacted | None:
    assert callable(fills)  # noqa: S101  one of the two functions of `channels`
    return next((_contacted(visit) for visit in reversed(real) if fills(visit.visit)), None)


def _contacted(visit: DatedVisit) -> Contacted:
    return Contacted(visit.date, visit.visit.channel, visit.path, talk(visit))


def talk(visit: DatedVisit) -> str:
    """What was said on a visit, in a line: its prose, else what was agreed or ordered."""
    for line in visit.body.splitlines():
        bare = re.sub(r"[*_`>|]+", "", line).strip()
        if bare and not bare.startswith(("#", "- [", "-[", "【", "□", "☐", "☑", "√", "---", "!")):
            bare = bare.lstrip("-+ ").strip()
            first = re.split(r"(?<=[。！？；])", bare)[0] or bare
            return first if len(first) <= _TALK else first[: _TALK - 1] + "…"
    if visit.visit.aim:
        return visit.visit.aim[:_TALK]
    return "、".join(line.product for line in visit.visit.orders if line.product)[:_TALK]


def _begun(dossier: Dossier, real: list[DatedVisit]) -> bool:
    if dossier.customer.status in {"潜在", "开发中"}:
        return True
    return bool(real) and "开发" in real[0].visit.purpose


def _tried(happened: list[DatedVisit], last: Contacted | None) -> dt.date | None:
    tries = [visit.date for visit in happened if visit.visit.status == "未遇"]
    return tries[-1] if tries and (last is None or tries[-1] > last.day) else None


def _promises(dossier: Dossier, happened: list[DatedVisit]) -> list[OpenPromise]:
    found = [
        opened
        for visit in happened
        if visit.direct
        for promise in visit.visit.promises
        if (opened := _open(promise, visit.date, visit.path, visit.id)) is not None
    ]
    found += [
        opened
        for promise in dossier.customer.promises
        if (opened := _open(promise, None, dossier.path, "")) is not None
    ]
    found.sort(key=lambda promise: (promise.due or dt.date.max, promise.path, promise.what))
    return found


def _open(promise: Promise, made: dt.date | None, path: str, visit: str) -> OpenPromise | None:
    due = promise.due
    if promise.every and (every := read_every(promise.every).value) is not None:
        begun = made or due or dt.date(2000, 1, 1)
        after = max(promise.done) if promise.done else begun
        due = every.next_after(after, begun) if promise.done or due is None else due
    elif promise.done:
        return None
    theirs = promise.by in {"客户", "对方"}
    return OpenPromise(promise.what, due, made, promise.to, promise.by, path, visit, theirs, promise.every)


def _agreed(dossier: Dossier, real: list[DatedVisit], today: Today) -> list[Agreed]:
    """What was agreed and is still to come about: ended by a contact from three days before it, or a later `next`."""
    found: list[Agreed] = []
    spoken = [
        visit
        for visit in real
        if visit.visit.next is not None and visit.visit.next.date is not None and visit.direct
    ]
    if spoken:
        visit = spoken[-1]
        coming = visit.visit.next
        assert coming is not None  # noqa: S101  filtered above
        assert coming.date is not None  # noqa: S101
        ended = any(
            later.date > visit.date and later.date >= coming.date - dt.timedelta(days=3) for later in real
        )
        if not ended:
            found.append(Agreed(coming.date, coming.what, visit.path, visit.id))
    for visit in dossier.visits:
        if visit.visit.status != "计划" or not visit.direct:
            continue
        ended = any(
            other.date >= visit.date - dt.timedelta(days=3)
            and other.date <= visit.date + dt.timedelta(days=3)
            for other in real
        )
        later = any(other.date > visit.date for other in real)
        if not ended and not later:
            what = visit.visit.aim or "、".join(visit.visit.purpose)
            found.append(
                Agreed(
                    visit.date,
                    what,
                    visit.path,
                    visit.id,
                    visit.visit.start,
                    visit.visit.end,
                    visit.visit.channel,
                    plan=True,
                )
            )
    del today
    found.sort(key=lambda agreed: (agreed.day, agreed.path))
    return found
