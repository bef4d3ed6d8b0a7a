"""Which days count: those that can be meant at all, and those that the feeds show (FEEDS.md "VEVENT")."""

from __future__ import annotations

from datetime import date, timedelta

from kjournal.dates.annual import DayOfYear, Occurrence
from kjournal.dates.resolve import FIRST_LIKELY, LAST_LIKELY
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar

BACK = timedelta(days=30)
AHEAD = timedelta(days=400)
LUNAR_YEARS = timedelta(days=768)
"""Two lunar years, the longest: birthdays and festivals reach that far."""
LONGEST_YEAR = timedelta(days=400)
"""No yearly day stays away longer, not even a 30th in a leap month."""


def likely(day: date) -> bool:
    """Whether a day can be meant. One of the year 20 is a slip (KJ203 says so), 9999-12-31 means never."""
    return FIRST_LIKELY <= day.year <= LAST_LIKELY


def near(day: date, today: Today, ahead: timedelta = AHEAD) -> bool:
    """Whether `day` is not further ahead than the feeds reach."""
    return today.reached(day - ahead)


def behind(day: date, today: Today) -> bool:
    """Whether `day` lies so far back that the feeds have left it."""
    return today.past(day + BACK)


def occurrences(annual: DayOfYear, today: Today) -> list[Occurrence]:
    """The days of a yearly day that lie within two lunar years, and behind as far as the feeds show.

    The first one beyond is asked about too: the list holds until that one comes near, or the oldest goes.
    """
    day = today.peek()
    found = annual.occurrences(day - BACK, day + LUNAR_YEARS + LONGEST_YEAR)
    return [one for one in found if near(one.day, today, LUNAR_YEARS) and not behind(one.day, today)]


def selling_free(day: date, calendar: WorkCalendar) -> date:
    """`day`, or the first working day after 正月初七: nothing that sells stands between 除夕 and then (DOMAIN.md 4)."""
    if not calendar.spring_festival(day):
        return day
    while calendar.spring_festival(day):
        day += timedelta(days=1)
    return calendar.on_or_after(day)


def worked(day: date, calendar: WorkCalendar) -> date:
    """`day`, or the working day before it: where promises, money and licences remind (DOMAIN.md 4)."""
    return day if calendar.is_workday(day) else calendar.before(day)
