"""Which customer is meant by a word on the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from kjournal.commands.opening import Stop
from kjournal.journal.matching.pattern import NONE, Pattern, pattern
from kjournal.journal.matching.rows import About, Row, about
from kjournal.journal.matching.search import Hit, search
from kjournal.journal.who import who
from kjournal.records.rep import Rep
from kjournal.words import _

_ABOUT = """
SELECT search.customer, coalesce(standing.region, ''),
  CASE WHEN customers.class || customers.org = '' THEN '' ELSE coalesce(standing.class, '') END,
  coalesce(standing.rep, ''), coalesce(grades.grade, ''), coalesce(standing.status, '')
FROM search LEFT JOIN standing USING (customer) LEFT JOIN grades USING (customer)
  LEFT JOIN customers ON customers.id = search.customer
"""
_SHARED = ("standing.region", "standing.class", "standing.rep", "grades.grade", "standing.status")
"""What customers share with many, in the order of `rows.about`."""
_NAMED = 6  # customers of whom any may be meant


def _matches(connection: sqlite3.Connection, words: list[str]) -> list[Hit]:
    """The customers whose own words fit all of these, best first: as many as a sentence names."""
    rows = (
        Row(*row) for row in connection.execute("SELECT customer, keys, texts FROM search ORDER BY customer")
    )
    return search(rows, words, _NAMED)


def known(
    connection: sqlite3.Connection, words: list[str], reps: Mapping[str, Rep], limit: int = 20
) -> list[Hit]:
    """The same, found also by what they share with many: region, class, rep, grade, status."""
    shared = _shared(connection, [one for one in map(pattern, words) if one.end], reps)
    rows = connection.execute("SELECT customer, keys, texts FROM search ORDER BY customer")
    found = (Row(identity, keys, texts, shared.get(identity, ())) for identity, keys, texts in rows)
    return search(found, words, limit)


def _shared(
    connection: sqlite3.Connection, wanted: list[Pattern], reps: Mapping[str, Rep]
) -> dict[str, About]:
    """What customers share with many, of those alone of whom some of it fits: most words are names, and fit none."""

    def told(region: str, class_: str, rep: str, grade: str, status: str) -> About:
        return about(region, class_, reps[rep].shown if rep in reps else rep, grade, status)

    fitting = {}
    for at, column in enumerate(_SHARED):
        table = column.partition(".")[0]
        values = [
            value
            for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} != ''")
            if _fits(wanted, told(*(value if other == at else "" for other in range(len(_SHARED)))))
        ]
        if values:
            fitting[column] = json.dumps(values)
    where = " OR ".join(f"{column} IN (SELECT value FROM json_each(?))" for column in fitting) or "0"
    rows = connection.execute(f"{_ABOUT} WHERE {where}", list(fitting.values()))
    return {customer: told(*row) for customer, *row in rows}


def _fits(wanted: list[Pattern], one: About) -> bool:
    """Whether any word fits it."""
    return any(word.shared(one) < NONE for word in wanted)


def customer(connection: sqlite3.Connection, word: str) -> str:
    """The id of the one customer a word means: by id, name or alias, else by search; else a sentence with the nearest."""
    path = word.removeprefix("./")
    row = connection.execute("SELECT id FROM customers WHERE path = ?", (path,)).fetchone()
    if row:
        return str(row[0])
    identity, candidates = who(connection, word)
    if identity:
        return identity
    hits = _matches(connection, word.split())
    if len(hits) == 1 and not candidates:
        return hits[0].id
    names = candidates or [hit.id for hit in hits]
    if names:
        listed = "、".join(f"{name_of(connection, one)} ({one})" for one in names[:_NAMED])
        raise Stop(_("{word} may be any of: {candidates}").format(word=word, candidates=listed))
    raise Stop(_("no customer is called {word}; look with  kjournal find").format(word=word))


def name_of(connection: sqlite3.Connection, identity: str) -> str:
    """A customer's name."""
    row = connection.execute("SELECT name FROM customers WHERE id = ?", (identity,)).fetchone()
    return row[0] if row else identity
