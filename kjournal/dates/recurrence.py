"""A recurrence and its days, as promises have it: every Wednesday, every two weeks, on the 10th of each month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from kjournal.dates.annual import DayOfYear
from kjournal.dates.periods import add_months, month_days, quarter_end

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit = Literal["day", "week", "month", "quarter", "year"]

LAST = 31  # as a day of the month: its last
_FIGURES = "一二三四五六日"
_DAY = timedelta(days=1)
_NEVER = date.max


class Every(msgspec.Struct, frozen=True):
    """A recurrence. What it does not say (the weekday, the day of the month) it takes from the day it counts from."""

    unit: Unit
    n: int = 1  # every n-th unit
    weekdays: tuple[int, ...] = ()  # of a week, 0 is Monday
    days: tuple[int, ...] = ()  # of a month; of a quarter only LAST
    on: DayOfYear | None = None  # of each year

    def next_after(self, day: date, anchor: date) -> date:
        """The first occurrence after `day`, none before `anchor`, from which units are counted.

        A day that a month lacks is its last. `date.max` where the calendar ends before the next one.
        """
        try:
            return min(found for found in self._near(day, anchor) if found > day and found >= anchor)
        except (ValueError, OverflowError):
            return _NEVER

    def text(self) -> str:
        """The plain way to write it; `read_every` gives the same again."""
        n = {1: "", 2: "两"}.get(self.n, str(self.n))
        match self.unit:
            case "day":
                return f"每{n}天"
            case "week":
                named = "、".join(_FIGURES[weekday] for weekday in self.weekdays)
                return f"每{n}周" + (f"周{named}" if n and named else named)
            case "month":
                if self.n == 6 and not self.days:
                    return "每半年"
                return (f"每{n}个月" if n else "每月") + _days_text(self.days)
            case "quarter":
                return "每季末" if self.days else "每季"
            case "year":
                return f"每{n}年" + (self.on.spoken() if self.on else "")

    def _near(self, day: date, anchor: date) -> Iterator[date]:
        """Occurrences around `day`, among them the next one."""
        match self.unit:
            case "day":
                passed = max(0, (day - anchor).days // self.n)
                return (anchor + timedelta(days=k * self.n) for k in (passed, passed + 1))
            case "week":
                return self._weeks(day, anchor)
            case "month":
                return self._months(day, anchor, self.n, self.days or (anchor.day,))
            case "quarter":
                if self.days:
                    this = quarter_end(max(day, anchor))
                    return iter((this, quarter_end(this + timedelta(days=1))))
                return self._months(day, anchor, 3, (anchor.day,))
            case "year":
                return self._years(day, anchor)

    def _weeks(self, day: date, anchor: date) -> Iterator[date]:
        monday = anchor - timedelta(days=anchor.weekday())
        passed = max(0, (day - monday).days // (7 * self.n))
        for k in (passed, passed + 1):
            for weekday in self.weekdays or (anchor.weekday(),):
                yield monday + timedelta(days=7 * self.n * k + weekday)

    @staticmethod
    def _months(day: date, anchor: date, n: int, days: tuple[int, ...]) -> Iterator[date]:
        first = anchor.replace(day=1)
        passed = max(0, (day.year * 12 + day.month - anchor.year * 12 - anchor.month) // n)
        for k in (passed, passed + 1):
            month = add_months(first, k * n)
            for wanted in days:
                yield month.replace(day=min(wanted, month_days(month.year, month.month)))

    def _years(self, day: date, anchor: date) -> Iterator[date]:
        on = self.on or DayOfYear(anchor.month, anchor.day)
        start = max(day + _DAY, anchor)
        for found in on.occurrences(start, start.replace(year=start.year + self.n + 2, day=1)):
            if (found.year - anchor.year) % self.n == 0:
                yield found.day


def _days_text(days: tuple[int, ...]) -> str:
    if days == (LAST,):
        return "底"
    return "、".join(map(str, days)) + "日" if days else ""
