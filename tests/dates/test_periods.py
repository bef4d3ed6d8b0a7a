"""Calendar periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates import periods
from kjournal.dates.periods import Kind, Period, add_months

KINDS: list[Kind] = ["week", "month", "quarter", "half", "year"]
DAY = date(2026, 11, 21)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("period", "begin", "end", "text"),
    [
        (periods.week(DAY), date(2026, 11, 16), date(2026, 11, 23), "2026-W47"),
        (periods.month(DAY), date(2026, 11, 1), date(2026, 12, 1), "2026-11"),
        (periods.quarter(DAY), date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        (periods.period("half", DAY), date(2026, 7, 1), date(2027, 1, 1), "2026-H2"),
        (periods.year(DAY), date(2026, 1, 1), date(2027, 1, 1), "2026"),
    ],
)
def test_the_period_of_a_day(period: Period, begin: date, end: date, text: str) -> None:
    """A period begins with its first day and ends before the first of the next."""
    assert (period.begin, period.end, period.text()) == (begin, end, text)
    assert DAY in period
    assert begin in period
    assert end not in period


def test_a_week_has_the_year_of_its_thursday() -> None:
    """2027-01-01 is a Friday: its week is the last of 2026 (ISO 8601)."""
    assert periods.week(date(2027, 1, 1)).text() == "2026-W53"


@given(st.sampled_from(KINDS), days)
def test_periods_of_a_kind_follow_on_each_other(kind: Kind, day: date) -> None:
    """The next period begins where one ends, and the one before it is this again."""
    period = periods.period(kind, day)
    assert day in period
    assert period.next().begin == period.end
    assert period.next().previous() == period
    assert [*period.days()][-1] == period.last
    assert period.text() < period.next().text()


@pytest.mark.parametrize(
    ("day", "n", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 21), -12, date(2025, 11, 21)),
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last(day: date, n: int, later: date) -> None:
    """Months are added to the month; the day stays where it can."""
    assert add_months(day, n) == later


def test_ends() -> None:
    """月结 is due on the month's last day, 周结 on that week's Sunday."""
    assert periods.month_end(date(2026, 2, 3)) == date(2026, 2, 28)
    assert periods.week_end(DAY) == date(2026, 11, 22)
    assert periods.week_end(date(2026, 11, 22)) == date(2026, 11, 22)


def test_what_is_no_day_lies_in_no_period() -> None:
    """Only days lie in a period."""
    assert "2026-11-21" not in periods.month(DAY)
    assert len([*periods.month(DAY).days()]) * timedelta(days=1) == timedelta(days=30)
