"""Neighbours who are due, as steps of the build graph: a narrow row a customer in, the list beside each customer out.

A row that changes marks only those who lie within reach of its old or its new place and might name it; a list that
comes out equal stops the change there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from math import cos, radians
from typing import Any

import msgspec

from kjournal.care.nearby import MOST, REACH, Neighbour, Stand, distance, neighbours
from kjournal.dates.today import Today
from kjournal.graph.engine import Engine
from kjournal.ledger.standing import CLOSED

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(tuple[Neighbour, ...]).decode
_COLUMNS = "customer, name, rep, region, org, lat, lon, visited, due, days, last, band"
_STANDING = """
    SELECT s.name, s.rep, s.region, s.org, s.status, s.kind, c.geo, o.geo FROM standing AS s
    JOIN customers AS c ON c.id = s.customer LEFT JOIN customers AS o ON o.id = s.org AND s.org != '' WHERE s.customer = ?
"""
_DUE = "SELECT due, days, last, band FROM dues WHERE customer = ? AND slot = 'visit'"
_BOX = "(lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east)"
_TOWN = "(region = :region AND region != '')"
_REACHED = f"""
    SELECT customer FROM stands WHERE rep = :rep AND {_BOX}
    UNION SELECT customer FROM stands WHERE rep = :rep AND {_TOWN}
    UNION SELECT customer FROM stands WHERE +rep = :rep AND org IN (:customer, :house) AND org != ''
    UNION SELECT customer FROM stands WHERE +rep = :rep AND customer = :house
"""
"""All that may have a customer for a neighbour; `+rep` keeps SQLite from going through all of a rep's customers."""
_FIRST = f"SELECT * FROM (SELECT {_COLUMNS} FROM stands WHERE rep = :rep AND visited {{where}} ORDER BY due, customer LIMIT {MOST})"
"""Of those who lie alike as many as a list holds: a town may be a whole county. Whoever stands in an earlier group
takes a place in the list too, so none is wanting."""
_OTHERS = "AND customer NOT IN (:customer, :house)"
_HOUSE = " UNION ALL ".join(
    _FIRST.format(where=f"{_OTHERS} AND org = :{of} AND org != ''") for of in ("customer", "house")
)
_SPOT = _FIRST.format(where=f"{_OTHERS} AND lat = :lat AND lon = :lon")
_AROUND = f"SELECT {_COLUMNS} FROM stands WHERE rep = :rep AND visited {_OTHERS} AND {_BOX}"
_UNPLACED = _FIRST.format(where=f"{_OTHERS} AND {_TOWN} AND lat IS NULL")
_ANYWHERE = _FIRST.format(where=f"{_OTHERS} AND {_TOWN}")
_NEXT_DOOR = REACH // 10
_DEGREE = 111_000  # metres


