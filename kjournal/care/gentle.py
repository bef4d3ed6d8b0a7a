"""The gentle call after a quiet time: once the first working day behind it has come, somebody asks how they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kjournal.care.facts import Facts
from kjournal.care.quiet import Quiet, free_from
from kjournal.care.window import likely, selling_free
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.records.choices import GRAVE_EVENTS

OPEN = timedelta(days=90)
"""For so long it is asked for; behind that the cadence has long asked for a call of its own."""
_DAY = timedelta(days=1)


class Gentle(NamedTuple):
    """A gentle call that is still to be made."""

    day: date
    until: date  # the last day of the quiet time


def gentle_calls(
    quiet: tuple[Quiet, ...], known: Facts, calendar: WorkCalendar, today: Today
) -> Iterator[Gentle]:
    """One for each quiet time, or for several that follow on each other without a day between."""
    last = known.last.day if known.last else None
    asked: set[date] = set()
    for one in quiet:
        first = free_from(quiet, one.since)
        if one.kind not in GRAVE_EVENTS or first in asked or not likely(first):
            continue
        asked.add(first)
        if (last is None or last < first) and not today.past(first + OPEN):
            yield Gentle(selling_free(calendar.on_or_after(first), calendar), first - _DAY)
