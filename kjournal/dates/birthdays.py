"""Birthdays and other days of the year as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kjournal.dates import times
from kjournal.dates.annual import DayOfYear
from kjournal.dates.folding import fold
from kjournal.dates.readings import BirthdayReading
from kjournal.dates.resolve import (
    FIRST_LIKELY,
    FIRST_POSSIBLE,
    LAST_LIKELY,
    LAST_POSSIBLE,
    full_year,
    refusal,
)
from kjournal.dates.shapes import Parts, parts
from kjournal.dates.weekdays import beside
from kjournal.patterns import regex

if TYPE_CHECKING:
    from datetime import date

_YEAR_ALONE = regex("(?:19|20)[0-9]{2}年?")


def read_birthday(text: str, *, lunar: bool = False, today: date | None = None) -> BirthdayReading:
    """A birthday, with or without its year: `1975-03-08`, `3月8日`, `农历1978-08-01`, `68年八月十五`, `腊月廿三`.

    `lunar` says that the key already called it lunar (农历生日). A year of two figures is of the last hundred years
    before `today` and a warning; without `today` it is refused.
    """
    folded = fold(text)
    read = _parts(folded, lunar=lunar)
    if read is None:
        return BirthdayReading(None, problem="no-day" if _YEAR_ALONE.fullmatch(folded) else "not-a-date")
    if not read.short_year or read.year is None:
        return _reading(read, text)
    typed = f"{read.year:02}"
    if today is None:
        return BirthdayReading(None, problem="two-digit-year", args={"typed": typed})
    year = full_year(read.year, today)
    reading = _reading(msgspec.structs.replace(read, year=year), text)
    if reading.problem or reading.value is None:
        return reading
    args = {"typed": typed, "year": str(year), "date": reading.value.text()}
    return BirthdayReading(reading.value, problem="two-digit-year", args=args)


def _parts(folded: str, *, lunar: bool) -> Parts | None:
    """The parts of the date, without a weekday or a time that stands beside it."""
    if moment := times.iso_moment(folded):
        return Parts(moment.year, moment.month, moment.day, lunar=lunar)
    rest, _, _ = beside(folded)
    return parts(rest, lunar=lunar)


def _reading(read: Parts, text: str) -> BirthdayReading:
    """The day of the year that the parts mean, their year in full."""
    if refused := refusal(read):
        return BirthdayReading(None, problem=refused[0], args=refused[1])
    value = DayOfYear(read.month, read.day or 0, read.year, lunar=read.lunar, leap=read.leap)
    canonical = value.text()
    if read.year is not None and not FIRST_LIKELY <= read.year <= LAST_LIKELY:
        possible = FIRST_POSSIBLE <= read.year <= LAST_POSSIBLE
        args = {"year": str(read.year), "date": canonical}
        return BirthdayReading(value if possible else None, problem="far-year", args=args)
    return BirthdayReading(value, plain=text in {canonical, canonical.removeprefix("农历")})
