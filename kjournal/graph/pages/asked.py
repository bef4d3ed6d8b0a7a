"""What a page may ask: the index, the settings, the day, and what several pages need and is worked out once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from posixpath import relpath
from typing import NamedTuple

from msgspec.structs import replace

import kjournal
from kjournal.config.settings import Settings
from kjournal.findings.finding import Finding, Severity
from kjournal.graph.findings import Coded, Weighed, digest, outlines, recalled, severities, unchanged
from kjournal.graph.pages.cards import Cards
from kjournal.graph.pages.days import Kept, kept
from kjournal.graph.refresh import Graph
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.pages.site import PRIVATE, SHOWN_AROUND, Site
from kjournal.outputs.publisher import Publisher
from kjournal.words import _, tag


class Sheet(NamedTuple):
    """One page to be: its file, what it is made from, and how."""

    path: str  # below the site's root
    view: object  # plain data; its hash stands for the page
    render: Callable[[], str] | None  # None: the file stays as it is


class Asked:
    """What the pages of one publication are made from."""

    def __init__(
        self,
        graph: Graph,
        publisher: Publisher,
        feeds: Sequence[Feed],
        own: str = "",
        *,
        masked: bool = False,
    ) -> None:
        self.connection: sqlite3.Connection = graph.connection
        self.engine = graph.engine
        self.settings: Settings = graph.settings
        self.today: date = graph.today
        self.discreet = self.settings.pages.level == "brief"  # only what is internal is told
        self.masked = masked  # to be shown to others: nobody's birthday is told
        self.feeds = feeds
        self.days: dict[str, Kept] = {}  # of the reps, once today's page was made
        self.standing: frozenset[str] = frozenset()  # files of the list in hand that stand as made today
        notes = (
            ""
            if masked or not publisher.site.is_relative_to(graph.root)
            else relpath(graph.root, publisher.site) + "/"
        )
        self.site = Site(
            title=_("Customer journal") if masked else self.settings.title or self.settings.journal,
            language=self.settings.language or tag(),
            timezone=self.settings.timezone,
            version=kjournal.__version__,
            pinned=self.settings.today,
            notes=notes,
            templates=own,
            without=tuple(
                sorted(
                    (SHOWN_AROUND if masked else frozenset()) | (PRIVATE if self.discreet else frozenset())
                )
            ),
        )

    @cached_property
    def kept_days(self) -> dict[str, Kept]:
        """The reps' days as they were made last."""
        return kept(self.connection)

    @cached_property
    def outlines(self) -> dict[str, tuple[Coded, ...]]:
        """The findings of each note without what they say."""
        return outlines(self.connection, self.settings)

    @cached_property
    def severities(self) -> dict[Severity, int]:
        """How many findings there are of each severity; counted anew where any of them changed."""
        kept = self._kept_severities
        return severities(self.outlines) if kept is None else kept

    def forget_findings(self) -> None:
        """Some came up meanwhile."""
        for name in ("outlines", "severities", "_kept_severities", "digest"):
            self.__dict__.pop(name, None)

    @property
    def other_findings(self) -> bool:
        """Whether any finding is another than when the pages were made last."""
        return self._kept_severities is None

    @cached_property
    def _kept_severities(self) -> dict[Severity, int] | None:
        key, counts = recalled(self.connection)
        return counts if key == self.digest else None

    @cached_property
    def digest(self) -> str:
        """The hash of all that findings are told from; where nothing was marked, as it was."""
        kept = recalled(self.connection)[0] if unchanged(self.connection) else ""
        return kept or digest(self.connection)

    @cached_property
    def rows(self) -> Cards:
        """Each customer in a line, by its id; asked only when all customers' pages are up to date."""
        return Cards(self.connection)


def weighed(one: Weighed) -> Finding:
    """A finding with the severity that the settings give it."""
    return replace(one.finding, severity=one.severity)
