"""What one entry of a feed says."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kjournal import words
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.outputs.feeds.event import Event, event_content
from kjournal.outputs.feeds.settings import Level

if TYPE_CHECKING:
    from tests.outputs.feeds.conftest import Make

SHANGHAI = ZoneInfo("Asia/Shanghai")


def content(reminder: Reminder, level: Level = "full", base_url: str = "https://example.invalid/k") -> Event:
    return event_content(reminder, level=level, journal="ejiang", base_url=base_url)


def test_levels(make: Make) -> None:
    """Full tells what is private, brief what is internal, initials what anybody may see."""
    reminder = make(
        lines=(Line("A类", "public"), Line("电话：138-0000-0000", "internal"), Line("欠款 3200 元")),
        location="峨江县向阳镇1号",
        geo=(24.5, 108.1),
        page="customers/x.html",
    )
    full, brief, initials = content(reminder), content(reminder, "brief"), content(reminder, "initials")
    assert full.summary == brief.summary == "拜访: 双江口镇卫生室"
    assert full.description == "上次 2026-10-27，每30天一次\nA类\n电话：138-0000-0000\n欠款 3200 元"
    assert brief.description == "上次 2026-10-27，每30天一次\nA类\n电话：138-0000-0000"
    assert brief.location == full.location == "峨江县向阳镇1号"
    assert (initials.summary, initials.description) == ("拜访: 双○", "A类")
    assert (initials.location, initials.geo, initials.url) == ("", None, "")
    assert full.uid == brief.uid == initials.uid == f"{reminder.uid}@ejiang"


def test_an_entry_of_the_rep_keeps_its_name(make: Make) -> None:
    """What is no customer's name, as the 3 of the daily entry, is not concealed."""
    assert content(make("3 件", verb="未办", customer=""), "initials").summary == "未办: 3 件"


@pytest.mark.parametrize(
    ("verb", "name", "wanted"),
    [
        ("拜访", "王医生", "拜访: 王医生"),
        ("未办", "", "未办"),
        ("拜访", "卫" * 36, "拜访: " + "卫" * 36),
        ("拜访", "卫" * 37, "拜访: " + "卫" * 35 + "…"),
        ("动" * 41, "", "动" * 39 + "…"),
        ("动" * 39, "王", "动" * 39 + "…"),
        ("拜访", " 王\n医生\u202e\\ ", "拜访: 王 医生＼"),
    ],
)
def test_summary(make: Make, verb: str, name: str, wanted: str) -> None:
    """A verb and a name in one clean line of at most 40 characters; the name is cut first."""
    summary = content(make(name, verb=verb)).summary
    assert summary == wanted
    assert len(summary) <= 40


def test_timed_and_all_day(make: Make) -> None:
    """A time has an end some minutes on; a day ends with the next."""
    timed = content(make(start=time(23, 50, 30), minutes=30))
    assert (timed.start, timed.end) == (
        datetime(2026, 11, 26, 23, 50, tzinfo=SHANGHAI),
        datetime(2026, 11, 27, 0, 20, tzinfo=SHANGHAI),
    )
    assert content(make(start=time(8), minutes=0)).end == datetime(2026, 11, 26, 8, 1, tzinfo=SHANGHAI)
    day = content(make(day=date(2026, 12, 31)))
    assert (day.start, day.end, day.all_day) == (date(2026, 12, 31), date(2027, 1, 1), True)


def test_alarms(make: Make) -> None:
    """Rings are the three nearest, the earliest first, and say how far off the day is when they ring."""
    days = make("韦主任", verb="生日", alarms=tuple(map(Alarm, (900, 9540, 900))))
    assert [(alarm.minutes, alarm.text) for alarm in content(days).alarms] == [
        (9540, "In 7 days: 生日: 韦主任"),
        (900, "Tomorrow: 生日: 韦主任"),
    ]
    timed = make(start=time(8), alarms=tuple(map(Alarm, (0, 15, 240, 700, 4000))))
    assert [(alarm.minutes, alarm.text) for alarm in content(timed).alarms] == [
        (240, "Today: 拜访: 双江口镇卫生室"),
        (15, "In 15 minutes: 拜访: 双江口镇卫生室"),
        (0, "拜访: 双江口镇卫生室"),
    ]


def test_alarms_conceal_too(make: Make) -> None:
    """A lock screen shows the alarm's words: they hold no more than the summary."""
    reminder = make("李建国", alarms=(Alarm(900),))
    assert content(reminder, "initials").alarms[0].text == "Tomorrow: 拜访: 李○"


@pytest.mark.parametrize(
    ("geo", "wanted"),
    [
        ((24.123456789, 108.0), (24.123457, 108.0)),
        ((0.00001, 108.0), (0.0, 108.0)),
        ((108.0, 24.0), None),
        ((float("nan"), 1.0), None),
        (None, None),
    ],
)
def test_geo(make: Make, geo: tuple[float, float] | None, wanted: tuple[float, float] | None) -> None:
    """Six decimals, never 1e-05, and no place that is not on Earth."""
    assert content(make(geo=geo)).geo == wanted


def test_the_journals_language(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sign behind what is to be done, category and the words of an alarm are the catalogue's."""
    monkeypatch.setattr(words, "_language", words.DEFAULT)
    event = content(make("卫" * 40, alarms=(Alarm(900),)))
    assert event.summary == "拜访 " + "卫" * 36 + "…"
    assert (event.category, event.alarms[0].text) == ("拜访", f"明天：{event.summary}")


def test_a_journals_id_is_made_ascii(make: Make) -> None:
    """A UID is ASCII, whatever the journal is called."""
    reminder = make()
    event = event_content(reminder, level="full", journal="峨江")
    assert event.uid.isascii()
    assert event.uid != event_content(reminder, level="full", journal="河池").uid
