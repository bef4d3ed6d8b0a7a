"""Which revision an event has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.outputs.feeds.body import Body, body_of, event_body, event_bytes, event_hash
from kjournal.outputs.feeds.calendar import FeedHead, join
from kjournal.outputs.feeds.revision import Known, read_back, revise
from kjournal.outputs.feeds.stamp import Stamp, pinned

if TYPE_CHECKING:
    from kjournal.outputs.feeds.event import Event
    from tests.outputs.feeds.conftest import Make

NOW = datetime(2026, 11, 20, 2, 30, 59, tzinfo=UTC)
HEAD = FeedHead("客情", "拜访")


def test_stamp() -> None:
    """A stamp is a UTC minute; SEQUENCE counts it from 2020-01-01."""
    stamp = Stamp.at(NOW)
    assert (stamp.sequence, stamp.text) == (3_621_750, "20261120T023000Z")
    assert stamp.revision == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    assert Stamp.at(stamp.revision) == stamp
    assert Stamp.at(datetime(1999, 1, 1, tzinfo=UTC)) == Stamp(0)


@pytest.mark.parametrize(
    ("hash_", "old", "minute", "wanted"),
    [
        ("new", None, 100, 100),
        ("same", 50, 100, 50),
        ("other", 50, 100, 100),
        ("other", 100, 100, 101),
        ("other", 500, 100, 501),
        ("same", 500, 100, 500),
    ],
)
def test_revise(hash_: str, old: int | None, minute: int, wanted: int) -> None:
    """The same content keeps its minute; a new one gets the clock's, and never the old one or an earlier one."""
    known = None if old is None else Known("same", Stamp(old))
    assert revise(known, hash_, Stamp(minute).revision) == Stamp(wanted)


def test_pinned() -> None:
    """On a pinned day the clock stands at 00:00 in the journal's zone."""
    assert pinned(date(2026, 11, 21)) == datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert pinned(date(2026, 11, 21), "Asia/Urumqi") == datetime(2026, 11, 20, 18, tzinfo=UTC)


def publish(known: dict[str, Known], bodies: list[Body], now: datetime) -> tuple[bytes, dict[str, Known]]:
    """A feed as it is published now, and what is then known of it."""
    events, published = [], {}
    for body in sorted(bodies, key=lambda body: body.order):
        digest = event_hash(body.content)
        stamp = revise(known.get(body.uid), digest, now)
        events.append(event_bytes(body.content, stamp))
        published[body.uid] = Known(digest, stamp)
    return join(HEAD, events), published


def test_read_back(difficult: list[Event]) -> None:
    """From the published feed alone comes what was known, so an index can be lost without moving an event."""
    bodies = list(map(body_of, difficult))
    feed, known = publish({}, bodies, NOW)
    assert read_back(feed) == known
    again, known_again = publish(read_back(feed), bodies, NOW + timedelta(days=3))
    assert (again, known_again) == (feed, known)


def test_read_back_from_damaged_feeds(make: Make) -> None:
    """What cannot be read counts as new, whatever lies in the folder; nothing is raised."""
    feed, known = publish({}, [event_body(make(), level="full", journal="e")], NOW)
    (uid,) = known
    assert read_back(b"") == read_back(b"\xff\xfe rubbish") == {}
    assert [read_back(feed[:end]) for end in range(len(feed) - len(b"END:VCALENDAR\r\n"))].count(known) == 0
    for good, damaged in (
        (b"SEQUENCE:3621750", b"SEQUENCE:many"),
        (b"SEQUENCE:3621750", b"SEQUENCE:99999999999"),
        (b"SEQUENCE:3621750", b"SEQUENCE:-1"),
        (b"DTSTAMP:2026", b"DTSTAMP:x026"),
        (b"UID:", b"XID:"),
    ):
        assert read_back(feed.replace(good, damaged)).get(uid) is None
    other = read_back(feed.replace(b"SUMMARY:", b"SUMMARY:x"))[uid]
    assert (other.stamp, other.hash == known[uid].hash) == (known[uid].stamp, False)
    assert read_back(feed.replace(b"SEQUENCE:3621750", b"SEQUENCE:3621790"))[uid].stamp == Stamp(3_621_790)


_DAYS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("甲乙丙"), st.sampled_from("abc")),  # whose entry says what
        st.integers(-2000, 2000),  # by how many seconds the clock moved
        st.booleans(),  # whether the index was lost before
    ),
    max_size=8,
)


@settings(deadline=None)
@given(_DAYS)
def test_sequence_never_falls_and_moves_only_with_content(
    days: list[tuple[dict[str, str], int, bool]],
) -> None:
    """Whatever changes, appears or goes, however the clock jumps, with the index or without."""
    known: dict[str, Known] = {}
    feed, now = b"", NOW
    for entries, seconds, index_lost in days:
        now += timedelta(seconds=seconds)
        before = read_back(feed)
        known = before if index_lost else known
        bodies = [Body("20261126", f"visit-{name}", content(name, text)) for name, text in entries.items()]
        feed, known = publish(known, bodies, now)
        after = read_back(feed)
        assert after == known
        for uid in before.keys() & after.keys():
            assert after[uid].stamp >= before[uid].stamp
            assert (after[uid].stamp == before[uid].stamp) == (after[uid].hash == before[uid].hash)


def content(name: str, text: str) -> bytes:
    lines = (
        f"SUMMARY:{text}",
        "DTSTART;VALUE=DATE:20261126",
        f"UID:visit-{name}",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
    )
    return "".join(f"{line}\r\n" for line in ("BEGIN:VEVENT", *lines, "END:VEVENT")).encode()


def test_a_feed_whose_level_changes_shows_later_stamps(make: Make) -> None:
    """What a feed published is what it is measured by: another level is another content."""
    reminder = make("李建国", why="腊月三十")
    full, brief = (event_body(reminder, level=level, journal="e") for level in ("full", "initials"))
    _feed, known = publish({}, [full], NOW)
    _feed, later = publish(known, [brief], NOW)
    assert full.uid == brief.uid
    assert later[full.uid].stamp > known[full.uid].stamp
    assert event_hash(full.content) == known[full.uid].hash
