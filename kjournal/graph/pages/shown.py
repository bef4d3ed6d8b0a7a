"""What is shown of one customer: gathered from the rows, for its page and its brief."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.reminder import Reminder
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.graph.findings import of_notes
from kjournal.graph.known import Known
from kjournal.graph.pages.asked import Asked, weighed
from kjournal.graph.pages.bodies import Bodies
from kjournal.graph.pages.discretion import (
    discreet_dossier,
    discreet_facts,
    discreet_reminder,
    undated_dossier,
    undated_reminders,
)
from kjournal.graph.refresh import Graph
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.compose.customer import Around, customer_row
from kjournal.outputs.pages.compose.rhythm import Due
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.dealings import Referred
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.parts import Html, Link

_BROUGHT_BY = """
    SELECT b.id, b.name, b.class, b.region FROM customers AS c JOIN refs AS r ON r.path = c.path AND r.field = 'introduced_by'
    JOIN customers AS b ON b.id = r.target WHERE c.id = ? AND b.id != c.id
"""
_BROUGHT = """
    SELECT c.id, c.name, c.class, c.region FROM refs AS r JOIN customers AS c ON c.path = r.path
    WHERE r.target = ? AND r.field = 'introduced_by' AND c.id != r.target ORDER BY c.id
"""
_reminder = msgspec.json.Decoder(Reminder).decode
_INTRODUCED = """
    SELECT target FROM refs WHERE field = 'introduced_by' AND target IS NOT NULL UNION
    SELECT c.id FROM refs AS r JOIN customers AS c ON c.path = r.path WHERE r.field = 'introduced_by' AND r.target IS NOT NULL
"""
_WITH_FINDINGS = "SELECT path FROM said UNION SELECT path FROM findings"


class Shown(NamedTuple):
    """What the page and the brief of a customer are made from."""

    dossier: Dossier
    facts: Facts
    reminders: list[Reminder]
    row: CustomerRow
    due: Due
    today: Today  # what was asked of it up to here
    parts: frozenset[str]  # what is to be made
    before: bytes | None  # the row as it was laid down last
    people: tuple[Dossier, ...] = ()  # those with a card of their own who work there
    links: Mapping[str, Link] = {}  # customers by the words of the notes
    bodies: Mapping[str, Html] = {}  # as the page shows them, where it is asked for
    findings: tuple[Finding, ...] = ()  # those of the bodies among them

    @property
    def laid(self) -> bytes:
        """The row as it is laid down."""
        return msgspec.json.encode(self.row)


class Showing:
    """Gathers what is shown, a few customers at a time."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.engine = graph.engine
        self.settings = graph.settings
        self.discreet = asked.discreet
        self.masked = asked.masked
        self.known = Known(graph.connection)
        self.bodies = Bodies(graph.connection, asked.site)
        self._told: set[str] | None = None  # notes with findings, once many customers are asked for
        self._introduced: set[str] | None = None  # who introduced another or was, as well

    def many(self) -> None:
        """Many customers are asked for: few have what is asked of each of them, and to know which costs less."""
        self.bodies.many()
        self._told = {row[0] for row in self.connection.execute(_WITH_FINDINGS)}
        self._introduced = {row[0] for row in self.connection.execute(_INTRODUCED)}

    def shown(self, dossier: Dossier, parts: frozenset[str]) -> Shown:
        """What all is made from; of the dossier the card counts alone."""
        identity, today = dossier.id, self.engine.fresh()
        facts = self.known.facts(identity)
        reminders = self._reminders(identity)
        if self.discreet:
            dossier, facts = discreet_dossier(dossier), discreet_facts(facts)
            reminders = [discreet_reminder(one) for one in reminders]
        row = customer_row(
            dossier,
            facts,
            reminders,
            grade=self.known.grade(identity),
            band=(due := self._due(identity)).band,
            rep=self.settings.reps.get(dossier.rep),
            today=today,
        )
        if self.masked:  # the row goes to the index, which is the journal's own
            dossier, reminders = undated_dossier(dossier), undated_reminders(reminders)
        return Shown(dossier, facts, reminders, row, due, today, parts, self.laid(identity))

    def filled(self, shown: Shown) -> Shown:
        """With what else is asked of a whole dossier."""
        dossier = shown.dossier
        people = [self._person(person) for person in dossier.people]
        links = {word: Link(word, page_file(target)) for word, target in dossier.links.items()}
        bodies, plain = self.bodies.of(dossier, links) if "page" in shown.parts else ({}, [])
        if self._told is not None:
            self._told.update(plain)
        return shown._replace(
            people=tuple(person for person in people if person is not None),
            links=links,
            bodies=bodies,
            findings=self._findings(dossier),
        )

    def whole(self, shown: Shown) -> Shown:
        """The same with the dossier's visits, for the brief."""
        dossier = dossiers.load(self.connection, shown.dossier.id)
        return self.filled(shown._replace(dossier=dossier or shown.dossier))

    def _findings(self, dossier: Dossier) -> tuple[Finding, ...]:
        if self.discreet or self.masked:
            return ()
        paths = [dossier.path, *dict.fromkeys(visit.path for visit in dossier.visits)]
        if self._told is not None:
            paths = [path for path in paths if path in self._told]
        return tuple(weighed(one) for one in of_notes(self.connection, self.settings, paths))

    def laid(self, identity: str) -> bytes | None:
        """The customer in a line, as it was when its page was made last."""
        row = self.connection.execute("SELECT row FROM cards WHERE customer = ?", (identity,)).fetchone()
        return row[0] if row else None

    def around(self, shown: Shown) -> Around:
        """What a page says beside the dossier."""
        dossier = shown.dossier
        return Around(
            reps=self.settings.reps,
            datum=self.settings.care.datum,
            people=shown.people,
            links=shown.links,
            bodies=shown.bodies,
            findings=shown.findings,
            care=self.settings.care,
            due=shown.due,
            brought_by=next(iter(self._referred(_BROUGHT_BY, dossier.id)), None),
            brought=tuple(self._referred(_BROUGHT, dossier.id)),
        )

    def _person(self, identity: str) -> Dossier | None:
        """The card of somebody who works there."""
        found = dossiers.load(self.connection, identity, visits=False)
        if found is not None and self.masked:
            found = undated_dossier(found)
        return discreet_dossier(found) if found is not None and self.discreet else found

    def _reminders(self, identity: str) -> list[Reminder]:
        rows = self.connection.execute(
            "SELECT reminder FROM reminders WHERE owner = ? ORDER BY day, uid", (identity,)
        )
        return [_reminder(row[0]) for row in rows]

    def _due(self, identity: str) -> Due:
        """The slot that the customer's band goes by: the visit, else the call."""
        row = self.connection.execute(
            "SELECT due, band FROM dues WHERE customer = ? ORDER BY slot DESC LIMIT 1", (identity,)
        ).fetchone()
        return Due(date.fromisoformat(row[0]) if row[0] else None, row[1]) if row else Due()

    def _referred(self, query: str, identity: str) -> Iterator[Referred]:
        """Customers who were brought together with this one."""
        if self._introduced is not None and identity not in self._introduced:
            return
        for other, name, class_, region in self.connection.execute(query, (identity,)):
            about = " · ".join(filter(None, (class_, (region or "").rpartition("/")[2])))
            yield Referred(name, page_file(other), about)
