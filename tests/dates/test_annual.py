"""Days of the year: birthdays in both calendars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates import lunar
from kjournal.dates.annual import DayOfYear, Occurrence

days_of_year = st.builds(
    DayOfYear,
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    year=st.none() | st.integers(1900, 2100),
    lunar=st.just(value=False),
) | st.builds(
    DayOfYear,
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    lunar=st.just(value=True),
    leap=st.booleans(),
)


def test_a_solar_day_is_the_same_every_year() -> None:
    """A solar birthday falls on its month and day."""
    assert DayOfYear(3, 8, 1975).in_year(2027) == date(2027, 3, 8)


def test_29_february_is_kept_on_the_28th() -> None:
    """In a year without 29 February the day is kept on the 28th, and says that it moved."""
    day = DayOfYear(2, 29, 1984)
    assert day.in_year(2028) == date(2028, 2, 29)
    assert day.occurrences(date(2026, 1, 1), date(2029, 1, 1)) == [
        Occurrence(date(2026, 2, 28), 2026, moved=True),
        Occurrence(date(2027, 2, 28), 2027, moved=True),
        Occurrence(date(2028, 2, 29), 2028),
    ]


def test_a_lunar_30th_is_kept_on_the_29th() -> None:
    """The twelfth month of 2026 has 29 days: 腊月三十 is kept on 2027-02-05, in 2029 on the real 30th."""
    day = DayOfYear(12, 30, lunar=True)
    assert day.occurrences(date(2027, 1, 1), date(2028, 1, 1)) == [
        Occurrence(date(2027, 2, 5), 2026, moved=True)
    ]
    assert day.occurrences(date(2030, 1, 1), date(2031, 1, 1)) == [Occurrence(date(2030, 2, 2), 2029)]


def test_a_birthday_in_a_leap_month() -> None:
    """It is kept in that leap month when the year has it, else in the plain month."""
    day = DayOfYear(6, 15, 1987, lunar=True, leap=True)
    assert day.in_year(2025) == lunar.to_solar(2025, 6, 15, leap=True) == date(2025, 8, 8)
    assert day.in_year(2026) == lunar.to_solar(2026, 6, 15)
    assert day.in_year(2028) == lunar.to_solar(2028, 6, 15)  # its leap month is another


def test_a_birthday_in_the_plain_month_stays_there() -> None:
    """A year that doubles the month has one birthday, in the plain month."""
    day = DayOfYear(6, 15, 1976, lunar=True)
    assert day.occurrences(date(2025, 6, 1), date(2025, 12, 31)) == [Occurrence(date(2025, 7, 9), 2025)]


def test_a_leap_30th_in_a_year_whose_plain_month_is_short() -> None:
    """Both rules together: no leap month, so the plain one; 29 days there, so the 29th."""
    day = DayOfYear(6, 30, lunar=True, leap=True)
    year = next(y for y in range(2026, 2060) if lunar.month_length(y, 6) == 29 and lunar.leap_month(y) != 6)
    found = day.occurrences(lunar.new_year(year), lunar.new_year(year + 1))
    assert found == [Occurrence(lunar.to_solar(year, 6, 29) or date.min, year, moved=True)]


def test_a_solar_year_may_hold_none_or_two() -> None:
    """腊月初一 came twice in 2024 and never in 2025; lunar years are walked, so that each of them has its own."""
    day = DayOfYear(12, 1, lunar=True)
    in_years = {
        year: [str(found.day) for found in day.occurrences(date(year, 1, 1), date(year + 1, 1, 1))]
        for year in (2024, 2025, 2026, 2027)
    }
    assert in_years == {
        2024: ["2024-01-11", "2024-12-31"],
        2025: [],
        2026: ["2026-01-19"],
        2027: ["2027-01-08", "2027-12-28"],
    }


def test_nothing_before_the_year_of_birth() -> None:
    """The first occurrence is the day itself."""
    day = DayOfYear(3, 8, 2025)
    assert [o.day for o in day.occurrences(date(2020, 1, 1), date(2027, 1, 1))] == [
        date(2025, 3, 8),
        date(2026, 3, 8),
    ]


def test_a_window_is_exclusive_at_its_end() -> None:
    """The first day of the window counts, the last does not."""
    day = DayOfYear(3, 8)
    assert day.occurrences(date(2026, 3, 8), date(2027, 3, 8)) == [Occurrence(date(2026, 3, 8), 2026)]
    assert day.occurrences(date(2026, 3, 8), date(2026, 3, 8)) == []


def test_beyond_the_calendars_there_is_no_day() -> None:
    """The lunar table ends with 2100; the solar calendar with 9999."""
    assert DayOfYear(8, 15, lunar=True).in_year(2101) is None
    assert DayOfYear(3, 8).in_year(10000) is None
    assert DayOfYear(8, 15, lunar=True).occurrences(date(2101, 6, 1), date.max) == []


@pytest.mark.parametrize(
    ("day", "text", "spoken"),
    [
        (DayOfYear(3, 8, 1975), "1975-03-08", "3月8日"),
        (DayOfYear(3, 8), "--03-08", "3月8日"),
        (DayOfYear(8, 1, 1978, lunar=True), "农历1978-08-01", "农历八月初一"),
        (DayOfYear(12, 23, lunar=True), "农历12-23", "农历腊月廿三"),
        (DayOfYear(6, 15, lunar=True, leap=True), "农历闰06-15", "农历闰六月十五"),
        (DayOfYear(6, 29, 1987, lunar=True, leap=True), "农历1987-闰06-29", "农历闰六月廿九"),
    ],
)
def test_texts(day: DayOfYear, text: str, spoken: str) -> None:
    """One plain way to write it, and one to say it."""
    assert (day.text(), day.spoken()) == (text, spoken)


@given(days_of_year, st.integers(1905, 2095))
def test_every_year_has_exactly_one(day: DayOfYear, year: int) -> None:
    """Between two new years of its own calendar a day of the year comes round once, never early, never twice."""
    begin, end = (
        (lunar.new_year(year), lunar.new_year(year + 1))
        if day.lunar
        else (date(year, 1, 1), date(year + 1, 1, 1))
    )
    found = day.occurrences(begin, end)
    expected = 0 if day.year is not None and day.year > year else 1
    assert len(found) == expected
    assert all(o.year == year and begin <= o.day < end and o.day == day.in_year(year) for o in found)


def test_a_lunar_day_by_gregorian_years() -> None:
    """农历十一月二十 has no day in 2025 and two in 2026; 春节 of 2027 is 2027-02-06; 腊月三十 is on 廿九 until the real one of 2030."""

    def within(day: DayOfYear, year: int) -> list[str]:
        found = day.occurrences(date(year, 1, 1), date(year + 1, 1, 1))
        return [f"{one.day:%m-%d}{' moved' if one.moved else ''}" for one in found]

    twentieth = DayOfYear(11, 20, lunar=True)
    assert [within(twentieth, year) for year in (2025, 2026)] == [[], ["01-08", "12-28"]]
    assert within(DayOfYear(1, 1, lunar=True), 2027) == ["02-06"]
    assert [within(DayOfYear(12, 30, lunar=True), year) for year in range(2025, 2031)] == [
        ["01-28 moved"], ["02-16 moved"], ["02-05 moved"], ["01-25 moved"], ["02-12 moved"], ["02-02"],
    ]  # fmt: skip


def test_born_in_the_leap_sixth_month_of_2025() -> None:
    """The plain month in years without one; the next leap sixth month comes in 2036."""
    born = DayOfYear(6, 15, 2025, lunar=True, leap=True)
    doubled = [
        year for year in range(2025, 2040) if born.in_year(year) == lunar.to_solar(year, 6, 15, leap=True)
    ]
    assert doubled == [2025, 2036]
    plain = [year for year in range(2025, 2040) if born.in_year(year) == lunar.to_solar(year, 6, 15)]
    assert plain == [year for year in range(2026, 2040) if year != 2036]
