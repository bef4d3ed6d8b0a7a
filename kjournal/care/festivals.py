"""The festivals on which a customer is greeted, and when each falls (DOMAIN.md 5, 9.2, 9.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from kjournal.care.window import LUNAR_YEARS, behind, near
from kjournal.dates import lunar
from kjournal.dates.today import Today

Whom = Literal["all", "women", "medical"]


class Festival(NamedTuple):
    """A festival: its day in a year of ours, and who is greeted."""

    name: str
    day: Callable[[int], date | None]
    whom: Whom = "all"
    on: bool = True
    lead: int = 0  # days before it on which everybody is prepared for; 0: by grade


class Coming(NamedTuple):
    """A festival and one of its days."""

    festival: Festival
    day: date


def _solar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: date(year, month, day)


def _lunar(month: int, day: int) -> Callable[[int], date | None]:
    """A day of the first eleven lunar months, which falls into the year of the same number; never in a leap month."""
    return lambda year: lunar.to_solar(year, month, day)


def _nth(n: int, weekday: int, month: int) -> Callable[[int], date | None]:
    """The n-th such weekday of a month, 0 Monday."""

    def found(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    return found


def _eve(year: int) -> date | None:
    return lunar.new_years_eve(year) if lunar.FIRST_YEAR <= year <= lunar.LAST_YEAR else None


THANKS = "年终答谢"
FESTIVALS = (
    Festival("元旦", _solar(1, 1)),
    Festival("春节", _eve, lead=20),  # greeted on 除夕
    Festival("元宵", _lunar(1, 15)),
    Festival("三八", _solar(3, 8), "women"),
    Festival("五一", _solar(5, 1)),
    Festival("母亲节", _nth(2, 6, 5), "women", on=False),
    Festival("护士节", _solar(5, 12), "medical"),
    Festival("端午", _lunar(5, 5)),
    Festival("医师节", _solar(8, 19), "medical"),
    Festival("中秋", _lunar(8, 15), lead=14),
    Festival("国庆", _solar(10, 1)),
    Festival("感恩节", _nth(4, 3, 11), on=False),
    Festival(THANKS, _solar(12, 15)),
    Festival("圣诞", _solar(12, 25), on=False),
)
"""All that may be greeted on; never 清明 or 中元. The year's thanks begin on the first day of their span (15 December
to 腊月廿三), so that there is time to thank everybody."""


def wanted(chosen: Mapping[str, bool]) -> list[Festival]:
    """The festivals that are switched on."""
    return [one for one in FESTIVALS if chosen.get(one.name, one.on)]


def coming(chosen: Mapping[str, bool], today: Today) -> list[Coming]:
    """The festivals of two lunar years from today, and those that the feeds still show, by day."""
    year = today.peek().year
    every = between(chosen, date(max(year - 1, 1), 1, 1), date(min(year + 4, date.max.year), 1, 1))
    return [one for one in every if near(one.day, today, LUNAR_YEARS) and not behind(one.day, today)]


def between(chosen: Mapping[str, bool], first: date, end: date) -> list[Coming]:
    """The festivals from `first` up to, not including, `end`, by day."""
    names = {one.name for one in wanted(chosen)}
    return [
        one
        for year in range(first.year, end.year + 1)
        for one in _of_year(year)
        if first <= one.day < end and one.festival.name in names
    ]


@lru_cache(maxsize=32)  # every customer asks for the same few years
def _of_year(year: int) -> tuple[Coming, ...]:
    """All festivals of a year, by day."""
    found = (Coming(one, day) for one in FESTIVALS if (day := one.day(year)) is not None)
    return tuple(sorted(found, key=lambda one: (one.day, one.festival.name)))


def thanked_until(day: date) -> date | None:
    """腊月廿三 after a day in December: until then the year's thanks may be said."""
    return lunar.to_solar(day.year, 12, 23)
