"""Days as people type them: what `date` fields, due days and parts of one-line items are read with."""

from __future__ import annotations

from datetime import date

import msgspec

from kjournal.dates import times, weekdays
from kjournal.dates.birthdays import read_birthday
from kjournal.dates.folding import LONGEST, fold
from kjournal.dates.readings import BirthdayReading, DayReading, TimeReading
from kjournal.dates.relative import read_relative, without_deadline
from kjournal.dates.resolve import (
    FIRST_LIKELY,
    FIRST_POSSIBLE,
    LAST_LIKELY,
    LAST_POSSIBLE,
    full_year,
    refusal,
    resolve,
)
from kjournal.dates.shapes import Parts, parts
from kjournal.dates.times import read_time
from kjournal.patterns import regex
from kjournal.remembering import remembered

__all__ = [
    "BirthdayReading",
    "DayReading",
    "TimeReading",
    "is_day",
    "plain_day",
    "read_birthday",
    "read_day",
    "read_relative",
    "read_time",
]

_NUMBER = regex(r"[0-9]+(?:\.[0-9]+)?")


def read_day(
    text: str, *, near: date | None = None, forward: bool = False, month_end: bool = False
) -> DayReading:
    """A day in any form of DOMAIN.md 9.6; a lunar one comes as its solar day.

    Without a year it is the last such day up to and including `near`; where `forward`, the first from `near` on, and
    words such as 明天, 周五, 月底 count from `near` too. `month_end` lets a month alone stand for its last day, as on
    licences and packages.
    """
    if (written := plain_day(text)) is not None:
        return written
    return _read(fold(text), near, forward=forward, month_end=month_end)


def plain_day(text: str) -> DayReading | None:
    """A day in the plain form, which hangs on no other day; None for any other text."""
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        try:
            return _far(DayReading(date.fromisoformat(text), plain=True))
        except ValueError:
            pass
    return None


def is_day(part: str) -> bool:
    """Whether a part of a one-line item is a date: `2027-02-20`, `12-05`, `3月8日`, `腊月廿三`; never a bare number.

    A date with its year or in words counts even where there is no such day (2026-02-30), so that it is reported.
    `12.5`, `1/2` and `20261121` are numbers, fractions and batches there; 明天 and 周五 are words.
    """
    return len(part) <= LONGEST and _is_day(part)


@remembered(1 << 12)
def _is_day(part: str) -> bool:
    folded = fold(part)
    if _NUMBER.fullmatch(folded):
        return False
    if times.iso_moment(folded):
        return True
    read = parts(without_deadline(weekdays.beside(folded)[0]))
    if read is None or read.day is None:
        return False
    if read.marks == "月" or read.lunar:
        return True
    if read.year is None or read.short_year:
        return read.marks == "-" and refusal(read) is None
    return True


def _read(folded: str, near: date | None, *, forward: bool, month_end: bool) -> DayReading:
    """A day in any but the plain form."""
    if moment := times.iso_moment(folded):
        return _far(DayReading(moment.date(), time=f"{moment:%H:%M}"))
    rest, weekday, clock = weekdays.beside(folded)
    read = parts(rest) or parts(without_deadline(rest))
    if read is None:
        return _relative(folded, near, forward=forward)
    reading = _dated(read, near, forward=forward)
    if month_end and reading.problem == "no-day" and reading.args["last"]:
        last = reading.args["last"]
        reading = msgspec.structs.replace(
            reading, value=date.fromisoformat(last), args=reading.args | {"date": last}
        )
    if clock:
        reading = msgspec.structs.replace(reading, time=clock)
    return _far(_with_weekday(reading, weekday))


def _dated(read: Parts, near: date | None, *, forward: bool) -> DayReading:
    """The day of a date whose parts are read."""
    if not read.short_year or read.year is None:
        return resolve(read, near, forward=forward)
    typed = f"{read.year:02}"
    if near is None:
        return DayReading(None, problem="two-digit-year", args={"typed": typed}, lunar=read.lunar)
    year = full_year(read.year, near, forward=forward)
    reading = resolve(msgspec.structs.replace(read, year=year), near, forward=forward)
    if reading.value is None:
        return reading
    args = {"typed": typed, "year": str(year), "date": reading.value.isoformat()}
    return msgspec.structs.replace(reading, problem="two-digit-year", args=args)


def _relative(folded: str, near: date | None, *, forward: bool) -> DayReading:
    """A day named by counting from `near`. Where days lie behind, nobody can say from when 明天 was counted."""
    reading = read_relative(folded, near or date(2000, 1, 1))
    if reading.value and not (near and forward):
        return DayReading(None, problem="relative")
    return reading


def _with_weekday(reading: DayReading, weekday: int | None) -> DayReading:
    """The reading with the weekday that was typed beside it held against the day."""
    value = reading.value
    if value is None or weekday is None or value.weekday() == weekday:
        return reading
    args = {
        "typed": weekdays.NAMES[weekday],
        "weekday": weekdays.NAMES[value.weekday()],
        "date": value.isoformat(),
    }
    return msgspec.structs.replace(reading, problem="weekday", args=args)


def _far(reading: DayReading) -> DayReading:
    """The reading with a warning where its year is hardly meant; refused where it cannot be."""
    value = reading.value
    if value is None or FIRST_LIKELY <= value.year <= LAST_LIKELY:
        return reading
    args = {"year": str(value.year), "date": value.isoformat()}
    possible = FIRST_POSSIBLE <= value.year <= LAST_POSSIBLE
    return msgspec.structs.replace(reading, value=value if possible else None, problem="far-year", args=args)
