"""Which days the feeds show."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.care.window import behind, likely, near, occurrences, selling_free, worked
from kjournal.dates.annual import DayOfYear
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar

TODAY = date(2026, 11, 20)
DAYS_AROUND = {
    "2027-02-04": "2027-02-04", "2027-02-05": "2027-02-15", "2027-02-12": "2027-02-15", "2027-02-13": "2027-02-13",
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-10-20", False),
        ("2026-10-21", True),
        ("2026-11-20", True),
        ("2027-12-25", True),
        ("2027-12-26", False),
    ],
)
def test_the_window(day: str, shown: bool) -> None:
    """−30 … +400 days (FEEDS.md)."""
    asked = date.fromisoformat(day)
    assert (near(asked, Today(TODAY)) and not behind(asked, Today(TODAY))) == shown


@pytest.mark.parametrize(
    ("day", "expected"),
    [("0020-01-01", False), ("1900-01-01", True), ("2100-12-31", True), ("9999-12-31", False)],
)
def test_days_that_can_be_meant(day: str, expected: bool) -> None:
    """A century back or ahead; 9999-12-31 is how people write never."""
    assert likely(date.fromisoformat(day)) == expected


def test_two_lunar_years_of_a_day() -> None:
    """A lunar day comes twice or three times in 768 days, in some solar years not at all."""
    found = [one.day.isoformat() for one in occurrences(DayOfYear(11, 20, lunar=True), Today(TODAY))]
    assert found == ["2026-12-28", "2027-12-17"]


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (DayOfYear(12, 24), "2027-01-24"),  # this year's goes
        (DayOfYear(11, 10), "2026-12-11"),  # the one ten days ago goes
        (DayOfYear(12, 29), "2026-11-22"),  # that of 2028 comes
    ],
)
def test_when_the_list_changes(day: DayOfYear, until: str) -> None:
    """When the next day comes near, or when the oldest goes; not a day sooner."""
    today = Today(TODAY)
    occurrences(day, today)
    assert today.until == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-20", "2026-11-20"), ("2026-11-22", "2026-11-20"), ("2026-10-03", "2026-09-30")],
)
def test_the_working_day_before(day: str, expected: str) -> None:
    """Promises, money and licences remind on the working day before a free one."""
    assert worked(date.fromisoformat(day), WorkCalendar()) == date.fromisoformat(expected)


def test_nothing_sells_at_the_spring_festival() -> None:
    """Between 除夕 and 正月初七 a day that sells moves behind it, to a working day; all other days stay."""
    calendar = WorkCalendar()
    moved = {text: selling_free(date.fromisoformat(text), calendar).isoformat() for text in DAYS_AROUND}
    assert moved == DAYS_AROUND
