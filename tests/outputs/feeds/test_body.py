"""The bytes of one event."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.outputs.feeds.body import body_of, event_body, event_bytes, event_hash
from kjournal.outputs.feeds.event import KIND_LABELS, Event, event_content
from kjournal.outputs.feeds.gate import check_event
from kjournal.outputs.feeds.stamp import Stamp

if TYPE_CHECKING:
    from tests.outputs.feeds.conftest import Build, Make

# Weighted towards what is folded, escaped or removed.
_CHARACTERS = st.one_of(
    st.sampled_from("，,;:\\\n\r\t\"'^ 　中国𠮷🎁é\u0301\u200d\ufe0f🏽🇨nN=%\x00\x1b\u2028\ufeff\u202e"),
    st.characters(codec=None),
)
_TEXTS = st.text(_CHARACTERS, max_size=150)
_REMINDERS = st.builds(
    Reminder,
    uid=st.builds(uid, st.sampled_from(("visit", "birthday")), st.text(), st.text()),
    rule=st.just("visit"),
    kind=st.sampled_from(tuple(KIND_LABELS)),
    customer=st.sampled_from(("", "a")),
    rep=st.just("li"),
    day=st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    verb=_TEXTS.map("拜访{}".format),
    name=_TEXTS,
    why=_TEXTS,
    start=st.none() | st.times(),
    minutes=st.integers(0, 2000),
    lines=st.lists(st.builds(Line, _TEXTS), max_size=4).map(tuple),
    alarms=st.lists(st.integers(1, 27).map(lambda hours: Alarm(hours * 90 + 1)), max_size=5).map(tuple),
    location=_TEXTS,
    geo=st.none() | st.tuples(st.floats(-95, 95), st.floats(-185, 185)),
    page=_TEXTS,
    fixed=st.booleans(),
)
_BASES = st.sampled_from(("", "https://example.invalid/k", "https://客情.invalid/日志/"))
_LEVELS = st.sampled_from(("full", "brief", "initials"))
_STAMPS = st.integers(0, 60 * 24 * 366 * 80).map(Stamp)


@settings(deadline=None)
@given(_REMINDERS, _LEVELS, _BASES, st.sampled_from(("ejiang", "峨江", "e" * 40)), _STAMPS)
def test_any_reminder_gives_the_librarys_bytes(
    by_library: Build, reminder: Reminder, level: Any, base_url: str, journal: str, stamp: Stamp
) -> None:
    """Whatever people typed: the bytes are icalendar's own, pass the gate, and read back as what was written."""
    event = event_content(reminder, level=level, journal=journal, base_url=base_url)
    made = event_bytes(body_of(event).content, stamp)
    assert made == by_library(event, stamp).to_ical()
    assert check_event(made) == []
    read = icalendar.Event.from_ical(made)
    assert isinstance(read, icalendar.Event)
    assert (read["summary"], read.get("description", ""), read.get("location", "")) == (
        event.summary,
        event.description,
        event.location,
    )
    assert (read.start, read.end) == (event.start, event.end)


def test_difficult_reminders_give_the_librarys_bytes(
    by_library: Build, difficult: list[Event], stamp: Stamp
) -> None:
    """Each escape and each width of character at each place of a line: the library's bytes, and past the gate."""
    for event in difficult:
        made = event_bytes(body_of(event).content, stamp)
        assert made == by_library(event, stamp).to_ical()
        assert check_event(made) == []


def test_folding_at_every_place(make: Make, stamp: Stamp) -> None:
    """No line is over 75 octets, no character is split, and unfolded all is as it was."""
    for pad in range(80):
        text = "x" * pad + "中𠮷é👨‍👩‍👧‍👦" * 20
        event = event_content(make(why=text), level="full", journal="ejiang")
        made = event_bytes(body_of(event).content, stamp)
        rows = made.split(b"\r\n")
        assert max(map(len, rows)) <= 75
        assert [row.decode() for row in rows]
        assert f"DESCRIPTION:{text}\r\n" in made.replace(b"\r\n ", b"").decode()


def test_stamps_stand_where_the_library_puts_them(make: Make) -> None:
    """Stamping adds three lines and changes nothing else, so the hash knows the content alone."""
    body = event_body(make("王" * 60, location="向阳镇"), level="full", journal="e" * 40)
    one, other = (event_bytes(body.content, Stamp(number)) for number in (0, 3_621_750))
    three = (b"DTSTAMP:", b"SEQUENCE:", b"LAST-MODIFIED:")
    for made in (one, other):
        rows = made.splitlines(keepends=True)
        assert b"".join(row for row in rows if not row.startswith(three)) == body.content
    assert b"DTSTAMP:20200101T000000Z\r\nUID:" in one
    assert b"\r\nSEQUENCE:0\r\nCATEGORIES:" in one
    assert b"LAST-MODIFIED:20261120T023000Z\r\nLOCATION:" in other


def test_hash_knows_every_field(make: Make) -> None:
    """Each change that a subscriber could see gives another hash; what no subscriber sees gives none."""

    def known(reminder: Reminder, **changes: Any) -> str:
        body = event_body(reminder, **{"level": "full", "journal": "ejiang", **changes})
        return event_hash(body.content)

    first = make(start=time(8), page="a.html")
    changed: list[dict[str, Any]] = [
        {"day": date(2026, 11, 27)},
        {"start": time(9)},
        {"start": None},
        {"minutes": 30},
        {"verb": "电话"},
        {"name": "王医生"},
        {"why": "上次 2026-10-28"},
        {"kind": "money"},
        {"lines": (Line("电话：1"),)},
        {"alarms": (Alarm(0),)},
        {"location": "向阳镇"},
        {"geo": (24.0, 108.0)},
        {"fixed": True},
        {"uid": uid("visit", "a", "b")},
    ]
    base: dict[str, Any] = {"start": time(8), "page": "a.html", "uid": first.uid}
    hashes = [known(make(**(base | fields))) for fields in changed]
    hashes += [known(first, level="initials"), known(first, base_url="https://example.invalid/")]
    assert len({known(first), *hashes}) == len(hashes) + 1
    unseen_fields: tuple[dict[str, Any], ...] = (
        {"open": False},
        {"due": date(2026, 1, 1)},
        {"band": "超期"},
        {"rep": "wang"},
    )
    for unseen in unseen_fields:
        assert known(make(**(base | unseen))) == known(first)


def test_order(make: Make) -> None:
    """Sorted by DTSTART and UID, a day's all-day entries come before its timed ones."""
    timed, day = (
        event_body(make(**fields), level="full", journal="e").order
        for fields in ({"start": time(0)}, {"start": None})
    )
    assert day < timed
    assert timed[0] == "20261126T000000"
