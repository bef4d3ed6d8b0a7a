"""Net sales of the trailing twelve months (S2): what letters and VIP go by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kjournal.dates.periods import add_months
from kjournal.dates.today import Today
from kjournal.ledger.entries import NONE, Entry

_NO_GOODS = frozenset({"opening", "payment", "agreed"})
_NO_SALE = frozenset({"坏账", "换货"})
"""Adjustments that lower what is owed and not what was sold."""


def net_sales(lines: Iterable[Entry], today: Today) -> Decimal:
    """Orders less returns and reductions in price, of the year that ends today, in yuan."""
    total = NONE
    for entry in lines:
        if is_sale(entry) and not today.reached(add_months(entry.day, 12)):
            total += entry.change
    return total


def is_sale(entry: Entry) -> bool:
    """Whether a line says what was sold, or came back of it."""
    return entry.kind not in _NO_GOODS and not (entry.kind == "adjustment" and entry.label in _NO_SALE)
