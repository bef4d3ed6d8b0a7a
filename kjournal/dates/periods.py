"""Weeks, months, quarters, half-years and years: the first day belongs to a period, the end does not."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["week", "month", "quarter", "half", "year"]

_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def month_days(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


def add_months(day: date, n: int) -> date:
    """The same day of the month `n` months later (earlier where n is negative); a day that month lacks is its last."""
    months = day.year * 12 + day.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, month_days(year, month)))


def month_end(day: date) -> date:
    """The last day of `day`'s month."""
    return day.replace(day=month_days(day.year, day.month))


def week_end(day: date) -> date:
    """The Sunday of `day`'s week, which begins on Monday."""
    return day + timedelta(days=6 - day.weekday())


class Period(msgspec.Struct, frozen=True):
    """A calendar period."""

    kind: Kind
    begin: date
    end: date  # the first day after it

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.begin <= day < self.end

    def days(self) -> Iterator[date]:
        """Its days in their order."""
        return (self.begin + timedelta(days=i) for i in range((self.end - self.begin).days))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    def next(self, n: int = 1) -> Period:
        """The period of the same kind `n` after this one; before it where n is negative."""
        if self.kind == "week":
            return week(self.begin + timedelta(days=7 * n))
        return period(self.kind, add_months(self.begin, _MONTHS[self.kind] * n))

    def previous(self) -> Period:
        """The period of the same kind before this one."""
        return self.next(-1)

    def text(self) -> str:
        """A short name that sorts: `2026-W47`, `2026-11`, `2026-Q4`, `2026-H2`, `2026`."""
        year, number = self.begin.year, self.begin.month
        match self.kind:
            case "week":
                iso = self.begin.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}"
            case "month":
                return f"{year:04}-{number:02}"
            case "quarter":
                return f"{year:04}-Q{(number + 2) // 3}"
            case "half":
                return f"{year:04}-H{(number + 5) // 6}"
            case "year":
                return f"{year:04}"


def week(day: date) -> Period:
    """The week of `day`, Monday to Sunday."""
    begin = day - timedelta(days=day.weekday())
    return Period("week", begin, begin + timedelta(days=7))


def month(day: date) -> Period:
    """The month of `day`."""
    return _months("month", day)


def quarter(day: date) -> Period:
    """The quarter of `day`."""
    return _months("quarter", day)


def year(day: date) -> Period:
    """The calendar year of `day`."""
    return _months("year", day)


def period(kind: Kind, day: date) -> Period:
    """The period of one kind that `day` lies in."""
    return week(day) if kind == "week" else _months(kind, day)


def _months(kind: Kind, day: date) -> Period:
    n = _MONTHS[kind]
    begin = date(day.year, (day.month - 1) // n * n + 1, 1)
    return Period(kind, begin, add_months(begin, n))
