"""The law of `Today`: between its value and its until nothing comes out differently."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.today import Today

NOW = date(2026, 11, 21)
DAY = timedelta(days=1)

WEEK = timedelta(days=7)
ASKED: dict[str, Callable[[Today, date], bool]] = {
    "reached": Today.reached,
    "past": Today.past,
    "before": lambda today, day: today < day,
    "up to": lambda today, day: day >= today,
    "since": lambda today, day: day <= today,
    "after": lambda today, day: today > day,
    "soon": lambda today, day: day < today + WEEK,
    "lately": lambda today, day: day >= today - WEEK,
    "both": lambda today, day: today - WEEK <= day <= today + WEEK,
}
# A program that looks at the day: a question with a way for yes and one for no, or an end.
Program = str | tuple[str, date, "Program", "Program"]

_near = st.integers(-40, 40).map(lambda n: NOW + n * DAY)
programs: st.SearchStrategy[Program] = st.recursive(
    st.sampled_from(["a", "b", "c", "value"]),
    lambda inner: st.tuples(st.sampled_from(sorted(ASKED)), _near, inner, inner),
    max_leaves=12,
)


def run(program: Program, today: Today) -> str:
    """What the program comes to, looking at the day only through `today`."""
    while not isinstance(program, str):
        question, day, yes, no = program
        program = yes if ASKED[question](today, day) else no
    return str(today.value) if program == "value" else program


@given(programs, _near)
def test_a_result_holds_until_it_says(program: Program, value: date) -> None:
    """A pure function that sees the day only through Today gives the same on every day in [value, until)."""
    today = Today(value)
    result = run(program, today)
    until = today.until or value + 100 * DAY
    assert until > value
    for n in range(min((until - value).days, 100)):
        assert run(program, Today(value + n * DAY)) == result


@given(programs, _near)
def test_a_steady_result_holds_until_it_says(program: Program, value: date) -> None:
    """What is asked again on the days to come holds at least as long, and no longer than it comes out equal."""
    today, once = Today(value), Today(value)
    result = today.steady(lambda day: run(program, day))
    assert run(program, once) == result
    assert (today.until or date.max) >= (once.until or date.max)
    until = today.until or value + 100 * DAY
    for n in range(min((until - value).days, 100)):
        assert run(program, Today(value + n * DAY)) == result


def test_a_steady_result_holds_over_answers_that_do_not_show() -> None:
    """The first of two days stays the first when it comes: what is said of it changes on the day after."""
    today = Today(NOW)
    assert today.steady(lambda day: "late" if day.past(NOW + DAY) or day.reached(NOW + 9 * DAY) else "") == ""
    assert today.until == NOW + 2 * DAY
    today = Today(NOW)
    assert today.steady(lambda day: day.reached(NOW + DAY) or True)
    assert today.until is None


def test_another_result_of_the_same_day_hangs_on_what_was_asked() -> None:
    """And on what is asked of itself; the first hangs on neither the other nor a third."""
    today = Today(NOW)
    today.reached(NOW + 7 * DAY)
    one, two = today.again(), today.again()
    one.reached(NOW + 3 * DAY)
    two.reached(NOW + 9 * DAY)
    assert [each.until for each in (today, one, two)] == [NOW + 7 * DAY, NOW + 3 * DAY, NOW + 7 * DAY]


def test_a_day_to_come_is_remembered() -> None:
    """The earliest day that was asked about and is not reached is the first day of change."""
    today = Today(NOW)
    assert [today.reached(NOW + n * DAY) for n in (30, 7, 14)] == [False, False, False]
    assert today.until == NOW + 7 * DAY


def test_a_day_behind_changes_nothing() -> None:
    """What is reached stays reached."""
    today = Today(NOW)
    assert today.reached(NOW)
    assert today.past(NOW - DAY)
    assert today.until is None


def test_past_changes_a_day_later() -> None:
    """Today is not past; it will be tomorrow."""
    today = Today(NOW)
    assert not today.past(NOW)
    assert today.until == NOW + DAY


def test_the_value_itself_holds_for_a_day() -> None:
    """Who reads the day gets another result tomorrow."""
    today = Today(NOW)
    assert today.value == NOW
    assert today.until == NOW + DAY


def test_fresh_forgets() -> None:
    """Another result starts with no question asked."""
    today = Today(NOW)
    today.reached(NOW + DAY)
    fresh = today.fresh()
    assert (fresh.value, today.until) == (NOW, NOW + DAY)
    assert repr(today) == "Today(2026-11-21, until=2026-11-22)"


def test_the_end_of_the_calendar_is_never_past() -> None:
    """`date.max` stands for never: no day after it is remembered."""
    today = Today(NOW)
    assert not today.past(date.max)
    assert today.until is None
    assert Today(date.max).value == date.max


@given(_near, _near, st.sampled_from([timedelta(), WEEK, -WEEK]))
def test_it_is_compared_as_a_date_is(value: date, day: date, span: timedelta) -> None:
    """Whichever of the two stands first, and so long before or after."""
    today, plain = Today(value) + span, value + span
    assert (today < day, today <= day, today > day, today >= day) == (
        plain < day,
        plain <= day,
        plain > day,
        plain >= day,
    )
    assert (day < today, day <= today, day > today, day >= today) == (
        day < plain,
        day <= plain,
        day > plain,
        day >= plain,
    )


def test_a_day_at_the_end_of_time_never_comes() -> None:
    """Though it is asked about from before."""
    today = Today(NOW)
    assert date.max > today - WEEK
    assert today.until is None
