"""A site: what every page of it shares, and where its pages lie."""

from datetime import date
from typing import NamedTuple

import msgspec

from kjournal.words import N_

TODAY = "index.html"
CUSTOMERS = "customers.html"
CALENDAR = "calendar.html"
MAP = "map.html"
PROMISES = "promises.html"
MONEY = "money.html"
GIFTS = "gifts.html"
COMPLAINTS = "complaints.html"
LICENCES = "licences.html"
GRADES = "grades.html"
PROBLEMS = "problems.html"
SUBSCRIBE = "subscribe.html"
SEARCH = "search.html"
SEARCH_DATA = "search-data.js"
CUSTOMER_FOLDER = "customers/"
BRIEF_FOLDER = "briefs/"


class Entry(NamedTuple):
    """A page that every page leads to."""

    file: str
    word: str  # for `_`
    tab: bool = False  # also on the small bar that a phone shows below


ENTRIES = (
    Entry(TODAY, N_("Today"), tab=True),
    Entry(CUSTOMERS, N_("Customers"), tab=True),
    Entry(CALENDAR, N_("Calendar"), tab=True),
    Entry(MAP, N_("Map")),
    Entry(PROMISES, N_("Promises")),
    Entry(MONEY, N_("Money")),
    Entry(GIFTS, N_("Gifts")),
    Entry(COMPLAINTS, N_("Complaints")),
    Entry(LICENCES, N_("Licences")),
    Entry(GRADES, N_("Grades")),
    Entry(PROBLEMS, N_("Problems")),
    Entry(SUBSCRIBE, N_("Subscribe")),
    Entry(SEARCH, N_("Search"), tab=True),
)
"""In the order in which pages show them."""
TITLES = {entry.file.removesuffix(".html"): entry.word for entry in ENTRIES}
"""What each of them is called, by its file without the ending."""

SHOWN_AROUND = frozenset({MAP, PROBLEMS, SUBSCRIBE, SEARCH})
"""What a site with names covered has not: places on a map, what notes say wrongly, addresses of feeds, words to search by."""
PRIVATE = frozenset({PROMISES, MONEY, GIFTS, COMPLAINTS, PROBLEMS, BRIEF_FOLDER})
"""What a site that tells only what is internal has not."""


class Site(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands on every page.

    Nothing here changes from day to day, else every customer's page would be made anew each morning: today, counts
    and the like are part of the views that show them.
    """

    title: str
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    version: str = ""  # of the program
    pinned: date | None = None  # the settings' `today`: the script counts from it, else from the clock's day
    notes: str = "../"  # from the site's root to the journal's; empty: notes cannot be reached from the pages
    without: tuple[str, ...] = ()  # pages that this site has not, sorted
    templates: str = ""  # a word for the journal's own templates, which are drawn anew where it changes


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many findings of each severity."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos
