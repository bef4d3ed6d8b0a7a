"""Other people's parsers read in a feed what was written into it."""

from __future__ import annotations

import json
import re
import subprocess
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from kjournal import words
from kjournal.commands import opening
from kjournal.commands.build import build
from kjournal.outputs.feeds.body import body_of, event_bytes
from kjournal.outputs.feeds.calendar import FeedHead, join
from tests.clients import everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from kjournal.outputs.feeds.event import Event
    from kjournal.outputs.feeds.stamp import Stamp

CLIENTS = Path(__file__).parents[2] / "clients"
HEAD = FeedHead("客情提醒, 宁乡", "拜访; 生日\n第二行")
NAME = "客情提醒， 宁乡"
SHANGHAI = ZoneInfo("Asia/Shanghai")

Said = dict[str, Any]
"""What one event says, by the names of `expected`."""


def expected(event: Event, stamp: Stamp) -> Said:
    """What every parser must find."""
    return {
        "summary": event.summary,
        "description": event.description,
        "location": event.location,
        "start": event.start,
        "end": event.end,
        "category": event.category,
        "geo": event.geo,
        "url": event.url,
        "busy": event.busy,
        "stamp": stamp.revision,
        "sequence": stamp.sequence,
        "alarms": [(-60 * alarm.minutes, alarm.text) for alarm in event.alarms],
    }


def by_icalendar(feed: bytes) -> dict[str, Said]:
    calendar = icalendar.Calendar.from_ical(feed)
    assert not calendar.errors
    return {str(event["uid"]): _from_icalendar(event) for event in calendar.walk("VEVENT")}


def _from_icalendar(event: Any) -> Said:
    assert not event.errors
    geo = event.get("geo")
    return {
        "summary": event["summary"],
        "description": event.get("description", ""),
        "location": event.get("location", ""),
        "start": event["dtstart"].dt,
        "end": event["dtend"].dt,
        "category": "|".join(event["categories"].cats),
        "geo": geo and (geo.latitude, geo.longitude),
        "url": event.get("url", ""),
        "busy": event["transp"] == "OPAQUE",
        "stamp": event["dtstamp"].dt,
        "sequence": event["sequence"],
        "alarms": [
            (alarm["trigger"].dt.total_seconds(), alarm["description"]) for alarm in event.walk("VALARM")
        ],
    }


def by_recurring_ical_events(feed: bytes) -> dict[str, Said]:
    """What a subscriber that expands recurrences shows between two days: each event once."""
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(feed)
    shown = recurring_ical_events.of(calendar, skip_bad_series=False).between(
        date(2020, 1, 1), date(2040, 1, 1)
    )
    assert len(shown) == len(calendar.walk("VEVENT"))
    return {str(event["uid"]): _from_icalendar(event) for event in shown}


def by_ical(feed: bytes) -> dict[str, Said]:
    """The parser of Home Assistant."""
    from ical.calendar_stream import IcsCalendarStream

    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    said = {}
    for event in calendar.events:
        geo = event.geo
        said[str(event.uid)] = {
            "summary": event.summary,
            "description": event.description or "",
            "location": event.location or "",
            "start": event.dtstart,
            "end": event.dtend,
            "category": "|".join(event.categories),
            "geo": geo and (geo.lat, geo.lng),
            "url": str(event.url or ""),
            "busy": event.transparency == "OPAQUE",
            "stamp": event.dtstamp,
            "sequence": event.sequence,
            "alarms": [(_length(alarm.trigger), alarm.description) for alarm in event.alarm],
        }
    return said


def _length(trigger: object) -> float:
    assert isinstance(trigger, timedelta)
    return trigger.total_seconds()


def by_vobject(feed: bytes) -> dict[str, Said]:
    with warnings.catch_warnings():
        # It parses with regular expressions that Python 3.13 warns of, and names its zones with dateutil.
        warnings.simplefilter("ignore", DeprecationWarning)
        import vobject

        calendar = vobject.readOne(feed.decode())
    said = {}
    for event in calendar.contents.get("vevent", []):
        values = {name: parts[0].value for name, parts in event.contents.items() if name != "valarm"}
        geo = values.get("geo")
        said[values["uid"]] = {
            "summary": values["summary"],
            "description": values.get("description", ""),
            "location": values.get("location", ""),
            "start": values["dtstart"],
            "end": values["dtend"],
            "category": "|".join(values["categories"]),
            "geo": geo and tuple(map(float, geo.split(";"))),
            "url": values.get("url", ""),
            "busy": values["transp"] == "OPAQUE",
            "stamp": values["dtstamp"],
            "sequence": int(values["sequence"]),
            "alarms": [
                (alarm.trigger.value.total_seconds(), alarm.description.value)
                for alarm in event.contents.get("valarm", [])
            ],
        }
    return said


