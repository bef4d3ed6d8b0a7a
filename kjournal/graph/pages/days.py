"""Each rep's day as it was made last: made again only where a reminder, a customer or a sum of the rep changed.

Who changes what a day is made from marks the rep; what is cheap to ask is held in a digest beside the day.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from kjournal.graph.engine import Engine
from kjournal.graph.months import DAY_OF
from kjournal.outputs.pages.compose.today import head
from kjournal.outputs.pages.today import RepDay

_day = msgspec.json.Decoder(RepDay).decode


class Kept(NamedTuple):
    """A rep's day with the digest of what it was made from beside reminders and customers."""

    digest: str
    lines: int  # how long it is
    head: RepDay  # without the page that it leads to
    whole: bytes  # the day as JSON: rarely anything but its hash is asked for

    @classmethod
    def of(cls, digest: str, day: RepDay) -> Kept:
        """A day that was made just now."""
        lines = day.due_count + day.open_count + day.ask_count + len(day.done) + len(day.owing)
        return cls(digest, lines, head(day, ""), msgspec.json.encode(day))

    @property
    def day(self) -> RepDay:
        """The whole day."""
        return _day(self.whole)


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
    for rep, value in _rows(connection):
        key, lines, short, whole = value.split("\n")
        found[rep] = Kept(key, int(lines), _day(short), whole.encode())
    return found


def keep(connection: sqlite3.Connection, days: Mapping[str, Kept], before: Mapping[str, Kept]) -> None:
    """Keep these days, and no others of those before."""
    for rep in before.keys() - days.keys():
        connection.execute("DELETE FROM meta WHERE key = ?", (DAY_OF + rep,))
    for rep, one in days.items():
        if one is not before.get(rep):
            short = msgspec.json.encode(one.head).decode()
            value = f"{one.digest}\n{one.lines}\n{short}\n{one.whole.decode()}"
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (DAY_OF + rep, value))


def _rows(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT key, value FROM meta WHERE key >= ?1 AND key < ?1 || '\uffff'", (DAY_OF,)
    )
    return [(key.removeprefix(DAY_OF), value) for key, value in rows]
