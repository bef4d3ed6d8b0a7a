"""The steps of the build graph in their order: dossiers → letters, ranks → grades → dues → plan → compliance, register → reminders → festival lists → the daily entry.

Each step reads rows that earlier ones laid down and lays down its own; where they come out equal, the change stops.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from kjournal.care import cadence
from kjournal.care.facts import Facts, facts
from kjournal.check.dossier import check
from kjournal.check.duplicates import Card, duplicates
from kjournal.config.settings import Settings
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.graph import reported
from kjournal.graph.complying import Complying
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
from kjournal.journal.findings import put_findings
from kjournal.journal.regions import customers_in
from kjournal.ledger.entries import entries
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


class Laid(NamedTuple):
    """What of a dossier's rows others hang on."""

    ranked: Ranked | None = None
    greeted: Sequence[tuple[Any, ...]] = ()
    promising: frozenset[str] = frozenset()


Tables = dict[str, list[tuple[Any, ...]]]
_OF_DOSSIER = ("facts", "standing", "search", "greeted", *reported.TABLES)


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
        self.complying = Complying(engine, settings.care, self.known, self.register)
        self.reminding = Reminding(engine, settings.care, self.known)
        self.repday = RepDay(engine, settings.care)

    def dossier(self, identity: str) -> None:
        """Facts, the narrow row for the groups, the findings of one dossier, its words for the search."""
        today = self.engine.fresh()
        dossier = dossiers.load(self.connection, identity)
        before = self._laid(identity)
        found: list[Finding] = []
        tables: Tables = {name: [] for name in _OF_DOSSIER}
        more = b""
        if dossier is not None:
            tables = self._tables(dossier, today)
            found = check(dossier, today, self.known.place)
            more = _encode((dossier, self._brought(identity)))
        if found or self.engine.knows("dossier", identity):
            put_findings(self.connection, "dossier", identity, found)
        changed = self.engine.put(
            "dossier", identity, tables, today if dossier is not None else None, more=more
        )
        after = Laid(
            next((Ranked(*row[4:12]) for row in tables["standing"]), None),
            tables["greeted"],
            reported.promising(row[4] for row in tables["promised"]),
        )
        self.greeting.moved(before.greeted, after.greeted)
        if before.ranked != after.ranked:
            self._ranked(identity, [row for row in (before.ranked, after.ranked) if row])
        if changed or before.ranked != after.ranked:
            self._changed(identity, dossier)
            self.engine.mark("told", before.promising | after.promising)
        self.complying.moved(identity)

    def _laid(self, identity: str) -> Laid:
        """What others hang on, as it lies there now."""
        if not self.engine.knows("dossier", identity):
            return Laid()
        promisers = self.connection.execute(reported.PROMISERS, (identity,))
        return Laid(
            self._standing(identity),
            self.greeting.laid(identity),
            reported.promising(rep for (rep,) in promisers),
        )

    def _tables(self, dossier: Dossier, today: Today) -> Tables:
        """All rows of one dossier."""
        care = self.settings.care
        lines = entries(dossier, today)
        known = facts(dossier, today, care.ledger.terms, lines)
        return {
            "facts": [(dossier.id, _encode(known))],
            "standing": [_standing(dossier, known, care.ledger.shares)],
            "search": [_search_row(dossier)],
            "greeted": self.greeting.row(dossier, known, today),
            **reported.rows(dossier, known, lines, care, today),
        }

    def _ranked(self, identity: str, rows: list[Ranked]) -> None:
        """A customer's groups go by another row than before."""
        reps = {row.rep for row in rows}
        self.engine.mark("letters", {row.group for row in rows})
        self.engine.mark("ranks", reps)
        self.engine.mark("daily", reps)
        self.grading.mark([identity])

    def _changed(self, identity: str, dossier: Dossier | None) -> None:
        """What hangs on a dossier is out of date."""
        for step in ("dues", "comply", "reminders"):
            self.engine.mark(step, [identity])
        shown = {identity, *self._acquainted(identity)}
        self.engine.mark("stands", [identity, *(dossier.people if dossier is not None else ())])
        if dossier is not None:
            shown |= {*dossier.people, *filter(None, [dossier.org])}
        for step in ("page", "brief"):
            self.engine.mark(step, shown)
        self.engine.mark("lists", ["*"])

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
        query = "SELECT rep FROM dues WHERE customer = ?"
        known = self.engine.knows("dues", identity)
        old = {row[0] for row in self.engine.rows(query, identity)} if known else set()
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
