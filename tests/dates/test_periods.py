"""Months added, and the ends of periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates import periods
from kjournal.dates.periods import add_months

DAY = date(2026, 11, 21)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


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


@given(days)
def test_quarters(day: date) -> None:
    """A quarter ends on the last day of March, June, September or December, and the next day lies in another."""
    end = periods.quarter_end(day)
    assert (end.month, (end + timedelta(days=1)).day) in {(3, 1), (6, 1), (9, 1), (12, 1)}
    assert 0 <= (end - day).days < 92
    assert (periods.quarter_end(end), periods.quarter_end(end + timedelta(days=1)) > end) == (end, True)
