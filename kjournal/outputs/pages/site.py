"""A site: what every page of it shares, and where its pages lie."""

from datetime import date

import msgspec

TODAY = "index.html"
CUSTOMERS = "customers.html"
PROBLEMS = "problems.html"
SUBSCRIBE = "subscribe.html"
CUSTOMER_FOLDER = "customers/"


class Site(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands on every page.

    Nothing here changes from day to day, else every customer's page would be made anew each morning: today, counts
    and the like are part of the views that show them.
    """

    title: str
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    version: str = ""  # of the program
    pinned: date | None = (
        None  # the settings' `today`: what the script counts distances from, else the clock's day
    )
    warning: str = ""  # one sentence on top of every page
    notes: str = "../"  # from the site's root to the journal's; empty: notes cannot be reached from the pages


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many findings of each severity."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.infos