class Nearby:
    """The two steps for one customer, and the list as it was laid down."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self._first = not any(
            engine.rows("SELECT 1 FROM stands LIMIT 1")
        )  # no row was laid down before this run

    def stand(self, identity: str) -> None:
        """Where a customer lies and when it is to be visited."""
        old = self._laid(identity) if self.engine.knows("stands", identity) else None
        new = self._stand(identity)
        rows = [_row(new)] if new is not None else []
        if self.engine.put("stands", identity, {"stands": rows}, None):
            self.engine.mark("nearby", {identity, *self._naming(old), *self._naming(new)})

    def _naming(self, one: Stand | None) -> Iterator[str]:
        """Who might name a customer there; nobody is asked for where all rows are new: each marks its own list."""
        if one is not None and one.visited and not self._first:
            yield from self._reached(one)

    def nearby(self, identity: str) -> None:
        """The neighbours of a customer who are due."""
        mine, today = self._laid(identity), self.engine.fresh()
        found = self._due(mine, today)
        rows = [(identity, _encode(found))] if found else []
        if self.engine.put("nearby", identity, {"nearby": rows}, today if mine is not None else None):
            self.engine.mark("brief", [identity])

    def seen(self, identity: str, today: Today) -> tuple[Neighbour, ...]:
        """The neighbours who are due on a day."""
        return self._due(self._laid(identity), today)

    def _due(self, mine: Stand | None, today: Today) -> tuple[Neighbour, ...]:
        return neighbours(mine, self._by_rank(mine), today) if mine is not None else ()

    def listed(self, identity: str) -> tuple[Neighbour, ...]:
        """The list as it was laid down."""
        row = self.connection.execute("SELECT row FROM nearby WHERE customer = ?", (identity,)).fetchone()
        return _decode(row[0]) if row else ()

    def _laid(self, identity: str) -> Stand | None:
        row = self.connection.execute(
            f"SELECT {_COLUMNS} FROM stands WHERE customer = ?", (identity,)
        ).fetchone()
        return _read(row) if row else None

    def _stand(self, identity: str) -> Stand | None:
        """The row of a customer that is looked after; a person lies where their organisation does."""
        row = self.connection.execute(_STANDING, (identity,)).fetchone()
        if row is None or row[4] in CLOSED or row[5] == "内部":
            return None
        name, rep, region, org, _status, _kind, own, of_org = row
        lat, lon = _geo(own) or _geo(of_org) or (None, None)
        slot = self.connection.execute(_DUE, (identity,)).fetchone()
        stand = Stand(identity, name, rep, region, org, lat, lon)
        if slot is None:
            return stand
        due, days, last, band = slot
        return msgspec.structs.replace(
            stand, visited=True, due=_day(due), days=days, last=_day(last), band="" if days else band
        )

    def _reached(self, one: Stand) -> list[str]:
        """Those within reach of a place, in its town, or in its house."""
        return [row[0] for row in self.connection.execute(_REACHED, _place(one, REACH))]

    def _by_rank(self, mine: Stand) -> Iterator[list[Stand]]:
        """Who may be a neighbour, in groups: whoever is only in a later one comes after all of those before."""
        yield self._asked(_HOUSE, mine)
        if mine.lat is None:
            yield self._asked(_ANYWHERE, mine)
            return
        yield self._asked(_SPOT, mine)
        near = self._asked(_AROUND, mine, _NEXT_DOOR)
        yield [other for other in near if (distance(mine, other) or 0) <= _NEXT_DOOR]
        yield self._asked(_AROUND, mine)
        yield self._asked(_UNPLACED, mine)

    def _asked(self, statement: str, mine: Stand, reach: int = REACH) -> list[Stand]:
        return [_read(row) for row in self.connection.execute(statement, _place(mine, reach))]


def _place(one: Stand, reach: int) -> dict[str, Any]:
    """What statements ask about a customer's place; `house` is where a person works, else the customer itself."""
    return {
        "rep": one.rep, "region": one.region, "customer": one.customer, "house": one.org or one.customer,
        "lat": one.lat, "lon": one.lon, **_box(one, reach),
    }  # fmt: skip


def _box(one: Stand, reach: int) -> dict[str, float | None]:
    """The square around a place; nothing lies in that of a place which nobody knows."""
    if one.lat is None or one.lon is None:
        return dict.fromkeys(("south", "north", "west", "east"))
    up = reach / _DEGREE
    side = up / max(cos(radians(one.lat)), 0.01)
    return {"south": one.lat - up, "north": one.lat + up, "west": one.lon - side, "east": one.lon + side}


def _row(one: Stand) -> tuple[Any, ...]:
    due, last = (day.isoformat() if day else "" for day in (one.due, one.last))
    return (
        one.customer, one.name, one.rep, one.region, one.org, one.lat, one.lon, int(one.visited), due, one.days, last, one.band,
    )  # fmt: skip


def _read(row: tuple[Any, ...]) -> Stand:
    customer, name, rep, region, org, lat, lon, visited, due, days, last, band = row
    return Stand(customer, name, rep, region, org, lat, lon, bool(visited), _day(due), days, _day(last), band)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _geo(text: str | None) -> tuple[float, float] | None:
    """Coordinates as the index holds them."""
    lat, comma, lon = (text or "").partition(",")
    return (float(lat), float(lon)) if comma else None
