"""What a dossier says of money, line by line, oldest first: orders, payments, returns, adjustments, agreed balances.

What the sources leave open is decided here:

- An adjustment (冲红 冲价 补差 返利 坏账) lowers what is owed by its amount; one written with a minus raises it. 换货
  without an amount moves nothing.
- A line without a price has no amount; it is counted, so that nobody takes the balance for more than it is.
- Only notes that name the customer itself count: what a doctor's own card has is no debt of the hospital.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.notes.lines.items import worth
from kjournal.notes.values.numbers import cents
from kjournal.records.business import OrderLine

EntryKind = Literal["opening", "order", "return", "adjustment", "payment", "agreed"]
NONE = Decimal(0)
ADJUSTMENTS = ("冲红", "冲价", "补差", "补发", "换货", "返利", "坏账")
"""The sorts of adjustment (DOMAIN.md 6), as they begin a line."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the account."""

    day: date
    kind: EntryKind
    amount: Decimal  # yuan as typed: all raise or lower by their kind; of `agreed` the balance itself
    path: str
    visit: str = ""  # id of the visit; empty: the card's opening line
    n: int = 0  # which line of its list
    label: str = ""  # product, instrument, or the sort of an adjustment
    for_: str = ""  # which order a payment is for, as typed

    @property
    def change(self) -> Decimal:
        """By how much what is owed goes up; an agreed balance changes nothing by itself."""
        if self.kind in {"opening", "order"}:
            return self.amount
        return NONE if self.kind == "agreed" else -self.amount


def happened(dossier: Dossier, today: Today) -> Iterator[DatedVisit]:
    """The customer's own visits that took place up to today."""
    for visit in dossier.visits:
        if visit.direct and visit.done and today.reached(visit.date):
            yield visit


def entries(dossier: Dossier, today: Today) -> list[Entry]:
    """The account's lines, oldest first; the opening line comes before all of its day."""
    opening = dossier.customer.opening
    found: list[Entry] = []
    begin = date.min
    if opening is not None and opening.receivable is not None:
        begin = opening.date or date.min
        if begin == date.min or today.reached(begin):
            found.append(Entry(begin, "opening", opening.receivable, dossier.path))
    for visit in happened(dossier, today):
        if opening is None or opening.date is None or visit.date >= opening.date:
            found += _of_visit(visit)
    found.sort(key=lambda entry: entry.day)  # stable: the lines of a day stay in their order
    return found


def _of_visit(visit: DatedVisit) -> Iterator[Entry]:
    said = visit.visit
    day, path, own = visit.date, visit.path, visit.id
    goods: tuple[tuple[EntryKind, tuple[OrderLine, ...]], ...] = (
        ("order", said.orders), ("return", said.returns), ("adjustment", said.adjustments),
    )  # fmt: skip
    for kind, lines in goods:
        for n, line in enumerate(lines):
            if (value := line_amount(line)) is not None:
                label = sort_of(line) if kind == "adjustment" else line.product
                yield Entry(day, kind, value, path, own, n, label)
    for n, paid in enumerate(said.payments):
        if paid.amount is not None:
            yield Entry(day, "payment", paid.amount, path, own, n, paid.instrument, paid.for_)
    if said.agreed is not None:
        yield Entry(day, "agreed", said.agreed, path, own)


def sort_of(line: OrderLine) -> str:
    """The sort of an adjustment: as it is named, or as the line begins."""
    said = (line.kind, line.product, line.note)
    return next((sort for sort in ADJUSTMENTS if any(sort in words for words in said)), line.product)


def line_amount(line: OrderLine) -> Decimal | None:
    """What a line comes to in yuan: its total, else quantity times price less the discount; None where neither is known."""
    if line.amount is not None:
        return cents(line.amount)
    if line.price is None or line.qty is None:
        return None
    return worth(line.qty, line.price, line.discount)
