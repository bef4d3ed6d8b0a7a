"""The daily entry (FEEDS.md): what is open and past its day."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from kjournal.care.daily import daily
from kjournal.care.reminder import Line, Reminder, uid
from kjournal.dates.workdays import WorkCalendar

CALENDAR = WorkCalendar()
TODAY = date(2026, 11, 20)


def late(n: int, **fields: object) -> Reminder:
    """A promise so many days late."""
    made = Reminder(
        f"promise-{n:016x}",
        "promise",
        "promise",
        "K",
        "li",
        TODAY - timedelta(days=n),
        "Promise due",
        f"甲{n}",
        "",
        due=TODAY - timedelta(days=n),
    )
    return replace(made, **fields)


def test_one_entry_for_a_rep() -> None:
    """All day, no alarm, the oldest first, and how many notes have errors; its UID comes from rep and day."""
    assert daily("li", [late(3), late(45, entry=False)], 2, CALENDAR, TODAY) == Reminder(
        uid=uid("daily", "li", "2026-11-20"),
        rule="daily",
        kind="visit",
        customer="",
        rep="li",
        day=TODAY,
        verb="2 things not done yet",
        name="",
        why="what is open and past its day",
        lines=(
            Line("2026-10-06 Promise due: 甲45", "internal"),
            Line("2026-11-17 Promise due: 甲3", "internal"),
            Line("2 notes have errors, see the page of problems", "public"),
        ),
        open=False,
    )


def test_nothing_on_a_free_day() -> None:
    """It stands on working days only."""
    assert daily("li", [late(3)], 0, CALENDAR, date(2026, 11, 21)) is None


def test_nothing_open() -> None:
    """No entry; errors alone make one."""
    assert daily("li", [], 0, CALENDAR, TODAY) is None
    alone = daily("li", [], 1, CALENDAR, TODAY)
    assert alone is not None
    assert (alone.verb, alone.lines) == (
        "Notes with errors",
        (Line("1 note has an error, see the page of problems", "public"),),
    )


def test_at_most_thirty_lines() -> None:
    """The rest by number; the title counts all."""
    entry = daily("li", [late(n) for n in range(1, 41)], 0, CALENDAR, TODAY)
    assert entry is not None
    assert entry.verb == "40 things not done yet"
    assert len(entry.lines) == 31
    assert entry.lines[0] == Line("2026-10-11 Promise due: 甲40", "internal")
    assert entry.lines[-1] == Line("and 10 more, see the page", "public")


def test_a_promise_without_a_day() -> None:
    """It is listed without one."""
    entry = daily("li", [late(300, due=None, verb="Promise without a day")], 0, CALENDAR, TODAY)
    assert entry is not None
    assert entry.lines == (Line("Promise without a day: 甲300", "internal"),)


def test_the_day_that_counts() -> None:
    """A paper is listed by the day it expires, not by the day of its reminder."""
    entry = daily("li", [late(7, due=date(2026, 11, 27))], 0, CALENDAR, TODAY)
    assert entry is not None
    assert entry.lines == (Line("2026-11-27 Promise due: 甲7", "internal"),)
