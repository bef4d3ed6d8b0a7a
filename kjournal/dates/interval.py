"""How often somebody is visited, as cards say it: the days between two visits."""

from __future__ import annotations

from kjournal.dates.every import read_every
from kjournal.dates.folding import fold
from kjournal.dates.recurrence import Every
from kjournal.patterns import regex

LONGEST = 3650
"""Days; what asks for more than ten years is no interval."""
NEVER = frozenset({"不排", "不拜访", "不用拜访", "不提醒", "无", "none", "never"})
"""Words for no visits at all."""
_OF_UNIT = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_TIMES = regex(r"(?P<unit>.+?)(?P<n>[1-9两二三四])次")
_FIGURES = {"两": 2, "二": 2, "三": 3, "四": 4}


def read_interval(text: str) -> int | None:
    """The days that a card's 拜访频率 means: `30天`, `30`, `每两周`, `半个月一次`, `一个月两次`; None for other words."""
    folded = fold(text)
    if folded.isdigit():
        return int(folded) if 0 < int(folded) <= LONGEST else None
    if folded.endswith("days"):
        return read_interval(folded.removesuffix("days"))
    for once in ("一次", "1次"):
        folded = folded.removesuffix(once)
    times = 1
    if found := _TIMES.fullmatch(folded):
        folded, times = found["unit"], _FIGURES.get(found["n"]) or int(found["n"])
    every = read_every(folded).value
    days = _days(every) if every is not None else 0
    return max(1, days // times) if 0 < days <= LONGEST else None


def _days(every: Every) -> int:
    """How many days a recurrence takes, a month as thirty."""
    a_period = max(1, len(every.weekdays), len(every.days))
    return _OF_UNIT[every.unit] * every.n // a_period
