"""The plan of a rep, and the law of it: one customer more or less moves at most one customer of each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.care.cadence import BANDS
from kjournal.care.plan import HORIZON, Waiting, order, overload, plan
from kjournal.dates.workdays import WorkCalendar

TODAY = date(2026, 11, 20)
SIX_DAYS = WorkCalendar((0, 1, 2, 3, 4, 5))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
CALENDARS = st.builds(
    WorkCalendar,
    WEEKDAYS,
    free=st.frozensets(st.integers(0, 40).map(lambda n: TODAY + timedelta(days=n)), max_size=8),
)


def waiting(
    customer: str, due: date | None = TODAY, days: int = 30, band: str = "正常", weekday: int = 0
) -> Waiting:
    """A slot that waits."""
    return Waiting(customer, due, days, band, weekday)


ROWS = st.builds(
    waiting,
    st.just(""),
    st.none() | st.integers(-100, 60).map(lambda n: TODAY + timedelta(days=n)),
    st.sampled_from([0, 1, 7, 30, 31, 60, 90, 91]),
    st.sampled_from(BANDS),
    st.integers(0, 4),
)
JOURNALS = st.lists(ROWS, min_size=1, max_size=40).map(
    lambda rows: [waiting(f"K{n:02}", row.due, row.days, row.band, row.weekday) for n, row in enumerate(rows)]
)


@settings(deadline=None)
@given(JOURNALS, st.integers(1, 4), CALENDARS)
def test_every_place(rows: list[Waiting], room: int, calendar: WorkCalendar) -> None:
    """Everybody has a place: on a working day, never in the past, never before it is due, never over the room."""
    planned = plan(rows, room, calendar, TODAY)
    assert planned.keys() == {row.customer for row in rows}
    agreed = Counter(planned[row.customer] for row in rows if row.agreed)
    for row in rows:
        day = planned[row.customer]
        assert day >= max(TODAY, row.due or TODAY)
        if not row.agreed:
            assert calendar.is_workday(day)
            assert not calendar.spring_festival(day)
    for day, count in Counter(planned.values()).items():
        assert count <= max(room, agreed[day])


@settings(deadline=None)
@given(JOURNALS, st.integers(1, 4), CALENDARS)
def test_the_first_day_with_room(rows: list[Waiting], room: int, calendar: WorkCalendar) -> None:
    """In the order of turns each takes the first working day with room: nobody could stand earlier."""
    planned = plan(rows, room, calendar, TODAY)
    taken = Counter(planned[row.customer] for row in rows if row.agreed)
    for row in sorted((row for row in rows if not row.agreed), key=lambda row: order(row, TODAY)):
        day = max(TODAY, row.due or TODAY)
        while day < planned[row.customer]:
            assert taken[day] >= room or not calendar.is_workday(day) or calendar.spring_festival(day)
            day += timedelta(days=1)
        taken[day] += 1


@settings(deadline=None)
@given(JOURNALS, st.integers(1, 4), CALENDARS)
def test_what_is_agreed_is_not_moved(rows: list[Waiting], room: int, calendar: WorkCalendar) -> None:
    """It stands on its day, free or full; on a working day it leaves one place less for the others."""
    planned = plan(rows, room, calendar, TODAY)
    for row in rows:
        if row.agreed:
            assert planned[row.customer] == max(TODAY, row.due or TODAY)


@settings(deadline=None)
@given(JOURNALS, ROWS, st.integers(1, 4), CALENDARS, st.sampled_from(["", "K05x", "Z"]))
def test_one_customer_more_or_less(
    rows: list[Waiting], row: Waiting, room: int, calendar: WorkCalendar, name: str
) -> None:
    """Adding one customer moves at most one of each day, to a later day, none after the first day with room."""
    newcomer = waiting(name, row.due, row.days, row.band, row.weekday)
    without = plan(rows, room, calendar, TODAY)
    with_it = plan([*rows, newcomer], room, calendar, TODAY)
    moved = {
        customer: (day, with_it[customer]) for customer, day in without.items() if with_it[customer] != day
    }
    assert all(before < after for before, after in moved.values())
    assert max(Counter(before for before, _after in moved.values()).values(), default=0) <= 1
    assert max(Counter(after for _before, after in moved.values()).values(), default=0) <= 1
    free = first_with_room(without, max(TODAY, newcomer.due or TODAY), room, calendar)
    assert all(before < free and after <= free for before, after in moved.values())
    assert with_it[name] <= free


def first_with_room(planned: dict[str, date], day: date, room: int, calendar: WorkCalendar) -> date:
    """The first working day from `day` on that is not full."""
    taken = Counter(planned.values())
    while taken[day] >= room or not calendar.is_workday(day) or calendar.spring_festival(day):
        day += timedelta(days=1)
    return day


@settings(deadline=None)
@given(
    st.permutations([waiting(f"K{n}", TODAY - timedelta(days=n), 30, BANDS[n % 4], n % 3) for n in range(12)])
)
def test_the_order_of_rows_does_not_matter(rows: list[Waiting]) -> None:
    """The same customers come out on the same days, however they are read."""
    assert plan(rows, 2, SIX_DAYS, TODAY) == plan(
        sorted(rows, key=lambda row: row.customer), 2, SIX_DAYS, TODAY
    )


def test_whose_turn_it_is() -> None:
    """By band, then days past due ÷ interval, then the region's weekday, then id."""
    rows = [
        waiting("F", TODAY, 30, "正常", 0),
        waiting("E", TODAY, 30, "超期", 1),
        waiting("D", TODAY, 30, "超期", 0),
        waiting("C", TODAY - timedelta(days=1), 30, "超期", 4),
        waiting("B", TODAY - timedelta(days=20), 31, "超期", 4),
        waiting("A", TODAY, 30, "久未联系", 4),
        waiting("D2", TODAY, 30, "超期", 0),
    ]
    turns = sorted(rows, key=lambda row: order(row, TODAY))
    assert [row.customer for row in turns] == ["A", "B", "C", "D", "D2", "E", "F"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-4000, 40000), st.integers(1, 3650)), min_size=2, max_size=2))
