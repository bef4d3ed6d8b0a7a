"""Prints what one event costs: `python tests/outputs/feeds/speed.py`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any

import icalendar

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.outputs.feeds.body import Body, body_of, event_bytes, event_hash
from kjournal.outputs.feeds.calendar import FeedHead, join
from kjournal.outputs.feeds.event import Event, event_content
from kjournal.outputs.feeds.gate import check_event, check_joined
from kjournal.outputs.feeds.revision import read_back, revise
from kjournal.outputs.feeds.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 20_000
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def reminder(number: int) -> Reminder:
    return Reminder(
        uid=uid("visit", f"customer {number}", "2026-10-27"),
        rule="visit",
        kind="visit",
        customer=f"c{number}",
        rep="li",
        day=date(2026, 11, 26) + timedelta(number % 400),
        verb="拜访",
        name=f"双江口镇卫生室 {number}",
        why="上次 2026-10-27，每30天一次",
        start=time(8),
        lines=(
            Line("电话：138-0000-0000", "internal"),
            Line("承诺：带新版彩页和样品 3 盒, 找王医生"),
            Line("相处：耐心, 幽默；少谈价格"),
            Line("上次谈到: 新农合报销比例调整后的用药结构变化"),
        ),
        alarms=(Alarm(15),),
        location="湖南省长沙市宁乡市双江口镇",
        geo=(28.251, 112.31),
        page=f"customers/c{number}.html",
    )


def by_library(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    for name, value in (
        ("summary", event.summary),
        ("dtstart", event.start),
        ("dtend", event.end),
        ("dtstamp", NOW),
        ("last-modified", NOW),
        ("sequence", 3_621_750),
        ("uid", event.uid),
        ("categories", [event.category]),
        ("class", "PRIVATE"),
        ("status", "CONFIRMED"),
        ("transp", "TRANSPARENT"),
        ("x-microsoft-cdo-busystatus", "FREE"),
        ("description", event.description),
        ("location", event.location),
        ("geo", event.geo),
        ("url", event.url),
    ):
        made.add(name, value)
    for number, alarm in enumerate(event.alarms):
        part = icalendar.Alarm()
        part.add("action", "DISPLAY")
        part.add("description", alarm.text)
        part.add("trigger", timedelta(minutes=-alarm.minutes))
        part.add("uid", f"{event.uid}-a{number}")
        made.add_component(part)
    return made


def timed(name: str, work: Callable[[], Any], count: int = MANY) -> Any:
    begun = perf_counter()
    result = work()
    microseconds = (perf_counter() - begun) / count * 1e6
    sys.stdout.write(f"{name:48} {microseconds:7.1f} µs an event\n")
    return result


def main() -> None:
    reminders = list(map(reminder, range(MANY)))
    events: list[Event] = timed(
        "reminder to event",
        lambda: [
            event_content(one, level="full", journal="ejiang", base_url="https://example.invalid/k")
            for one in reminders
        ],
    )
    bodies: list[Body] = timed("event to bytes", lambda: list(map(body_of, events)))
    timed("hash", lambda: [event_hash(body.content) for body in bodies])
    made = timed("stamp", lambda: [event_bytes(body.content, Stamp.at(NOW)) for body in bodies])
    timed("gate", lambda: [check_event(event) for event in made])
    bodies.sort(key=lambda body: body.order)
    published = timed(
        "hash, revise and stamp a whole feed",
        lambda: [event_bytes(body.content, revise(None, event_hash(body.content), NOW)) for body in bodies],
    )
    timed("check the joined feed", lambda: check_joined(body.order for body in bodies))
    feed = timed("join", lambda: join(FeedHead("n", "d"), published))
    timed("read back", lambda: read_back(feed))
    few = events[: MANY // 10]
    built = timed("icalendar builds", lambda: list(map(by_library, few)), len(few))
    timed("icalendar serialises", lambda: [one.to_ical() for one in built], len(few))
    assert [one.to_ical() for one in built] == made[: len(few)]


if __name__ == "__main__":
    main()
