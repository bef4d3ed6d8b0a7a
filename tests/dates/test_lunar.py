"""Lunar dates against tyme4py on every day of two centuries, and the facts that people know."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tyme4py.lunar import LunarYear
from tyme4py.solar import SolarDay

from kjournal.dates import lunar
from kjournal.dates.lunar import LunarDate

DAY = timedelta(days=1)


def months_of_tyme() -> list[tuple[LunarDate, date, int]]:
    """Each month of 1900 to 2100 as tyme4py has it: its first day in both calendars, and its length."""
    found = []
    for year in range(1900, 2101):
        for month in LunarYear.from_year(year).get_months():
            number = month.get_month_with_leap()
            first = month.get_first_julian_day().get_solar_day()
            day = date(first.get_year(), first.get_month(), first.get_day())
            found.append((LunarDate(year, abs(number), 1, number < 0), day, month.get_day_count()))
    return found


def test_every_day_of_two_centuries_is_tyme4pys() -> None:
    """Each day from 1900-01-31 to 2100-12-31 has the lunar date that tyme4py gives, and leads back to itself."""
    seen = lunar.FIRST_DAY
    for first, begin, length in months_of_tyme():
        assert begin == seen
        assert lunar.month_length(first.year, first.month, first.leap) == length
        for i in range(length):
            day = begin + i * DAY
            assert lunar.from_solar(day) == LunarDate(first.year, first.month, i + 1, first.leap)
            assert lunar.to_solar(first.year, first.month, i + 1, first.leap) == day
        seen = begin + length * DAY
    assert (date(1900, 1, 31), seen - DAY) == (lunar.FIRST_DAY, lunar.LAST_DAY)
    assert seen > date(2100, 12, 31)


def test_tyme4pys_own_way_from_a_solar_day_agrees() -> None:
    """tyme4py's conversion of single days (slow, so every 61st) gives the same as its months."""
    for i in range(0, (date(2100, 12, 31) - lunar.FIRST_DAY).days, 61):
        day = lunar.FIRST_DAY + i * DAY
        theirs = SolarDay.from_ymd(day.year, day.month, day.day).get_lunar_day()
        month = theirs.get_month()
        assert lunar.from_solar(day) == LunarDate(theirs.get_year(), abs(month), theirs.get_day(), month < 0)


@pytest.mark.parametrize(
    "day", [date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2030, 2, 3), date(1900, 1, 31)]
)
def test_the_spring_festival(day: date) -> None:
    """春节 is the first day of the lunar year that begins in the solar year of the same number."""
    assert lunar.new_year(day.year) == day
    assert lunar.from_solar(day) == LunarDate(day.year, 1, 1)


def test_new_years_eve_is_the_last_day_of_the_twelfth_month() -> None:
    """除夕 is 廿九 in 2025 to 2029 and a real 三十 in 2030."""
    eves = {year: lunar.from_solar(lunar.new_years_eve(year)).spoken() for year in range(2025, 2031)}
    assert eves == dict.fromkeys(range(2025, 2030), "腊月廿九") | {2030: "腊月三十"}
    assert lunar.new_years_eve(2030) == date(2030, 2, 2)


def test_leap_months() -> None:
    """The doubled months that are known: 1987 and 2025 闰六, 2028 闰五, 2031 闰三, 2033 闰十一; most years have none."""
    known = {year: lunar.leap_month(year) for year in (1987, 2025, 2026, 2027, 2028, 2031, 2033)}
    assert known == {1987: 6, 2025: 6, 2026: 0, 2027: 0, 2028: 5, 2031: 3, 2033: 11}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (LunarDate(1978, 8, 1), date(1978, 9, 3)),  # other libraries say 09-02
        (LunarDate(1906, 4, 1), date(1906, 4, 24)),  # an astronomical computation says 04-23, no table does
        (LunarDate(2057, 9, 1), date(2057, 9, 29)),  # older tables say 09-28: a new moon at midnight
        (LunarDate(2033, 11, 1, leap=True), date(2033, 12, 22)),
        (LunarDate(2033, 12, 1), date(2034, 1, 20)),
        (LunarDate(2100, 12, 29), date(2101, 1, 28)),
    ],
)
def test_days_on_which_sources_differ(typed: LunarDate, day: date) -> None:
    """Where calendars disagree ours says what tyme4py and GB/T 33661 say."""
    assert lunar.to_solar(typed.year, typed.month, typed.day, typed.leap) == day
    assert lunar.from_solar(day) == typed


def test_what_a_year_does_not_have_is_none() -> None:
    """A 30th in a short month, a leap month in another year, a month 13, a year beyond the table: no day."""
    assert lunar.to_solar(2026, 12, 30) is None
    assert lunar.to_solar(2026, 6, 1, leap=True) is None
    assert lunar.to_solar(2026, 13, 1) is None
    assert lunar.to_solar(2026, 1, 0) is None
    assert lunar.to_solar(1899, 1, 1) is None
    assert lunar.to_solar(2101, 1, 1) is None
    assert lunar.month_length(2026, 6, leap=True) == 0
    assert lunar.leap_month(2101) == 0


@pytest.mark.parametrize("day", [date(1900, 1, 30), date(2101, 1, 29), date.min, date.max])
def test_a_day_beyond_the_table_is_our_mistake(day: date) -> None:
    """Who asks for the lunar date of a day that the table does not cover has not asked `covers` before."""
    assert not lunar.covers(day)
    with pytest.raises(ValueError, match="no lunar date"):
        lunar.from_solar(day)


def test_a_year_beyond_the_table_is_our_mistake() -> None:
    """春节 is known for the lunar years of the table only."""
    with pytest.raises(ValueError, match="1900 to 2100"):
        lunar.new_year(2101)


def test_names() -> None:
    """Months and days have the names that people use."""
    assert [lunar.month_name(month) for month in (1, 2, 11, 12)] == ["正月", "二月", "冬月", "腊月"]
    assert lunar.month_name(6, leap=True) == "闰六月"
    days = ["初一", "初十", "十一", "十五", "十九", "二十", "廿一", "廿九", "三十"]
    assert [lunar.day_name(day) for day in (1, 10, 11, 15, 19, 20, 21, 29, 30)] == days


def test_texts() -> None:
    """A lunar date is written as in a note and spoken without its year."""
    typed = LunarDate(1987, 6, 29, leap=True)
    assert (typed.text(), typed.spoken()) == ("农历1987-闰06-29", "闰六月廿九")


def test_new_years_lie_a_lunar_year_apart() -> None:
    """Twelve or thirteen months of 29 or 30 days lie between two new years."""
    days = [lunar.new_year(year) for year in range(1900, 2101)]
    assert {(after - before).days for before, after in pairwise(days)} <= {353, 354, 355, 383, 384, 385}
