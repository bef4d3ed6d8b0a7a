"""The plan of a rep: on which working day each due visit or call stands, as many a day as fit."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from operator import itemgetter

import msgspec

from kjournal.care.cadence import BANDS
from kjournal.dates.workdays import WorkCalendar

HORIZON = timedelta(days=800)
"""How far ahead of today something may be due to be planned. The feeds reach 400 days; a pause until 9999 is never."""
_LONGEST_BREAK = 60  # days; a calendar without a working day in them has none
_RANK = {band: -rank for rank, band in enumerate(BANDS)}


class Waiting(msgspec.Struct, frozen=True):
    """A customer's slot that waits for its place in the plan: the narrow row a dossier lays down."""

    customer: str
    due: date | None
    days: int  # the interval; 0: agreed for its due day
    band: str
    weekday: int

    @property
    def agreed(self) -> bool:
        """Whether it stands on its day, whatever else does."""
        return not self.days and self.due is not None


def order(waiting: Waiting, today: date) -> tuple[int, int, int, str]:
    """Whose turn it is: by band, days past due ÷ interval, the region's weekday, id. It looks at the customer alone.

    The fraction is compared exactly, as a whole number: those of two intervals below 2³² differ by more than 2⁻⁶⁴.
    """
    past = (today - waiting.due).days if waiting.due else 0
    return (_RANK[waiting.band], -((past << 64) // max(waiting.days, 1)), waiting.weekday, waiting.customer)


def plan(waiting: Iterable[Waiting], room: int, calendar: WorkCalendar, today: date) -> dict[str, date]:
    """The planned day of each customer: the first working day from max(today, due) with room; `room` 0: any number.

    Nothing that sells stands between 除夕 and 正月初七. As each takes the first free place in a fixed order, adding or
    removing one customer moves at most one customer of each day, and none after the first day with room. What was
    agreed for a day takes its place there first, and is never moved. What is due beyond the horizon has no place yet.
    """
    last = today + HORIZON if today < date.max - HORIZON else date.max
    rows = [one for one in waiting if one.due is None or one.due <= last]
    places = _Places(calendar, today, room)
    planned = {one.customer: places.hold(max(today, one.due)) for one in rows if one.agreed and one.due}
    turns = sorted(((order(one, today), one) for one in rows if not one.agreed), key=itemgetter(0))
    for _turn, one in turns:
        planned[one.customer] = places.take(max(today, one.due or today))
    return planned


class _Places:
    """The working days of a plan from today on, worked out only as far as needed, and the places taken on each."""

    def __init__(self, calendar: WorkCalendar, today: date, room: int) -> None:
        self._calendar = calendar
        self._room = room
        self._today = today
        self._days: list[date] = []  # the working days
        self._taken: list[int] = []  # on each
        self._free: list[int] = []  # from each: itself while it has room, else a step on towards room
        self._index: list[int] = []  # by days from today: the first working day on or after

    def take(self, day: date) -> date:
        """The first working day on or after `day` with room; one place on it is taken."""
        index = self._first_free(self._workday((day - self._today).days))
        self._use(index)
        return self._days[index]

    def hold(self, day: date) -> date:
        """`day` itself, room or not; a place is taken where it is worked."""
        index = self._workday((day - self._today).days)
        if index < len(self._days) and self._days[index] == day:
            self._use(index)
        return day

    def _use(self, index: int) -> None:
        self._taken[index] += 1
        if self._taken[index] == self._room:
            self._free[index] = index + 1

    def _workday(self, offset: int) -> int:
        while len(self._index) <= offset:
            self._index.append(len(self._days))
            day = self._today + timedelta(days=len(self._index) - 1)
            if self._worked(day):
                self._add(day)
        return self._index[offset]

    def _first_free(self, index: int) -> int:
        """Follow the steps to the first day with room, and let every day passed point there."""
        passed = []
        while True:
            while index >= len(self._days):
                self._workday(len(self._index))
            if (step := self._free[index]) == index:
                break
            passed.append(index)
            index = step
        for one in passed:
            self._free[one] = index
        return index

    def _add(self, day: date) -> None:
        self._free.append(len(self._days))
        self._days.append(day)
        self._taken.append(0)

    def _worked(self, day: date) -> bool:
        """A working day on which something may be sold; any day where the calendar has had none for two months."""
        if self._calendar.is_workday(day) and not self._calendar.spring_festival(day):
            return True
        before = self._days[-1] if self._days else self._today
        return (day - before).days >= _LONGEST_BREAK


def overload(waiting: Iterable[Waiting], room: int, workdays_a_week: int) -> tuple[float, int] | None:
    """Contacts a working day that the intervals ask for, and the room; None where they fit."""
    if not workdays_a_week or not room:
        return None
    need = sum(Fraction(7, one.days * workdays_a_week) for one in waiting if one.days)
    return (math.ceil(need * 10) / 10, room) if need > room else None
