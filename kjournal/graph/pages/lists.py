"""The pages that list everything: one row of the table a kind, each made from what it asks of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kjournal.graph.pages import reports
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.pages.calendar import calendar
from kjournal.graph.pages.customers import customers, search
from kjournal.graph.pages.map import map_
from kjournal.graph.pages.problems import problems
from kjournal.outputs.pages.compose.subscribe import subscribe_view
from kjournal.outputs.pages.site import (
    CALENDAR,
    COMPLAINTS,
    CUSTOMERS,
    GIFTS,
    GRADES,
    LICENCES,
    MAP,
    MONEY,
    PROBLEMS,
    PROMISES,
    SEARCH,
    SUBSCRIBE,
)
from kjournal.outputs.pages.subscribe import render_subscribe


def subscribe(asked: Asked) -> Iterator[Sheet]:
    """The addresses of the feeds."""
    count = asked.connection.execute("SELECT COUNT(*) FROM reminders").fetchone()[0]
    left_out = count if all(feed.rep is not None for feed in asked.feeds) else 0
    reps = list(asked.settings.reps.values())
    view = subscribe_view(asked.feeds, reps, asked.settings.base_url, left_out=left_out)
    yield Sheet(SUBSCRIBE, view, lambda: render_subscribe(asked.site, view))


class Kind(NamedTuple):
    """A page that lists everything, with those that it leads to."""

    file: str
    sheets: Callable[[Asked], Iterable[Sheet]]
    tables: tuple[str, ...] = ()
    """All that it is made from beside the day and the site: it is not asked again while none of them changed. Empty: asked each time."""


LISTS = (
    Kind(CUSTOMERS, customers, ("cards",)),
    Kind(CALENDAR, calendar, ("months",)),
    Kind(MAP, map_, ("spots",)),
    Kind(PROMISES, reports.promises, ("promised", "standing")),
    Kind(MONEY, reports.debts, ("debts", "accounts", "warned", "standing", "grades", "findings of comply")),
    Kind(GIFTS, reports.gifts, ("given", "standing")),
    Kind(COMPLAINTS, reports.complaints, ("complained", "standing")),
    Kind(LICENCES, reports.licences, ("papers", "standing")),
    Kind(GRADES, reports.grades, ("standing", "grades", "letters", "ranks", "sold")),
    Kind(PROBLEMS, problems, ("weighed", "standing", "search")),
    Kind(SUBSCRIBE, subscribe),
    Kind(SEARCH, search, ("cards", "search")),
)
