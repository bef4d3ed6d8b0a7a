"""When an order is to be paid, by the way of settlement on the card (DOMAIN.md 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kjournal.dates.periods import month_end, week_end
from kjournal.ledger.settings import Terms
from kjournal.records.customer import Customer

AT_ONCE = frozenset({"款到发货", "货到付款"})
ON_CREDIT = frozenset({"账期", "赊销"})
CONSIGNED = frozenset({"代销", "铺底"})
"""Goods that are paid for when they are sold: shown apart, and not due before the accounts are agreed."""
WITHIN_LIMIT = "资信限额"


def due_day(card: Customer, order: date, later: Sequence[date], terms: Terms) -> date | None:
    """The day on which an order of the day `order` is to be paid; None where nothing asks for it yet.

    `later` are the days of orders after it, oldest first. Without a way of settlement, days of credit on the card count
    as 账期; without those nobody knows when it is due.
    """
    settlement = card.settlement or ("账期" if card.credit_days is not None else "")
    if settlement in AT_ONCE:
        return order
    if settlement == "周结":
        return week_end(order)
    if settlement == "月结":
        return _later(month_end(order), card.credit_days or 0)
    if settlement in ON_CREDIT:
        return _later(order, card.credit_days if card.credit_days is not None else terms.credit_days)
    if settlement == "压批":
        latest = _later(order, terms.batch_days)
        return min(next((day for day in later if day > order), latest), latest)
    return None


def _later(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return day + timedelta(days=min(days, (date.max - day).days))
