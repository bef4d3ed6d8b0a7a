"""A whole feed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest

from kjournal import __version__
from kjournal.care.reminder import Alarm, Line
from kjournal.outputs.feeds.body import Body, body_of, event_body, event_bytes
from kjournal.outputs.feeds.calendar import FeedHead, calendar, chunks, head_bytes, join
from kjournal.outputs.feeds.gate import check_feed, check_head

if TYPE_CHECKING:
    from kjournal.outputs.feeds.event import Event
    from kjournal.outputs.feeds.stamp import Stamp
    from tests.outputs.feeds.conftest import Build, Make, Snapshot

HEAD = FeedHead("客情提醒 · 宁乡片区", "拜访、生日、承诺；由 kjournal 生成，请勿手改")


def published(bodies: list[Body], stamp: Stamp) -> bytes:
    ordered = sorted(bodies, key=lambda body: body.order)
    return join(HEAD, (event_bytes(body.content, stamp) for body in ordered))


def read(feed: bytes) -> icalendar.Calendar:
    calendar = icalendar.Calendar.from_ical(feed)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def test_the_librarys_whole_file(by_library: Build, difficult: list[Event], stamp: Stamp) -> None:
    """Joined from single events, a feed has the bytes that icalendar gives for the whole."""
    ordered = sorted(difficult, key=lambda event: body_of(event).order)
    whole = calendar(HEAD)
    for event in ordered:
        whole.add_component(by_library(event, stamp))
    assert published([body_of(event) for event in difficult], stamp) == whole.to_ical()


def test_a_week(make: Make, stamp: Stamp, snapshot: Snapshot) -> None:
    """A small feed: a visit, an appointment, a promise, money, the daily entry."""
    reminders = [
        make(
            start=time(8),
            lines=(Line("电话：138-0000-0000", "internal"), Line("答应：带新版彩页, 样品 3 盒")),
            alarms=(Alarm(15),),
            location="双江口镇老街12号",
            geo=(28.251, 112.31),
            page="customers/shuangjiangkou.html",
        ),
        make(
            rule="next",
            why="约好的：11-20 王医生",
            start=time(14),
            minutes=30,
            fixed=True,
            alarms=(Alarm(30), Alarm(0)),
        ),
        make(
            "陈店长",
            kind="promise",
            verb="承诺到期",
            why="11-02 答应：带样品",
            start=time(8, 30),
            alarms=(Alarm(0),),
        ),
        make(
            "老百姓大药房",
            kind="money",
            verb="证照到期",
            why="药品经营许可证 2026-12-31",
            alarms=(Alarm(900),),
        ),
        make(
            "3 件",
            verb="未办",
            customer="",
            why="11-24 拜访 双江口镇卫生室\n11-25 承诺 陈店长\n11-25 电话 韦主任",
        ),
    ]
    bodies = [
        event_body(reminder, level="full", journal="ningxiang", base_url="https://example.invalid/k/")
        for reminder in reminders
    ]
    feed = published(bodies, stamp)
    assert check_feed(feed) == []
    snapshot("week.ics", feed.replace(__version__.encode(), b"VERSION"))


def test_birthdays_on_new_years_eve(
    make: Make, stamp: Stamp, snapshot: Snapshot, new_years_eves: list[date]
) -> None:
    """A lunar birthday is one event a year, each on its own day; it neither recurs nor moves."""
    bodies = [
        event_body(
            make(
                "李建国主任（宁乡市人民医院·心内科）",
                kind="birthday",
                rule="birthday",
                verb="🎂 生日",
                day=day,
                why="农历腊月三十" if day.year == 2030 else "农历腊月三十（本年腊月小，按廿九过）",
                lines=(Line("忌口：辣、酒"), Line("家庭：👨‍👩‍👧‍👦 爱人姓𠮷野")),
                alarms=(Alarm(9540), Alarm(900)),
            ),
            level="full",
            journal="ningxiang",
        )
        for day in new_years_eves
    ]
    feed = published(bodies, stamp)
    assert check_feed(feed) == []
    snapshot("new-years-eve.ics", feed.replace(__version__.encode(), b"VERSION"))


@pytest.mark.parametrize("level", ["brief", "initials"])
def test_levels(make: Make, stamp: Stamp, snapshot: Snapshot, level: str) -> None:
    """What a stranger's feed shows of the same visit."""
    reminder = make(
        "李建国主任",
        start=time(8),
        lines=(Line("A类", "public"), Line("电话：138-0000-0000", "internal"), Line("欠款 3200 元")),
        alarms=(Alarm(15),),
        location="双江口镇老街12号",
        geo=(28.251, 112.31),
        page="customers/li.html",
    )
    body = event_body(reminder, level=level, journal="ningxiang", base_url="https://example.invalid/k/")  # type: ignore[arg-type]
    feed = published([body], stamp)
    assert check_feed(feed) == []
    snapshot(f"{level}.ics", feed.replace(__version__.encode(), b"VERSION"))


def test_an_empty_feed_is_legal(snapshot: Snapshot) -> None:
    """Without events there is still the time zone, so the file is a calendar."""
    feed = join(HEAD, [])
    assert check_feed(feed) == []
    assert [part.name for part in read(feed).subcomponents] == ["VTIMEZONE"]
    snapshot("empty.ics", feed.replace(__version__.encode(), b"VERSION"))


def test_chunks_are_the_feed(make: Make, stamp: Stamp) -> None:
    """A feed can be written piece by piece: head, events, tail."""
    event = event_bytes(event_body(make(), level="full", journal="e").content, stamp)
    assert list(chunks(HEAD, [event])) == [head_bytes(HEAD), event, b"END:VCALENDAR\r\n"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Europe/Berlin", "UTC"])
def test_time_zones(make: Make, stamp: Stamp, zone: str) -> None:
    """The journal's zone is written without RRULE and RDATE, and gives each time the offset that it has."""
    head = FeedHead("n", "d", timezone=zone)
    assert check_head(head_bytes(head)) == []
    assert b"RDATE" not in head_bytes(head)
    assert b"RRULE" not in head_bytes(head)
    bodies = [
        event_body(make(day=day, start=time(8)), level="full", journal="e", zone=zone)
        for day in (date(2026, 7, 1), date(2026, 12, 1), date(2031, 3, 31))
    ]
    feed = join(head, [event_bytes(body.content, stamp) for body in bodies])
    assert check_feed(feed) == []
    parsed = read(feed)
    written = parsed.timezones[0].to_tz(lookup_tzid=False)
    for event in parsed.events:
        assert isinstance(event.start, datetime)
        plain = event.start.replace(tzinfo=None)
        assert plain.replace(tzinfo=written).utcoffset() == plain.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_shanghai_is_the_recommended_one() -> None:
    """Asia/Shanghai has one offset and nothing else."""
    zone = head_bytes(HEAD).decode().partition("BEGIN:VTIMEZONE\r\n")[2].split("\r\n")
    assert zone == [
        "TZID:Asia/Shanghai",
        "X-LIC-LOCATION:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:CST",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_names_have_nothing_to_escape() -> None:
    """A title with commas, line ends and controls reads alike under both of its names, whether one unescapes or not."""
    head = head_bytes(FeedHead("甲,乙;丙\n丁\x1b\\", "")).decode()
    assert "NAME:甲，乙；丙 丁＼\r\nX-WR-CALNAME:甲，乙；丙 丁＼\r\n" in head
    assert "DESC" not in head
    assert check_head(head.encode()) == []
