"""The days on which a hospital receives reps: 每周三, 周二、周四下午, 周一至周五 (DOMAIN.md 4)."""

from __future__ import annotations

from datetime import date, timedelta

from kjournal.care.window import likely
from kjournal.dates.folding import fold
from kjournal.dates.today import Today
from kjournal.dates.weekdays import FIGURES, WEEK, index
from kjournal.dates.workdays import WorkCalendar
from kjournal.patterns import regex

_RANGE = regex(rf"{WEEK}([{FIGURES}])[到至-]{WEEK}?([{FIGURES}])")
_NAMED = regex(rf"{WEEK}([{FIGURES}](?:[、,和及]?[{FIGURES}](?!点))*)")
_NOT_EVERY_WEEK = regex("[第月隔两双单]")
_LONGEST_BREAK = 60  # days; as long as a calendar without a working day is looked through


def reception_days(text: str) -> frozenset[int]:
    """The weekdays that a card's 接待日 names, 0 Monday; none where it says something else, which is only shown."""
    folded = fold(text)
    if _NOT_EVERY_WEEK.search(folded):
        return frozenset()
    found: set[int] = set()
    for first, last in _RANGE.findall(folded):
        found.update(range(index(first), index(last) + 1))
    for figures in _NAMED.findall(_RANGE.sub("", folded)):
        found.update(index(figure) for figure in figures if figure in FIGURES)
    return frozenset(found)


def received(day: date | None, weekdays: frozenset[int], calendar: WorkCalendar, today: Today) -> date | None:
    """The first reception day from `day` and from today on that is worked; None where there is none.

    It stays until it is over, so the answer changes once a week at most.
    """
    first = today.peek() if day is None or today.past(day) else day
    if not likely(first):
        return None
    for n in range(_LONGEST_BREAK):
        found = first + timedelta(days=n)
        if found.weekday() in weekdays and calendar.is_workday(found) and not calendar.spring_festival(found):
            today.past(found)
            return found
    return None
