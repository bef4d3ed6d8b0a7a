"""The steps of the build graph in their order: dossiers → letters, ranks → grades → dues → plan → reminders → festival lists, register → the daily entry.

Each step reads rows that earlier ones laid down and lays down its own; where they come out equal, the change stops.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, NamedTuple

import msgspec

from kjournal.care import cadence
from kjournal.care.facts import Facts, facts
from kjournal.check.dossier import check
from kjournal.check.duplicates import Card, duplicates
from kjournal.config.settings import Settings
from kjournal.graph import reported
from kjournal.graph.engine import Engine
from kjournal.graph.grading import Grading
from kjournal.graph.greeting import Greeting
from kjournal.graph.known import Known
from kjournal.graph.months import put_reminders, reminder_row
from kjournal.graph.nearby import Nearby
from kjournal.graph.register import Register
from kjournal.graph.reminding import Reminding
from kjournal.graph.repday import RepDay
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.journal.names import put_findings
from kjournal.journal.regions import customers_in
from kjournal.ledger.grades import group_of
from kjournal.ledger.letters import weight
from kjournal.ledger.settings import Shares

_encode = msgspec.json.encode


class Ranked(NamedTuple):
    """What of a customer's standing its groups go by."""

    rep: str
    status: str
    kind: str
    written: str
    org: str
    group: str
    sales: str
    weight: str


