"""Orders and payments of a customer, line by line with what is owed after each, as the ledger works it out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from kjournal.care.facts import Facts
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.account import Account as Books
from kjournal.ledger.account import Item
from kjournal.ledger.ageing import Slab, ageing
from kjournal.ledger.entries import NONE, Entry, entries, happened, line_amount
from kjournal.ledger.settings import Terms
from kjournal.outputs.pages.charts.data import Bar, Stack
from kjournal.outputs.pages.compose.values import label, money
from kjournal.outputs.pages.dealings import Account, AccountLine, Debt, Money
from kjournal.records.spec import by_name
from kjournal.records.visit import Visit
from kjournal.words import _

_SHOWN_DEBTS = 8
_MOST_LINES = 400
"""Lines of the account that a page holds; a customer of many years has more."""
_NAMED = 3
_FIELDS = {"order": "orders", "return": "returns", "adjustment": "adjustments", "payment": "payments", "agreed": "agreed"}  # fmt: skip


class Booked(NamedTuple):
    """What one visit did to the account in one way, and what is owed after it."""

    lines: tuple[Entry, ...]
    change: Decimal
    balance: Decimal
    apart: Decimal  # by how much the lines come to more than what was agreed


def account(
    dossier: Dossier, facts: Facts, terms: Terms, places: Mapping[str, str], today: Today
) -> Account | None:
    """The account; None where the journal knows of no money."""
    books, limit = facts.account, dossier.customer.credit_limit
    lines = list(booked(entries(dossier, today)))
    if not (lines or books.items or books.credit or limit):
        return None
    slabs = _aged(books.items, terms, today)
    left_out, shown = lines[:-_MOST_LINES], lines[-_MOST_LINES:]
    return Account(
        money=glance(books, limit, slabs, today),
        ageing=_ageing(slabs),
        debts=tuple(_debt(item, places, today) for item in books.items[:_SHOWN_DEBTS]),
        more_debts=max(0, len(books.items) - _SHOWN_DEBTS),
        lines=tuple(_line(one, places) for one in reversed(shown)),
        before=exact(left_out[-1].balance) if left_out else "",
        unpriced=_unpriced(dossier, today),
        late=books.late,
    )


def booked(lines: Sequence[Entry]) -> Iterator[Booked]:
    """The lines of one visit and kind drawn together, each with what is owed after it: an agreed sum goes on."""
    balance = NONE
    for _key, some in groupby(lines, lambda entry: (entry.day, entry.path, entry.kind)):
        group = tuple(some)
        change = sum((entry.change for entry in group), NONE)
        apart = NONE
        if group[0].kind == "agreed":
            apart, balance = balance - group[-1].amount, group[-1].amount
        balance += change
        yield Booked(group, change, balance, apart)


def _aged(items: Sequence[Item], terms: Terms, today: Today) -> list[Slab]:
    """What is owed by days past due, until the first of it comes into the next slab."""
    for last in (0, *terms.slabs):
        past = (today - timedelta(days=last)).past
        for item in items:
            if item.due is not None:
                past(item.due)
    return ageing(items, today.peek(), terms.slabs)


def glance(books: Books, limit: Decimal | None, slabs: Sequence[Slab], today: Today) -> Money:
    """What is owed, overdue, and free under the limit."""
    owed, late = books.balance, sum((slab.amount for slab in slabs[1:]), NONE)
    since = [item.due for item in books.items if item.due is not None and item.due < today]
    free = limit - owed if limit is not None else NONE
    return Money(
        owed=money(owed) if owed > 0 else "",
        overdue=money(late) if late else "",
        since=min(since, default=None),
        ahead=money(books.credit) if books.credit else "",
        limit=money(limit) if limit is not None else "",
        left=money(free) if limit is not None and free >= 0 else "",
        above=money(-free) if free < 0 else "",
    )


def _ageing(slabs: Sequence[Slab]) -> Stack | None:
    """What is owed by days past due; nothing to see where nothing is overdue."""
    if not any(slab.amount > 0 for slab in slabs[1:]):
        return None
    parts = tuple(Bar(span(slab), float(slab.amount), money(slab.amount)) for slab in slabs)
    return Stack(_("By days past due"), "", parts, (_("Days past due"), _("Sum")))


def span(slab: Slab) -> str:
    """A slab in words."""
    if slab.last == 0:
        return _("not overdue")
    if slab.last is None:
        return _("over {n} days past due").format(n=slab.first - 1)
    return _("{first}–{last} days past due").format(first=slab.first, last=slab.last)


def _debt(item: Item, places: Mapping[str, str], today: Today) -> Debt:
    return Debt(
        open=money(item.open),
        day=item.day if item.visit else None,
        whole=money(item.amount) if item.amount != item.open else "",
        due=item.due,
        late=item.due is not None and item.due < today,
        consigned=item.consigned,
        anchor=places.get(item.path, ""),
    )


def _line(one: Booked, places: Mapping[str, str]) -> AccountLine:
    first = one.lines[0]
    opening = first.kind == "opening"
    return AccountLine(
        day=first.day if first.day > date.min else None,
        what=_("from before the journal") if opening else label(by_name(Visit)[_FIELDS[first.kind]]),
        balance=exact(one.balance),
        more=exact(one.change) if one.change > 0 else "",
        less=exact(-one.change) if one.change < 0 else "",
        about="" if opening else _about([entry.label for entry in one.lines if entry.label]),
        anchor=places.get(first.path, ""),
        agreed=first.kind == "agreed",
        apart=exact(abs(one.apart)) if one.apart else "",
    )


def _about(labels: Sequence[str]) -> str:
    names = list(dict.fromkeys(labels))
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


def _unpriced(dossier: Dossier, today: Today) -> int:
    """Lines of goods whose sum nobody can know."""
    return sum(
        line_amount(line) is None
        for visit in happened(dossier, today)
        for line in (*visit.visit.orders, *visit.visit.returns)
    )


def exact(value: Decimal) -> str:
    """`1,234.50`: to the cent, for columns."""
    return f"{value:,.2f}"
