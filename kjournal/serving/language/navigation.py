"""Going from a name to the customer's note, from a card to the notes that name it, and to a customer by search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from lsprotocol import types

from kjournal.findings.finding import Place
from kjournal.journal.matching import search
from kjournal.serving.language.document import Document
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.positions import Text
from kjournal.serving.language.references import Reference
from kjournal.serving.language.references import references as in_note
from kjournal.serving.language.snapshot import Card
from kjournal.serving.language.uris import uri_of

MOST = 1000
"""Notes that a list of references reads at most."""

Source = Callable[[Journal, str], Text | None]
"""The text of a note by its path: of the open buffer where there is one, else of the file."""


def definition(
    document: Document, position: types.Position, source: Source, *, links: bool
) -> list[types.LocationLink] | types.Location | None:
    """The note of the customer that is named at a position, at its name; `links`: the editor knows where from."""
    reference = document.reference(*document.text.cursor(position))
    shown = document.journal.snapshot.cards.get(document.identity(reference) or "")
    if reference is None or shown is None:
        return None
    where = name_of(document.journal, shown, source)
    if not links:
        return where
    origin = document.text.range_of(reference.place)
    return [types.LocationLink(where.uri, where.range, where.range, origin)]


def references(
    document: Document, position: types.Position, source: Source, *, with_card: bool
) -> list[types.Location] | None:
    """Every place that names the customer at a position."""
    identity = document.identity(document.reference(*document.text.cursor(position)))
    shown = document.journal.snapshot.cards.get(identity or "")
    if shown is None:
        return None
    found = [name_of(document.journal, shown, source)] if with_card else []
    return found + places_of(document.journal, shown, source)


def highlights(document: Document, position: types.Position) -> list[types.DocumentHighlight] | None:
    """The places in the open note that name the same customer."""
    identity = document.identity(document.reference(*document.text.cursor(position)))
    if identity is None:
        return None
    same = [one for one in document.references if document.identity(one) == identity]
    return [
        types.DocumentHighlight(document.text.range_of(one.place), types.DocumentHighlightKind.Read)
        for one in same
    ]


def name_of(journal: Journal, shown: Card, source: Source) -> types.Location:
    """The line of a card that gives the name, else its first."""
    text = source(journal, shown.path)
    place = Place(shown.path, 1, 1, 1, 1)
    if text is None:
        return types.Location(uri_of(journal.root / shown.path), _start())
    own = (one.place for one in _read(journal, shown.path, text) if one.own and one.field == "name")
    place = next(own, place)
    start, end = text.index(place.line, place.column), text.index(place.end_line, place.end_column)
    return types.Location(uri_of(journal.root / shown.path), text.range(start, end))


def places_of(journal: Journal, shown: Card, source: Source) -> list[types.Location]:
    """Where other notes name a customer, the newest visits first."""
    found = []
    for path in notes_naming(journal, shown.id):
        text = source(journal, path)
        if text is None:
            continue
        naming = (
            one
            for one in _read(journal, path, text)
            if not one.own and journal.snapshot.who(one.word)[0] == shown.id
        )
        address = uri_of(journal.root / path)
        found += [types.Location(address, text.range_of(one.place)) for one in naming]
    return found


def notes_naming(journal: Journal, identity: str) -> list[str]:
    """The notes that name a customer, as the index has them."""
    with journal.reading() as connection:
        if connection is None:
            return []
        try:
            rows = connection.execute(
                "SELECT DISTINCT path FROM refs WHERE target = ? ORDER BY path DESC LIMIT ?", (identity, MOST)
            ).fetchall()
        except sqlite3.Error:
            return []
    return [row[0] for row in rows]


def customers(journal: Journal, query: str, most: int = 100) -> list[types.WorkspaceSymbol]:
    """The customers that fit a query, in Chinese or pinyin."""
    snapshot = journal.snapshot
    shown: Iterable[Card]
    if query.strip():
        hits = search(snapshot.rows, query.split(), most)
        shown = [snapshot.cards[hit.id] for hit in hits if hit.id in snapshot.cards]
    else:
        shown = list(snapshot.cards.values())[:most]
    return [
        types.WorkspaceSymbol(
            location=types.Location(uri_of(journal.root / card.path), _start()),
            name=card.name,
            kind=types.SymbolKind.Class,
            container_name=" · ".join(filter(None, (card.class_, card.region.rpartition("/")[2], card.id))),
        )
        for card in shown
    ]


def _read(journal: Journal, path: str, text: Text) -> tuple[Reference, ...]:
    return in_note(journal.reader.read(path, text.data), text.lines)


def _start() -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(0, 0))
