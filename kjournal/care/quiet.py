"""Quiet times: after a death, an illness or an accident in a customer's house nothing that sells is asked for (S0 S1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.customer import Customer

QUIET = {"去世": 49, "生病": 14, "事故": 14}
"""Days after the event (DOMAIN.md 5); the card's `quiet_until` stands over them."""
MOURNING = timedelta(days=365)
"""For so long after a death no greeting says 快乐."""

_FOREVER = date.max - timedelta(days=1)


class Quiet(msgspec.Struct, frozen=True):
    """A quiet time: both days belong to it."""

    since: date
    until: date
    kind: str  # of the event

    def holds(self, day: date | Today) -> bool:
        """Whether a day is quiet."""
        return self.since <= day <= self.until


def quiet_times(card: Customer, days: Mapping[str, int]) -> tuple[Quiet, ...]:
    """The quiet times of a customer, oldest first. An end that is written on the card counts whatever happened."""
    found = []
    for event in card.life_events:
        if event.date is None or not likely(event.date):
            continue
        length = days.get(event.kind, QUIET.get(event.kind, 0)) if event.kind in GRAVE_EVENTS else 0
        until = min(event.quiet_until or event.date + timedelta(days=length), _FOREVER)
        if until > event.date:
            found.append(Quiet(event.date, until, event.kind))
    return tuple(sorted(found, key=lambda quiet: (quiet.since, quiet.until)))


def free_from(quiet: tuple[Quiet, ...], day: date) -> date:
    """`day`, or the first day after it that is not quiet."""
    for one in sorted(quiet, key=lambda one: one.since):
        if one.holds(day):
            day = one.until + timedelta(days=1)
    return day
