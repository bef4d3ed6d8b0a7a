"""Recurrences as people type them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kjournal.dates.annual import DayOfYear
from kjournal.dates.folding import fold
from kjournal.dates.numerals import COUNT, NUMBER, number
from kjournal.dates.readings import EveryReading
from kjournal.dates.recurrence import LAST, Every
from kjournal.dates.resolve import refusal
from kjournal.dates.shapes import parts
from kjournal.dates.weekdays import FIGURES, WEEK, index
from kjournal.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[re.Match[str], int], Every | None]


_AND = "[、,和及跟与]"
_DAYS_OF_MONTH = f"(?P<days>{NUMBER}(?:[号日]?{_AND}{NUMBER})*)[号日]?"


def read_every(text: str) -> EveryReading:
    """A recurrence: `每周三`, `每两周`, `每月10日`, `每月底`, `每季度`, `每年3月8日`, `每3天`; 每 may be left out.

    每隔两周 is every two weeks, as people say it; 隔天 and 每隔一天 are every second day.
    """
    folded = fold(text)
    rest = folded.removeprefix("每")
    between = rest.startswith("隔")
    rest = rest.removeprefix("隔")
    for pattern, rule in _RULES:
        if found := pattern.fullmatch(rest):
            n = _count(found, between=between)
            value = rule(found, n) if n else None
            if value:
                return EveryReading(value, plain=text == folded and text.startswith("每") and not between)
    return EveryReading(None, problem="not-a-period")


def _count(found: re.Match[str], *, between: bool) -> int | None:
    """How many units lie between two occurrences; None where it is no number."""
    groups = found.groupdict()
    typed = groups.get("n") or groups.get("two") or ""
    n = number(typed) if typed else 1
    return 2 if between and n == 1 else n


def _day(_: re.Match[str], n: int) -> Every:
    return Every("day", n)


def _half_month(_: re.Match[str], n: int) -> Every | None:
    return Every("day", 15) if n == 1 else None


def _week(found: re.Match[str], n: int) -> Every:
    figures = found["figures"] or ""
    return Every(
        "week", n, weekdays=tuple(sorted({index(figure) for figure in figures if figure in FIGURES}))
    )


def _month(found: re.Match[str], n: int) -> Every | None:
    if found["part"]:
        return Every("month", n, days=(1,) if found["part"] == "初" else (LAST,))
    typed = re.split(_AND, re.sub("[号日]", "", found["days"])) if found["days"] else []
    days = {number(day) or 0 for day in typed}
    return Every("month", n, days=tuple(sorted(days))) if all(1 <= day <= 31 for day in days) else None


def _quarter(found: re.Match[str], n: int) -> Every | None:
    if found["part"]:
        return Every("quarter", days=(LAST,)) if n == 1 else None
    return Every("quarter") if n == 1 else Every("month", 3 * n)


def _half_year(_: re.Match[str], n: int) -> Every | None:
    return Every("month", 6) if n == 1 else None


def _year(found: re.Match[str], n: int) -> Every | None:
    if not found["on"]:
        return Every("year", n)
    read = parts(found["on"])
    if n != 1 or read is None or read.year is not None or read.day is None or refusal(read):
        return None
    return Every("year", on=DayOfYear(read.month, read.day, lunar=read.lunar, leap=read.leap))


_N = f"(?:(?P<n>{COUNT})个?|个)?"
_PATTERNS: tuple[tuple[str, Rule], ...] = (
    (f"{_N}(?:天|日)", _day),
    ("半个?月", _half_month),
    (f"{_N}{WEEK}(?:的?{WEEK}?(?P<figures>[{FIGURES}](?:{_AND}?{WEEK}?[{FIGURES}])*))?", _week),
    (
        f"(?:(?P<n>{COUNT})个|(?P<two>两)|个)?月(?:的?(?:(?P<part>底|末|初|最后一天)|{_DAYS_OF_MONTH}))?",
        _month,
    ),
    (f"{_N}季度?(?P<part>底|末)?", _quarter),
    ("半年", _half_year),
    (f"{_N}年的?(?P<on>.+)?", _year),
)
_RULES = tuple((regex(pattern), rule) for pattern, rule in _PATTERNS)
