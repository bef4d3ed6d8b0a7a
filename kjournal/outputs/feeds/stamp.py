"""A revision: the UTC minute that stands in an event as DTSTAMP, LAST-MODIFIED and SEQUENCE."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import msgspec

from kjournal.outputs.feeds.event import ZONE

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


class Stamp(msgspec.Struct, frozen=True, order=True, gc=False):
    """A whole UTC minute, counted from 2020-01-01; an index keeps the number alone."""

    sequence: int

    @classmethod
    def at(cls, clock: datetime) -> Self:
        """The minute in which the aware `clock` stands; a clock before 2020 counts as 2020's first minute."""
        return cls(max(0, (clock - _EPOCH) // _MINUTE))

    @property
    def revision(self) -> datetime:
        """The minute as an aware UTC datetime."""
        return _EPOCH + self.sequence * _MINUTE

    @property
    def text(self) -> str:
        """The minute as DTSTAMP writes it: `20261120T023000Z`."""
        return f"{self.revision:%Y%m%dT%H%M%SZ}"

    def next(self) -> Self:
        """The minute after this one."""
        return type(self)(self.sequence + 1)


def pinned(day: date, zone: str = ZONE) -> datetime:
    """Where the clock stands when the day is pinned: at 00:00 of that day in the journal's zone.

    Call `revise` with nothing known then, so that the stamps too are a pure function.
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
