"""A feed as a folder with one file an event, the vdir format of vdirsyncer: for CalDAV servers and khal."""

from __future__ import annotations

import re
from functools import lru_cache

from icalendar import Calendar

from kjournal.outputs.feeds.calendar import TAIL, begun, zone
from kjournal.outputs.feeds.colors import COLORS
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.feeds.text import ascii_id, clean_line

ENDING = ".ics"
_MADE_BY = re.compile(rb"^PRODID:-//kjournal//", re.MULTILINE)
_UID = re.compile(rb"^UID:([^\r\n]*(?:\r\n [^\r\n]*)*)\r\n", re.MULTILINE)


def folder(feed: Feed) -> str:
    """The collection of a rep's feed."""
    return feed.file.removesuffix(ENDING)


def item_name(uid: str) -> str:
    """The file of an event; a UID of ours is made of letters, digits and `.`, `-`, `_`, `@` alone."""
    return uid + ENDING


def item(event: bytes, timezone: str, language: str) -> bytes:
    """The file of an event: its very bytes of the feed, in a calendar of their own."""
    return _head(timezone, language) + event + TAIL


@lru_cache(maxsize=8)
def _head(timezone: str, language: str) -> bytes:
    """What a server keeps beside each event: whose it is, and the zone; a name or colour is the collection's."""
    it: Calendar = begun(language)
    it.add_component(zone(timezone))
    whole: bytes = it.to_ical()
    return whole.removesuffix(TAIL)


def labels(feed: Feed) -> dict[str, bytes]:
    """What the vdir format knows about a collection: a file each."""
    head = feed.head()
    return {"color": COLORS[head.color].encode(), "displayname": clean_line(head.name).encode()}


def is_ours(data: bytes, journal: str) -> bool:
    """Whether a file's content is an event that this journal made; another journal may share the folder."""
    uid = _UID.search(data)
    return bool(
        _MADE_BY.search(data)
        and uid
        and uid.group(1).replace(b"\r\n ", b"").endswith(f"@{ascii_id(journal)}".encode())
    )
