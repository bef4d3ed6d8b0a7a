"""The whole weeks in which a calendar shows a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def grid_start(first: date) -> date:
    """The Monday with which the page of a month begins."""
    return first - timedelta(days=first.weekday())


def grid_end(first: date) -> date:
    """The Monday after the last week of a month's page."""
    after = next_month(first)
    return after + timedelta(days=-after.weekday() % 7)


def grid(first: date) -> Iterator[date]:
    """The days of a month's page."""
    day, end = grid_start(first), grid_end(first)
    while day < end:
        yield day
        day += _DAY


@lru_cache(maxsize=1 << 12)  # a few hundred days hold all reminders
def months_showing(day: date) -> tuple[date, ...]:
    """The months, by their first days, that show a day: its own, and one beside whose weeks it fills."""
    first = day.replace(day=1)
    before, after = (first - _DAY).replace(day=1), next_month(first)
    beside = [*([before] if day < grid_end(before) else []), *([after] if day >= grid_start(after) else [])]
    return (first, *beside)
