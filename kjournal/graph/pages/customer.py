"""The pages of one customer: what the rows hold of it, and its notes' bodies, rendered once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.reminder import Reminder
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.graph.findings import of_notes
from kjournal.graph.known import Known
from kjournal.graph.pages import days
from kjournal.graph.pages.asked import Asked, Sheet, weighed
from kjournal.graph.pages.bodies import Bodies
from kjournal.graph.pages.brief import Briefs
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
from kjournal.journal.names import put_findings
from kjournal.journal.store import make_room
from kjournal.outputs.pages.brief import render_brief
from kjournal.outputs.pages.compose.customer import Around, ahead, customer_row, customer_view
from kjournal.outputs.pages.compose.rhythm import Due
from kjournal.outputs.pages.customer import CustomerView, render_customer
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.dealings import Referred
from kjournal.outputs.pages.links import brief_file, page_file
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
_view = msgspec.json.Decoder(CustomerView).decode


_INTRODUCED = """
    SELECT target FROM refs WHERE field = 'introduced_by' AND target IS NOT NULL UNION
    SELECT c.id FROM refs AS r JOIN customers AS c ON c.path = r.path WHERE r.field = 'introduced_by' AND r.target IS NOT NULL
"""
_WITH_FINDINGS = "SELECT path FROM said UNION SELECT path FROM findings"
_NOTED = """
    WITH noted (id) AS (
        SELECT c.id FROM dirty AS d JOIN customers AS c ON c.path = d.key WHERE d.step = 'noted' AND c.id IS NOT NULL
        UNION
        SELECT r.target FROM dirty AS d JOIN refs AS r ON r.path = d.key
        WHERE d.step = 'noted' AND r.field = 'customer' AND r.target IS NOT NULL
    )
    SELECT id FROM noted
    UNION SELECT c.id FROM noted JOIN customers AS c ON c.org_id = noted.id WHERE c.id IS NOT NULL
    UNION SELECT c.org_id FROM noted JOIN customers AS c ON c.id = noted.id WHERE c.org_id IS NOT NULL
