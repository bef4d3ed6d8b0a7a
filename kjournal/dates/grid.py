"""The whole weeks in which a calendar shows a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

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


def months_showing(day: date) -> Iterator[date]:
    """The months, by their first days, that show a day: its own, and one beside whose weeks it fills."""
    first = day.replace(day=1)
    yield first
    if day < grid_end(before := (first - _DAY).replace(day=1)):
        yield before
    if day >= grid_start(after := next_month(first)):
        yield after
