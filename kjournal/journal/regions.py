"""Events of a region: which concern a customer, and which customers one concerns."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

import msgspec

_EVENTS = """
    SELECT path, region, what, COALESCE(NULLIF(from_day, ''), date), to_day, script FROM visits
    WHERE kind = '区域事件' AND region > '' AND status != '取消'
"""


class RegionEvent(msgspec.Struct, frozen=True):
    """Something that happened in a place: a flood, an epidemic."""

    path: str
    region: str
    what: str
    begins: date
    ends: date | None
    script: str  # what to say


def events(connection: sqlite3.Connection) -> dict[str, list[RegionEvent]]:
    """All that happened in places, by region: they are a few."""
    found: dict[str, list[RegionEvent]] = {}
    for path, place, what, begins, ends, script in connection.execute(_EVENTS):
        if begins:
            last = date.fromisoformat(ends) if ends else None
            event = RegionEvent(path, place, what, date.fromisoformat(begins), last, script)
            found.setdefault(place, []).append(event)
    return found


def events_in(known: Mapping[str, list[RegionEvent]], region: str) -> tuple[RegionEvent, ...]:
    """The events that concern a customer there: of its region, and of all that this lies in."""
    found: list[RegionEvent] = []
    while region:
        found += known.get(region, ())
        region = region.rpartition("/")[0]
    return tuple(sorted(found, key=lambda event: (event.begins, event.path)))


def region_of(connection: sqlite3.Connection, path: str) -> str:
    """The region of the event that a note told of; empty where it told of none."""
    row = connection.execute(
        "SELECT region FROM visits WHERE path = ? AND kind = '区域事件'", (path,)
    ).fetchone()
    return row[0] or "" if row else ""


def customers_in(connection: sqlite3.Connection, region: str) -> list[str]:
    """The customers whose region is this one or lies in it."""
    rows = connection.execute(
        "SELECT customer FROM standing WHERE region = ?1 OR (region >= ?1 || '/' AND region < ?1 || '0')",
        (region,),
    )
    return [row[0] for row in rows.fetchall()]
