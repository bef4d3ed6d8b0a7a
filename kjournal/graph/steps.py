"""The steps of the build graph in their order: dossiers → letters, ranks → grades → dues → plan → reminders → festival lists, register → the daily entry.

Each step reads rows that earlier ones laid down and lays down its own; where they come out equal, the change stops.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import msgspec

from kjournal.care import cadence
from kjournal.care.daily import Open, daily
from kjournal.care.facts import Facts, facts
from kjournal.care.plan import Waiting, overload, plan
from kjournal.care.remind import PLANNED, reminders
from kjournal.care.reminder import Reminder, at_the_door
from kjournal.care.rule import Case, Planned
from kjournal.check.books import Books
from kjournal.check.compliance import comply
from kjournal.check.dossier import check
from kjournal.check.duplicates import Card, duplicates
from kjournal.config.settings import Settings
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding, Place
from kjournal.graph import reported
from kjournal.graph.engine import Engine
from kjournal.graph.grading import Grading
from kjournal.graph.greeting import Greeting
from kjournal.graph.months import put_reminders
from kjournal.graph.nearby import Nearby
from kjournal.graph.register import Register
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.journal.names import put_findings
from kjournal.journal.regions import customers_in, events_in
from kjournal.journal.whose import is_concerned
from kjournal.ledger.grades import group_of
from kjournal.ledger.letters import weight
from kjournal.ledger.settings import Shares
from kjournal.outputs.pages.links import page_of

_encode = msgspec.json.encode
_facts = msgspec.json.Decoder(Facts).decode
SLOTS = ("visit", "call")
_OF_PLAN = frozenset(rule.name for rule in PLANNED)


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
        self.register = Register(engine, settings.care.ledger.caps, self.place)

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
            put_findings(self.connection, "dossier", identity, check(dossier, today, self.place))
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
                dossier, self.facts(identity), self.grade(identity), self.settings.care, today
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

    def plan(self, rep: str) -> None:
        """The planned days of one rep; customers whose day moved go on."""
        care = self.settings.care
        today = self.engine.fresh()
        before = {
            (row[0], row[1]): row[2]
            for row in self.connection.execute("SELECT customer, slot, day FROM plan WHERE rep = ?", (rep,))
        }
        known = care.reps.get(rep)
        _name, preset = care.cadence.of("", known)
        after: dict[tuple[str, str], str] = {}
        findings = []
        for slot in SLOTS:
            room = (known.capacity.get(slot) if known else None) or preset.room(slot)
            waiting = self._waiting(rep, slot)
            if (over := overload(waiting, room, len(care.calendar.workdays))) is not None:
                args = {
                    "rep": known.shown if known else rep or "—",
                    "need": str(over[0]),
                    "room": str(over[1]),
                }
                findings.append(Finding("KJ405", (Place("kjournal.toml"),), args))
            for customer, day in plan(waiting, room, care.calendar, today.value).items():
                after[(customer, slot)] = day.isoformat()
        put_findings(self.connection, "plan", rep, findings)
        rows = [(customer, slot, rep, day) for (customer, slot), day in sorted(after.items())]
        if self.engine.put("plan", rep, {"plan": rows}, today, column="rep"):
            self.engine.mark("calendar", ["*"])
        moved = {
            customer
            for customer, slot in before.keys() | after.keys()
            if before.get((customer, slot)) != after.get((customer, slot))
        }
        self.engine.mark("planned", moved)

    def calendar(self, _all: str) -> None:
        """The years in which something is planned although their make-up days are not published yet."""
        years = self.connection.execute(
            "SELECT DISTINCT CAST(substr(day, 1, 4) AS INTEGER) FROM plan ORDER BY 1"
        )
        unknown = [year for (year,) in years.fetchall() if not self.settings.care.calendar.year_known(year)]
        found = [Finding("KJ406", (Place("kjournal.toml"),), {"year": str(year)}) for year in unknown]
        put_findings(self.connection, "plan", "calendar", found)

    def _waiting(self, rep: str, slot: str) -> list[Waiting]:
        rows = self.connection.execute(
            "SELECT customer, due, days, band, weekday FROM dues WHERE rep = ? AND slot = ? ORDER BY customer",
            (rep, slot),
        )
        return [
            Waiting(customer, _day(due), days, band, weekday) for customer, due, days, band, weekday in rows
        ]

    def regions(self, region: str) -> None:
        """An event of a region came, changed or went: the reminders of the customers there are out of date."""
        self.engine.mark("reminders", customers_in(self.connection, region))

    def festivals(self, rep: str) -> None:
        """The festival lists of one rep."""
        found, today = self.greeting.lists(rep)
        owner = f"rep:{rep}:festivals"
        rows = [_reminder_row(owner, reminder) for reminder in found]
        if put_reminders(self.engine, "festivals", rep, owner, rows, today):
            self.engine.mark("events", [owner])
            self.engine.mark("daily", [rep])
            self.engine.mark("lists", ["*"])

    def reminders(self, identity: str) -> None:
        """All reminders of one customer."""
        today = self.engine.fresh()
        dossier = dossiers.load(self.connection, identity, bodies=False)
        found: list[Reminder] = []
        complaints: list[Finding] = []
        books: Books | None = None
        if dossier is not None:
            case = self._case(dossier, today)
            found = reminders(case)
            books = self._books(case, today)
            complaints = comply(books)
        put_findings(self.connection, "comply", identity, complaints)
        self.register.dossier(identity, books)
        self._remind(identity, [], found, today)
        self.engine.answered("planned", identity)
        if dossier is None:
            self.engine.forget("reminders", identity)

    def planned(self, identity: str) -> None:
        """The visit and the call of one customer whose planned day moved; its other reminders stay."""
        dossier = dossiers.load(self.connection, identity, bodies=False, visits=False)
        if dossier is not None:
            today = self.engine.held("reminders", identity)
            found = reminders(self._case(dossier, today), PLANNED)
            every = self.connection.execute("SELECT * FROM reminders WHERE owner = ?", (identity,))
            self._remind(identity, [row for row in every if row[2] not in _OF_PLAN], found, today)

    def _case(self, dossier: Dossier, today: Today) -> Case:
        identity = dossier.id
        return Case(
            dossier,
            self.facts(identity),
            self.grade(identity),
            self._slots(identity),
            self.settings.care,
            today,
            events=events_in(self.connection, dossier.customer.region),
        )

    def _remind(
        self, identity: str, rows: list[tuple[Any, ...]], found: Iterable[Reminder], today: Today
    ) -> None:
        """Lay down a customer's reminders, those found now behind rows that stay."""
        page = page_of(identity)
        rows += [_reminder_row(identity, msgspec.structs.replace(one, page=page)) for one in found]
        old = {row[0] for row in self.engine.rows("SELECT rep FROM reminders WHERE owner = ?", identity)}
        if others := put_reminders(self.engine, "reminders", identity, identity, rows, today):
            self.engine.mark("events", [identity])
            self.engine.mark("ahead", [identity])
            if any(at_the_door(row[3], row[2]) for row in others):
                self.engine.mark("brief", [identity])
            self.engine.mark("daily", old | {row[5] for row in rows})
            self.engine.mark("lists", ["*"])

    def _books(self, case: Case, today: Today) -> Books:
        care = self.settings.care
        roles = {rep.id: rep.role for rep in care.reps.values()}
        return Books(
            case.dossier, case.facts.account, case.grade, care.ledger, roles, care.calendar, today, self.place
        )

    def daily(self, rep: str) -> None:
        """What is open and past its day, for one rep."""
        today = self.engine.fresh()
        day = today.value
        late = [
            Open(uid, rule, date.fromisoformat(stood), verb, name, _day(due))
            for uid, rule, stood, verb, name, due in self.connection.execute(
                "SELECT uid, rule, day, verb, name, due FROM reminders WHERE rep = ? AND open = 1 AND day < ? ORDER BY day, uid",
                (rep, day.isoformat()),
            )
        ]
        made = (
            daily(rep, late, self.errors(), self.settings.care.calendar, day)
            if is_concerned(self.connection, rep)
            else None
        )
        owner = f"rep:{rep}"
        rows = [_reminder_row(owner, made)] if made is not None else []
        if self.engine.put("daily", rep, {"reminders": rows}, today, column="owner", value=owner):
            self.engine.mark("events", [owner])
            self.engine.mark("lists", ["*"])

    def errors(self) -> int:
        """How many notes have an error."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
        return int(row[0]) if row else 0

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

    def facts(self, identity: str) -> Facts:
        """The facts of a customer."""
        row = self.connection.execute("SELECT facts FROM facts WHERE customer = ?", (identity,)).fetchone()
        return _facts(row[0]) if row else Facts()

    def grade(self, identity: str) -> str:
        """The grade of a customer; empty where it has none."""
        row = self.connection.execute("SELECT grade FROM grades WHERE customer = ?", (identity,)).fetchone()
        return row[0] if row else ""

    def _slots(self, identity: str) -> tuple[Planned, ...]:
        """The slots of a customer with their planned days."""
        rows = self.connection.execute(
            "SELECT d.slot, d.due, p.day, d.days, d.band, d.last, d.why FROM dues AS d JOIN plan AS p ON p.customer = d.customer AND p.slot = d.slot AND p.rep = d.rep WHERE d.customer = ? ORDER BY d.slot",
            (identity,),
        )
        return tuple(
            Planned(slot, _day(due), date.fromisoformat(day), days, band, last, why)
            for slot, due, day, days, band, last, why in rows
        )

    def place(self, path: str, field: str) -> Place:
        """Where a field of a note stands; of one line of a list (`gifts.3`) the list where only that is known."""
        row = self.connection.execute("SELECT places FROM notes WHERE path = ?", (path,)).fetchone()
        places = msgspec.json.decode(row[0]) if row and row[0] else {}
        where = places.get(field) or places.get(field.partition(".")[0])
        return Place(path, *where) if where else Place(path)


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


def _reminder_row(owner: str, reminder: Reminder) -> tuple[Any, ...]:
    return (
        reminder.uid, owner, reminder.rule, reminder.kind, reminder.customer, reminder.rep, reminder.day.isoformat(),
        reminder.start.isoformat("minutes") if reminder.start else None, reminder.verb, reminder.name, reminder.why,
        int(reminder.open), reminder.band, _encode(reminder), _iso(reminder.due),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
