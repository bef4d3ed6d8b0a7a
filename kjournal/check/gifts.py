"""Gifts: nothing but printed matter to medical staff and public servants, caps for all others (S4; DOMAIN.md 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kjournal.check.books import Books
from kjournal.dates.periods import add_months
from kjournal.findings.finding import Finding
from kjournal.ledger import gifts
from kjournal.ledger.entries import NONE
from kjournal.ledger.gifts import CASH, MEDICINE, PRINTED, Given, occasions, total
from kjournal.ledger.recipients import GUARDED
from kjournal.words import _
from kjournal.words.folding import fold


def guarded(books: Books) -> Iterator[Finding]:
    """Anything of value, and anything but printed matter, for medical staff and public servants."""
    most = books.settings.caps.printed
    for one in books.given:
        if one.who not in GUARDED:
            continue
        if not PRINTED.search(one.gift.item) or (one.worth or NONE) > most:
            args = {
                "item": _item(one),
                "who": one.gift.to or one.who,
                "recipient": one.who,
                "most": f"{most:f}",
            }
            yield Finding("KJ521", (books.line(one.visit.path, "gifts", one.n),), args)


def forbidden(books: Books) -> Iterator[Finding]:
    """Cash, cards, 红包 and medicine, whoever gets it."""
    goods = {fold(name) for name in books.dossier.customer.products}
    for one in books.given:
        item = one.gift.item
        if one.who in GUARDED and not PRINTED.search(item):
            continue  # told already
        if CASH.search(item) or MEDICINE.search(item) or fold(item) in goods:
            yield Finding("KJ522", (books.line(one.visit.path, "gifts", one.n),), {"item": _item(one)})


def capped(books: Books) -> Iterator[Finding]:
    """More than the cap to one person on one occasion, its lines added up; more than a year's cap where there is one."""
    for group in occasions(one for one in books.given if one.who not in GUARDED):
        most = gifts.cap(books.dossier.customer, books.settings.caps, group, key=books.key)
        if total(group) > most:
            yield _over(books, group, most)
    most_a_year = books.settings.caps.year
    if most_a_year is None:
        return
    years: dict[tuple[str, int], list[Given]] = {}
    for one in books.given:
        years.setdefault((one.gift.to, one.visit.date.year), []).append(one)
    for group in years.values():
        if total(group) > most_a_year:
            yield _over(books, group, most_a_year)


def _over(books: Books, group: Sequence[Given], most: Decimal) -> Finding:
    args = {
        "who": group[0].gift.to or books.dossier.customer.name,
        "sum": f"{total(group):.2f}",
        "most": f"{most:.2f}",
    }
    places = dict.fromkeys(books.line(one.visit.path, "gifts", one.n) for one in reversed(group))
    return Finding("KJ520", tuple(places), args)


def again(books: Books) -> Iterator[Finding]:
    """The same thing to the same person within twelve months (S0 S1); printed matter may come again."""
    months = books.settings.caps.again
    last: dict[tuple[str, str], date] = {}
    for one in books.given:
        if not one.gift.item or PRINTED.search(one.gift.item):
            continue
        key = (one.gift.to, fold(one.gift.item))
        before = last.get(key)
        if before is not None and before < one.visit.date < add_months(before, months):
            args = {"item": _item(one), "day": before.isoformat()}
            yield Finding("KJ523", (books.line(one.visit.path, "gifts", one.n),), args)
        last[key] = one.visit.date


def incomplete(books: Books) -> Iterator[Finding]:
    """A gift to nobody, or of no value."""
    card = books.dossier.customer
    alone = card.kind == "个人" or bool(books.dossier.org) or len(card.contacts) <= 1
    for one in books.given:
        missing = [] if one.gift.to or alone else [_("to whom")]
        if one.gift.value is None and one.who not in GUARDED:
            missing.append(_("what it cost"))
        if missing:
            args = {"item": _item(one), "missing": _(", ").join(missing)}
            yield Finding("KJ524", (books.line(one.visit.path, "gifts", one.n),), args)


def _item(one: Given) -> str:
    worth = one.worth
    return " ".join(filter(None, (one.gift.item or _("a gift"), f"{worth:.2f}" if worth is not None else "")))
