"""Market days: 农历逢三六九, 公历逢一四七, 每周六. On such a morning nobody in the street has time for a rep (DOMAIN.md 5)."""

from __future__ import annotations

import re
from datetime import date, time
from typing import NamedTuple

from kjournal.care.reception import reception_days
from kjournal.dates import lunar
from kjournal.dates.folding import fold
from kjournal.dates.numerals import number
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.remembering import remembered

AFTERNOON = time(14, 30)
"""When the market is over and a visit is welcome again."""
_FIGURE = "(?:10|[0-9]|[一二三四五六七八九十])"
_MORE = f"(?:[、,和及]?{_FIGURE}(?=[、,和及0-9一二三四五六七八九十日号;。(]|$))*"
_ENDS = regex(f"(?P<calendar>农历|阴历|旧历|老历|公历|阳历|新历)的?每?逢(?P<figures>{_FIGURE}{_MORE})")
_LUNAR = frozenset({"农历", "阴历", "旧历", "老历"})
_ANYWAY = "就去"


class Market(NamedTuple):
    """The days of a market: by the last figure of the day in a month of either calendar, or by weekday."""

    ends: frozenset[int] = frozenset()  # 0 to 9
    lunar: bool = False
    weekdays: frozenset[int] = frozenset()  # 0 Monday

    def holds(self, day: date) -> bool:
        """Whether the market is held on a day."""
        if day.weekday() in self.weekdays:
            return True
        if not self.lunar:
            return day.day % 10 in self.ends
        return lunar.covers(day) and lunar.from_solar(day).day % 10 in self.ends


@remembered(1024)
def market(text: str) -> Market:
    """The days that a card's 赶集日 names; none where it says something else, which is only shown."""
    said = fold(text)
    if found := _ENDS.match(said):
        days = {number(figure) or 0 for figure in re.findall(_FIGURE, found["figures"])}
        return Market(frozenset(day % 10 for day in days), found["calendar"] in _LUNAR)
    return Market(weekdays=reception_days(said))


def hour(card: Customer, day: date, start: time) -> time:
    """When a visit begins: in the afternoon instead of on a market-day morning, unless the card says 就去."""
    if start >= time(12) or not card.market_days or _ANYWAY in card.market_days:
        return start
    return AFTERNOON if market(card.market_days).holds(day) else start
