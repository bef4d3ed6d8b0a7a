"""Months added to a day, and the last days of weeks, months and quarters."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def month_days(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


def add_months(day: date, n: int) -> date:
    """The same day of the month `n` months later (earlier where n is negative); a day that month lacks is its last."""
    months = day.year * 12 + day.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, month_days(year, month)))


def week_end(day: date) -> date:
    """The Sunday of `day`'s week, which begins on Monday."""
    return day + timedelta(days=6 - day.weekday())


def month_end(day: date) -> date:
    """The last day of `day`'s month."""
    return day.replace(day=month_days(day.year, day.month))


def quarter_end(day: date) -> date:
    """The last day of `day`'s quarter."""
    return month_end(date(day.year, (day.month + 2) // 3 * 3, 1))
