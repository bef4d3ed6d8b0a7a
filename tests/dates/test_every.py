"""Recurrences: how they are typed, and on which days they come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.annual import DayOfYear
from kjournal.dates.every import read_every
from kjournal.dates.readings import PROBLEMS, EveryReading
from kjournal.dates.recurrence import LAST, Every

SAID = date(2026, 11, 21)  # a Saturday, the day of the visit

everies = (
    st.builds(Every, st.sampled_from(["day", "week", "month", "year"]), st.integers(1, 12))
    | st.builds(
        Every,
        st.just("week"),
        st.integers(1, 5),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    )
    | st.builds(
        Every,
        st.just("month"),
        st.integers(1, 12),
        days=st.sets(st.integers(1, 30), min_size=1, max_size=4).map(lambda days: tuple(sorted(days))),
    )
    | st.sampled_from([Every("quarter"), Every("quarter", days=(LAST,)), Every("month", days=(LAST,))])
    | st.builds(
        lambda month, day, lunar: Every("year", on=DayOfYear(month, day, lunar=lunar)),
        st.integers(1, 12),
        st.integers(1, 28),
        st.booleans(),
    )
)


@pytest.mark.parametrize(
    ("text", "every", "days"),
    [
        ("每天", Every("day"), "2026-11-22 2026-11-23"),
        ("每日", Every("day"), "2026-11-22 2026-11-23"),
        ("每3天", Every("day", 3), "2026-11-24 2026-11-27"),
        ("每三天", Every("day", 3), "2026-11-24 2026-11-27"),
        ("隔天", Every("day", 2), "2026-11-23 2026-11-25"),
        ("每隔一天", Every("day", 2), "2026-11-23 2026-11-25"),
        ("每隔3天", Every("day", 3), "2026-11-24 2026-11-27"),
        ("每周", Every("week"), "2026-11-28 2026-12-05"),
        ("每周三", Every("week", weekdays=(2,)), "2026-11-25 2026-12-02"),
        ("每週三", Every("week", weekdays=(2,)), "2026-11-25 2026-12-02"),
        ("每个星期三", Every("week", weekdays=(2,)), "2026-11-25 2026-12-02"),
        ("周三", Every("week", weekdays=(2,)), "2026-11-25 2026-12-02"),
        ("每周一三五", Every("week", weekdays=(0, 2, 4)), "2026-11-23 2026-11-25 2026-11-27 2026-11-30"),
        ("每周三和周五", Every("week", weekdays=(2, 4)), "2026-11-25 2026-11-27 2026-12-02"),
        ("每两周", Every("week", 2), "2026-12-05 2026-12-19"),
        ("每2周", Every("week", 2), "2026-12-05 2026-12-19"),
        ("两周", Every("week", 2), "2026-12-05 2026-12-19"),
        ("隔周", Every("week", 2), "2026-12-05 2026-12-19"),
        ("每两周周三", Every("week", 2, weekdays=(2,)), "2026-12-02 2026-12-16"),
        ("每月", Every("month"), "2026-12-21 2027-01-21"),
        ("每个月", Every("month"), "2026-12-21 2027-01-21"),
        ("每月10日", Every("month", days=(10,)), "2026-12-10 2027-01-10"),
        ("每月10号", Every("month", days=(10,)), "2026-12-10 2027-01-10"),
        ("每月十号", Every("month", days=(10,)), "2026-12-10 2027-01-10"),
        ("每月30日", Every("month", days=(30,)), "2026-11-30 2026-12-30 2027-01-30 2027-02-28 2027-03-30"),
        ("每月10号和25号", Every("month", days=(10, 25)), "2026-11-25 2026-12-10 2026-12-25"),
        ("每月底", Every("month", days=(LAST,)), "2026-11-30 2026-12-31 2027-01-31 2027-02-28"),
        ("每月最后一天", Every("month", days=(LAST,)), "2026-11-30 2026-12-31"),
        ("每月初", Every("month", days=(1,)), "2026-12-01 2027-01-01"),
        ("每两月", Every("month", 2), "2027-01-21 2027-03-21"),
        ("每两个月", Every("month", 2), "2027-01-21 2027-03-21"),
        ("每半个月", Every("day", 15), "2026-12-06 2026-12-21"),
        ("每季", Every("quarter"), "2027-02-21 2027-05-21"),
        ("每季度", Every("quarter"), "2027-02-21 2027-05-21"),
        ("每季度末", Every("quarter", days=(LAST,)), "2026-12-31 2027-03-31"),
        ("每半年", Every("month", 6), "2027-05-21 2027-11-21"),
        ("每年", Every("year"), "2027-11-21 2028-11-21"),
        ("每两年", Every("year", 2), "2028-11-21 2030-11-21"),
        ("每年3月8日", Every("year", on=DayOfYear(3, 8)), "2027-03-08 2028-03-08"),
        ("每年八月十五", Every("year", on=DayOfYear(8, 15, lunar=True)), "2027-09-15 2028-10-03"),
        ("每年2月29日", Every("year", on=DayOfYear(2, 29)), "2027-02-28 2028-02-29"),
    ],
)
def test_forms_and_their_days(text: str, every: Every, days: str) -> None:
    """Each form says one recurrence, and this is when it comes after the visit; a day the month lacks is its last."""
    reading = read_every(text)
    assert (reading.value, reading.problem) == (every, "")
    found, day = [], SAID
    for _ in days.split():
        day = every.next_after(day, SAID)
        found.append(str(day))
    assert found == days.split()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("每两周", True),
        ("每2周", True),
        ("每季度", True),
        ("两周", False),
        ("每隔3天", False),
        ("每週三", False),
    ],
)
def test_which_forms_are_plain(text: str, plain: bool) -> None:
    """With 每 and in plain characters; 隔 is read in two ways by people, so it is not."""
    assert read_every(text).plain == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "每",
        "每0天",
        "每月32日",
        "每月0日",
        "每年2月30日",
        "每年2026-03-08",
        "每两年3月8日",
        "经常",
        "3月8日",
        "每3月8日",
        "每年三月",
        "10号",
    ],
)
def test_other_text_is_no_recurrence(text: str) -> None:
    """What names no recurrence is refused."""
    assert read_every(text) == EveryReading(None, problem="not-a-period")


def test_a_31st_counts_on_from_its_month_not_from_its_stand_in() -> None:
    """每月 from 31 January comes on 28 February and again on 31 March."""
    every, anchor = Every("month"), date(2026, 1, 31)
    assert every.next_after(anchor, anchor) == date(2026, 2, 28)
    assert every.next_after(date(2026, 2, 28), anchor) == date(2026, 3, 31)


def test_the_first_occurrence_is_the_anchor() -> None:
    """Before its anchor a recurrence has no day; with the due day as anchor the first is the due day."""
    assert Every("week", 2).next_after(date(2026, 1, 1), SAID) == SAID
    assert Every("week", weekdays=(2,)).next_after(date(2026, 1, 1), SAID) == date(2026, 11, 25)


def test_the_calendars_end() -> None:
    """Where the lunar table or the calendar ends, the next one is never: `date.max`."""
    assert Every("year", on=DayOfYear(8, 15, lunar=True)).next_after(date(2100, 12, 1), SAID) == date.max
    assert Every("year").next_after(date(9999, 1, 1), date(2026, 1, 1)) == date.max


@given(everies)
def test_the_text_is_read_back(every: Every) -> None:
    """`text` and `read_every` are each other's inverse."""
    assert read_every(every.text()) == EveryReading(every, plain=True)


@given(everies, st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-400, 4000))
def test_none_is_skipped(every: Every, anchor: date, n: int) -> None:
    """Whatever day one asks from, the next is the same as by walking on from the anchor; never before the anchor."""
    day = anchor + timedelta(days=n)
    found = every.next_after(day, anchor)
    assert found > day
    assert found >= anchor
    walked = every.next_after(anchor - timedelta(days=1), anchor)
    while walked <= day:
        following = every.next_after(walked, anchor)
        assert following > walked
        walked = following
    assert found == walked


@given(st.text(max_size=20) | st.text("每隔两周月季年天日号初底半个一三十0123456789、和", max_size=10))
def test_no_text_raises(text: str) -> None:
    """Whatever people type is read or refused with a known word; what is read has a next day."""
    reading = read_every(text)
    assert reading.problem in PROBLEMS
    if reading.value:
        assert reading.value.next_after(SAID, SAID) > SAID
