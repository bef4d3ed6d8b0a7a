"""A whole feed: a head that icalendar writes, the events' bytes one after the other, a tail."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDuration, vText

from kjournal import __version__
from kjournal.outputs.feeds.colors import COLORS
from kjournal.outputs.feeds.event import ZONE
from kjournal.outputs.feeds.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TAIL = b"END:VCALENDAR\r\n"
# The transitions of a zone with summer time are written out for these years; see `zone`.
_FIRST_DAY, _LAST_DAY = datetime(2015, 1, 1).date(), datetime(2045, 1, 1).date()  # noqa: DTZ001  days, no moments
_REFRESH = timedelta(hours=1)


class FeedHead(msgspec.Struct, frozen=True, gc=False):
    """What a phone shows of a feed as a whole."""

    name: str
    description: str
    color: str = "tomato"  # a CSS3 name
    timezone: str = ZONE
    language: str = "zh"


@lru_cache(maxsize=256)
def head_bytes(head: FeedHead) -> bytes:
    """Everything before the first event."""
    whole: bytes = calendar(head).to_ical()
    return whole.removesuffix(TAIL)


def chunks(head: FeedHead, events: Iterable[bytes]) -> Iterator[bytes]:
    """A feed piece by piece; `events` come sorted by (DTSTART, UID), each already stamped."""
    yield head_bytes(head)
    yield from events
    yield TAIL


def join(head: FeedHead, events: Iterable[bytes]) -> bytes:
    """A whole feed; `events` come sorted by (DTSTART, UID), each already stamped."""
    return b"".join(chunks(head, events))


def calendar(head: FeedHead) -> Calendar:
    """The library's calendar without events.

    It has no METHOD, which wants an ORGANIZER (RFC 5546), and no UID: vdirsyncer takes a feed with one for a single item.
    """
    it = begun(head.language)
    name, description = _plain(head.name), _plain(head.description)
    for key, value in (("name", name), ("description", description)):
        if value:
            # Without vText the library would escape neither NAME nor a property of its own (X-).
            it.add(key, vText(value))
            it.add(f"x-wr-cal{key[:4]}", vText(value))
    it.add("x-wr-timezone", vText(head.timezone))
    it.add("color", head.color)
    it.add("x-apple-calendar-color", vText(COLORS[head.color]))
    # RFC 7986 demands the VALUE that the library leaves out.
    it.add("refresh-interval", vDuration(_REFRESH, params={"VALUE": "DURATION"}))
    it.add("x-published-ttl", vDuration(_REFRESH))
    it.add_component(zone(head.timezone))
    return it


def begun(language: str) -> Calendar:
    """A calendar that says no more than which program made it."""
    it = Calendar()
    it.add("version", "2.0")
    it.add("prodid", f"-//kjournal//kjournal {__version__}//{language[:2].upper()}")
    it.add("calscale", "GREGORIAN")
    return it


def _plain(text: str) -> str:
    r"""One line without anything to escape: ical.js shows `\,` as it stands in a property of somebody's own (X-)."""
    return clean_line(text).replace(",", "，").replace(";", "；")


def zone(name: str) -> Timezone:
    """The zone's definition, always in a feed: it also keeps an empty one legal.

    Asia/Shanghai has had one offset since 1991 and is written without rules. Another zone's changes are written one
    by one, since parsers disagree about RDATE, which the library would use.
    """
    made = Timezone()
    made.add("tzid", name)
    made.add("x-lic-location", vText(name))
    if name == ZONE:
        made.add_component(_standard("CST", timedelta(hours=8), datetime(1970, 1, 1)))  # noqa: DTZ001  local by RFC 5545
        return made
    spread = [
        (start, part)
        for part in Timezone.from_tzid(name, first_date=_FIRST_DAY, last_date=_LAST_DAY).subcomponents
        for start in _starts(part)
    ]
    for start, part in sorted(spread, key=lambda pair: pair[0]):
        one = type(part)()
        one.TZOFFSETFROM, one.TZOFFSETTO, one.DTSTART = part.TZOFFSETFROM, part.TZOFFSETTO, start
        one.add("tzname", part["TZNAME"])
        made.add_component(one)
    return made


def _starts(part: TimezoneStandard | TimezoneDaylight) -> list[datetime]:
    later = part.get("RDATE", [])
    lists = later if isinstance(later, list) else [later]
    return [part.DTSTART, *(moment.dt for one in lists for moment in one.dts)]


def _standard(name: str, offset: timedelta, start: datetime) -> TimezoneStandard:
    part = TimezoneStandard()
    part.TZOFFSETFROM = part.TZOFFSETTO = offset
    part.DTSTART = start
    part.add("tzname", name)
    return part
