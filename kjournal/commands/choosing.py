"""Which customer is meant by a word on the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from kjournal.commands.opening import Stop
from kjournal.journal.matching.rows import About, Row, about
from kjournal.journal.matching.search import Hit, search
from kjournal.journal.names import who
from kjournal.records.rep import Rep
from kjournal.words import _

_ABOUT = """
SELECT s.customer, s.keys, s.texts, coalesce(w.region, ''),
  CASE WHEN c.class || c.org = '' THEN '' ELSE coalesce(w.class, '') END,
  coalesce(w.rep, ''), coalesce(g.grade, ''), coalesce(w.status, '')
FROM search AS s LEFT JOIN standing AS w ON w.customer = s.customer LEFT JOIN customers AS c ON c.id = s.customer
  LEFT JOIN grades AS g ON g.customer = s.customer
ORDER BY s.customer
"""


def matches(connection: sqlite3.Connection, words: list[str], limit: int = 20) -> list[Hit]:
    """The customers that fit all words, best first."""
    rows = (
        Row(*row) for row in connection.execute("SELECT customer, keys, texts FROM search ORDER BY customer")
    )
    return search(rows, words, limit)


def known(
    connection: sqlite3.Connection, words: list[str], reps: Mapping[str, Rep], limit: int = 20
) -> list[Hit]:
    """The same, found also by what they share with many: region, class, rep, grade, status."""
    return search(_known(connection, reps), words, limit)


def _known(connection: sqlite3.Connection, reps: Mapping[str, Rep]) -> Iterator[Row]:
    shared: dict[tuple[str, ...], About] = {}
    for customer, keys, texts, *told in connection.execute(_ABOUT):
        region, class_, rep, grade, status = told
        key = tuple(told)
        if key not in shared:
            shared[key] = about(region, class_, reps[rep].shown if rep in reps else rep, grade, status)
        yield Row(customer, keys, texts, shared[key])


def customer(connection: sqlite3.Connection, word: str) -> str:
    """The id of the one customer a word means: by id, name or alias, else by search; else a sentence with the nearest."""
    path = word.removeprefix("./")
    row = connection.execute("SELECT id FROM customers WHERE path = ?", (path,)).fetchone()
    if row:
        return str(row[0])
    identity, candidates = who(connection, word)
    if identity:
        return identity
    hits = matches(connection, word.split(), 6)
    if len(hits) == 1 and not candidates:
        return hits[0].id
    names = candidates or [hit.id for hit in hits]
    if names:
        listed = "、".join(f"{name_of(connection, one)} ({one})" for one in names[:6])
        raise Stop(_("{word} may be any of: {candidates}").format(word=word, candidates=listed))
    raise Stop(_("no customer is called {word}; look with  kjournal find").format(word=word))


def name_of(connection: sqlite3.Connection, identity: str) -> str:
    """A customer's name."""
    row = connection.execute("SELECT name FROM customers WHERE id = ?", (identity,)).fetchone()
    return row[0] if row else identity
