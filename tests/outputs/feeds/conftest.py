"""What the tests of the feeds share: reminders, snapshots, and the parts that other people's parsers need."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import icalendar
import pytest

from kjournal import words
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.outputs.feeds.event import Event, event_content
from kjournal.outputs.feeds.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Build = Callable[[Event, Stamp], icalendar.Event]

HERE = Path(__file__).parent
CLIENTS = HERE.parents[1] / "clients"
# 除夕, the last day of the twelfth lunar month; the twelfth month is short in all these years but the last.
NEW_YEARS_EVES = tuple(
    date.fromisoformat(day) for day in ("2026-02-16", "2027-02-05", "2028-01-25", "2029-02-12", "2030-02-02")
)


class Make(Protocol):
    """Makes a reminder from what matters to a test."""

    def __call__(self, name: str = ..., **fields: Any) -> Reminder:
        """The reminder."""


class Snapshot(Protocol):
    """Compares bytes with a file beside the tests."""

    def __call__(self, name: str, feed: bytes) -> None:
        """Fail where they differ."""


def _reminder(name: str = "双江口镇卫生室", **fields: Any) -> Reminder:
    usual: dict[str, Any] = {
        "rule": "visit",
        "kind": "visit",
        "customer": "双江口镇卫生室",
        "rep": "li",
        "day": date(2026, 11, 26),
        "verb": "拜访",
        "why": "上次 2026-10-27，每30天一次",
    }
    usual |= fields
    usual.setdefault("uid", uid(usual["rule"], usual["customer"], f"{usual['day']} {name}"))
    return Reminder(name=name, **usual)


@pytest.fixture
def make() -> Make:
    """A reminder of an all-day visit, with the given fields changed."""
    return _reminder


@pytest.fixture
def stamp() -> Stamp:
    """The minute at which the tests publish."""
    return Stamp.at(datetime(2026, 11, 20, 2, 30, 45, tzinfo=UTC))


@pytest.fixture
def new_years_eves() -> list[date]:
    """除夕, the last day of the twelfth lunar month, of five years."""
    return list(NEW_YEARS_EVES)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The words in the code, so that no catalogue decides over a test."""
    before = words.language()
    words.use("en")
    yield
    words.use(before)


@pytest.fixture
def snapshot() -> Snapshot:
    """The feed must equal the file; `UPDATE_SNAPSHOTS=1` writes it. Git keeps it with LF, so line ends are the gate's."""

    def compare(name: str, feed: bytes) -> None:
        path = HERE / "snapshots" / name
        text = feed.decode().replace("\r\n", "\n")
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()

    return compare


@cache
def _missing(part: str) -> str:
    """Why the tests with this part cannot run; empty where they can."""
    if part == "npm":
        node, modules = shutil.which("node"), CLIENTS / "node_modules" / "node-ical"
        return "" if node and modules.is_dir() else "needs node and `npm ci --prefix tests/clients`"
    if part == "libical":
        code = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
        python = Path("/usr/bin/python3")
        there = python.exists() and subprocess.run([python, "-c", code], capture_output=True, check=False)
        return "" if there and there.returncode == 0 else "needs Debian's python3-gi and gir1.2-ical-3.0"
    return f"no test knows the part {part}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a part that is missing, with the reason; in CI nothing may be missing."""
    for mark in item.iter_markers("parts"):
        if reason := _missing(mark.args[0]):
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


def _by_library(event: Event, stamp: Stamp) -> icalendar.Event:
    made = icalendar.Event()
    made.add("summary", event.summary)
    made.add("dtstart", event.start)
    made.add("dtend", event.end)
    made.add("dtstamp", stamp.revision)
    made.add("last-modified", stamp.revision)
    made.add("sequence", stamp.sequence)
    made.add("uid", event.uid)
    made.add("categories", [event.category])
    made.add("class", "PRIVATE")
    made.add("status", "CONFIRMED")
    made.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    if not event.busy:
        made.add("x-microsoft-cdo-busystatus", icalendar.vText("FREE"))
    for name, value in (
        ("description", event.description),
        ("location", event.location),
        ("geo", event.geo),
        ("url", event.url),
    ):
        if value:
            made.add(name, value)
    for number, alarm in enumerate(event.alarms):
        part = icalendar.Alarm()
        part.add("action", "DISPLAY")
        part.add("description", alarm.text)
        part.add("trigger", timedelta(minutes=-alarm.minutes))
        part.add("uid", f"{event.uid}-a{number}")
        made.add_component(part)
    return made


@pytest.fixture(scope="session")
def by_library() -> Build:
    """Builds an event with icalendar alone, property by property: what our bytes must equal."""
    return _by_library


def _difficult() -> list[Reminder]:
    """Reminders whose text meets every fold, every escape, and everything a parser may trip over."""
    nasty = '，,;:🎁é中"\\n\n\t;\\,\r\nhttps://a/?b=c,d;e'
    made = [
        _reminder(
            "x" * pad + "𠮷é中,;" * 4,
            day=date(2026, 12, 10),
            why="y" * pad + nasty * 3 + "终",
            alarms=(Alarm(9540), Alarm(900)),
        )
        for pad in range(77)
    ]
    made += [
        _reminder(
            "李建国主任（宁乡市人民医院·心内科）",
            kind="birthday",
            rule="birthday",
            verb="🎂 生日",
            day=day,
            why="腊月三十（本年腊月小，按廿九过）",
            lines=(Line("家庭：👨‍👩‍👧‍👦 爱人姓𠮷野；忌口：辣、酒"),),
            location="湖南省长沙市宁乡市玉潭街道人民中路123号；门诊三楼, 心内科",
            page="customers/%E6%9D%8E.html",
            alarms=(Alarm(9540), Alarm(900)),
        )
        for day in NEW_YEARS_EVES
    ]
    made += [
        _reminder(start=time(9), minutes=30, fixed=True, geo=(28.25, 112.55), alarms=(Alarm(15), Alarm(0))),
        _reminder(start=time(23, 55), day=date(2028, 2, 28), minutes=15, geo=(0.0, -12.5)),
        _reminder("", verb="未办", customer="", why="", kind="promise"),
        _reminder(" 空 格 ", verb="证照", kind="money", why=" \n \n", day=date(2028, 2, 29)),
    ]
    return made


@pytest.fixture(scope="session")
def difficult() -> list[Event]:
    """The entries of reminders that are hard to write and to read."""
    return [
        event_content(
            reminder, level="full", journal="ejiang", base_url="https://example.invalid/客情/k" + "a" * 60
        )
        for reminder in _difficult()
    ]
