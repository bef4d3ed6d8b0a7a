"""Neighbours who are due (顺道): whom else a rep may see on the way to a customer.

A plan never puts a visit before its day by arithmetic, so who is planned within the next days is due within them too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

import msgspec

from kjournal.care.cadence import band
from kjournal.dates.today import Today

SOON = timedelta(days=7)
"""Who is due so many days ahead may as well be seen today."""
REACH = 5000
"""Metres as the crow flies that are no way round; on the road it is half as much again."""
MOST = 4
_EARTH = 6_371_008.8


class Stand(msgspec.Struct, frozen=True, gc=False):
    """Where a customer lies and when it is to be visited: the narrow row that it lays down for its neighbours."""

    customer: str
    name: str
    rep: str
    region: str
    org: str  # of a person: the customer at which they work
    lat: float | None = None
    lon: float | None = None
    visited: bool = False  # the cadence asks for visits
    due: date | None = None  # None, where it is visited: never seen, any day will do
    days: int = 0  # the interval; 0: agreed for that day
    last: date | None = None
    band: str = ""  # of who is agreed with: of all others it follows from `last` and `days`


class Neighbour(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A customer on the way that is due."""

    customer: str
    name: str
    band: str
    metres: int | None = None  # None: somewhere in the same town
    due: date | None = None
    last: date | None = None
    here: bool = False  # in the same house


class _Near(NamedTuple):
    """A customer on the way, in the order in which they are told: the same house, the nearest, then the town."""

    away: bool
    somewhere: bool
    metres: int
    due: date
    other: Stand


def neighbours(mine: Stand, groups: Iterable[Iterable[Stand]], today: Today) -> tuple[Neighbour, ...]:
    """Those of the same rep who are due: by distance, else of the same town the longest overdue first.

    Whoever stands only in a later group comes after all of those before; no group is asked for once the list is full.
    """
    found: dict[str, Neighbour] = {}
    for group in groups:
        near = [one for other in group if (one := _near(mine, other)) is not None]
        for one in sorted(near, key=lambda one: (*one[:-1], one.other.customer)):
            other = one.other
            if other.customer not in found and (other.due is None or today.reached(other.due - SOON)):
                found[other.customer] = _neighbour(one, today)
                if len(found) == MOST:
                    return tuple(found.values())
    return tuple(found.values())


def _near(mine: Stand, other: Stand) -> _Near | None:
    """How another customer lies to this one; None where it is none of the rep's on the way.

    Whoever visits a person has been at their organisation, which is no neighbour of theirs.
    """
    if other.customer in {mine.customer, mine.org} or other.rep != mine.rep or not other.visited:
        return None
    due = other.due or date.min
    if other.org and other.org in {mine.customer, mine.org}:
        return _Near(away=False, somewhere=False, metres=0, due=due, other=other)
    metres = distance(mine, other)
    if metres is None:
        return (
            _Near(away=True, somewhere=True, metres=0, due=due, other=other)
            if mine.region and other.region == mine.region
            else None
        )
    return _Near(away=True, somewhere=False, metres=metres, due=due, other=other) if metres <= REACH else None


def _neighbour(one: _Near, today: Today) -> Neighbour:
    other = one.other
    return Neighbour(
        customer=other.customer,
        name=other.name,
        band=band(other.last, other.days, today) if other.days else other.band,
        metres=one.metres if one.away and not one.somewhere else None,
        due=other.due,
        last=other.last,
        here=not one.away,
    )


def distance(one: Stand, other: Stand) -> int | None:
    """Metres between two customers; None where one of them has no coordinates. Both are of one datum, whichever."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b = radians(one.lat), radians(other.lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.lon - one.lon) / 2) ** 2
    return round(2 * _EARTH * asin(min(1.0, sqrt(half))))