def _by_program(command: list[str | Path], feed: bytes) -> dict[str, Said]:
    """What a script of `tests/clients` prints, its days, times and durations made Python's."""
    done = subprocess.run(command, input=feed, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer.get("name", NAME) == NAME
    assert answer.get("errors", 0) == 0
    said = {}
    for event in answer["events"]:
        zone = event.pop("zone")
        assert zone == ("Asia/Shanghai" if "T" in event["start"] else "")
        for name in ("start", "end"):
            event[name] = _moment(event[name])
        event["stamp"] = datetime.fromtimestamp(event["stamp"], UTC)
        event["geo"] = event["geo"] and tuple(event["geo"])
        event["alarms"] = [(_seconds(alarm), alarm["text"]) for alarm in event["alarms"]]
        said[event.pop("uid")] = event
    return said


def _moment(said: str) -> datetime | date:
    if "T" not in said:
        return date.fromisoformat(said)
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _seconds(alarm: Said) -> float:
    if "trigger" not in alarm:
        return float(alarm["seconds"])
    length: timedelta = icalendar.vDuration.from_ical(alarm["trigger"])  # type: ignore[no-untyped-call]
    return length.total_seconds()


def by_ical_js(feed: bytes) -> dict[str, Said]:
    """The parser of Thunderbird and Nextcloud."""
    return _by_program(["node", CLIENTS / "ical_js.mjs"], feed)


def by_node_ical(feed: bytes) -> dict[str, Said]:
    return _by_program(["node", CLIENTS / "node_ical.mjs"], feed)


def by_libical(feed: bytes) -> dict[str, Said]:
    """The parser of GNOME, KDE and many phones."""
    return _by_program(["/usr/bin/python3", CLIENTS / "libical_gi.py"], feed)


PARSERS = [
    by_icalendar,
    by_recurring_ical_events,
    by_ical,
    by_vobject,
    pytest.param(by_ical_js, marks=pytest.mark.parts("npm")),
    pytest.param(by_node_ical, marks=pytest.mark.parts("npm")),
    pytest.param(by_libical, marks=pytest.mark.parts("libical")),
]


@pytest.mark.parametrize("parse", PARSERS)
def test_values_come_back(
    parse: Callable[[bytes], dict[str, Said]], difficult: list[Event], stamp: Stamp
) -> None:
    """Each parser finds in each event exactly what was written, at every fold and with every escape."""
    bodies = sorted(map(body_of, difficult), key=lambda body: body.order)
    feed = join(HEAD, (event_bytes(body.content, stamp) for body in bodies))
    said = parse(feed)
    assert said == {event.uid: expected(event, stamp) for event in difficult}


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A feed with what every care rule says."""
    before = words.language()
    root = tmp_path_factory.mktemp("everything")
    everything.write(root, date(2026, 11, 20), pinned=True)
    build(opening.journal(root), root / "site")
    words.use(before)
    feed = (root / "site" / "feeds" / "li.ics").read_bytes()
    events = re.findall(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", feed, re.MULTILINE | re.DOTALL)
    return join(HEAD, events)


@pytest.mark.parametrize("parse", PARSERS[1:])
def test_every_rule_is_read_alike(parse: Callable[[bytes], dict[str, Said]], everyday: bytes) -> None:
    """Days, times, alarms and words of every rule's entries are the same to all."""
    said = by_icalendar(everyday)
    kinds = {uid.rpartition("-")[0] for uid in said}
    assert {"visit", "birthday", "promise", "money", "licence", "points", "adverse"} <= kinds
    assert {type(one["start"]) for one in said.values()} == {date, datetime}
    assert parse(everyday) == said


@pytest.mark.parametrize("parse", PARSERS)
def test_an_empty_feed_is_read(parse: Callable[[bytes], dict[str, Said]]) -> None:
    """A feed without events is a calendar to everybody."""
    assert parse(join(HEAD, [])) == {}
