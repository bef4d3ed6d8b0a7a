"""A day that comes round every year, solar or lunar: birthdays, anniversaries, festivals."""

from __future__ import annotations

from calendar import isleap
from datetime import date

import msgspec

from kjournal.dates import lunar as calendar


class Occurrence(msgspec.Struct, frozen=True):
    """One coming round of such a day."""

    day: date
    year: int  # the year it belongs to: a lunar year when the day is lunar
    moved: bool = False  # the year lacks it: a lunar 30th is kept on the 29th, 29 February on the 28th


class DayOfYear(msgspec.Struct, frozen=True):
    """A month and a day, of the lunar calendar or of ours, and the year in which it all began where that is known.

    The rules (DOMAIN.md 9.2): a lunar 30th is kept on the 29th of a month of 29 days; a day in a leap month is kept
    in that leap month when the year has it, else in the plain month; a day in the plain month always in the plain
    one. 29 February is kept on the 28th: it stays in its month, as the lunar 30th does.
    """

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    def in_year(self, year: int) -> date | None:
        """The day on which it is kept in `year`, a lunar year when it is lunar; None beyond the calendars."""
        kept = self._kept(year)
        return kept.day if kept else None

    def occurrences(self, start: date, end: date) -> list[Occurrence]:
        """All its days from `start` up to, not including, `end`; none before the year in which it began.

        A lunar day is looked up in lunar years: a solar year may hold none or two of it.
        """
        first = max(start.year - (1 if self.lunar else 0), self.year or 1)
        found = (self._kept(year) for year in range(first, end.year + 1))
        return [kept for kept in found if kept and start <= kept.day < end]

    def text(self) -> str:
        """The plain way to write it: `1975-03-08`, `--03-08`, `农历1978-08-01`, `农历闰06-15`."""
        if not self.lunar:
            return f"{'-' if self.year is None else f'{self.year:04}'}-{self.month:02}-{self.day:02}"
        year = "" if self.year is None else f"{self.year:04}-"
        return f"农历{year}{'闰' if self.leap else ''}{self.month:02}-{self.day:02}"

    def spoken(self) -> str:
        """As people say it, without the year: `3月8日`, `农历八月初一`."""
        if not self.lunar:
            return f"{self.month}月{self.day}日"
        return f"农历{calendar.month_name(self.month, leap=self.leap)}{calendar.day_name(self.day)}"

    def _kept(self, year: int) -> Occurrence | None:
        return self._kept_lunar(year) if self.lunar else self._kept_solar(year)

    def _kept_solar(self, year: int) -> Occurrence | None:
        if not 1 <= year <= date.max.year:
            return None
        if (self.month, self.day) == (2, 29) and not isleap(year):
            return Occurrence(date(year, 2, 28), year, moved=True)
        return Occurrence(date(year, self.month, self.day), year)

    def _kept_lunar(self, year: int) -> Occurrence | None:
        leap = self.leap and calendar.leap_month(year) == self.month
        day = min(self.day, calendar.month_length(year, self.month, leap))
        solar = calendar.to_solar(year, self.month, day, leap)
        return Occurrence(solar, year, moved=day != self.day) if solar else None
