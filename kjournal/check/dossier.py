"""Checks within one dossier: what its notes say of each other and of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import NamedTuple

from kjournal.dates.today import Today
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.papers import Licence
from kjournal.words import _

Places = Callable[[str, str], Place]
"""Where a field of a note stands: (path, field) to its place."""
CLOSED = frozenset({"停业", "合并", "流失"})


class Check(NamedTuple):
    """One check of a dossier."""

    code: str
    find: Callable[[Dossier, Today, Places], Iterator[Finding]]


def check(dossier: Dossier, today: Today, places: Places) -> list[Finding]:
    """All findings of a dossier, but those its notes ask not to see."""
    ignored = {visit.path: set(visit.visit.ignore) for visit in dossier.visits if visit.visit.ignore}
    ignored[dossier.path] = set(dossier.customer.ignore)
    return [
        finding
        for one in CHECKS
        for finding in one.find(dossier, today, places)
        if finding.code not in ignored.get(finding.place.path, ())
    ]


def _ahead(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A visit that is done although its day lies ahead."""
    for visit in _own(dossier):
        if visit.done and not today.reached(visit.date):
            yield Finding("KJ401", (places(visit.path, "date"),), {"day": visit.date.isoformat()})


def _order(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """What ends before it begins, comes back before it was given, or is agreed for a day that was over."""
    del today
    for visit in _own(dossier):
        said = visit.visit
        if said.start and said.end and said.end < said.start:
            yield _before(places(visit.path, "end"), _clock(said.end), _clock(said.start))
        if said.next and said.next.date and said.next.date < visit.date and said.status == "完成":
            yield _before(places(visit.path, "next"), said.next.date.isoformat(), visit.date.isoformat())
        for promise in said.promises:
            if promise.done and min(promise.done) < visit.date and not promise.every:
                yield _before(
                    places(visit.path, "promises"), min(promise.done).isoformat(), visit.date.isoformat()
                )
        for complaint in said.complaints:
            if complaint.opened and complaint.closed and _earlier(complaint.closed, complaint.opened):
                yield _before(
                    places(visit.path, "complaints"),
                    complaint.closed.date().isoformat(),
                    complaint.opened.date().isoformat(),
                )


def _earlier(later: datetime, earlier: datetime) -> bool:
    if later.time() == time() or earlier.time() == time():
        return later.date() < earlier.date()
    return later < earlier


def _clock(at: time) -> str:
    return at.strftime("%H:%M")


def _before(place: Place, later: str, earlier: str) -> Finding:
    return Finding("KJ402", (place,), {"later": later, "earlier": earlier})


def _closed(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A plan for a customer that is closed, merged or lost; a visit after the day the card was found so."""
    card = dossier.customer
    if card.status not in CLOSED:
        return
    for visit in _own(dossier):
        after = card.verified is not None and visit.date > card.verified
        planned = visit.visit.status == "计划" and not today.past(visit.date)
        if (visit.done and after) or planned:
            yield Finding("KJ403", (places(visit.path, "customer"),), {"status": card.status})


def _plans(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A plan whose day has passed is asked about."""
    for visit in _own(dossier):
        if visit.visit.status == "计划" and today.past(visit.date):
            yield Finding("KJ404", (places(visit.path, "date"),), {"day": visit.date.isoformat()})


def _moved(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """The address of somebody who moved."""
    del today
    if dossier.customer.status == "搬迁":
        yield Finding("KJ407", (places(dossier.path, "address"),))


def _expired(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """Papers that are not valid any more, where no newer one stands."""
    if dossier.customer.status in CLOSED:
        return
    newest: dict[tuple[str, str], Licence] = {}
    for licence in dossier.customer.licences:
        name = (licence.kind, licence.number)
        if licence.expires and (
            name not in newest or (newest[name].expires or licence.expires) < licence.expires
        ):
            newest[name] = licence
    for licence in newest.values():
        if licence.expires is not None and today.past(licence.expires):
            args = {"paper": licence.kind or _("a paper"), "day": licence.expires.isoformat()}
            yield Finding("KJ601", (places(dossier.path, "licences"),), args)


def _own(dossier: Dossier) -> list[DatedVisit]:
    return [visit for visit in dossier.visits if visit.direct]


CHECKS = (
    Check("KJ401", _ahead),
    Check("KJ402", _order),
    Check("KJ403", _closed),
    Check("KJ404", _plans),
    Check("KJ407", _moved),
    Check("KJ601", _expired),
)
