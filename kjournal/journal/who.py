"""Whom a word names: the customers that can be meant, and the one that is."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from kjournal.words.folding import fold

_RANK = {"id": 0, "path": 1, "stem": 2, "name": 2, "alias": 3}


def who(connection: sqlite3.Connection, word: str, folded: str | None = None) -> tuple[str | None, list[str]]:
    """The id of the customer that a word names, and all candidates of the best kind.

    A written id comes first, then a path, then a name or the file's, then an alias.
    """
    rows = connection.execute(
        "SELECT c.id, n.how FROM names AS n JOIN customers AS c ON c.path = n.path WHERE n.folded = ?",
        (folded if folded is not None else fold(word),),
    )
    return among(rows)


def among(known: Iterable[tuple[str, str]]) -> tuple[str | None, list[str]]:
    """The one that is meant among the customers that a word can name, each with how it does; and the candidates."""
    by_rank: dict[int, set[str]] = defaultdict(set)
    for identity, how in known:
        by_rank[_RANK[how]].add(identity)
    for rank in sorted(by_rank):
        if rank == _RANK["id"] and len(by_rank[rank]) > 1:
            continue  # an id on two cards names neither (KJ303); each is known by its path
        return (next(iter(by_rank[rank])) if len(by_rank[rank]) == 1 else None), sorted(by_rank[rank])
    return None, sorted(set().union(*by_rank.values()))
