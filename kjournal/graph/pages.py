"""Pages: from the rows to the views, and a page made anew only where its view changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from posixpath import dirname, relpath

import msgspec

import kjournal
from kjournal.care.reminder import Reminder
from kjournal.findings.finding import Finding, Place
from kjournal.graph.findings import Weighed, all_findings, of_notes
from kjournal.graph.refresh import Graph
from kjournal.graph.steps import Steps
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.journal.names import put_findings
from kjournal.journal.store import transaction
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.bodies import REASONS, linked_names, render_body
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.compose.problems import problems_view, tally
from kjournal.outputs.pages.compose.subscribe import subscribe_view
from kjournal.outputs.pages.compose.today import SOON, today_view
from kjournal.outputs.pages.customer import render_customer
from kjournal.outputs.pages.customers import CustomerRow, CustomersView, render_customers
from kjournal.outputs.pages.links import href, page_file
from kjournal.outputs.pages.parts import Html, Link
from kjournal.outputs.pages.problems import render_problems
from kjournal.outputs.pages.site import CUSTOMERS, PROBLEMS, SUBSCRIBE, TODAY, Site
from kjournal.outputs.pages.subscribe import render_subscribe
from kjournal.outputs.pages.today import render_today
from kjournal.outputs.publisher import Publisher
from kjournal.words import _, tag

CHUNK = 100
Progress = Callable[[str, int, int], None]
_NEAR = """
    SELECT reminder FROM reminders WHERE open = 1 AND day < :today
    UNION ALL SELECT reminder FROM reminders WHERE day BETWEEN :today AND :soon AND kind != 'brief'
    UNION ALL SELECT reminder FROM reminders WHERE rule = 'licence' AND day > :soon
    UNION ALL SELECT reminder FROM reminders WHERE rule = 'licence' AND open = 0 AND day < :today
"""
"""What today's page shows: what is open, what the next weeks bring, and papers near their end, each once."""
_reminder = msgspec.json.Decoder(Reminder).decode
_row = msgspec.json.Decoder(CustomerRow).decode


