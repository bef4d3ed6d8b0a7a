"""Conduct: who may take orders and money, what must be handed over, and signs that money is in danger (S4, law)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kjournal.check.books import Books
from kjournal.findings.finding import Finding
from kjournal.ledger.recipients import MEDICAL, recipient
from kjournal.words import _

_REPRESENTATIVE = "医药代表"
_SIGNS_COUNT = 90
"""Days for which a warning sign that was written is told."""


def roles(books: Books) -> Iterator[Finding]:
    """Orders or money taken by a 医药代表, or on the card of somebody who works in a medical institution."""
    card = books.dossier.customer
    person = bool(books.dossier.org) or card.kind == "个人"
    medical = person and recipient(card) == MEDICAL
    for visit in books.happened:
        field = "orders" if visit.visit.orders else "payments" if visit.visit.payments else ""
        if not field:
            continue
        if books.roles.get(visit.rep) == _REPRESENTATIVE:
            yield Finding("KJ530", (books.places(visit.path, field),), {"rep": visit.rep})
        elif medical:
            yield Finding("KJ531", (books.places(visit.path, field),), {"name": card.name})


def adverse(books: Books) -> Iterator[Finding]:
    """An adverse reaction that nobody handed over on the next day."""
    for visit in books.happened:
        if (
            visit.visit.adverse
            and not visit.visit.escalate
            and books.today.past(visit.date + timedelta(days=1))
        ):
            yield Finding("KJ532", (books.places(visit.path, "adverse"),), {"day": visit.date.isoformat()})


def signs(books: Books) -> Iterator[Finding]:
    """Warning signs that were written on a visit of the last three months (S4's eight)."""
    for visit in books.happened:
        if visit.visit.risk_signs and not books.today.past(visit.date + timedelta(days=_SIGNS_COUNT)):
            args = {"signs": _(", ").join(visit.visit.risk_signs), "day": visit.date.isoformat()}
            yield Finding("KJ512", (books.places(visit.path, "risk_signs"),), args)
