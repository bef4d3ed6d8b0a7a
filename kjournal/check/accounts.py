"""Money: accounts that do not agree, orders past the limit, payments that are not as they should be (S2 S4; DOMAIN.md 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from kjournal.check.books import Books
from kjournal.dates.periods import add_months
from kjournal.findings.finding import Finding, Place
from kjournal.ledger.account import Agreement
from kjournal.ledger.entries import NONE, Entry, entries
from kjournal.ledger.terms import ON_CREDIT
from kjournal.records.business import OrderLine, Payment
from kjournal.words import _

_MONTHS = 3
"""After so many months without agreeing on the account it is an error (S4)."""
_PRIVATE = frozenset({"微信", "支付宝"})
_REFUSED = "商业承兑"
_SURGE = 2
_BEFORE_SURGE = 6
_BEFORE_SPRING = timedelta(days=20)


def disagreed(books: Books) -> Iterator[Finding]:
    """A balance that both sides agreed on and that the lines do not come to; with the lines since the one before."""
    for one in books.account.agreements:
        if one.difference:
            args = {
                "agreed": f"{one.agreed:.2f}",
                "replayed": f"{one.replayed:.2f}",
                "difference": f"{abs(one.difference):.2f}",
                "lines": _lines(one),
            }
            places = [books.places(one.path, "agreed"), *_places(books, one.since)]
            yield Finding("KJ501", tuple(dict.fromkeys(places)), args)


def _lines(one: Agreement) -> str:
    shown = [f"{entry.day.isoformat()} {entry.change:+.2f}" for entry in one.since[-5:]]
    return _(", ").join((["…"] if len(one.since) > len(shown) else []) + shown)


def _places(books: Books, lines: tuple[Entry, ...]) -> Iterator[Place]:
    fields = {
        "order": "orders",
        "return": "returns",
        "adjustment": "adjustments",
        "payment": "payments",
        "opening": "opening",
    }
    for entry in lines:
        yield books.line(entry.path, fields[entry.kind], entry.n)


def never_agreed(books: Books) -> Iterator[Finding]:
    """Money owed for three months without agreeing on the account."""
    account = books.account
    since = account.reconciled or min((item.day for item in account.items if item.day.year > 1), default=None)
    if since is None or account.balance <= 0 or since.year > 9000:
        return
    if books.today.past(add_months(since, _MONTHS)):
        yield Finding("KJ502", (Place(books.dossier.path),), {"day": since.isoformat()})


def unknown_terms(books: Books) -> Iterator[Finding]:
    """Orders, and nothing on the card that says when they are to be paid; or credit without its days."""
    card = books.dossier.customer
    if not books.account.orders:
        return
    if not card.settlement and card.credit_days is None:
        yield Finding("KJ503", (Place(books.dossier.path),))
    elif card.settlement in ON_CREDIT and card.credit_days is None:
        args = {"settlement": card.settlement, "days": str(books.settings.terms.credit_days)}
        yield Finding("KJ504", (books.places(books.dossier.path, "settlement"),), args)


def stray(books: Books) -> Iterator[Finding]:
    """A payment when nothing was owed."""
    for entry in books.account.stray:
        args = {"amount": f"{entry.amount:.2f}", "day": entry.day.isoformat()}
        yield Finding("KJ505", (books.line(entry.path, "payments", entry.n),), args)


def past_limit(books: Books) -> Iterator[Finding]:
    """An order that went past the credit limit, while the balance is still above it."""
    limit = books.dossier.customer.credit_limit
    if limit is None or books.account.balance <= limit:
        return
    last = next(
        (entry for entry in reversed(entries(books.dossier, books.today)) if entry.kind == "order"), None
    )
    if last is not None:
        args = {"balance": f"{books.account.balance:.2f}", "limit": f"{limit:.2f}"}
        yield Finding("KJ506", (books.places(last.path, "orders"),), args)


def odd_payments(books: Books) -> Iterator[Finding]:
    """商业承兑, a private account, or somebody else who paid."""
    names = {books.dossier.customer.name, *books.dossier.customer.aliases, books.dossier.id, ""}
    for visit in books.happened:
        for n, payment in enumerate(visit.visit.payments):
            for code, args in _odd(payment, names):
                yield Finding(code, (books.line(visit.path, "payments", n),), args)


def _odd(payment: Payment, names: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The codes of what is odd about a payment, with what is said of it."""
    if payment.instrument == _REFUSED:
        yield "KJ507", {"instrument": _REFUSED}
    elif payment.instrument in _PRIVATE:
        yield "KJ508", {"instrument": payment.instrument}
    if payment.payer not in names:
        yield "KJ509", {"payer": payment.payer}


def impossible(books: Books) -> Iterator[Finding]:
    """An amount or a quantity below zero, a payment of nothing."""
    for visit in books.happened:
        said = visit.visit
        for field, lines in (("orders", said.orders), ("returns", said.returns)):
            for n, line in enumerate(lines):
                if _below_zero(line):
                    place = books.line(visit.path, field, n)
                    yield Finding("KJ511", (place,), {"what": line.product or "…"})
        for n, payment in enumerate(said.payments):
            if payment.amount is not None and payment.amount <= 0:
                place = books.line(visit.path, "payments", n)
                yield Finding("KJ511", (place,), {"what": f"{payment.amount:f}"})
        for n, gift in enumerate(said.gifts):
            if gift.value is not None and gift.value < 0:
                place = books.line(visit.path, "gifts", n)
                yield Finding("KJ511", (place,), {"what": gift.item or "…"})


def _below_zero(line: OrderLine) -> bool:
    return any(value is not None and value < NONE for value in (line.qty, line.price, line.amount))


def surge(books: Books) -> Iterator[Finding]:
    """The last order is at least twice the median of the six before it, and not shortly before the Spring Festival (S4)."""
    if sum(bool(visit.visit.orders) for visit in books.happened) <= _BEFORE_SURGE:
        return
    by_visit: dict[str, list[Entry]] = {}
    for entry in entries(books.dossier, books.today):
        if entry.kind == "order":
            by_visit.setdefault(entry.visit, []).append(entry)
    orders = [(lines[0], sum((line.amount for line in lines), NONE)) for lines in by_visit.values()]
    if len(orders) <= _BEFORE_SURGE:
        return
    usual = median(amount for _entry, amount in orders[-_BEFORE_SURGE - 1 : -1])
    last, amount = orders[-1]
    if usual > 0 and amount >= _SURGE * usual and not _before_spring(books, last):
        args = {"amount": f"{amount:.2f}", "usual": f"{usual:.2f}"}
        yield Finding("KJ510", (books.places(last.path, "orders"),), args)


def _before_spring(books: Books, order: Entry) -> bool:
    """Whether an order lies within the twenty days before the Spring Festival: then everybody buys more."""
    return any(
        books.calendar.spring_festival(order.day + timedelta(days=n)) for n in range(_BEFORE_SPRING.days + 1)
    )
