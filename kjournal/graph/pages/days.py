"""Each rep's day as it was made last: made again only where a reminder, a customer or a sum of the rep changed.

Who changes what a day is made from marks the rep; what is cheap to ask is held in a digest beside the day. The day
itself lies apart: of a day in which nothing changed nobody asks more than its head and its hash.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

import msgspec

from kjournal.graph.engine import Engine
from kjournal.graph.months import DAY_OF
from kjournal.outputs.pages.compose.today import head
from kjournal.outputs.pages.today import RepDay

_WHOLE = "whole "
"""Before the key of a day: where all of it lies."""
_day = msgspec.json.Decoder(RepDay).decode


class Kept(NamedTuple):
    """A rep's day with the digest of what it was made from beside reminders and customers."""

    digest: str
    lines: int  # how long it is
    hash: str  # of the whole day
    head: RepDay  # without the page that it leads to
    day: Callable[[], RepDay]  # all of it

    @classmethod
    def of(cls, digest: str, day: RepDay) -> Kept:
        """A day that was made just now."""
        lines = day.due_count + day.open_count + day.ask_count + len(day.done) + len(day.owing)
        hashed = hashlib.blake2b(msgspec.json.encode(day), digest_size=16).hexdigest()
        return cls(digest, lines, hashed, head(day, ""), lambda: day)


def mark(engine: Engine, reps: Iterable[str]) -> None:
    """The days of these reps are out of date."""
    engine.mark("told", {DAY_OF + rep for rep in reps})


def marked(connection: sqlite3.Connection) -> set[str]:
    """The reps whose days are out of date."""
    rows = connection.execute("SELECT key FROM dirty WHERE step = 'told'")
    return {key.removeprefix(DAY_OF) for (key,) in rows if key.startswith(DAY_OF)}


def digest(*made_from: object) -> str:
    """The digest of plain data."""
    return hashlib.blake2b(msgspec.json.encode(made_from, enc_hook=str), digest_size=16).hexdigest()


def kept(connection: sqlite3.Connection) -> dict[str, Kept]:
    """The days as they were made last, by rep."""
    found = {}
    rows = connection.execute(
        "SELECT key, value FROM meta WHERE key >= ?1 AND key < ?1 || '\uffff'", (DAY_OF,)
    )
    for key, value in rows:
        made_from, lines, hashed, short = value.split("\n")
        found[key.removeprefix(DAY_OF)] = Kept(
            made_from, int(lines), hashed, _day(short), partial(_whole, connection, key)
        )
    return found


def keep(connection: sqlite3.Connection, days: Mapping[str, Kept], before: Mapping[str, Kept]) -> None:
    """Keep these days, and no others of those before."""
    gone = [DAY_OF + rep for rep in before.keys() - days.keys()]
    connection.executemany(
        "DELETE FROM meta WHERE key = ?", [(key,) for day in gone for key in (day, _WHOLE + day)]
    )
    for rep, one in days.items():
        if one is not before.get(rep):
            short, whole = (msgspec.json.encode(day).decode() for day in (one.head, one.day()))
            told = f"{one.digest}\n{one.lines}\n{one.hash}\n{short}"
            rows = ((DAY_OF + rep, told), (_WHOLE + DAY_OF + rep, whole))
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _whole(connection: sqlite3.Connection, key: str) -> RepDay:
    return _day(connection.execute("SELECT value FROM meta WHERE key = ?", (_WHOLE + key,)).fetchone()[0])
