"""What reading a typed date, birthday, time or recurrence gives: the value, or what is the matter with it."""

from datetime import date, time
from typing import Literal

import msgspec

from kjournal.dates.annual import DayOfYear
from kjournal.dates.recurrence import Every

Problem = Literal[
    "",
    "not-a-date",
    "no-day",
    "no-such-day",
    "no-year",
    "two-digit-year",
    "weekday",
    "relative",
    "far-year",
    "lunar-missing-day",
    "lunar-missing-leap",
    "lunar-range",
    "not-a-time",
    "no-such-time",
    "which-half",
    "not-a-period",
]

# Every problem with its meaning. With a value it is a warning or less, without one the text is refused. In each
# warning `args["date"]` is the value as text; the other args are named behind the meaning.
PROBLEMS: dict[Problem, str] = {
    "": "nothing is the matter",
    "not-a-date": "the text is no date at all; refused",
    "no-day": "a month without its day; refused, or read as its last day where the field allows; month, first, last",
    "no-such-day": "the month has no such day; refused; year (may be empty), month, day, days and last (empty when there is no such month)",
    "no-year": "no year is written; guessed from the day nearby, refused without one; month, day",
    "two-digit-year": "the year has two digits; guessed, refused without a day nearby; typed, year",
    "weekday": "the weekday is another one, the date counts; typed, weekday",
    "relative": "words that count from another day; refused without one",
    "far-year": "a year before 1900 or after 2100: probably a slip; refused before 1000 and after 2999; year",
    "lunar-missing-day": "that lunar month had 29 days; refused with its year, else kept on the 29th; year, month, day, days",
    "lunar-missing-leap": "that lunar year had no such leap month; refused; year, month, leap (what it had, or empty)",
    "lunar-range": "a lunar year that the table does not reach; refused; year, first, last",
    "not-a-time": "the text is no time of day; refused",
    "no-such-time": "the day has no such time; refused; hour, minute",
    "not-a-period": "the text names no recurrence; refused",
    "which-half": "one to half past five without 上午 or 下午: may mean the afternoon; afternoon",
}


class DayReading(msgspec.Struct, frozen=True):
    """A day as somebody typed it."""

    value: date | None
    plain: bool = False  # typed exactly as YYYY-MM-DD
    problem: Problem = ""
    args: dict[str, str] = {}  # for the message; never changed
    lunar: bool = False  # typed as a lunar date
    time: str = ""  # a time of day that stood behind it, as HH:MM


class BirthdayReading(msgspec.Struct, frozen=True):
    """A day of the year as somebody typed it."""

    value: DayOfYear | None
    plain: bool = False  # typed exactly as its `text()`
    problem: Problem = ""
    args: dict[str, str] = {}


class TimeReading(msgspec.Struct, frozen=True):
    """A time of day as somebody typed it."""

    value: time | None
    plain: bool = False  # typed exactly as HH:MM
    problem: Problem = ""
    args: dict[str, str] = {}


class EveryReading(msgspec.Struct, frozen=True):
    """A recurrence as somebody typed it."""

    value: Every | None
    plain: bool = False  # typed with 每, in plain characters, and in no form that is read in two ways
    problem: Problem = ""
    args: dict[str, str] = {}
