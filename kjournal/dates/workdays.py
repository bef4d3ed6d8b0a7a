"""Working days: the settings' weekdays, China's statutory holidays and the days worked to make up for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import msgspec

from kjournal.dates import lunar

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)

_DAY, _BACK = timedelta(days=1), timedelta(days=-1)
_LONGEST_BREAK = 60  # days; a calendar without a working day in them has none


class WorkCalendar(msgspec.Struct, frozen=True):
    """Which days are worked. What the settings say of a day outweighs the State Council's notice, work outweighs rest."""

    workdays: tuple[int, ...] = MONDAY_TO_FRIDAY  # 0 is Monday
    free: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked."""
        if day in self.makeup:
            return True
        if day in self.free:
            return False
        free, makeup = statutory(day.year)
        return day in makeup or (day not in free and day.weekday() in self.workdays)

    def on_or_after(self, day: date) -> date:
        """`day`, or the first working day after it: where visits and calls move to."""
        return self._walk(day, _DAY)

    def before(self, day: date) -> date:
        """The last working day before `day`: where promises, money and licences remind."""
        return self._walk(day - _DAY, _BACK)

    def after(self, day: date) -> date:
        """The first working day after `day`."""
        return self._walk(day + _DAY, _DAY)

    def workdays_before(self, day: date, n: int) -> date:
        """The working day that lies `n` working days before `day`; `day` itself where `n` is 0."""
        for _ in range(n):
            day = self.before(day)
        return day

    def workdays_after(self, day: date, n: int) -> date:
        """The working day that lies `n` working days after `day`; `day` itself where `n` is 0."""
        for _ in range(n):
            day = self.after(day)
        return day

    def year_known(self, year: int) -> bool:
        """Whether it is published, in the package or the settings, which days of `year` are worked to make up.

        Before that (the State Council gives notice each November) a working day of that year is an assumption.
        """
        return bool(statutory(year)[1]) or any(day.year == year for day in self.makeup)

    def spring_festival(self, day: date) -> bool:
        """Whether `day` lies between 除夕 and 正月初七, both included, when nothing that sells is proposed."""
        if not lunar.FIRST_YEAR <= day.year <= lunar.LAST_YEAR:
            return False
        first = lunar.new_year(day.year)
        return first - _DAY <= day < first + 7 * _DAY

    def _walk(self, day: date, step: timedelta) -> date:
        """`day`, or the nearest working day in one direction. Without any in two months: `day`."""
        if self.is_workday(day):
            return day
        for n in range(1, _LONGEST_BREAK):
            found = day + n * step
            if self.is_workday(found):
                return found
        return day


Days = tuple[frozenset[date], frozenset[date]]
"""A year's days that are free by law, weekend days among them, and the weekend days worked to make up."""

_years: dict[int, Days] = {}


def statutory(year: int) -> Days:
    """The free and the made-up days of `year`.

    From the holidays package, whose import costs 50 ms: it is loaded when the first working day is asked for in a
    year that nobody remembers.
    """
    if year not in _years:
        import holidays

        china = holidays.country_holidays("CN", years=year)
        free = frozenset(day for day in china if day.year == year)
        _years[year] = free, frozenset(day for day in china.weekend_workdays if day.year == year)
    return _years[year]


def remembered() -> dict[int, Days]:
    """The years asked for so far, for the next process."""
    return dict(_years)


def remember(years: Mapping[int, Days]) -> None:
    """Years that an earlier process asked for, of the same version of the package."""
    _years.update(years)


def edition() -> str:
    """Which installation of the package the days come from; it is looked up without being loaded."""
    found = find_spec("holidays")
    if found is None or found.origin is None:
        return ""
    return f"{found.origin} {Path(found.origin).stat().st_mtime_ns}"
