"""The brief of one customer: what the graph knows of it, handed to the one function that composes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cached_property

import msgspec

from kjournal.care.cadence import dues
from kjournal.care.facts import Facts, facts
from kjournal.care.festivals import Coming, between
from kjournal.care.reminder import Reminder, at_the_door
from kjournal.care.window import LONGEST_YEAR
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.graph.findings import of_notes
from kjournal.graph.known import Known
from kjournal.graph.nearby import Nearby
from kjournal.graph.refresh import Graph
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.brief import Brief
from kjournal.outputs.pages.compose.brief import AFTER, BEFORE, brief
from kjournal.outputs.pages.compose.customer import customer_row
from kjournal.outputs.pages.compose.door import Door
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.records.secrecy import public_part

_reminder = msgspec.json.Decoder(Reminder).decode


class Briefs:
    """Briefs of visits on one day."""

    def __init__(self, graph: Graph, day: date | None = None) -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.settings = graph.settings
        self.care = graph.settings.care
        self.today = graph.today
        self.day = day or graph.today  # of the visits
        self.nearby = Nearby(graph.engine)
        self.known = Known(graph.connection)

    @cached_property
    def festivals(self) -> list[Coming]:
        """The festivals near the day and of the year after it: of those a brief asks when they come near."""
        return between(self.care.festivals, self.day - BEFORE, self.day + AFTER + LONGEST_YEAR)

    def view(
        self,
        dossier: Dossier,
        known: Facts,
        reminders: Sequence[Reminder],
        row: CustomerRow,
        *,
        people: Sequence[Dossier],
        findings: Sequence[Finding],
        today: Today,
    ) -> Brief:
        """One customer's, of what its page is made from as well, on the day of the visit."""
        now = self.day == self.today
        return brief(
            Door(
                dossier=dossier,
                card=public_part(dossier.customer),
                facts=known,
                reminders=[one for one in reminders if at_the_door(one.kind, one.rule)],
                row=row,
                care=self.care,
                day=today,
                people=people,
                neighbours=self.nearby.listed(dossier.id) if now else self.nearby.seen(dossier.id, today),
                festivals=self.festivals,
                findings=findings,
            )
        )

    def of(self, identity: str) -> Brief | None:
        """One customer's, its facts and its band those of the day; None where there is no such card."""
        dossier = dossiers.load(self.connection, identity)
        if dossier is None:
            return None
        today = Today(self.day)
        known = facts(dossier, today, self.care.ledger.terms)
        rows = self.connection.execute(
            "SELECT reminder FROM reminders WHERE owner = ? ORDER BY day, uid", (identity,)
        )
        found = [_reminder(row[0]) for row in rows]
        grade = self.known.grade(identity)
        slots = dues(dossier, known, grade, self.care, today)
        row = customer_row(
            dossier, known, found,
            grade=grade, band=max(slots, key=lambda one: one.slot).band if slots else "", rep=self.care.reps.get(dossier.rep), today=today,
        )  # fmt: skip
        people = [dossiers.load(self.connection, person, visits=False) for person in dossier.people]
        paths = [dossier.path, *dict.fromkeys(visit.path for visit in dossier.visits)]
        findings = [one.finding for one in of_notes(self.connection, self.settings, paths)]
        return self.view(
            dossier, known, found, row, people=[one for one in people if one], findings=findings, today=today
        )