def test_fractions_are_compared_exactly(pasts: list[tuple[int, int]]) -> None:
    """The whole number that stands for days past due ÷ interval orders as the fraction does."""
    keys = [order(waiting("A", TODAY - timedelta(days=past), days), TODAY)[1] for past, days in pasts]
    fractions = [-Fraction(past, days) for past, days in pasts]
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (
        fractions[0] < fractions[1],
        fractions[0] == fractions[1],
    )


def test_three_hundred_fresh_customers() -> None:
    """A fresh import fills the days to their number and no further, and no Sunday."""
    planned = plan([waiting(f"K{n:03}", None) for n in range(300)], 8, SIX_DAYS, TODAY)
    counts = Counter(planned.values())
    assert sorted(set(counts.values())) == [4, 8]
    assert all(day.weekday() < 6 for day in counts)
    assert max(counts) == date(2027, 1, 4)


def test_nothing_is_sold_at_the_spring_festival() -> None:
    """Between 除夕 and 正月初七 nothing stands, make-up days or not."""
    calendar = WorkCalendar((0, 1, 2, 3, 4, 5, 6), makeup=frozenset([date(2027, 2, 8)]))
    planned = plan([waiting("K", date(2027, 2, 5))], 8, calendar, TODAY)
    assert planned == {"K": date(2027, 2, 13)}


def test_no_room_means_any_number() -> None:
    """A preset with 0 a day sets no bound."""
    planned = plan([waiting(f"K{n}") for n in range(50)], 0, SIX_DAYS, TODAY)
    assert set(planned.values()) == {TODAY}


def test_beyond_the_horizon() -> None:
    """A pause until 9999 has no place in the plan, and costs nothing."""
    last = TODAY + HORIZON
    planned = plan(
        [waiting("A", date.max), waiting("B", last + timedelta(days=1)), waiting("C", last)],
        8,
        SIX_DAYS,
        TODAY,
    )
    assert planned.keys() == {"C"}


def test_a_calendar_without_working_days() -> None:
    """It ends all the same: after two months without one, a day is taken."""
    planned = plan([waiting("A"), waiting("B")], 1, WorkCalendar(()), TODAY)
    assert planned == {"A": TODAY + timedelta(days=60), "B": TODAY + timedelta(days=120)}


@pytest.mark.parametrize(
    ("count", "days", "room", "expected"),
    [
        (720, 90, 10, None),
        (700, 90, 9, (9.1, 9)),
        (240, 30, 9, (9.4, 9)),
        (48, 7, 8, None),
        (49, 7, 8, (8.2, 8)),
        (1000, 1, 0, None),
    ],
)
def test_more_than_the_days_can_hold(
    count: int, days: int, room: int, expected: tuple[float, int] | None
) -> None:
    """Intervals ask for count × 7 ÷ (days × 6) contacts a working day; told, rounded up, only where they do not fit."""
    assert overload([waiting(f"K{n}", days=days) for n in range(count)], room, 6) == expected


def test_no_working_week() -> None:
    """Without working days nobody can say what fits."""
    assert overload([waiting("K")], 8, 0) is None
