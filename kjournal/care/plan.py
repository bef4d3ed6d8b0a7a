"""The plan of a rep: on which working day each due visit or call stands, as many a day as fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from kjournal.care.cadence import BANDS
from kjournal.dates.workdays import WorkCalendar

HORIZON = 800
"""Days ahead of which nothing is planned any more; nobody has an interval that long."""


class Waiting(msgspec.Struct, frozen=True):
    """A customer's slot that waits for its place in the plan: the narrow row a dossier lays down."""

    customer: str
    due: date | None
    days: int
    band: str
    weekday: int


def order(waiting: Waiting, today: date) -> tuple[int, Fraction, int, str]:
    """Whose turn it is: by band, days past due ÷ interval, the region's weekday, id. It looks at the customer alone."""
    past = (today - waiting.due).days if waiting.due else 0
    return (
        -BANDS.index(waiting.band),
        -Fraction(past, max(waiting.days, 1)),
        waiting.weekday,
        waiting.customer,
    )


def plan(waiting: Iterable[Waiting], room: int, calendar: WorkCalendar, today: date) -> dict[str, date]:
    """The planned day of each customer: the first working day from max(today, due) with room.

    Nothing that sells stands between 除夕 and 正月初七. As each takes the first free place in a fixed order, adding or
    removing one customer moves at most one customer of each day, and none after the first day with room.
    """
    taken: Counter[date] = Counter()
    days = _Days(calendar, today)
    planned: dict[str, date] = {}
    for one in sorted(waiting, key=lambda one: order(one, today)):
        index = days.index(max(today, one.due) if one.due else today)
        while taken[day := days[index]] >= room > 0:
            index += 1
        taken[day] += 1
        planned[one.customer] = day
    return planned


class _Days:
    """The days of a plan, counted; worked out once and only as far as needed."""

    def __init__(self, calendar: WorkCalendar, today: date) -> None:
        self._calendar = calendar
        self._next = today
        self._days: list[date] = []
        self._index: dict[date, int] = {}

    def __getitem__(self, index: int) -> date:
        while len(self._days) <= index:
            self._grow()
        return self._days[index]

    def index(self, day: date) -> int:
        """The first working day on or after `day`."""
        while day not in self._index:
            self._grow()
        return self._index[day]

    def _grow(self) -> None:
        day = self._next
        self._index[day] = len(self._days)
        if self._calendar.is_workday(day) and not self._calendar.spring_festival(day):
            self._days.append(day)
        self._next = day + timedelta(days=1)


def overload(waiting: Iterable[Waiting], room: int, workdays_a_week: int) -> tuple[float, int] | None:
    """Contacts a working day that the intervals ask for, and the room; None where they fit."""
    if not workdays_a_week:
        return None
    need = sum(Fraction(7, max(one.days, 1) * workdays_a_week) for one in waiting)
    return (round(float(need), 1), room) if need > room else None
