"""The pages of a journal's site: those of customers that changed, today's, and what lists everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

import msgspec

from kjournal.graph import findings
from kjournal.graph.pages import days
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.pages.customer import PARTS, CustomerPages
from kjournal.graph.pages.lists import LISTS
from kjournal.graph.pages.today import today
from kjournal.graph.refresh import Graph, Progress
from kjournal.journal.store import transaction
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.masking import Mask
from kjournal.outputs.pages.site import BRIEF_FOLDER, CUSTOMER_FOLDER
from kjournal.outputs.publisher import Publisher

CHUNK = 100
TOGETHER = 10
"""Customers that a transaction makes, and of them those that are made side by side."""
_NOTED = """
    SELECT 1 FROM dirty AS d JOIN said AS s ON s.path = d.key WHERE d.step = 'noted'
    UNION ALL SELECT 1 FROM dirty AS d JOIN findings AS f ON f.path = d.key WHERE d.step = 'noted' LIMIT 1
"""
"""Whether a note was read again that has findings: it may be another customer's now."""
_OF_CUSTOMERS = (CUSTOMER_FOLDER, BRIEF_FOLDER)


class Pages:
    """The pages of a journal's site."""

    def __init__(
        self,
        graph: Graph,
        publisher: Publisher,
        feeds: Sequence[Feed],
        own: str = "",
        mask: Callable[[Pages], Mask] | None = None,
    ) -> None:
        self.connection = graph.connection
        self.publisher = publisher
        self.asked = Asked(graph, publisher, feeds, own, masked=mask is not None)
        self.of_customers = CustomerPages(graph, self.asked)
        self._front: Sheet | None = None
        self.made: list[str] = []  # customers whose pages are up to date now
        self.listed: dict[str, None] = {}  # files of today's page, of lists, and what all pages share
        self.mask = mask(self) if mask is not None else None
        self.remembered = self._remembered() if mask is None else {}

    def customers(self, save: Callable[[], None], progress: Progress | None = None) -> None:
        """The pages of customers that changed."""
        self._customers(sorted(self.of_customers.stale().items()), save, progress)

    def fallen(self, save: Callable[[], None], progress: Progress | None = None) -> None:
        """The pages of customers that do not stand as they were written."""
        self._customers([(identity, PARTS) for identity in sorted(self._fallen())], save, progress)

    def _customers(
        self, todo: Sequence[tuple[str, frozenset[str]]], save: Callable[[], None], progress: Progress | None
    ) -> None:
        if len(todo) > CHUNK:
            self.of_customers.many()
        for start in range(0, len(todo), CHUNK):
            chunk = todo[start : start + CHUNK]
            names = [identity for identity, _parts in chunk]
            with transaction(self.connection), self.asked.engine.together("ahead", names):
                for first in range(0, len(chunk), TOGETHER):
                    self._publish(self.of_customers.sheets(chunk[first : first + TOGETHER]))
            self.made += names
            save()
            if progress and len(todo) > CHUNK:
                progress("page", start, len(todo))

    def _fallen(self) -> set[str]:
        """The customers with a page that is not on the disk as it was written."""
        pages = self._known_pages()
        if pages is not None and all(map(self.publisher.stands, pages)):
            return set()
        return {
            identity
            for identity in self.of_customers.all()
            if not all(self.publisher.stands(path) for path in self.of_customers.files(identity))
        }

    def today(self) -> None:
        """What stands on today, and what all pages share."""
        for name, data in assets().items():
            digest = hashlib.blake2b(data, digest_size=16).digest()
            self.listed[name] = None
            if not self.publisher.intact(name, digest):
                self.publisher.put(name, data, digest)
        *days, self._front = today(self.asked)
        for sheet in days:
            self._list(sheet)
        if not days:
            self.front()

    def front(self) -> None:
        """The first page where it only leads to the reps' days, which come before it."""
        if self._front is not None:
            self._list(self._front)
            self._front = None

    def lists(self) -> None:
        """What lists everything."""
        changed = {row[0] for row in self.connection.execute("SELECT key FROM dirty WHERE step = 'told'")}
        if self.asked.other_findings or self.connection.execute(_NOTED).fetchone():
            changed.add("weighed")
        for kind in LISTS:
            if kind.file in self.asked.site.without:
                continue
            known = self.remembered.get(kind.file, []) if kind.tables else []
            if not all(map(self.publisher.stands, known)):
                known = []
            if known and changed.isdisjoint(kind.tables):
                self.listed |= dict.fromkeys(known)
                continue
            self.asked.standing = frozenset(known)
            before = set(self.listed)
            for sheet in kind.sheets(self.asked):
                self._list(sheet)
            if kind.tables:
                self.remembered[kind.file] = [path for path in self.listed if path not in before]

    def _remembered(self) -> dict[str, list[str]]:
        """The files of each list as they were published last, on the same day and for the same site."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'listed'").fetchone()
        key, _line, files = row[0].partition("\n") if row else ("", "", "")
        return msgspec.json.decode(files, type=dict[str, list[str]]) if key == self._key() else {}

    def remember(self) -> None:
        """Keep the files of each list and the reps' days for the next publication; asked when all was written."""
        value = f"{self._key()}\n{msgspec.json.encode(self.remembered).decode()}"
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('listed', ?)", (value,))
        days.keep(self.connection, self.asked.days, self.asked.kept_days)
        digest = self.asked.digest
        if not findings.unchanged(self.connection) and findings.digest(self.connection) != digest:
            digest = ""  # some came up after the pages asked: they are shown by the next publication
        findings.remember(self.connection, digest, self.asked.severities)

    def _key(self) -> str:
        """What every list is made from beside its tables."""
        data = msgspec.json.encode((self.asked.today, self.asked.site))
        return hashlib.blake2b(data, digest_size=16).hexdigest()

    def told(self) -> None:
        """What shows findings once more: some came up while pages were drawn."""
        self.asked.forget_findings()
        self.today()
        self.front()
        self.lists()

    def wanted(self) -> list[str]:
        """All files of the site but the feeds, once all were made."""
        pages = self._known_pages()
        return [*self.listed, *(self.of_customers.every_file() if pages is None else pages)]

    def _known_pages(self) -> list[str] | None:
        """The pages of customers that were published, if they are as many as there are to be.

        What changed among them is made by its mark, so that their number tells whether one came or went: to work out
        ten thousand names of files costs more than to look at the files.
        """
        known = [path for path in self.publisher.known if path.startswith(_OF_CUSTOMERS)]
        return known if len(known) == self.of_customers.count_files() else None

    def _list(self, sheet: Sheet) -> None:
        self.listed[sheet.path] = None
        self._publish([sheet])

    def _publish(self, sheets: Iterable[Sheet]) -> None:
        """Make those pages whose view is not the one they were made from, or that do not stand as written."""
        wanted = [
            (path, render, digest)
            for path, view, render in sheets
            if render is not None and not self._stands(path, digest := self._digest(view))
        ]
        drawn = [(*self._drawn(path, render), digest) for path, render, digest in wanted]
        for path, data, digest in drawn:
            self.publisher.put(path, data, digest)

    def _digest(self, view: object) -> bytes:
        """The hash of all that a page is made from."""
        data = msgspec.json.encode((view, self.asked.site))
        return hashlib.blake2b(data, digest_size=16).digest()

    def _stands(self, path: str, digest: bytes) -> bool:
        """Whether a page stands as it is to be made; one to be shown around is made each time."""
        return self.mask is None and self.publisher.intact(path, digest)

    def _drawn(self, path: str, render: Callable[[], str]) -> tuple[str, bytes]:
        """A page's file and what it holds, both covered where it is to be shown around."""
        if self.mask is None:
            return path, render().encode()
        return self.mask.file(path), self.mask.page(path, render()).encode()
