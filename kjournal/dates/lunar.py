"""Lunar dates to solar ones and back, 1900 to 2100, from a table of our own.

The table was generated from tyme4py, which is right on every day of the two centuries but half a millisecond slow.
Where sources differ: lunar 1906-04 begins on 1906-04-24 here and in every published table, an astronomical computation
gives 04-23; the ninth month of 2057 begins on 2057-09-29 (GB/T 33661), older tables give 09-28, since the new moon
falls within seconds of midnight. China Standard Time decides the day.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import msgspec

from kjournal.dates import lunar_table

YEARS = lunar_table.YEARS
FIRST_YEAR = lunar_table.FIRST_YEAR
LAST_YEAR = FIRST_YEAR + len(YEARS) - 1

MONTH_NAMES = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
_TENS = ("初", "十", "廿")
_ONES = "一二三四五六七八九"


class LunarDate(msgspec.Struct, frozen=True):
    """A day of the lunar calendar."""

    year: int
    month: int
    day: int
    leap: bool = False

    def text(self) -> str:
        """As a note would say it: `农历1978-08-01`, `农历1987-闰06-29`."""
        return f"农历{self.year}-{'闰' if self.leap else ''}{self.month:02}-{self.day:02}"

    def spoken(self) -> str:
        """As people say it: `八月初一`, `闰六月廿九`."""
        return month_name(self.month, leap=self.leap) + day_name(self.day)


class _Month(msgspec.Struct, frozen=True):
    """One month of a lunar year."""

    begin: int  # the ordinal of its first day
    month: int
    leap: bool
    length: int


def leap_month(year: int) -> int:
    """The month that lunar `year` has twice; 0 where it has none or the table does not reach."""
    return YEARS[year - FIRST_YEAR] >> 13 & 15 if FIRST_YEAR <= year <= LAST_YEAR else 0


@cache
def _months(year: int) -> tuple[_Month, ...]:
    """The months of lunar `year` in their order, a leap month after its plain one."""
    number, doubled = YEARS[year - FIRST_YEAR], leap_month(year)
    months = []
    begin = date(year, 1, 1).toordinal() + (number >> 17)
    for i in range(13 if doubled else 12):
        month = i + 1 if not doubled or i < doubled else i
        length = 29 + (number >> i & 1)
        months.append(_Month(begin, month, bool(doubled) and i == doubled, length))
        begin += length
    return tuple(months)


def _find(year: int, month: int, *, leap: bool) -> _Month | None:
    """One month of the table, if it is there."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    doubled = leap_month(year)
    if leap and month != doubled:
        return None
    return _months(year)[month if leap or (doubled and month > doubled) else month - 1]


def month_length(year: int, month: int, leap: bool = False) -> int:  # noqa: FBT001, FBT002  part of the date
    """29 or 30; 0 for a month that lunar `year` does not have."""
    found = _find(year, month, leap=leap)
    return found.length if found else 0


def to_solar(year: int, month: int, day: int, leap: bool = False) -> date | None:  # noqa: FBT001, FBT002  part of the date
    """The solar day of a lunar date; None where the year has no such day or the table does not reach."""
    found = _find(year, month, leap=leap)
    if found is None or not 1 <= day <= found.length:
        return None
    return date.fromordinal(found.begin + day - 1)


@cache
def _starts() -> tuple[int, ...]:
    """The ordinals of all lunar new year's days of the table."""
    return tuple(_months(year)[0].begin for year in range(FIRST_YEAR, LAST_YEAR + 1))


FIRST_DAY = date.fromordinal(_months(FIRST_YEAR)[0].begin)
LAST_DAY = date.fromordinal(_months(LAST_YEAR)[-1].begin + _months(LAST_YEAR)[-1].length - 1)


def covers(day: date) -> bool:
    """Whether the table knows the lunar date of a solar day."""
    return FIRST_DAY <= day <= LAST_DAY


def from_solar(day: date) -> LunarDate:
    """The lunar date of a solar day. A day that the table does not cover is the caller's mistake: ValueError."""
    if not covers(day):
        raise ValueError(f"no lunar date is known for {day}")
    ordinal = day.toordinal()
    year = FIRST_YEAR + bisect_right(_starts(), ordinal) - 1
    months = _months(year)
    month = months[bisect_right(months, ordinal, key=lambda m: m.begin) - 1]
    return LunarDate(year, month.month, ordinal - month.begin + 1, month.leap)


def new_year(year: int) -> date:
    """春节: the first day of lunar `year`, which falls in the same solar year."""
    return date.fromordinal(_months(_known(year))[0].begin)


def new_years_eve(year: int) -> date:
    """除夕 of solar `year`: the day before 春节, the last of the twelfth lunar month of the year before."""
    return new_year(year) - timedelta(days=1)


def _known(year: int) -> int:
    """`year`, which the table must reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"lunar years are known from {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    return year


def month_name(month: int, *, leap: bool = False) -> str:
    """正月, 闰六月, 腊月 …"""
    return ("闰" if leap else "") + MONTH_NAMES[month - 1]


def day_name(day: int) -> str:
    """初一, 初十, 十五, 二十, 廿九, 三十 …"""
    if day in {10, 20, 30}:
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return _TENS[day // 10] + _ONES[day % 10 - 1]
