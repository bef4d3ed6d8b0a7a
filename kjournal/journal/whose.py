"""The reps that reminders and customers name, found by jumps through the index: they are a few among very many rows."""

from __future__ import annotations

import sqlite3

_JUMPS = """
    WITH RECURSIVE known (rep) AS (
        SELECT MIN(rep) FROM {table}
        UNION ALL SELECT (SELECT MIN(rep) FROM {table} WHERE rep > known.rep) FROM known WHERE known.rep IS NOT NULL
    )
    SELECT rep FROM known WHERE rep IS NOT NULL
"""
_OWN = "SELECT 1 FROM standing WHERE rep = ?"
_ASKED = "SELECT 1 FROM reminders WHERE rep = ? AND rule != 'daily' LIMIT 1"


def reminded(connection: sqlite3.Connection) -> list[str]:
    """The reps of all reminders, sorted; empty is nobody's."""
    return _reps(connection, "reminders")


def looking_after(connection: sqlite3.Connection) -> list[str]:
    """The reps of all customers, sorted; empty is nobody's."""
    return _reps(connection, "standing")


def concerned(connection: sqlite3.Connection) -> list[str]:
    """The reps who have anything to do with the journal, sorted: a customer, or a promise at another's."""
    known = {*reminded(connection), *looking_after(connection)}
    return [rep for rep in sorted(known) if is_concerned(connection, rep)]


def is_concerned(connection: sqlite3.Connection, rep: str) -> bool:
    """Whether anything but the daily entry is a rep's."""
    run = connection.execute
    return bool(rep) and any(run(query, (rep,)).fetchone() is not None for query in (_OWN, _ASKED))


def _reps(connection: sqlite3.Connection, table: str) -> list[str]:
    return [rep for (rep,) in connection.execute(_JUMPS.format(table=table))]