class Steps:
    """The work of each step for one key."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.connection: sqlite3.Connection = engine.connection
        self.grading = Grading(engine, settings.care.ledger.shares)
        self.greeting = Greeting(engine, settings.care)
        self.nearby = Nearby(engine)
        self.known = Known(engine.connection)
        self.register = Register(engine, settings.care.ledger.caps, self.known.place)
        self.reminding = Reminding(engine, settings.care, self.known, self.register)
        self.repday = RepDay(engine, settings.care)

    def dossier(self, identity: str) -> None:
        """Facts, the narrow row for the groups, the findings of one dossier, its words for the search."""
        today = self.engine.fresh()
        dossier = dossiers.load(self.connection, identity)
        old = self._standing(identity)
        laid = self.greeting.laid(identity)
        promising = reported.promising(self.connection, identity)
        row: list[tuple[Any, ...]] = []
        if dossier is None:
            put_findings(self.connection, "dossier", identity, [])
            none: dict[str, list[tuple[Any, ...]]] = {
                name: [] for name in ("facts", "standing", "search", "greeted", *reported.TABLES)
            }
            changed = self.engine.put("dossier", identity, none, None)
            new = None
        else:
            known = facts(dossier, today, self.settings.care.ledger.terms)
            put_findings(self.connection, "dossier", identity, check(dossier, today, self.known.place))
            standing = _standing(dossier, known, self.settings.care.ledger.shares)
            new = Ranked(*standing[4:12])
            row = self.greeting.row(dossier, known, today)
            tables: dict[str, list[tuple[Any, ...]]] = {
                "facts": [(identity, _encode(known))],
                "standing": [standing],
                "search": [_search_row(dossier)],
                "greeted": row,
                **reported.rows(dossier, known, self.settings.care, today),
            }
            more = _encode((dossier, self._brought(identity)))
            changed = self.engine.put("dossier", identity, tables, today, more=more)
        self.greeting.moved(laid, row)
        if old != new:
            self.engine.mark("letters", {row.group for row in (old, new) if row})
            reps = {row.rep for row in (old, new) if row}
            self.engine.mark("ranks", reps)
            self.engine.mark("daily", reps)
            self.grading.mark([identity])
        if changed or old != new:
            for step in ("dues", "reminders"):
                self.engine.mark(step, [identity])
            shown = {identity, *self._acquainted(identity)}
            self.engine.mark("stands", [identity, *(dossier.people if dossier is not None else ())])
            if dossier is not None:
                shown |= {*dossier.people, *filter(None, [dossier.org])}
            for step in ("page", "brief"):
                self.engine.mark(step, shown)
            self.engine.mark("told", promising | reported.promising(self.connection, identity))
            self.engine.mark("lists", ["*"])
        self._moved(identity)

    def _moved(self, identity: str) -> None:
        """Findings of later steps that stand in the customer's notes: their lines may have moved although nothing else did."""
        complied = self.connection.execute(
            "SELECT 1 FROM findings WHERE step = 'comply' AND key = ? LIMIT 1", (identity,)
        )
        self.engine.mark("reminders", [identity] if complied.fetchone() else [])
        self.register.moved(identity)

    def _brought(self, identity: str) -> list[str]:
        """The ids of those whom a customer introduced."""
        rows = self.connection.execute(
            "SELECT c.id FROM refs AS r JOIN customers AS c ON c.path = r.path "
            "WHERE r.target = ? AND r.field = 'introduced_by' ORDER BY c.id",
            (identity,),
        )
        return [row[0] for row in rows]

    def _acquainted(self, identity: str) -> list[str]:
        """Whose pages name a customer: who introduced it, and whom it introduced."""
        rows = self.connection.execute(
            "SELECT r.target FROM customers AS c JOIN refs AS r ON r.path = c.path "
            "WHERE c.id = ? AND r.field = 'introduced_by' AND r.target IS NOT NULL",
            (identity,),
        )
        return [*self._brought(identity), *(row[0] for row in rows)]

    def dues(self, identity: str) -> None:
        """The days by arithmetic of one customer."""
        today = self.engine.fresh()
        old = {
            row[0] for row in self.connection.execute("SELECT rep FROM dues WHERE customer = ?", (identity,))
        }
        dossier = dossiers.load(self.connection, identity, visits=False)
        rows = []
        if dossier is not None:
            weekday = cadence.weekday(dossier.customer.region, self.settings.care.cadence.weekdays)
            found = cadence.dues(
                dossier, self.known.facts(identity), self.known.grade(identity), self.settings.care, today
            )
            rows = [
                (
                    identity,
                    due.slot,
                    dossier.rep,
                    _iso(due.due),
                    due.days,
                    due.band,
                    weekday,
                    due.last,
                    due.why,
                )
                for due in found
            ]
        if self.engine.put("dues", identity, {"dues": rows}, today if dossier is not None else None):
            self.engine.mark("plan", old | {row[2] for row in rows})
            for step in ("reminders", "page", "brief", "stands"):
                self.engine.mark(step, [identity])

    def regions(self, region: str) -> None:
        """An event of a region came, changed or went: the reminders of the customers there are out of date."""
        self.engine.mark("reminders", customers_in(self.connection, region))

    def festivals(self, rep: str) -> None:
        """The festival lists of one rep."""
        found, today = self.greeting.lists(rep)
        owner = f"rep:{rep}:festivals"
        rows = [reminder_row(owner, reminder) for reminder in found]
        if put_reminders(self.engine, "festivals", rep, owner, rows, today):
            self.engine.mark("events", [owner])
            self.engine.mark("daily", [rep])
            self.engine.mark("lists", ["*"])

    def duplicates(self) -> None:
        """Cards that may be one customer."""
        rows = self.connection.execute(
            "SELECT path, id, name, region, phone, kind, merged_into, COALESCE(org_id, org), \"ignore\" FROM customers WHERE status NOT IN ('合并') ORDER BY path"
        )
        put_findings(self.connection, "check", "duplicates", duplicates(Card(*row) for row in rows))

    def _standing(self, identity: str) -> Ranked | None:
        row = self.connection.execute(
            "SELECT rep, status, kind, written, org, grp, sales, weight FROM standing WHERE customer = ?",
            (identity,),
        ).fetchone()
        return Ranked(*row) if row else None


def _standing(dossier: Dossier, known: Facts, shares: Shares) -> tuple[str, ...]:
    card = dossier.customer
    class_ = card.class_ or "其他"
    return (
        dossier.id, card.name, class_, card.region, dossier.rep, card.status, card.kind, card.grade, dossier.org,
        group_of(class_), f"{known.sales:f}", f"{weight(class_, card.tags, shares.influence):f}",
        card.grade_reason,
    )  # fmt: skip


def _search_row(dossier: Dossier) -> tuple[str, str, str]:
    from kjournal.journal.matching.rows import row

    card = dossier.customer
    words: list[tuple[Any, str]] = [("name", card.name)]
    if card.pinyin:
        words.append(("pinyin", card.pinyin))
    words += [("alias", alias) for alias in card.aliases]
    words.append(("id", dossier.id))
    words += [("contact", person.name) for person in card.contacts if person.name]
    words += [
        ("phone", phone) for phone in (card.phone, *(person.phone for person in card.contacts)) if phone
    ]
    if card.region:
        words.append(("town", card.region.rpartition("/")[2]))
    words += [("tag", tag) for tag in card.tags]
    packed = row(dossier.id, words)
    return (dossier.id, packed.keys, packed.texts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
