"""The pages of customers, and the rows that the lists and the map are made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from kjournal.dates.today import Today
from kjournal.graph.pages import days
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.pages.brief import Briefs
from kjournal.graph.pages.shown import Showing, Shown
from kjournal.graph.refresh import Graph
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.journal.findings import put_findings
from kjournal.journal.store import make_room
from kjournal.outputs.pages.brief import render_brief
from kjournal.outputs.pages.compose.customer import ahead, customer_view
from kjournal.outputs.pages.customer import CustomerView, render_customer
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.links import brief_file, page_file

_view = msgspec.json.Decoder(CustomerView).decode
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


class CustomerPages:
    """The pages of customers, a few customers at a time."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.engine = graph.engine
        self.site = asked.site
        self.discreet = asked.discreet
        self.masked = asked.masked
        self.briefs = Briefs(graph)
        self.showing = Showing(graph, asked)

    def many(self) -> None:
        """Many customers are asked for."""
        make_room(self.connection)
        self.showing.many()

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
        some = [self.showing.shown(dossier, parts) for dossier, parts in found if dossier is not None]
        some = [one if one.parts.isdisjoint(PARTS) else self.showing.filled(one) for one in some]
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
        days.mark(self.engine, _reps(self.showing.laid(identity)))
        self.engine.put("ahead", identity, {"cards": [], "spots": []}, None)
        for part in sorted(PARTS):
            self.engine.forget(part, identity)
        self.connection.execute("DELETE FROM views WHERE customer = ?", (identity,))
        put_findings(self.connection, "bodies", identity, [])

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
        view = customer_view(shown.dossier, shown.facts, shown.row, (), self.showing.around(shown), today)
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
            shown = self.showing.whole(shown)
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


def _reps(row: bytes | None) -> list[str]:
    """Whose customer it was when its page was made last."""
    return [msgspec.json.decode(row, type=CustomerRow).rep_id] if row else []
