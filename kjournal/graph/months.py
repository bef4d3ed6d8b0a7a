"""The months of the calendar: which of a rep's months changed, and how much stands on each of their days."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from kjournal.care.reminder import Reminder
from kjournal.dates.grid import grid_end, grid_start, months_showing
from kjournal.dates.today import Today
from kjournal.graph.engine import Engine
from kjournal.journal.store import transaction
from kjournal.journal.whose import reminded

_SHOWN = "kind != 'brief' AND rule != 'daily'"
"""What the calendar shows: not what the next brief asks, nor the entries that only sum up others for the phone."""
_ENTRIES = f"""
    SELECT day, kind, start, verb, name, customer FROM reminders
    WHERE rep = ? AND day >= ? AND day < ? AND {_SHOWN} ORDER BY day, start, name, uid
"""
_ANY = f"SELECT 1 FROM reminders WHERE rep = ? AND {_SHOWN} LIMIT 1"
Counts = dict[str, dict[str, int]]
"""How many entries of each kind stand on each day."""
_encode = msgspec.json.encode


DAY_OF = "day of "
"""Before a rep's id: its day on today's page is out of date."""


class RepMonth(NamedTuple):
    """What is known of one rep's month."""

    digest: bytes  # of its entries, those of the days around it that its page shows among them
    total: int
    counts: bytes  # as JSON


class Standing(NamedTuple):
    """One entry of a rep's month, as the index has it."""

    day: str
    kind: str
    start: str | None
    verb: str
    name: str
    customer: str


def reminder_row(owner: str, reminder: Reminder) -> tuple[Any, ...]:
    """A reminder as its table holds it."""
    return (
        reminder.uid, owner, reminder.rule, reminder.kind, reminder.customer, reminder.rep, reminder.day.isoformat(),
        reminder.start.isoformat("minutes") if reminder.start else None, reminder.verb, reminder.name, reminder.why,
        int(reminder.open), reminder.band, _encode(reminder), reminder.due.isoformat() if reminder.due else None,
    )  # fmt: skip


def put_reminders(
    engine: Engine, step: str, key: str, owner: str, rows: Sequence[tuple[Any, ...]], today: Today
) -> list[tuple[Any, ...]]:
    """Replace those of an owner's reminders that are others, and say which went and came; out of date are the months of the calendar in which one came, changed or went, and its rep's day."""
    lying = engine.rows("SELECT * FROM reminders WHERE owner = ?", owner) if engine.knows(step, key) else ()
    old = {row[0]: row for row in lying}
    new = {row[0]: row for row in rows}
    gone = [row for uid, row in old.items() if new.get(uid) != row]
    come = [row for uid, row in new.items() if old.get(uid) != row]
    engine.hold(step, key, today)
    if not gone and not come:
        return []
    run = engine.connection.executemany
    run("DELETE FROM reminders WHERE uid = ?", [row[:1] for row in gone])
    run("INSERT INTO reminders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", come)
    _mark(engine, {(row[5], row[6], row[3]) for row in (*gone, *come)})
    return gone + come


def _mark(engine: Engine, moved: Collection[tuple[str, str, str]]) -> None:
    """Reps, days and kinds of which a reminder is another."""
    engine.mark("told", {"months"} | {DAY_OF + rep for rep, _day, _kind in moved})
    engine.mark(
        "month",
        {f"{rep}\0{month}" for rep, day, kind in moved if kind != "brief" for month in _showing(day)},
    )


@lru_cache(maxsize=1 << 12)  # a few hundred days hold all reminders
def _showing(day: str) -> tuple[str, ...]:
    """The months that show a day, as keys have them."""
    return tuple(month.isoformat() for month in months_showing(date.fromisoformat(day)))


def refresh(engine: Engine, months: Sequence[date]) -> dict[tuple[str, date], RepMonth]:
    """The months of every rep of whom the calendar shows anything, those that changed counted anew."""
    connection = engine.connection
    known = {
        (rep, date.fromisoformat(month)): RepMonth(*rest)
        for rep, month, *rest in engine.rows("SELECT rep, month, hash, total, counts FROM months")
    }
    stale = {
        (rep, date.fromisoformat(month)) for rep, month in (key.split("\0") for key in engine.stale("month"))
    }
    reps = [rep for rep in reminded(connection) if connection.execute(_ANY, (rep,)).fetchone()]
    wanted = {(rep, month) for rep in reps for month in months}
    made = {
        (rep, month): _counted(entries(connection, rep, month))
        for rep, month in sorted(wanted)
        if (rep, month) in stale or (rep, month) not in known
    }
    if made or stale or known.keys() - wanted:
        with transaction(connection):
            _keep(connection, made, known.keys() - wanted)
    return {key: made.get(key) or known[key] for key in sorted(wanted)}


def _keep(
    connection: sqlite3.Connection, made: dict[tuple[str, date], RepMonth], gone: set[tuple[str, date]]
) -> None:
    connection.executemany(
        "DELETE FROM months WHERE rep = ? AND month = ?", [(rep, month.isoformat()) for rep, month in gone]
    )
    connection.executemany(
        "INSERT OR REPLACE INTO months VALUES (?, ?, ?, ?, ?)",
        [(rep, month.isoformat(), *one) for (rep, month), one in made.items()],
    )
    connection.execute("DELETE FROM dirty WHERE step = 'month'")


def entries(connection: sqlite3.Connection, rep: str, month: date) -> list[Standing]:
    """What stands on the page of a rep's month."""
    span = (grid_start(month).isoformat(), grid_end(month).isoformat())
    return [Standing._make(row) for row in connection.execute(_ENTRIES, (rep, *span))]


def _counted(found: Sequence[Standing]) -> RepMonth:
    counts: Counts = {}
    for one in found:
        of_day = counts.setdefault(one.day, {})
        of_day[one.kind] = of_day.get(one.kind, 0) + 1
    digest = hashlib.blake2b(_encode(found), digest_size=16).digest()
    return RepMonth(digest, len(found), _encode(counts))
