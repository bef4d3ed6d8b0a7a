"""Checks of a card against the day: an address that is out of date, papers that are not valid any more."""

from __future__ import annotations

from collections.abc import Iterator

from kjournal.check.shape import Places
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import Dossier
from kjournal.ledger.standing import CLOSED, current_papers
from kjournal.words import _


def moved(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """The address of somebody who moved."""
    del today
    if dossier.customer.status == "搬迁":
        yield Finding("KJ407", (places(dossier.path, "address"),))


def expired(dossier: Dossier, today: Today, places: Places) -> Iterator[Finding]:
    """Papers that are not valid any more, where no newer one of the kind stands."""
    if dossier.customer.status in CLOSED:
        return
    for paper in current_papers(dossier.customer):
        if paper.expires is not None and today.past(paper.expires):
            args = {"paper": paper.kind or _("a paper"), "day": paper.expires.isoformat()}
            n = next(n for n, one in enumerate(dossier.customer.licences) if one is paper)
            yield Finding("KJ601", (places(dossier.path, f"licences.{n}"),), args)
