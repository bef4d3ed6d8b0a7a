"""Checks of visits against the day and the customer's status."""

from __future__ import annotations

from collections.abc import Iterator

from kjournal.check.shape import Places
from kjournal.dates.today import Today
from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.standing import CLOSED

_STILL_OWED = frozenset({"收款", "对账"})
"""Purposes for which a customer is visited although it is closed or lost: the debt stays (DOMAIN.md 4)."""


def own(dossier: Dossier) -> list[DatedVisit]:
    """The visits whose notes name this customer; those of its people are checked with them."""
    return [visit for visit in dossier.visits if visit.direct]


def ahead(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A visit that is done although its day lies ahead."""
    for visit in own(dossier):
        if visit.done and not today.reached(visit.date):
            yield Finding("KJ401", (places(visit.path, "date"),), {"day": visit.date.isoformat()})


def closed(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """Plans for a customer that is closed, merged or lost, and visits after the day on which its card was verified.

    Without that day nobody knows when it was closed, and what was done may have been done before. The card is the one
    cause, so all such visits are one finding.
    """
    card = dossier.customer
    if card.status not in CLOSED or covers(card.ignore, "KJ403"):
        return
    odd = [visit for visit in own(dossier) if _is_odd(visit, dossier, today)]
    if odd:
        yield Finding(
            "KJ403", tuple(places(visit.path, "customer") for visit in odd), {"status": card.status}
        )


def _is_odd(visit: DatedVisit, dossier: Dossier, today: Today) -> bool:
    if not _STILL_OWED.isdisjoint(visit.visit.purpose):
        return False
    if visit.visit.status == "计划":
        return not today.past(visit.date)
    verified = dossier.customer.verified
    return visit.done and verified is not None and visit.date > verified


def forgotten(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """A plan whose day has passed is asked about."""
    for visit in own(dossier):
        if visit.visit.status == "计划" and today.past(visit.date):
            yield Finding("KJ404", (places(visit.path, "date"),), {"day": visit.date.isoformat()})
