"""The page that brings the reminders to a phone: feeds, their addresses, and how to allow alerts."""

from urllib.parse import urlsplit

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.site import SUBSCRIBE, Site
from kjournal.outputs.pages.templates import render

ADDRESSES = "<!--kjournal:addresses-->"
"""Where the server puts its own addresses when it sends the page."""


class FeedRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One feed, as the page offers it."""

    file: str  # `zhouning-visit.ics`
    name: str
    kind: Kind | None = None  # None: everything
    color: str = ""  # a colour name of CSS, as the phone shows it
    address: str = ""  # on the web, percent-encoded ASCII; empty: not known when the page is made

    @property
    def webcal(self) -> str:
        """The address that a phone's calendar opens by itself; `webcals` fails on iOS."""
        return webcal(self.address)


class RepFeeds(msgspec.Struct, frozen=True):
    """The feeds of one rep, or of the whole journal."""

    name: str  # empty: the whole journal's
    feeds: tuple[FeedRow, ...]


class SubscribeView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All feeds."""

    reps: tuple[RepFeeds, ...] = ()
    base_url: str = ""  # empty: the page says how to get one
    left_out: int = 0  # entries of the whole journal, where they are too many for a feed of their own


def webcal(address: str) -> str:
    """An `http` or `https` address as `webcal`; empty for any other."""
    scheme, _, rest = address.partition("://")
    return f"webcal://{rest}" if scheme in {"http", "https"} and rest else ""


def host(address: str) -> str:
    """The host that an address names."""
    return urlsplit(address).netloc


def render_subscribe(site: Site, view: SubscribeView) -> str:
    """`subscribe.html`."""
    return render("subscribe.html", SUBSCRIBE, site, view=view, addresses=ADDRESSES)
