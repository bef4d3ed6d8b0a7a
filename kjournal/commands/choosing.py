"""Which customer is meant by a word on the command line."""

from __future__ import annotations

import sqlite3

from kjournal.commands.opening import Stop
from kjournal.journal.matching.rows import Row
from kjournal.journal.matching.search import Hit, search
from kjournal.journal.names import who
from kjournal.words import _


def matches(connection: sqlite3.Connection, words: list[str], limit: int = 20) -> list[Hit]:
    """The customers that fit all words, best first."""
    rows = (
        Row(*row) for row in connection.execute("SELECT customer, keys, texts FROM search ORDER BY customer")
    )
    return search(rows, words, limit)


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
