"""Times of day in every form that people type."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.readings import PROBLEMS, TimeReading
from kjournal.dates.times import read_time


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14：30", "14:30"),
        ("１４:３０", "14:30"),
        ("14:30:00", "14:30"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("14时30分", "14:30"),
        ("14點30", "14:30"),
        ("下午2点半", "14:30"),
        ("下午2:30", "14:30"),
        ("下午两点三十分", "14:30"),
        ("下午14:30", "14:30"),
        ("2:30pm", "14:30"),
        ("2:30 PM", "14:30"),
        ("2026-11-21 14:30", "14:30"),
        ("2026-11-21T06:30:00Z", "14:30"),
        ("9点", "09:00"),
        ("9点钟", "09:00"),
        ("9点整", "09:00"),
        ("上午九点", "09:00"),
        ("9:00", "09:00"),
        ("0900", "09:00"),
        ("9点一刻", "09:15"),
        ("十点三刻", "10:45"),
        ("9点5分", "09:05"),
        ("晚上8点", "20:00"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("中午11:30", "11:30"),
        ("凌晨1点", "01:00"),
        ("半夜12点", "00:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("2pm", "14:00"),
        ("下午12:30", "12:30"),
        ("0:00", "00:00"),
    ],
)
def test_forms(text: str, value: str) -> None:
    """Each form says one time, and nothing is the matter; only HH:MM is plain."""
    assert read_time(text) == TimeReading(time.fromisoformat(value))


@pytest.mark.parametrize("text", ["09:30", "00:00", "23:59", "02:30"])
def test_only_the_plain_form_is_plain(text: str) -> None:
    """HH:MM with two digits each is what `--fix` writes."""
    assert read_time(text) == TimeReading(time.fromisoformat(text), plain=True)


@pytest.mark.parametrize(
    ("text", "value", "afternoon"),
    [
        ("2:30", "02:30", "14:30"),
        ("两点半", "02:30", "14:30"),
        ("5点", "05:00", "17:00"),
        ("1点", "01:00", "13:00"),
    ],
)
def test_which_half_of_the_day(text: str, value: str, afternoon: str) -> None:
    """At half past two nobody visits: a small hour without 上午 or a leading zero is taken as typed, with a warning."""
    args = {"afternoon": afternoon}
    assert read_time(text) == TimeReading(time.fromisoformat(value), problem="which-half", args=args)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("25:00", "25", "0"),
        ("24:00", "24", "0"),
        ("12:60", "12", "60"),
        ("晚上12点", "24", "0"),
        ("9点75分", "9", "75"),
    ],
)
def test_a_time_that_no_day_has(text: str, hour: str, minute: str) -> None:
    """Midnight at a day's end belongs to the next day: nobody can say which was meant."""
    expected = TimeReading(None, problem="no-such-time", args={"hour": hour, "minute": minute})
    assert read_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "9", "上午", "14:3", "14-30", "下午", "九", "2026-11-21", "14:30-15:00", "12345"]
)
def test_other_text_is_no_time(text: str) -> None:
    """What is no time of day is refused."""
    assert read_time(text) == TimeReading(None, problem="not-a-time")


@given(st.text(max_size=20) | st.text("0123456789:点半刻上下午晚两十apm.", max_size=10))
def test_no_text_raises(text: str) -> None:
    """Whatever people type is read or refused with a known word."""
    reading = read_time(text)
    assert reading.problem in PROBLEMS
    assert reading.value is not None or reading.problem


@given(st.times())
def test_the_plain_form_is_read_back(value: time) -> None:
    """HH:MM out, the same minute in."""
    minute = value.replace(second=0, microsecond=0)
    assert read_time(f"{value:%H:%M}") == TimeReading(minute, plain=True)
    assert read_time(f"{value:%H:%M:%S}").value == minute
