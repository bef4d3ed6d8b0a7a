"""The rolling window of the feeds: which days are far enough behind or ahead to be left out (FEEDS.md "VEVENT")."""

from __future__ import annotations

from datetime import date, timedelta

from kjournal.dates.annual import DayOfYear, Occurrence
from kjournal.dates.periods import add_months, month
from kjournal.dates.today import Today

BACK = timedelta(days=30)
AHEAD = timedelta(days=400)
LUNAR_YEARS = timedelta(days=768)
"""Two lunar years, the longest: birthdays and festivals reach that far."""


def shown(day: date, today: Today, ahead: timedelta = AHEAD) -> bool:
    """Whether `day` lies within the window."""
    return today.reached(day - ahead) and not today.past(day + BACK)


def this_month(today: Today) -> date:
    """The first day of the current month; what is made from it holds until the month ends."""
    first = month(today.peek()).begin
    today.reached(add_months(first, 1))
    return first


def occurrences(annual: DayOfYear, today: Today) -> list[Occurrence]:
    """The days of a yearly day that lie within the window of two lunar years."""
    first = this_month(today)
    found = annual.occurrences(first - BACK, add_months(first, 1) + LUNAR_YEARS)
    return [one for one in found if shown(one.day, today, LUNAR_YEARS)]
