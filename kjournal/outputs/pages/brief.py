"""The brief for the door: what to know before going in, on one phone screen or half a printed page (DOMAIN.md 7)."""

from datetime import date, time
from typing import Literal

import msgspec

from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.links import brief_file
from kjournal.outputs.pages.parts import Link, Phone
from kjournal.outputs.pages.site import Site
from kjournal.outputs.pages.templates import render


class Flag(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something that must not be forgotten at the door."""

    kind: Literal["quiet", "money", "complaint", "promise", "paper", "sign", "gift", "stale", "other"]
    text: str
    grave: bool = True


class Word(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An open promise."""

    what: str
    due: date | None = None
    who: str = ""  # to whom, or who does it
    late: bool = False
    every: str = ""


class Talk(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A contact in a line."""

    day: date
    channel: str = ""
    people: str = ""
    said: str = ""


class Next(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What was left for the next time."""

    what: str = ""
    day: date | None = None
    said: date | None = None  # when that was written down


class Shelf(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Goods as they were last seen."""

    what: str
    count: str = ""
    low: str = ""  # how much there should be, where there was less
    expiry: date | None = None  # where that is near


class Manner(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How to deal with somebody."""

    name: str
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()


class Someone(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody at the customer."""

    name: str
    role: str = ""
    decides: bool = False
    page: str = ""  # their brief, where they have a card of their own
    known: tuple[str, ...] = ()  # family, what they like and hope for


class Coming(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A birthday, a festival or an event near the visit."""

    day: date
    what: str
    kind: Literal["birthday", "festival", "event"] = "birthday"


class Rival(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What others do there, as last seen."""

    what: str
    seen: date | None = None


class Beside(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A neighbour who is due."""

    name: str
    page: str
    band: str
    away: str = ""  # how far; empty: somewhere in the same town
    last: date | None = None
    due: date | None = None  # where that is still to come


class Brief(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to know before a visit, in the order in which it is told."""

    row: CustomerRow
    org: Link | None = None
    calls: tuple[Phone, ...] = ()  # numbers to dial, those of who decides among them
    address: str = ""
    geo: tuple[float, float] | None = None
    hours: tuple[str, ...] = ()  # when somebody is there, and how to get there
    day: date | None = None  # on which somebody is to come, and when
    start: time | None = None
    flags: tuple[Flag, ...] = ()
    ours: tuple[Word, ...] = ()
    theirs: tuple[Word, ...] = ()
    talks: tuple[Talk, ...] = ()  # the newest first
    next: Next | None = None
    bring: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()  # which of the seven questions have no answer
    asked: tuple[str, ...] = ()  # what else is to be asked today
    shelf: tuple[Shelf, ...] = ()
    seen: date | None = None  # when the shelf was looked at
    ordered: Talk | None = None  # the last order
    order: str = ""  # when the next one is to be expected, and why
    manners: tuple[Manner, ...] = ()
    people: tuple[Someone, ...] = ()
    coming: tuple[Coming, ...] = ()
    rivals: tuple[Rival, ...] = ()
    beside: tuple[Beside, ...] = ()
    aim: str = ""
    aims: tuple[str, ...] = ()  # what else can be settled


def render_brief(site: Site, view: Brief) -> str:
    """A page below `briefs/`."""
    return render("brief.html", brief_file(view.row.id), site, view=view, row=view.row)
