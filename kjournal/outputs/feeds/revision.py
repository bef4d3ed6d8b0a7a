"""Which revision an event has: a new one when its content changed, else the one that it was published with."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import msgspec

from kjournal.outputs.feeds.body import event_hash
from kjournal.outputs.feeds.stamp import Stamp

_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_STAMPS = re.compile(rb"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):([^\r\n]*)\r\n", re.MULTILINE)
_UID = re.compile(rb"^UID:([^\r\n]*(?:\r\n [^\r\n]*)*)\r\n", re.MULTILINE)
_LARGEST = 2**31 - 1  # RFC 5545 section 3.3.8; the year 6103
_FOLD = b"\r\n "


class Known(msgspec.Struct, frozen=True, gc=False):
    """What a feed last published under a UID."""

    hash: str
    stamp: Stamp


def revise(old: Known | None, hash: str, now: datetime) -> Stamp:  # noqa: A002  the glossary's word
    """The stamp of an event: its old one where the content is the old one, else a later one.

    `old` is what feeds of *one level* published under its UID: in feeds of different levels it has two contents, and a
    feed whose level changes must not show a new content under an old stamp.
    """
    if old is None:
        return Stamp.at(now)
    return old.stamp if old.hash == hash else max(old.stamp.next(), Stamp.at(now))


def read_back(feed: bytes) -> dict[str, Known]:
    """What a published feed tells about itself, for when the index is gone.

    An event that is not of our making, or damaged, is left out: it then counts as new, which costs its readers one
    download.
    """
    known: dict[str, Known] = {}
    for found in _EVENT.finditer(feed):
        event = found.group()
        uid, stamp = _UID.search(event), _stamp_of(event)
        if uid and stamp:
            name = uid.group(1).replace(_FOLD, b"").decode("utf-8", "replace")
            known[name] = Known(event_hash(_STAMPS.sub(b"", event)), stamp)
    return known


def _stamp_of(event: bytes) -> Stamp | None:
    """The latest of what the three lines say; None where one is missing or is no number."""
    said = dict(_STAMPS.findall(event))
    try:
        number = int(said[b"SEQUENCE"])
        if not 0 <= number <= _LARGEST:
            return None
        minutes = [Stamp(number)]
        for name in (b"DTSTAMP", b"LAST-MODIFIED"):
            moment = datetime.strptime(said[name].decode("ascii"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            minutes.append(Stamp.at(moment))
    except (KeyError, ValueError):
        return None
    return max(minutes)
