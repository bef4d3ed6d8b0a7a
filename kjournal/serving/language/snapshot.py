"""What the server keeps in memory of an index: names to resolve, rows to search, findings across notes by path.

It is made anew after each refresh and never changed, so that typing asks no disk and waits for nobody.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import msgspec
from msgspec.structs import replace

from kjournal.files.naming import stem
from kjournal.findings.finding import Finding, Place
from kjournal.journal.matching import Row
from kjournal.journal.nobody import NEAR, nobody, shown_names
from kjournal.journal.who import among
from kjournal.words.folding import fold, nearest

_finding = msgspec.json.Decoder(Finding).decode


class Card(msgspec.Struct, frozen=True):
    """A customer in a line."""

    id: str
    path: str
    name: str
    class_: str = ""
    region: str = ""
    rep: str = ""
    grade: str = ""
    planned: str = ""  # the next day on which it is planned


class Snapshot(msgspec.Struct, frozen=True, dict=True):
    """An index at one moment."""

    known: bool = False  # whether there was an index at all: without one nothing can be said of names
    cards: dict[str, Card] = {}  # by id
    names: dict[str, tuple[tuple[str, str], ...]] = {}  # folded word → ids with how they are named by it
    shown: tuple[str, ...] = ()  # all names, as written
    unread: dict[str, str] = {}  # folded file name → path of a card that cannot be read
    rows: tuple[Row, ...] = ()  # for the search
    across: dict[str, tuple[Finding, ...]] = {}  # findings across notes, by the path of each place

    def who(self, word: str) -> tuple[str | None, list[str]]:
        """The id of the customer that a word names, and the candidates of the best kind."""
        return among(self.names.get(fold(word), ()))

    def card(self, word: str) -> Card | None:
        """The customer that a word names."""
        identity = self.who(word)[0]
        return self.cards.get(identity) if identity else None

    def near(self, word: str) -> list[str]:
        """The names that a word may mean which names nobody."""
        return nearest(word, self.shown, NEAR)

    def nobody(self, word: str, where: tuple[Place, ...]) -> Finding:
        """What to say of a word that names nobody; the nearest of all names are looked for once a word."""
        if word not in self._told:
            self._told[word] = nobody(word, where, self.who(word)[1], self.unread.get(fold(word)), self.near)
        return replace(self._told[word], places=where)

    @cached_property
    def _told(self) -> dict[str, Finding]:
        return {}

    @cached_property
    def by_path(self) -> dict[str, Card]:
        """The cards by their notes' paths."""
        return {card.path: card for card in self.cards.values()}


def take(connection: sqlite3.Connection) -> Snapshot:
    """The snapshot of an index; an empty one where the index is of another version."""
    try:
        return Snapshot(
            known=True,
            cards=_cards(connection),
            names=_names(connection),
            shown=tuple(shown_names(connection)),
            unread=_unread(connection),
            rows=tuple(
                Row(*row)
                for row in connection.execute("SELECT customer, keys, texts FROM search ORDER BY customer")
            ),
            across=_across(row[0] for row in connection.execute("SELECT finding FROM findings")),
        )
    except (sqlite3.Error, msgspec.MsgspecError):
        return Snapshot()


def _cards(connection: sqlite3.Connection) -> dict[str, Card]:
    planned = dict(connection.execute("SELECT customer, MIN(day) FROM plan GROUP BY customer"))
    rows = connection.execute(
        "SELECT c.id, c.path, c.name, c.class, c.region, c.rep_id, g.grade FROM customers AS c "
        "LEFT JOIN grades AS g ON g.customer = c.id WHERE c.id IS NOT NULL ORDER BY c.id"
    )
    return {row[0]: Card(*(value or "" for value in (*row, planned.get(row[0])))) for row in rows}


def _names(connection: sqlite3.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for folded, identity, how in connection.execute(
        "SELECT n.folded, c.id, n.how FROM names AS n JOIN customers AS c ON c.path = n.path WHERE c.id IS NOT NULL"
    ):
        found[folded].append((identity, how))
    return {folded: tuple(ways) for folded, ways in found.items()}


def _unread(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT path FROM notes WHERE refused = 1 AND record IS NULL AND kind = 'customer' ORDER BY path DESC"
    )
    return {fold(stem(path)): path for (path,) in rows}


def _across(packed: Iterable[bytes]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in packed:
        finding = _finding(one)
        for path in dict.fromkeys(place.path for place in finding.places):
            found[path].append(finding)
    return {path: tuple(findings) for path, findings in found.items()}
