"""Checks within one dossier: what its notes say of each other and of the day, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kjournal.check import card, order, visits
from kjournal.check.shape import Check, Places
from kjournal.dates.today import Today
from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import Dossier

CHECKS = (
    Check("KJ401", visits.ahead),
    Check("KJ402", order.backwards),
    Check("KJ402", order.overlapping),
    Check("KJ402", order.card_backwards),
    Check("KJ403", visits.closed),
    Check("KJ404", visits.forgotten),
    Check("KJ407", card.moved),
    Check("KJ601", card.expired),
)
"""All checks of a dossier, in the order of their codes. To add one: a function, a line here, a test."""


def check(dossier: Dossier, today: Today, places: Places) -> list[Finding]:
    """All findings of a dossier."""
    return unless_ignored(
        dossier, (finding for one in CHECKS for finding in one.find(dossier, today, places))
    )


def unless_ignored(dossier: Dossier, found: Iterable[Finding]) -> list[Finding]:
    """Findings without the places in notes that ask not to see them."""
    every = list(found)
    if not every:
        return []
    ignored = {visit.path: visit.visit.ignore for visit in dossier.visits}
    ignored[dossier.path] = dossier.customer.ignore
    seen = (_seen(finding, ignored) for finding in every)
    return [finding for finding in seen if finding is not None]


def _seen(finding: Finding, ignored: Mapping[str, tuple[str, ...]]) -> Finding | None:
    """The finding with the places that are to be shown."""
    shown = tuple(place for place in finding.places if not covers(ignored.get(place.path, ()), finding.code))
    if len(shown) == len(finding.places):
        return finding
    return replace(finding, places=shown) if shown else None
