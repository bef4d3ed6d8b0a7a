"""The day on which a hospital makes its plan for orders (报计划日), as people write it: 每月25日, 25号, 每周三, 月底."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kjournal.dates.every import read_every
from kjournal.dates.today import Today
from kjournal.patterns import regex

_MONTHLY = regex(r"(?:每月)?\s*([0-9]{1,2})\s*(?:日|号)?(?:左右|前)?")
_AHEAD = 3
"""As many plans ahead are looked at: the first without an order counts."""


def order_days(said: str, today: Today) -> Iterator[date]:
    """The next plans, from today on; none where the words are not understood."""
    text = said.strip()
    if match := _MONTHLY.fullmatch(text):
        text = f"每月{match[1]}日"
    every = read_every(text).value if text else None
    if every is None:
        return
    anchor = date(2000, 1, 3)  # a Monday, so that every second week is the same for all
    day = today.peek() - timedelta(days=1)
    for _n in range(_AHEAD):
        day = every.next_after(day, anchor)
        if day == date.max:
            return
        today.past(day)  # the list moves on when this plan lies behind
        yield day
