"""Net sales of the trailing twelve months (S2): what letters and VIP go by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kjournal.dates.today import Today
from kjournal.ledger.entries import NONE, Entry

_NO_SALE = frozenset({"坏账", "换货"})
"""Adjustments that lower what is owed and not what was sold."""


def net_sales(lines: Iterable[Entry], today: Today) -> Decimal:
    """Orders less returns and reductions in price, of the year that ends today, in yuan."""
    total = NONE
    for entry in lines:
        if entry.kind in {"opening", "payment", "agreed"} or entry.label in _NO_SALE:
            continue
        if not today.reached(a_year_after(entry.day)):
            total += entry.change
    return total


def a_year_after(day: date) -> date:
    """The same day a year later; of 29 February the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1) if day.year < date.max.year else date.max
