"""Checks of money, gifts and conduct within one dossier, and the table of them."""

from __future__ import annotations

from msgspec.structs import replace

from kjournal.check import accounts, conduct, gifts
from kjournal.check.books import BookCheck, Books
from kjournal.check.dossier import unless_ignored
from kjournal.findings.finding import Finding
from kjournal.ledger.entries import happened
from kjournal.ledger.gifts import given

CHECKS = (
    BookCheck("KJ501", accounts.disagreed),
    BookCheck("KJ502", accounts.never_agreed),
    BookCheck("KJ503", accounts.unknown_terms),
    BookCheck("KJ505", accounts.stray),
    BookCheck("KJ506", accounts.past_limit),
    BookCheck("KJ507", accounts.odd_payments),
    BookCheck("KJ510", accounts.surge),
    BookCheck("KJ511", accounts.impossible),
    BookCheck("KJ512", conduct.signs),
    BookCheck("KJ520", gifts.capped),
    BookCheck("KJ521", gifts.guarded),
    BookCheck("KJ522", gifts.forbidden),
    BookCheck("KJ523", gifts.again),
    BookCheck("KJ524", gifts.incomplete),
    BookCheck("KJ530", conduct.roles),
    BookCheck("KJ532", conduct.adverse),
)
"""All checks of money, gifts and conduct, in the order of their codes. To add one: a function, a line here, a test."""


def comply(books: Books) -> list[Finding]:
    """All findings of a dossier's money, gifts and conduct; what many checks look at is looked up once."""
    dossier, today = books.dossier, books.today
    books = replace(books, happened=tuple(happened(dossier, today)), given=tuple(given(dossier, today)))
    return unless_ignored(books.dossier, (finding for one in CHECKS for finding in one.find(books)))
