"""The days on which a hospital receives reps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kjournal.care.reception import received, reception_days
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar

WEDNESDAYS = frozenset([2])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每周三", {2}), ("周四", {3}), ("星期一、三、五", {0, 2, 4}), ("周二、周四下午", {1, 3}), ("礼拜天", {6}),
        ("周一至周五", {0, 1, 2, 3, 4}), ("周三下午三点到五点", {2}), ("周二周五全天", {1, 4}), ("週三", {2}),
        ("每月第一个周三", set()), ("单周周三", set()), ("先预约", set()), ("", set()),
    ],
)  # fmt: skip
def test_reading(text: str, days: set[int]) -> None:
    """Weekdays of every week; what says something else gives none."""
    assert reception_days(text) == days


def test_the_first_day_from_due_and_today() -> None:
    """On or after the due day, and never in the past."""
    calendar = WorkCalendar()
    for when, expected in (
        ("2026-11-01", "2026-11-18"),
        ("2026-11-18", "2026-11-18"),
        ("2026-11-19", "2026-11-25"),
    ):
        found = received(date(2026, 11, 16), WEDNESDAYS, calendar, Today(date.fromisoformat(when)))
        assert found == date.fromisoformat(expected)


def test_it_stays_until_it_is_over() -> None:
    """The answer of an overdue visit changes once a week."""
    today = Today(date(2026, 11, 19))
    assert received(date(2026, 1, 1), WEDNESDAYS, WorkCalendar(), today) == date(2026, 11, 25)
    assert today.until == date(2026, 11, 26)


def test_free_days_are_passed_over() -> None:
    """A reception day on a holiday is none."""
    calendar = WorkCalendar(free=frozenset([date(2026, 11, 18)]))
    assert received(date(2026, 11, 16), WEDNESDAYS, calendar, Today(date(2026, 11, 1))) == date(2026, 11, 25)


def test_a_day_that_is_never_worked() -> None:
    """Who receives on Sundays only is not waited for."""
    assert received(date(2026, 11, 16), frozenset([6]), WorkCalendar(), Today(date(2026, 11, 1))) is None


def test_a_pause_until_9999() -> None:
    """No reception day is looked for at the end of the calendar."""
    assert received(date.max, WEDNESDAYS, WorkCalendar(), Today(date(2026, 11, 20))) is None


def test_with_no_due_day() -> None:
    """Any day will do: the next reception day from today on."""
    assert received(None, WEDNESDAYS, WorkCalendar(), Today(date(2026, 11, 20))) == date(
        2026, 11, 20
    ) + timedelta(days=5)
