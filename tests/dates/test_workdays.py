"""Working days of China."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.workdays import WorkCalendar, statutory
from tests.dates.weeks import MONDAY_TO_SATURDAY

FIVE = WorkCalendar()
SIX = WorkCalendar(workdays=MONDAY_TO_SATURDAY)
DAY = timedelta(days=1)


def dates(*texts: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


def test_what_the_package_knows_of_2026() -> None:
    """2026 is complete: the holidays of the State Council's notice and its six days worked to make up for them."""
    free, makeup = statutory(2026)
    assert makeup == dates("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
    assert {day for day in free if day.month == 10} == {
        date(2026, 10, n) for n in (1, 2, 3, 5, 6, 7)
    }  # the 4th is a Sunday anyway
    assert FIVE.year_known(2026)


def test_what_the_package_knows_of_2027() -> None:
    """Of 2027 only the statutory days are known: no notice yet, so no day worked to make up.

    When this fails, the package has learned the notice: write it down here.
    """
    free, makeup = statutory(2027)
    assert makeup == frozenset()
    assert dates("2027-01-01", "2027-02-05", "2027-02-06", "2027-04-05", "2027-06-09", "2027-09-15") <= free
    assert not FIVE.year_known(2027)


def test_the_settings_make_a_year_known() -> None:
    """Make-up days in the settings stand for the notice; a day off of one's own does not."""
    assert WorkCalendar(makeup=dates("2027-02-20")).year_known(2027)
    assert not WorkCalendar(free=dates("2027-03-05")).year_known(2027)


@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        ("2026-11-20", True, True),  # a Friday
        ("2026-11-21", False, True),  # a Saturday
        ("2026-11-22", False, False),  # a Sunday
        ("2026-02-17", False, False),  # 春节, a Tuesday
        ("2026-02-28", True, True),  # a Saturday worked to make up
        ("2026-01-04", True, True),  # a Sunday worked to make up
        ("2026-10-03", False, False),  # National Day's Saturday
        ("2027-10-04", False, False),
    ],
)
def test_workdays(day: str, five: bool, six: bool) -> None:
    """The weekday decides, but for holidays and make-up days."""
    assert (FIVE.is_workday(date.fromisoformat(day)), SIX.is_workday(date.fromisoformat(day))) == (five, six)


def test_the_settings_override() -> None:
    """A free day is free and a make-up day is worked, whatever the package says; work outweighs rest."""
    ours = WorkCalendar(free=dates("2026-11-20", "2026-02-28"), makeup=dates("2026-11-21", "2026-02-17"))
    days = ("2026-11-20", "2026-11-21", "2026-02-28", "2026-02-17")
    assert [ours.is_workday(date.fromisoformat(day)) for day in days] == [False, True, False, True]
    both = WorkCalendar(free=dates("2026-11-20"), makeup=dates("2026-11-20"))
    assert both.is_workday(date(2026, 11, 20))


def test_moving_to_working_days() -> None:
    """Visits move on, promises and money are reminded of before."""
    assert FIVE.on_or_after(date(2026, 11, 20)) == date(2026, 11, 20)
    assert FIVE.on_or_after(date(2026, 11, 21)) == date(2026, 11, 23)
    assert FIVE.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert FIVE.before(date(2026, 11, 23)) == date(2026, 11, 20)
    assert FIVE.before(date(2026, 10, 8)) == date(2026, 9, 30)
    assert FIVE.after(date(2026, 11, 20)) == date(2026, 11, 23)
    assert SIX.before(date(2026, 11, 23)) == date(2026, 11, 21)


def test_counting_working_days() -> None:
    """Seven working days before 中秋 (2026-09-25), the worked Sunday 09-20 among them."""
    assert FIVE.workdays_before(date(2026, 9, 25), 7) == date(2026, 9, 17)
    assert FIVE.workdays_before(date(2026, 11, 21), 0) == date(2026, 11, 21)
    assert FIVE.workdays_before(date(2026, 11, 21), 1) == date(2026, 11, 20)
    assert FIVE.workdays_after(date(2026, 11, 20), 3) == date(2026, 11, 25)


def test_a_calendar_without_working_days() -> None:
    """Nobody works: the day stays where it is, and nothing hangs."""
    assert WorkCalendar(workdays=()).on_or_after(date(2026, 11, 21)) == date(2026, 11, 21)


def test_nothing_sells_at_the_spring_festival() -> None:
    """From 除夕 to 正月初七, both included: 2027-02-05 to 02-12."""
    days = [date(2027, 2, 1) + n * DAY for n in range(20)]
    assert [day for day in days if FIVE.spring_festival(day)] == [date(2027, 2, n) for n in range(5, 13)]
    assert not FIVE.spring_festival(date(2101, 1, 29))


@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(0, 15))
def test_laws(day: date, n: int) -> None:
    """There is no working day between a day and the one it moves to; before and after undo each other."""
    moved = FIVE.on_or_after(day)
    assert moved >= day
    assert FIVE.is_workday(moved)
    assert not any(FIVE.is_workday(day + i * DAY) for i in range((moved - day).days))
    assert FIVE.workdays_before(FIVE.workdays_after(moved, n), n) == moved


def test_the_package_is_loaded_late() -> None:
    """Only a question about a working day pays for the import of holidays; nothing ever imports tyme4py."""
    code = (
        "import sys, kjournal.dates.typed, kjournal.dates.every, kjournal.dates.today, kjournal.dates.workdays as w;"
        "assert not {'holidays', 'tyme4py', 'zoneinfo', 'asyncio'} & set(sys.modules);"
        "from datetime import date;"
        "w.WorkCalendar().is_workday(date(2026, 11, 21));"
        "assert 'holidays' in sys.modules and 'tyme4py' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
