"""One publication of a site: what hangs on one customer first, what lists everything after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kjournal.findings.finding import Finding, Place
from kjournal.graph.feeds import FOLDER, Feeds
from kjournal.graph.outputs import Outputs
from kjournal.graph.pages.customer import PARTS
from kjournal.graph.pages.publishing import Pages
from kjournal.graph.published import Result
from kjournal.graph.refresh import Graph, Progress
from kjournal.graph.vdir import Vdir
from kjournal.journal.findings import put_findings
from kjournal.journal.store import transaction
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.pages import templates
from kjournal.outputs.pages.overriding.overrides import Overrides
from kjournal.outputs.pages.overriding.sources import FOLDER as OWN
from kjournal.outputs.pages.overriding.sources import Sources
from kjournal.outputs.publisher import Publisher


class Publication:
    """One publication of a journal's site."""

    def __init__(
        self,
        graph: Graph,
        site: Path,
        clock: datetime,
        own: Sources,
        *,
        pinned: bool,
        accept_loss: bool = False,
        vdir: Path | None = None,
    ) -> None:
        self.graph = graph
        self.connection = graph.connection
        self.site = site
        self.pinned = pinned
        self.accept_loss = accept_loss
        self.outputs = Outputs(self.connection)
        self.publisher = Publisher(site, self.outputs)
        self.feeds = Feeds(graph.engine, graph.settings, site, clock, pinned=pinned)
        self.overrides = Overrides(own)
        self.pages = Pages(graph, self.publisher, self.feeds.feeds, own.digest)
        self.vdir = Vdir(graph.engine, graph.settings, vdir, self.feeds.feeds) if vdir else None

    def run(self, progress: Progress | None = None) -> Result:
        """Publish what changed. Nothing is touched where a feed would lose too many customers."""
        self._begin()
        if self.vdir is None:
            self.feeds.make()
        else:
            self.feeds.make(self.vdir.published)
        lost = [] if self.accept_loss else self.feeds.lost()
        with transaction(self.connection):
            put_findings(self.connection, "events", "lost", lost)
        if lost:
            return Result(findings=lost, held_back=True)
        self.outputs.look_into(FOLDER)
        changed = self.feeds.changed(self.publisher)
        own = [feed for feed in changed if feed.rep is not None]
        templates.keep_compiled()
        with templates.overridden(self.overrides):
            self.pages.customers(self._save, progress)
            self.pages.today()
            self._join(own)
            self._save()
            self.pages.front()
            self.outputs.look_everywhere()
            self.pages.lists()
            self.pages.fallen(self._save, progress)
            if self._refused():
                self.pages.told()
        self._join([feed for feed in changed if feed.rep is None])
        if self.vdir is not None:
            self.vdir.publish()
        self._finish()
        publishers = [self.publisher, *([self.vdir.publisher] if self.vdir else [])]
        return Result(
            [path for one in publishers for path in one.written],
            [path for one in publishers for path in one.removed],
            self.feeds.found,
            severities=self.pages.asked.severities,
        )

    def _refused(self) -> bool:
        """Say which of the journal's templates could not be used; whether that is news."""
        run = self.connection.execute
        known = {row[0] for row in run("SELECT key FROM findings WHERE step = 'overrides'")}
        with transaction(self.connection):
            for name, reason in self.overrides.refused.items():
                found = Finding("KJ705", (Place(f"{OWN}/{name}"),), {"reason": reason})
                put_findings(self.connection, "overrides", name, [found])
        return not known.issuperset(self.overrides.refused)

    def _begin(self) -> None:
        self.site.mkdir(parents=True, exist_ok=True)
        if self.connection.execute("SELECT 1 FROM meta WHERE key = 'publishing'").fetchone():
            self.publisher.sweep()  # the last run did not come to its end
            if self.vdir is not None:
                self.vdir.sweep()
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('publishing', '1')")
        self._templates(self.overrides.sources.digest)

    def _templates(self, digest: str) -> None:
        """Other templates of the journal: every page is to be drawn with them."""
        run = self.connection.execute
        row = run("SELECT value FROM meta WHERE key = 'templates'").fetchone()
        if (row[0] if row else "") != digest:
            with transaction(self.connection):
                told = run("SELECT DISTINCT key FROM findings WHERE step = 'overrides'").fetchall()
                for (name,) in told:
                    put_findings(self.connection, "overrides", name, [])
                for part in sorted(PARTS):
                    run("INSERT OR IGNORE INTO dirty SELECT ?, customer FROM standing", (part,))
                run("INSERT OR REPLACE INTO meta VALUES ('templates', ?)", (digest,))

    def _join(self, feeds: Iterable[Feed]) -> None:
        for feed in feeds:
            made = self.feeds.joined(feed)
            if made.pieces:  # not made from a hash: marks tell which feeds are other ones
                path = f"{FOLDER}/{feed.file}"
                self.publisher.put(path, made.pieces, b"", durable=True, customers=made.customers)

    def _save(self) -> None:
        """Keep what was published so far, with the marks it answers."""
        with transaction(self.connection):
            self.connection.executemany(
                "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)",
                [
                    (path, one.made_from, one.size, one.mtime, one.customers)
                    for path, one in self.publisher.fresh.items()
                ],
            )
            self.connection.executemany(
                "DELETE FROM dirty WHERE step IN ('page', 'brief', 'ahead') AND key = ?",
                [(key,) for key in self.pages.made],
            )
        self.publisher.fresh.clear()
        self.pages.made.clear()

    def _finish(self) -> None:
        self.publisher.settle()
        wanted = [*self.pages.wanted(), *(f"{FOLDER}/{feed.file}" for feed in self.feeds.feeds)]
        if not self.connection.execute("SELECT 1 FROM meta WHERE key = 'published'").fetchone():
            self.publisher.orphans(wanted)
        self.publisher.keep_only(wanted)
        self._save()
        with transaction(self.connection):
            self.connection.executemany(
                "DELETE FROM outputs WHERE path = ?", [(path,) for path in self.publisher.removed]
            )
            self.pages.remember()
            self.connection.execute("DELETE FROM dirty WHERE step IN ('feeds', 'lists', 'noted', 'told')")
            self.connection.execute("DELETE FROM meta WHERE key = 'publishing'")
