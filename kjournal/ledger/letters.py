"""The letters A, B and C by sales, and VIP (S2, S0; DOMAIN.md 6, 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kjournal.ledger.entries import NONE
from kjournal.ledger.settings import Shares


class Sold(NamedTuple):
    """A customer's sales."""

    customer: str
    sales: Decimal
    weight: Decimal = Decimal(1)  # influence, where letters go by money


class Lettered(NamedTuple):
    """A customer's letter and the table behind it."""

    customer: str
    letter: str
    rank: int  # 1 is the best
    of: int  # customers with sales in the group
    before: Decimal  # the share of those before it, 0 to 1


def letters(rows: Iterable[Sold], shares: Shares) -> dict[str, Lettered]:
    """The letters of one group: sorted by (−sales, id); A while the share of those before is under 75 %, B under 95 %.

    Net sales at or below zero are C and left out of the total.
    """
    ordered = sorted(rows, key=lambda row: (-row.sales, row.customer))
    total = sum((row.sales for row in ordered if row.sales > 0), NONE)
    count = with_sales(ordered)
    found: dict[str, Lettered] = {}
    before = NONE
    for rank, row in enumerate(ordered, 1):
        share = before / total if total else NONE
        letter = _letter(row, before, total, shares)
        found[row.customer] = Lettered(row.customer, letter, rank, count, share)
        before += max(row.sales, NONE)
    return found


def _letter(row: Sold, before: Decimal, total: Decimal, shares: Shares) -> str:
    if row.sales <= 0:
        return "C"
    if shares.money:
        value = row.sales * row.weight
        return next((letter for letter in ("A", "B") if value >= shares.money.get(letter, value + 1)), "C")
    if before * 100 < total * shares.a:
        return "A"
    return "B" if before * 100 < total * shares.b else "C"


def with_sales(rows: Sequence[Sold]) -> int:
    """How many have sales above zero."""
    return sum(row.sales > 0 for row in rows)


def vips(rows: Iterable[Sold], shares: Shares) -> dict[str, int]:
    """The best fifth by number, rounded up, of the customers with sales: their ranks by id."""
    ordered = sorted((row for row in rows if row.sales > 0), key=lambda row: (-row.sales, row.customer))
    count = -(-len(ordered) * shares.vip // 100)
    return {row.customer: rank for rank, row in enumerate(ordered[:count], 1)}


def weight(class_: str, tags: Iterable[str], influence: Mapping[str, Decimal]) -> Decimal:
    """By what a customer's sales are multiplied: its class's influence times that of each of its tags."""
    made = influence.get(class_, Decimal(1))
    for tag in tags:
        made *= influence.get(tag, Decimal(1))
    return made