class Pages:
    """The pages of a journal's site."""

    def __init__(self, graph: Graph, publisher: Publisher, feeds: Sequence[Feed], warning: str = "") -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.engine = graph.engine
        self.settings = graph.settings
        self.today_ = graph.today
        self.publisher = publisher
        self.feeds = feeds
        self.steps = Steps(graph.engine, graph.settings)
        self.made: list[str] = []  # customers whose page is up to date now
        notes = (
            "" if not publisher.site.is_relative_to(graph.root) else relpath(graph.root, publisher.site) + "/"
        )
        self.site = Site(
            title=self.settings.title or self.settings.journal,
            language=self.settings.language or tag(),
            timezone=self.settings.timezone,
            version=kjournal.__version__,
            pinned=self.settings.today,
            warning=warning,
            notes=notes,
        )

    def customers(self, save: Callable[[], None], progress: Progress | None = None) -> None:
        """The pages of customers that changed, and those that do not stand as they were written."""
        todo = sorted({*self.engine.stale("page"), *self._noted(), *self._fallen()})
        for start in range(0, len(todo), CHUNK):
            with transaction(self.connection):
                for identity in todo[start : start + CHUNK]:
                    self._customer(identity)
                    self.made.append(identity)
            save()
            if progress and len(todo) > CHUNK:
                progress("page", start, len(todo))

    def _noted(self) -> set[str]:
        """The customers whose notes have other findings than before."""
        rows = self.connection.execute(
            "SELECT c.id FROM dirty AS d JOIN customers AS c ON c.path = d.key WHERE d.step = 'noted' UNION "
            "SELECT r.target FROM dirty AS d JOIN refs AS r ON r.path = d.key WHERE d.step = 'noted' AND r.field = 'customer' AND r.target IS NOT NULL"
        )
        return {row[0] for row in rows if row[0]}

    def _fallen(self) -> set[str]:
        """The customers whose page is not on the disk as it was written."""
        ids = [row[0] for row in self.connection.execute("SELECT customer FROM standing")]
        return {identity for identity in ids if not self.publisher.stands(page_file(identity))}

    def _customer(self, identity: str) -> None:
        dossier = dossiers.load(self.connection, identity)
        if dossier is None:
            self.engine.put("page", identity, {"cards": []}, None)
            put_findings(self.connection, "bodies", identity, [])
            return
        today = self.engine.fresh()
        facts = self.steps.facts(identity)
        reminders = self._reminders(identity)
        row = customer_row(
            dossier,
            facts,
            reminders,
            grade=self.steps.grade(identity),
            band=self._band(identity),
            rep=self.settings.reps.get(dossier.rep),
            today=today.value,
        )
        view = customer_view(dossier, facts, row, reminders, self._around(dossier), today.value)
        self.engine.put("page", identity, {"cards": [(identity, msgspec.json.encode(row))]}, today)
        self._publish(page_file(identity), view, lambda: render_customer(self.site, view))

    def _around(self, dossier: Dossier) -> Around:
        people = [dossiers.load(self.connection, person, visits=False) for person in dossier.people]
        paths = [dossier.path, *dict.fromkeys(visit.path for visit in dossier.visits)]
        links = {word: Link(word, page_file(target)) for word, target in dossier.links.items()}
        return Around(
            reps=self.settings.reps,
            people=tuple(person for person in people if person is not None),
            links=links,
            bodies=self._bodies(dossier, links),
            findings=tuple(_weighed(one) for one in of_notes(self.connection, self.settings, paths)),
        )

    def _bodies(self, dossier: Dossier, links: dict[str, Link]) -> dict[str, Html]:
        """The rendered bodies of a dossier, kept by the hash of what they were made from."""
        page = page_file(dossier.id)
        found: dict[str, Html] = {}
        plain: list[Finding] = []
        for path, text in (
            (dossier.path, dossier.body),
            *((visit.path, visit.body) for visit in dossier.visits),
        ):
            if not text.strip():
                continue
            named = {name: href(page, links[name].page) for name in linked_names(text) if name in links}
            base = f"../{self.site.notes}{dirname(path)}/" if self.site.notes else ""
            digest = hashlib.blake2b(msgspec.json.encode((text, named, base)), digest_size=16).digest()
            row = self.connection.execute(
                "SELECT html, problem FROM bodies WHERE hash = ?", (digest,)
            ).fetchone()
            if row is None:
                body = render_body(text, named, base)
                row = (str(body.html), body.reason)
                self.connection.execute(
                    "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", (digest, str(body.html), body.reason)
                )
            found[path] = Html(row[0])
            if row[1]:
                plain.append(Finding("KJ704", (Place(path),), {"reason": _(REASONS[row[1]])}))
        put_findings(self.connection, "bodies", dossier.id, plain)
        return found

    def _reminders(self, identity: str) -> list[Reminder]:
        rows = self.connection.execute(
            "SELECT reminder FROM reminders WHERE customer = ? ORDER BY day, uid", (identity,)
        )
        return [_reminder(row[0]) for row in rows]

    def _band(self, identity: str) -> str:
        row = self.connection.execute(
            "SELECT band FROM dues WHERE customer = ? ORDER BY slot DESC LIMIT 1", (identity,)
        ).fetchone()
        return row[0] if row else ""

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, as the settings weigh them."""
        return [_weighed(one) for one in all_findings(self.connection, self.settings)]

    def rows(self) -> dict[str, CustomerRow]:
        """Each customer in a line."""
        return {
            row[0]: _row(row[1])
            for row in self.connection.execute("SELECT customer, row FROM cards ORDER BY customer")
        }

    def today(self) -> None:
        """Today's page, and what all pages share."""
        for name, data in assets().items():
            digest = hashlib.blake2b(data, digest_size=16).digest()
            if not self.publisher.intact(name, digest):
                self.publisher.put(name, data, digest)
        reminders = [_reminder(row[0]) for row in self.connection.execute(_NEAR, _near(self.today_))]
        view = today_view(
            reminders,
            self.rows(),
            list(self.settings.reps.values()),
            self.today_,
            calendar=self.settings.care.calendar,
            problems=tally(self.findings),
        )
        self._publish(TODAY, view, lambda: render_today(self.site, view))

    def lists(self) -> None:
        """What lists everything: customers, problems, and the addresses of the feeds."""
        rows = self.rows()
        customers = CustomersView(tuple(rows.values()))
        self._publish(CUSTOMERS, customers, lambda: render_customers(self.site, customers))
        problems = problems_view(self.findings, self._owners(self.findings, rows))
        self._publish(PROBLEMS, problems, lambda: render_problems(self.site, problems))
        count = self.connection.execute("SELECT COUNT(*) FROM reminders").fetchone()[0]
        left_out = count if all(feed.rep is not None for feed in self.feeds) else 0
        subscribe = subscribe_view(
            self.feeds, list(self.settings.reps.values()), self.settings.base_url, left_out=left_out
        )
        self._publish(SUBSCRIBE, subscribe, lambda: render_subscribe(self.site, subscribe))

    def _owners(self, findings: Sequence[Finding], rows: dict[str, CustomerRow]) -> dict[str, Link]:
        """The customer whose card or visit a note is, by its path."""
        found = {}
        for path in {place.path for finding in findings for place in finding.places[:1]}:
            row = self.connection.execute(
                "SELECT id FROM customers WHERE path = ?1 UNION SELECT target FROM refs WHERE path = ?1 AND field = 'customer'",
                (path,),
            ).fetchone()
            if row and row[0] in rows:
                found[path] = Link(rows[row[0]].name, page_file(row[0]))
        return found

    def wanted(self) -> list[str]:
        """All files of the site but the feeds."""
        ids = [row[0] for row in self.connection.execute("SELECT customer FROM standing")]
        return [TODAY, CUSTOMERS, PROBLEMS, SUBSCRIBE, *assets(), *(page_file(identity) for identity in ids)]

    def _publish(self, path: str, view: object, render: Callable[[], str]) -> None:
        """Make a page where its view is not the one it was made from, or where it does not stand as written."""
        digest = hashlib.blake2b(msgspec.json.encode((view, self.site)), digest_size=16).digest()
        if not self.publisher.intact(path, digest):
            self.publisher.put(path, render().encode(), digest)


def _near(today: date) -> dict[str, str]:
    return {"today": today.isoformat(), "soon": (today + SOON).isoformat()}


def _weighed(one: Weighed) -> Finding:
    return msgspec.structs.replace(one.finding, severity=one.severity)