"""


PARTS = frozenset({"page", "brief"})
"""What is made of a customer, each a step of its own."""
AHEAD = "ahead"
"""The page, where its notes say what they said: only what comes is another."""


class Shown(NamedTuple):
    """What the page and the brief of a customer are made from."""

    dossier: Dossier
    facts: Facts
    reminders: list[Reminder]
    row: CustomerRow
    due: Due
    today: Today  # what was asked of it up to here
    people: tuple[Dossier, ...] = ()  # those with a card of their own who work there
    links: Mapping[str, Link] = {}  # customers by the words of the notes
    bodies: Mapping[str, Html] = {}  # as the page shows them, where it is asked for
    findings: tuple[Finding, ...] = ()  # those of the bodies among them
    parts: frozenset[str] = PARTS  # what is to be made
    before: bytes | None = None  # the row as it was laid down last

    @property
    def laid(self) -> bytes:
        """The row as it is laid down."""
        return msgspec.json.encode(self.row)


class CustomerPages:
    """The pages of customers, a few customers at a time."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.engine = graph.engine
        self.settings = graph.settings
        self.site = asked.site
        self.discreet = asked.discreet
        self.masked = asked.masked
        self.known = Known(graph.connection)
        self.briefs = Briefs(graph)
        self.bodies = Bodies(graph.connection, asked.site)
        self._told: set[str] | None = None  # notes with findings, once many customers are asked for
        self._introduced: set[str] | None = None  # who introduced another or was, as well

    def many(self) -> None:
        """Many customers are asked for: few have what is asked of each of them, and to know which costs less."""
        make_room(self.connection)
        self.bodies.many()
        self._told = {row[0] for row in self.connection.execute(_WITH_FINDINGS)}
        self._introduced = {row[0] for row in self.connection.execute(_INTRODUCED)}

    def all(self) -> list[str]:
        """All customers that have pages."""
        return [row[0] for row in self.connection.execute("SELECT customer FROM standing")]

    def files(self, identity: str) -> tuple[str, ...]:
        """The files of one customer's pages below the site's root."""
        page = page_file(identity)
        return (page,) if self.discreet else (page, brief_file(identity))

    def every_file(self) -> list[str]:
        """The files of all customers' pages."""
        return [path for identity in self.all() for path in self.files(identity)]

    def count_files(self) -> int:
        """How many they are."""
        row = self.connection.execute("SELECT COUNT(*) FROM standing").fetchone()
        return int(row[0]) * len(self.files(""))

    def stale(self) -> dict[str, frozenset[str]]:
        """The customers of whom something is out of date, and what: both where findings of their notes are others."""
        found = dict.fromkeys(self._noted(), PARTS)
        for part in (*sorted(PARTS), AHEAD):
            for identity in self.engine.stale(part):
                found[identity] = found.get(identity, frozenset()) | {part}
        return found

    def _noted(self) -> set[str]:
        """The customers whose notes have other findings than before, with their people and organisations: visits are shown there too."""
        return {row[0] for row in self.connection.execute(_NOTED)}

    def sheets(self, todo: Iterable[tuple[str, frozenset[str]]]) -> list[Sheet]:
        """The pages of some customers and their briefs, or one of them each; nothing of those who are gone.

        Each step is done for all of them before the next: that takes a quarter less than one customer behind the other,
        since a processor keeps at hand what it has just done. The brief shows the customer in a line as the page does:
        where that line changed, it is made with the page.
        """
        wanted = [(identity, self._parts(identity, parts)) for identity, parts in todo]
        found = [(self._dossier(identity, parts), parts) for identity, parts in wanted]
        some = [self._shown(dossier, parts) for dossier, parts in found if dossier is not None]
        some = [one if one.parts.isdisjoint(PARTS) else self._filled(one) for one in some]
        pages = [self._page(one) for one in some if one.parts != {"brief"}]
        if self.discreet:
            return pages
        return [*pages, *(self._brief(one) for one in some if "brief" in one.parts or one.before != one.laid)]

    def _parts(self, identity: str, parts: frozenset[str]) -> frozenset[str]:
        """What is to be made: all of the page where nothing was kept of what its notes say."""
        kept = AHEAD not in parts or "page" in parts or self._has_view(identity)
        return parts if kept else parts | {"page"}

    def _dossier(self, identity: str, parts: frozenset[str]) -> Dossier | None:
        """The dossier, with its visits where its notes are shown; None where it is gone."""
        whole = not parts.isdisjoint(PARTS)
        dossier = dossiers.load(self.connection, identity, bodies=whole, visits=whole)
        if dossier is None:
            self._gone(identity)
        return dossier

    def _gone(self, identity: str) -> None:
        days.mark(self.engine, _reps(self._laid(identity)))
        self.engine.put("ahead", identity, {"cards": [], "spots": []}, None)
        for part in sorted(PARTS):
            self.engine.forget(part, identity)
        self.connection.execute("DELETE FROM views WHERE customer = ?", (identity,))
        put_findings(self.connection, "bodies", identity, [])

    def _shown(self, dossier: Dossier, parts: frozenset[str]) -> Shown:
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
        before = self._laid(identity)
        return Shown(dossier, facts, reminders, row, due, today, parts=parts, before=before)

    def _filled(self, shown: Shown) -> Shown:
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

    def _whole(self, shown: Shown) -> Shown:
        """The same with the dossier's visits, for the brief."""
        dossier = dossiers.load(self.connection, shown.dossier.id)
        return self._filled(shown._replace(dossier=dossier or shown.dossier))

    def _findings(self, dossier: Dossier) -> tuple[Finding, ...]:
        if self.discreet or self.masked:
            return ()
        paths = [dossier.path, *dict.fromkeys(visit.path for visit in dossier.visits)]
        if self._told is not None:
            paths = [path for path in paths if path in self._told]
        return tuple(weighed(one) for one in of_notes(self.connection, self.settings, paths))

    def _page(self, shown: Shown) -> Sheet:
        """The page: what its notes say, kept for when only what comes is another, and that."""
        days.mark(self.engine, _reps(shown.before))
        view, said = self._said(shown) if "page" in shown.parts else self._kept(shown.row.id)
        row, today = shown.row, shown.today.again()
        comes = ahead(shown.reminders, shown.dossier.customer.name, today)
        whole = msgspec.structs.replace(view, row=row, reminders=comes)
        self._lay_down(shown, today)
        made_from = (msgspec.Raw(said), row, comes)
        return Sheet(page_file(row.id), made_from, lambda: render_customer(self.site, whole))

    def _said(self, shown: Shown) -> tuple[CustomerView, bytes]:
        """What the notes say on a page, and that as JSON."""
        identity, today = shown.row.id, self.engine.fresh()
        view = customer_view(shown.dossier, shown.facts, shown.row, (), self._around(shown), today)
        if self.discreet:
            view = msgspec.structs.replace(view, questions=(), account=None)
        said = msgspec.json.encode(view)
        if not self.masked:
            self.connection.execute("INSERT OR REPLACE INTO views VALUES (?, ?)", (identity, said))
            self.engine.hold("page", identity, today)
        return view, said

    def _kept(self, identity: str) -> tuple[CustomerView, bytes]:
        """The same as it was kept."""
        kept = self.connection.execute("SELECT view FROM views WHERE customer = ?", (identity,))
        said: bytes = kept.fetchone()[0]
        return _view(said), said

    def _lay_down(self, shown: Shown, today: Today) -> None:
        """The customer's row for the lists."""
        row, laid = shown.row, shown.laid
        if self.masked and laid == shown.before:
            return  # the day was asked for pages to be shown around: the journal's own hang on more
        tables = {"cards": [(row.id, laid)], "spots": [self._spot(row)]}
        self.engine.put("ahead", row.id, tables, today)
        days.mark(self.engine, [row.rep_id, *(one.rep for one in shown.reminders)])

    def _has_view(self, identity: str) -> bool:
        """Whether what the notes say on a page was kept; nothing is for pages to be shown around."""
        found = self.connection.execute("SELECT 1 FROM views WHERE customer = ?", (identity,)).fetchone()
        return found is not None and not self.masked

    def _brief(self, shown: Shown) -> Sheet:
        if shown.parts.isdisjoint(PARTS):
            shown = self._whole(shown)
        today = shown.today.again()
        told = self.briefs.view(
            shown.dossier,
            shown.facts,
            shown.reminders,
            shown.row,
            people=shown.people,
            findings=shown.findings,
            today=today,
        )
        if not self.masked:
            self.engine.hold("brief", shown.dossier.id, today)
        return Sheet(brief_file(shown.dossier.id), told, lambda: render_brief(self.site, told))

    def _spot(self, row: CustomerRow) -> tuple[Any, ...]:
        """What the map shows: it is drawn anew only where that changed."""
        geo = self.connection.execute("SELECT geo FROM customers WHERE id = ?", (row.id,)).fetchone()
        place = (row.region_path, row.band, row.grade, int(row.closed), geo[0] if geo else None)
        return (row.id, row.name, *place)

    def _laid(self, identity: str) -> bytes | None:
        """The customer in a line, as it was when its page was made last."""
        row = self.connection.execute("SELECT row FROM cards WHERE customer = ?", (identity,)).fetchone()
        return row[0] if row else None

    def _around(self, shown: Shown) -> Around:
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


def _reps(row: bytes | None) -> list[str]:
    """Whose customer it was when its page was made last."""
    return [msgspec.json.decode(row, type=CustomerRow).rep_id] if row else []
