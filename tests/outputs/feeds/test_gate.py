"""The strict gate: every damaged feed is refused with a sentence, every good one passes."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from kjournal.care.reminder import Alarm, Line
from kjournal.outputs.feeds.body import body_of, event_body, event_bytes
from kjournal.outputs.feeds.calendar import FeedHead, head_bytes, join
from kjournal.outputs.feeds.gate import check_event, check_feed, check_head, check_joined

if TYPE_CHECKING:
    from kjournal.outputs.feeds.event import Event
    from kjournal.outputs.feeds.stamp import Stamp
    from tests.outputs.feeds.conftest import Make

DAY, TIMED = "visit-0000000000000001@e", "visit-0000000000000002@e"
ZONE = head_bytes(FeedHead("n", "d")).partition(b"X-WR-TIMEZONE:Asia/Shanghai\r\n")[2].decode()


@pytest.fixture
def feed(make: Make, stamp: Stamp) -> str:
    """A good feed: an all-day entry with two alarms and a timed one."""
    reminders = [
        make(
            "李建国, 主任",
            uid="visit-0000000000000001",
            why="甲\n乙；丙; " + "丁" * 40,
            alarms=(Alarm(9540), Alarm(900)),
        ),
        make(
            uid="visit-0000000000000002",
            start=time(9),
            minutes=30,
            fixed=True,
            lines=(Line("承诺：彩页"),),
            location="向阳镇, 3号",
            geo=(24.5, 108.25),
            page="a.html",
            alarms=(Alarm(15), Alarm(0)),
        ),
    ]
    bodies = [
        event_body(reminder, level="full", journal="e", base_url="https://example.invalid")
        for reminder in reminders
    ]
    return join(FeedHead("客情", "拜访"), (event_bytes(body.content, stamp) for body in bodies)).decode()


def test_the_good_feed_passes(feed: str) -> None:
    """Nothing is said of a feed that is as it should be."""
    assert check_feed(feed.encode()) == []


def test_difficult_events_pass(difficult: list[Event], stamp: Stamp) -> None:
    """Nothing is said of events with all that people type, one by one and joined."""
    bodies = sorted(map(body_of, difficult), key=lambda body: body.order)
    events = [event_bytes(body.content, stamp) for body in bodies]
    assert [problem for event in events for problem in check_event(event)] == []
    assert check_joined(body.order for body in bodies) == []
    assert check_feed(join(FeedHead("n", "d"), events)) == []


# name: what stands in the good feed, what the damaged one has instead, what the gate says
DAMAGE: dict[str, tuple[str, str, str]] = {
    # bytes and lines
    "line feeds alone": ("CLASS:PRIVATE\r\nDES", "CLASS:PRIVATE\nDES", f"{DAY}: a line ends with something else than CR LF"),
    "a carriage return in a text": ("乙；丙", "乙\r丙", f"{DAY}: a line ends with something else than CR LF"),
    "a byte order mark": ("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR", "a byte order mark"),
    "a line of 76 octets": ("丁\r\n 丁", "丁" + "x" * 4 + "\r\n 丁", f"{DAY}: a line is longer than 75 octets"),
    "an empty line": ("STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\n\r\n", f"{DAY}: an empty line"),
    "a fold of nothing": ("STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\n \r\n", f"{DAY}: an empty line"),
    "a NUL": ("乙；丙", "乙\0丙", f"{DAY}: the character U+0000 is not allowed"),
    "an escape": ("乙；丙", "乙\x1b丙", f"{DAY}: the character U+001B is not allowed"),
    "a C1 control": ("乙；丙", "乙\x85丙", f"{DAY}: the character U+0085 is not allowed"),
    "a line separator": ("乙；丙", "乙\u2028丙", f"{DAY}: the character U+2028 is not allowed"),
    "a right-to-left override": ("乙；丙", "乙\u202e丙", f"{DAY}: the character U+202E is not allowed"),
    "a fold by tab": ("丁\r\n 丁", "丁\r\n\t丁", f"{DAY}: the character U+0009 is not allowed"),
    # frames
    "the end is missing": ("END:VCALENDAR\r\n", "", "a feed ends with END:VCALENDAR"),
    "the last line has no end": ("END:VCALENDAR\r\n", "END:VCALENDAR", "a feed ends with END:VCALENDAR"),
    "an event without end": (
        "UID:visit-0000000000000001@e-a1\r\nEND:VALARM\r\nEND:VEVENT\r\n",
        "UID:visit-0000000000000001@e-a1\r\nEND:VALARM\r\n",
        f"{DAY}: an event begins with BEGIN:VEVENT and ends with END:VEVENT",
    ),
    "an alarm without end": ("TRIGGER:-P6DT15H\r\nUID:visit-0000000000000001@e-a0\r\nEND:VALARM\r\n", "TRIGGER:-P6DT15H\r\nUID:visit-0000000000000001@e-a0\r\n", f"{DAY}: END:VEVENT closes nothing"),
    "a task": ("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:In 7", "BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:In 7", f"{DAY}: BEGIN does not belong here"),
    # the calendar's head
    "a METHOD": ("CALSCALE:GREGORIAN\r\n", "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n", "METHOD does not belong here"),
    "a UID on the calendar": ("COLOR:tomato\r\n", "COLOR:tomato\r\nUID:k\r\n", "UID does not belong here"),
    "no VERSION": ("VERSION:2.0\r\n", "", "VERSION is missing"),
    "no PRODID": ("PRODID:", "X-PRODID:", "PRODID is missing"),
    "no zone": (ZONE, "", "a feed has exactly one time zone"),
    "two zones": (ZONE, ZONE * 2, "a feed has exactly one time zone"),
    "a zone with rules": ("TZOFFSETTO:+0800\r\n", "TZOFFSETTO:+0800\r\nRRULE:FREQ=YEARLY\r\n", "RRULE does not belong here"),
    "a wrong offset": ("TZOFFSETTO:+0800\r\n", "TZOFFSETTO:+0900\r\n", "Asia/Shanghai is +0800 without rules"),
    "an offset of two digits": ("TZOFFSETTO:+0800\r\n", "TZOFFSETTO:+08\r\n", "TZOFFSETTO must be an offset such as +0800, not +08"),
    "an interval of P1H": ("DURATION:PT1H", "DURATION:P1H", "REFRESH-INTERVAL must be a duration such as PT1H, not P1H"),
    "an interval without VALUE": ("INTERVAL;VALUE=DURATION", "INTERVAL", "REFRESH-INTERVAL must be written REFRESH-INTERVAL;VALUE=DURATION"),
    "a colour nobody knows": ("COLOR:tomato", "COLOR:tomatoe", "COLOR must be a colour's name in CSS3, not tomatoe"),
    "two colours": ("#FF6347", "#FF6348", "COLOR and X-APPLE-CALENDAR-COLOR differ"),
    "two names": ("X-WR-CALNAME:客情", "X-WR-CALNAME:客", "NAME and X-WR-CALNAME differ"),
    "a raw comma in the name": ("NAME:客情\r\nX-WR-CALNAME:客情", "NAME:客,情\r\nX-WR-CALNAME:客,情", "NAME must be a line of text with its commas and semicolons escaped, and no backslash, not 客,情"),
    "another zone's name": ("X-WR-TIMEZONE:Asia/Shanghai", "X-WR-TIMEZONE:Asia/Urumqi", "TZID, X-LIC-LOCATION and X-WR-TIMEZONE differ"),
    # an event's properties
    "a rule of recurrence": ("CLASS:PRIVATE\r\n", "RRULE:FREQ=YEARLY\r\nCLASS:PRIVATE\r\n", f"{DAY}: RRULE does not belong here"),
    "a list of days": ("CLASS:PRIVATE\r\n", "RDATE:20270101\r\nCLASS:PRIVATE\r\n", f"{DAY}: RDATE does not belong here"),
    "an excepted day": ("CLASS:PRIVATE\r\n", "EXDATE:20270101\r\nCLASS:PRIVATE\r\n", f"{DAY}: EXDATE does not belong here"),
    "a property nobody asked for": ("CLASS:PRIVATE\r\n", "ATTENDEE:mailto:a\r\nCLASS:PRIVATE\r\n", f"{DAY}: ATTENDEE does not belong here"),
    "a line that is no property": ("CLASS:PRIVATE\r\n", "CLASS:PRIVATE\r\nhello\r\n", f"{DAY}: hello does not belong here"),
    "a name in small letters": ("CLASS:PRIVATE", "class:PRIVATE", f"{DAY}: class does not belong here"),
    "no UID": ("UID:visit-0000000000000001@e\r\n", "", f"{DAY}-a0: UID is missing"),
    "a random UID": ("UID:visit-0000000000000001@e\r\n", "UID:8f1c6a4e\r\n", "8f1c6a4e: UID must be rule-hash@journal, not 8f1c6a4e"),
    "a UID that is not ASCII": ("UID:visit-0000000000000001@e\r\n", "UID:拜访-0000000000000001@e\r\n", "拜访-0000000000000001@e: UID must be rule-hash@journal, not 拜访-0000000000000001@e"),
    "a UID in two events": (TIMED, DAY, f"the UID {DAY} stands twice"),
    "no DTSTAMP": ("DTSTAMP:20261120T023000Z\r\n", "", f"{DAY}: DTSTAMP is missing"),
    "no summary": ("SUMMARY:拜访: 李建国\\, 主任\r\n", "", f"{DAY}: SUMMARY is missing"),
    "two summaries": ("SUMMARY:拜访: 李", "SUMMARY:甲\r\nSUMMARY:拜访: 李", f"{DAY}: SUMMARY stands twice"),
    "a long summary": ("SUMMARY:拜访: 李", "SUMMARY:" + "拜" * 20 + "\r\n " + "访" * 14 + "李", f"{DAY}: SUMMARY is longer than 40 characters"),
    "a summary of two lines": ("SUMMARY:拜访: 李", "SUMMARY:拜访\\n李", f"{DAY}: SUMMARY must be a line of text with its commas and semicolons escaped, and no backslash, not 拜访\\n李建国\\, 主任"),
    "an empty description": ("DESCRIPTION:上次 2026-10-27，每30天一次\\n承诺：彩页", "DESCRIPTION:", f"{TIMED}: DESCRIPTION is empty"),
    "a raw comma": ("李建国\\, 主任\r\nDTSTART", "李建国, 主任\r\nDTSTART", f"{DAY}: SUMMARY must be a line of text with its commas and semicolons escaped, and no backslash, not 拜访: 李建国, 主任"),
    "a raw semicolon": ("丙\\; ", "丙; ", f"{DAY}: DESCRIPTION must be text with its line ends, commas and semicolons escaped, and no other backslash, not 甲\\n乙；丙; 丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁丁"),
    "an escape that is none": ("彩页", "彩\\t页", f"{TIMED}: DESCRIPTION must be text with its line ends, commas and semicolons escaped, and no other backslash, not 上次 2026-10-27，每30天一次\\n承诺：彩\\t页"),
    "an escaped backslash": ("彩页", "彩\\\\n页", f"{TIMED}: DESCRIPTION must be text with its line ends, commas and semicolons escaped, and no other backslash, not 上次 2026-10-27，每30天一次\\n承诺：彩\\\\n页"),
    "properties out of order": ("STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n", "TRANSP:TRANSPARENT\r\nSTATUS:CONFIRMED\r\n", f"{DAY}: STATUS stands in the wrong place"),
    "a property behind the alarms": ("a1\r\nEND:VALARM\r\nEND", "a1\r\nEND:VALARM\r\nPRIORITY:1\r\nEND", f"{DAY}: PRIORITY:1 stands behind an alarm"),
    "a public event": ("CLASS:PRIVATE", "CLASS:PUBLIC", f"{DAY}: CLASS must be one of the words allowed here, not PUBLIC"),
    "a cancelled event": ("STATUS:CONFIRMED", "STATUS:CANCELLED", f"{DAY}: STATUS must be one of the words allowed here, not CANCELLED"),
    "busy and free": ("TRANSP:TRANSPARENT", "TRANSP:OPAQUE", f"{DAY}: TRANSP and X-MICROSOFT-CDO-BUSYSTATUS contradict each other"),
    "an address with spaces": ("invalid/a.html", "invalid/a b.html", f"{TIMED}: URL must be a percent-encoded address, not https://example.invalid/a b.html"),
    "an address in Chinese": ("invalid/a.html", "invalid/甲.html", f"{TIMED}: URL must be a percent-encoded address, not https://example.invalid/甲.html"),
    "half a place": ("GEO:24.5;108.25", "GEO:24.5", f"{TIMED}: GEO must be latitude;longitude, not 24.5"),
    "a place beyond the pole": ("GEO:24.5;108.25", "GEO:108.25;24.5", f"{TIMED}: GEO is no place on Earth"),
    # times
    "a time in UTC": ("DTSTART;TZID=Asia/Shanghai:20261126T090000", "DTSTART:20261126T010000Z", f"{TIMED}: DTSTART must be written DTSTART;VALUE=DATE / DTSTART;TZID=Asia/Shanghai"),
    "a floating time": ("DTSTART;TZID=Asia/Shanghai:", "DTSTART:", f"{TIMED}: DTSTART must be written DTSTART;VALUE=DATE / DTSTART;TZID=Asia/Shanghai"),
    "a zone that is not defined": ("DTSTART;TZID=Asia/Shanghai", "DTSTART;TZID=China", f"{TIMED}: DTSTART;TZID=China must be written DTSTART;VALUE=DATE / DTSTART;TZID=Asia/Shanghai"),
    "a day without VALUE": ("DTSTART;VALUE=DATE:", "DTSTART:", f"{DAY}: DTSTART must be written DTSTART;VALUE=DATE / DTSTART;TZID=Asia/Shanghai"),
    "a day that does not exist": ("DTSTART;VALUE=DATE:20261126", "DTSTART;VALUE=DATE:20260230", f"{DAY}: DTSTART or DTEND is a day or time that does not exist"),
    "an hour that does not exist": ("T093000", "T243000", f"{TIMED}: DTSTART or DTEND is a day or time that does not exist"),
    "a day with dashes": ("DATE:20261126", "DATE:2026-11-26", f"{DAY}: DTSTART must be a date, not 2026-11-26"),
    "no end": ("DTEND;VALUE=DATE:20261127\r\n", "", f"{DAY}: DTEND is missing"),
    "an end on the same day": ("DTEND;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261126", f"{DAY}: DTEND does not lie behind DTSTART"),
    "an end before the start": ("T093000", "T083000", f"{TIMED}: DTEND does not lie behind DTSTART"),
    "a day that ends at a time": ("DTEND;VALUE=DATE:20261127", "DTEND;TZID=Asia/Shanghai:20261127T000000", f"{DAY}: DTSTART and DTEND are not of one kind"),
    # stamps
    "another SEQUENCE": ("SEQUENCE:3621750", "SEQUENCE:3621751", f"{DAY}: SEQUENCE is not the minute of DTSTAMP counted from 2020-01-01"),
    "a SEQUENCE with a zero before": ("SEQUENCE:3621750", "SEQUENCE:03621750", f"{DAY}: SEQUENCE must be a number, not 03621750"),
    "another LAST-MODIFIED": ("MODIFIED:20261120T0230", "MODIFIED:20261120T0231", f"{DAY}: DTSTAMP and LAST-MODIFIED differ"),
    "a stamp with seconds": ("DTSTAMP:20261120T023000Z", "DTSTAMP:20261120T023001Z", f"{DAY}: DTSTAMP must be a UTC time of a whole minute, not 20261120T023001Z"),
    "a stamp in local time": ("DTSTAMP:20261120T023000Z", "DTSTAMP:20261120T103000", f"{DAY}: DTSTAMP must be a UTC time of a whole minute, not 20261120T103000"),
    # alarms
    "an alarm after PT1D": ("TRIGGER:-P6DT15H", "TRIGGER:-PT1D", f"{DAY}: TRIGGER must be a duration before the start, not -PT1D"),
    "an alarm P1H before": ("TRIGGER:-PT15H", "TRIGGER:-P15H", f"{DAY}: TRIGGER must be a duration before the start, not -P15H"),
    "an alarm after the start": ("TRIGGER:-PT15H", "TRIGGER:PT9H", f"{DAY}: TRIGGER must be a duration before the start, not PT9H"),
    "an alarm at a moment": ("TRIGGER:-PT15H", "TRIGGER;VALUE=DATE-TIME:20261125T010000Z", f"{DAY}: TRIGGER;VALUE=DATE-TIME must be written TRIGGER"),
    "an alarm at midnight": ("TRIGGER:-P6DT15H", "TRIGGER:-P7D", f"{DAY}: an alarm of an all-day event rings at midnight"),
    "an alarm 29 days before": ("TRIGGER:-P6DT15H", "TRIGGER:-P28DT15H", f"{DAY}: an alarm rings more than 28 days before the start"),
    "an alarm by mail": ("ACTION:DISPLAY", "ACTION:EMAIL", f"{DAY}: ACTION must be one of the words allowed here, not EMAIL"),
    "an alarm without words": ("DESCRIPTION:In 7 days: 拜访: 李建国\\, 主任\r\n", "", f"{DAY}: DESCRIPTION is missing"),
    "an alarm with the event's UID": ("UID:visit-0000000000000001@e-a0", "UID:visit-0000000000000001@e", f"{DAY}: UID must be the event's UID and -a0, -a1 or -a2, not {DAY}"),
    "two alarms of one UID": ("UID:visit-0000000000000001@e-a1", "UID:visit-0000000000000001@e-a0", f"{DAY}: an alarm's UID is not the event's with -a1"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_feeds_are_refused(feed: str, name: str) -> None:
    """Each damage is told from a good feed, in a sentence that says what is wrong where."""
    good, damaged, sentence = DAMAGE[name]
    assert good in feed
    assert sentence in check_feed(feed.replace(good, damaged, 1 if good != TIMED else -1).encode())


def test_a_split_character_is_refused(feed: str) -> None:
    """A fold between the octets of one character is not UTF-8 any more."""
    octets = feed.encode()
    place = octets.index("丁".encode())
    split = octets[: place + 1] + b"\r\n " + octets[place + 1 :]
    assert "not UTF-8, or a line is folded inside a character" in " ".join(check_feed(split))


def test_a_fourth_alarm_is_refused(make: Make, stamp: Stamp) -> None:
    """Three alarms an event, no more."""
    body = event_body(
        make(uid="visit-0000000000000002", start=time(9), alarms=(Alarm(15), Alarm(5), Alarm(0))),
        level="full",
        journal="e",
    )
    event = event_bytes(body.content, stamp)
    last = event[event.rindex(b"BEGIN:VALARM") : -len(b"END:VEVENT\r\n")]
    four = event.replace(last, last + last.replace(b"-a2", b"-a3"))
    assert check_event(event) == []
    assert check_event(four) == ["more than 3 alarms"]


def test_feeds_cut_anywhere_are_refused(feed: str) -> None:
    """Half a file, wherever it ends, is no feed."""
    octets = feed.encode()
    assert [end for end in range(len(octets)) if not check_feed(octets[:end])] == []


def test_every_changed_letter_of_a_frame_is_refused(feed: str) -> None:
    """Each line's name and parameters are held: change one letter of any of them, and the feed is refused."""
    passed = []
    place = 0
    for line in feed.replace("\r\n ", "").splitlines(keepends=True):
        colon = line.index(":")
        for offset in range(colon + 1):
            unfolded = feed.replace("\r\n ", "")
            changed = unfolded[: place + offset] + "Q" + unfolded[place + offset + 1 :]
            if unfolded[place + offset] != "Q" and not check_feed(changed.encode()):
                passed.append(changed[place : place + colon])
        place += len(line)
    assert passed == []


def test_order() -> None:
    """Events are sorted by DTSTART and UID, and no UID stands twice."""
    first, second = ("20261126", "b@e"), ("20261126T080000", "a@e")
    assert check_joined([first, second]) == []
    assert check_joined([]) == []
    assert check_joined([second, first]) == ["the event b@e is not sorted by DTSTART and UID"]
    assert check_joined([first, ("20261127", "b@e")]) == ["the UID b@e stands twice"]


@pytest.mark.parametrize(
    "octets", [b"", b"\r\n", b"\xff", b"BEGIN:VEVENT\r\n", b"\n\n", b"END:VEVENT\r\n", b":", b" "]
)
def test_rubbish_is_refused(octets: bytes) -> None:
    """What is no feed at all is refused, not raised."""
    assert check_event(octets)
    assert check_head(octets)
    assert check_feed(octets)
