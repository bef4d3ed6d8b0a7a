"""Birthdays in every form that people type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates import lunar as calendar
from kjournal.dates.annual import DayOfYear
from kjournal.dates.birthdays import read_birthday
from kjournal.dates.readings import PROBLEMS, BirthdayReading

TODAY = date(2026, 11, 21)

born = st.dates(date(1905, 1, 1), date(2026, 12, 31))


def lunar_birthday(day: date, *, with_year: bool) -> DayOfYear:
    """The lunar birthday of somebody born on `day`."""
    found = calendar.from_solar(day)
    return DayOfYear(found.month, found.day, found.year if with_year else None, lunar=True, leap=found.leap)


canonical = (
    born.map(lambda day: DayOfYear(day.month, day.day, day.year))
    | born.map(lambda day: DayOfYear(day.month, day.day))
    | st.builds(lunar_birthday, born, with_year=st.booleans())
)


@given(canonical)
def test_the_plain_text_is_read_back(day: DayOfYear) -> None:
    """`text` and `read_birthday` are each other's inverse, and the plain text is plain."""
    assert read_birthday(day.text()) == BirthdayReading(day, plain=True)


@given(canonical)
def test_what_is_spoken_is_read_back(day: DayOfYear) -> None:
    """What pages show can be typed: the day without its year."""
    assert read_birthday(day.spoken()).value == DayOfYear(day.month, day.day, lunar=day.lunar, leap=day.leap)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1975-3-8", "1975-03-08"),
        ("1975.3.8", "1975-03-08"),
        ("1975年3月8日", "1975-03-08"),
        ("19750308", "1975-03-08"),
        ("一九七五年三月八日", "1975-03-08"),
        ("１９７５-０３-０８", "1975-03-08"),
        ("1975-03-08 00:00:00", "1975-03-08"),
        ("1975-03-08 周六", "1975-03-08"),
        ("3月8日", "--03-08"),
        ("3-8", "--03-08"),
        ("03-08", "--03-08"),
        ("2月29日", "--02-29"),
        ("农历1975-八-十五", "农历1975-08-15"),
        ("农历1978-8-1", "农历1978-08-01"),
        ("农历2025-闰6-15", "农历2025-闰06-15"),
        ("农历1987年闰六月廿九", "农历1987-闰06-29"),
        ("农历1968.8.15", "农历1968-08-15"),
        ("1968年八月十五", "农历1968-08-15"),
        ("腊月廿三", "农历12-23"),
        ("正月初五", "农历01-05"),
        ("八月十五", "农历08-15"),
        ("农历八月十五", "农历08-15"),
        ("农历腊月三十", "农历12-30"),
        ("年三十", "农历12-30"),
        ("闰六月十五", "农历闰06-15"),
        ("農曆十一月初三", "农历11-03"),
        ("1978-08-01(农历)", "农历1978-08-01"),
        ("十月初十", "农历10-10"),
        ("五月卅", "农历05-30"),
    ],
)
def test_forms(text: str, canonical: str) -> None:
    """Each form of DOMAIN.md 9.6 says one day of the year, and nothing is the matter."""
    reading = read_birthday(text)
    assert reading.value
    assert (reading.value.text(), reading.problem, reading.plain) == (canonical, "", False)


@pytest.mark.parametrize(
    ("text", "canonical", "plain"),
    [
        ("1978-08-01", "农历1978-08-01", True),
        ("8-1", "农历08-01", False),
        ("八月初一", "农历08-01", False),
        ("8月1日", "农历08-01", False),
        ("19780801", "农历1978-08-01", False),
        ("农历1978-08-01", "农历1978-08-01", True),
        ("公历1978-09-03", "1978-09-03", False),
    ],
)
def test_a_key_that_says_lunar(text: str, canonical: str, plain: bool) -> None:
    """Under 农历生日 a bare date is lunar; a word in the value outweighs the key."""
    reading = read_birthday(text, lunar=True)
    assert reading.value
    assert (reading.value.text(), reading.plain) == (canonical, plain)


@pytest.mark.parametrize(
    ("text", "canonical", "year"),
    [
        ("75-3-8", "1975-03-08", "1975"),
        ("75年3月8日", "1975-03-08", "1975"),
        ("26-3-8", "2026-03-08", "2026"),
        ("27-3-8", "1927-03-08", "1927"),
        ("68年八月十五", "农历1968-08-15", "1968"),
        ("七五年三月八日", "1975-03-08", "1975"),
    ],
)
def test_two_digit_years(text: str, canonical: str, year: str) -> None:
    """They are of the last hundred years, and say so; without a today nobody can know."""
    reading = read_birthday(text, today=TODAY)
    assert reading.value
    assert (reading.value.text(), reading.problem) == (canonical, "two-digit-year")
    assert reading.args == {"typed": year[2:], "year": year, "date": canonical}
    assert read_birthday(text) == BirthdayReading(None, problem="two-digit-year", args={"typed": year[2:]})


@pytest.mark.parametrize(
    ("text", "problem", "args"),
    [
        (
            "2026-02-30",
            "no-such-day",
            {"year": "2026", "month": "2", "day": "30", "days": "28", "last": "2026-02-28"},
        ),
        (
            "1975-02-29",
            "no-such-day",
            {"year": "1975", "month": "2", "day": "29", "days": "28", "last": "1975-02-28"},
        ),
        ("0000-00-00", "no-such-day", {"year": "0000", "month": "0", "day": "0", "days": "", "last": ""}),
        ("1975年", "no-day", {}),
        ("1975", "no-day", {}),
        ("1975年3月", "no-day", {"month": "3", "first": "1975-03-01", "last": "1975-03-31"}),
        ("正月", "no-day", {"month": "1", "first": "", "last": ""}),
        (
            "农历1977-9-30",
            "lunar-missing-day",
            {"year": "1977", "month": "九月", "day": "三十", "days": "29"},
        ),
        ("农历1987-闰7-1", "lunar-missing-leap", {"year": "1987", "month": "闰七月", "leap": "闰六月"}),
        ("农历1986-闰7-1", "lunar-missing-leap", {"year": "1986", "month": "闰七月", "leap": ""}),
        ("农历1899-8-1", "lunar-range", {"year": "1899", "first": "1900", "last": "2100"}),
        ("属马", "not-a-date", {}),
        ("", "not-a-date", {}),
        ("明天", "not-a-date", {}),
        ("5000", "not-a-date", {}),
    ],
)
def test_what_is_refused_says_why(text: str, problem: str, args: dict[str, str]) -> None:
    """A lunar date that the year of birth did not have names what that year had."""
    assert read_birthday(text) == BirthdayReading(None, problem=problem, args=args)  # type: ignore[arg-type]


def test_a_far_year_is_a_warning() -> None:
    """1075 is 1975 mistyped, most likely."""
    reading = read_birthday("1075-03-08")
    assert reading.value == DayOfYear(3, 8, 1075)
    assert (reading.problem, reading.args) == ("far-year", {"year": "1075", "date": "1075-03-08"})


@given(st.text(max_size=80) | st.text("0123456789-.年月日初一三十廿闰正腊农历", max_size=16), st.booleans())
def test_no_text_raises(text: str, lunar: bool) -> None:
    """Whatever people type is read or refused with a known word, and what is read has days."""
    reading = read_birthday(text, lunar=lunar, today=TODAY)
    assert reading.problem in PROBLEMS
    if reading.value:
        assert read_birthday(reading.value.text()).value == reading.value
        assert reading.value.occurrences(date(2090, 1, 1), date(2094, 1, 1))
