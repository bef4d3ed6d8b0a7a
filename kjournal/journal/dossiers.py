"""Dossiers out of the index."""

from __future__ import annotations

import sqlite3

import msgspec

from kjournal.files.naming import stem
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

_card = msgspec.json.Decoder(Customer).decode
_visit = msgspec.json.Decoder(Visit).decode

_AT_ONCE = 100  # notes of one statement
_CARD = """
    SELECT c.path, c.rep_id, c.org_id, n.record, n.body, n.stale FROM customers AS c JOIN notes AS n ON n.path = c.path
    WHERE c.id = ?
"""
_OWN = """
    SELECT v.path, v.rep_id, n.record, {body} FROM visits AS v JOIN notes AS n ON n.path = v.path
    WHERE v.customer_id = ? AND v.date IS NOT NULL
"""


def load(
    connection: sqlite3.Connection, identity: str, *, bodies: bool = True, visits: bool = True
) -> Dossier | None:
    """The dossier of a customer; None where there is no such card. Without `visits`, the card alone."""
    row = connection.execute(_CARD, (identity,)).fetchone()
    if row is None:
        return None
    path, rep, org, record, body, stale = row
    card = _card(record)
    people = _people(connection, identity)
    found = _all(connection, identity, card, people, org or "", bodies=bodies) if visits else []
    org_name = ""
    if org:
        owner = connection.execute(
            "SELECT name, rep_id, class, region, address FROM customers WHERE id = ?", (org,)
        ).fetchone()
        if owner is not None:
            org_name, rep = owner[0], rep or owner[1] or ""
            card = msgspec.structs.replace(
                card,
                class_=card.class_ or owner[2] or "",
                region=card.region or owner[3] or "",
                address=card.address or owner[4] or "",
            )
    found = [visit if visit.rep else msgspec.structs.replace(visit, rep=rep or "") for visit in found]
    found.sort(key=lambda visit: visit.sort_key)
    return Dossier(
        id=identity,
        path=path,
        customer=card,
        rep=rep or "",
        visits=tuple(found),
        body=body if bodies else "",
        org=org or "",
        org_name=org_name,
        people=people,
        links=_links(connection, [path, *(visit.path for visit in found)]) if bodies else {},
        stale=stale or "",
    )


def _people(connection: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    return tuple(
        row[0]
        for row in connection.execute("SELECT id FROM customers WHERE org_id = ? ORDER BY id", (identity,))
    )


def _links(connection: sqlite3.Connection, paths: list[str]) -> dict[str, str]:
    """The customers that these notes name, by their words; of two notes with one word the later one counts."""
    every = list(dict.fromkeys(paths))
    found: dict[str, list[tuple[str, str]]] = {path: [] for path in every}
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for path, word, target in connection.execute(
            f"SELECT path, word, target FROM refs WHERE path IN ({marks}) AND target IS NOT NULL "
            "ORDER BY path, field, n",
            some,
        ):
            found[path].append((word, target))
    return {word: target for path in every for word, target in found[path]}


def _all(
    connection: sqlite3.Connection,
    identity: str,
    card: Customer,
    people: tuple[str, ...],
    org: str,
    *,
    bodies: bool,
) -> list[DatedVisit]:
    """The customer's own visits, those of its people, and those of its organisation that name it."""
    visits = _visits(connection, identity, direct=True, bodies=bodies)
    for person in people:
        visits += _visits(connection, person, direct=False, bodies=bodies)
    if org:
        visits += [
            visit
            for visit in _visits(connection, org, direct=False, bodies=bodies)
            if _met(visit.visit, card)
        ]
    return visits


def _visits(connection: sqlite3.Connection, identity: str, *, direct: bool, bodies: bool) -> list[DatedVisit]:
    query = _OWN.format(body="n.body" if bodies else "''")
    return [
        DatedVisit(path, stem(path), _visit(record), rep or "", direct, body)
        for path, rep, record, body in connection.execute(query, (identity,))
    ]


def _met(visit: Visit, card: Customer) -> bool:
    """Whether a visit to the organisation names the person."""
    names = {fold(name) for name in (card.name, *card.aliases) if name}
    return any(
        fold(person) in names or any(name in fold(person) for name in names) for person in visit.people
    )
