"""Ageing: what is owed by days past due (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kjournal.ledger.account import Item
from kjournal.ledger.entries import NONE


class Slab(NamedTuple):
    """A span of days past due; `first` 0 and `last` 0: not due, `last` None: all longer."""

    first: int
    last: int | None
    amount: Decimal


def ageing(items: Sequence[Item], today: date, slabs: Sequence[int]) -> list[Slab]:
    """The open sums by slab: not due first, then 1–30 days past due and so on; `slabs` are the last days of each."""
    bounds = [(0, 0), *zip([1, *(day + 1 for day in slabs)], [*slabs, None], strict=True)]
    sums = [NONE] * len(bounds)
    for item in items:
        past = (today - item.due).days if item.due is not None else 0
        sums[slab_of(past, slabs)] += item.open
    return [Slab(first, last, amount) for (first, last), amount in zip(bounds, sums, strict=True)]


def slab_of(past: int, slabs: Sequence[int]) -> int:
    """Which slab so many days past due are in; 0: not overdue."""
    if past <= 0:
        return 0
    return next((n for n, last in enumerate(slabs, 1) if past <= last), len(slabs) + 1)
