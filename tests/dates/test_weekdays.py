"""Weekdays and times that stand beside a date."""

import pytest

from kjournal.dates.weekdays import beside, split


@pytest.mark.parametrize(
    ("text", "rest", "weekday"),
    [
        ("2026-11-21周六", "2026-11-21", 5),
        ("2026-11-21(六)", "2026-11-21", 5),
        ("2026-11-21,星期六", "2026-11-21", 5),
        ("礼拜天2026-11-22", "2026-11-22", 6),
        ("sunday,2026-11-22", "2026-11-22", 6),
        ("2026-11-24(tue)", "2026-11-24", 1),
        ("2026-11-26thurs.", "2026-11-26", 3),
        ("周六", "周六", None),
        ("2026-11-21", "2026-11-21", None),
    ],
)
def test_split(text: str, rest: str, weekday: int | None) -> None:
    """A weekday before or behind a date is taken off; a weekday alone stays."""
    assert split(text) == (rest, weekday)


@pytest.mark.parametrize("text", ["3月8日周日下午2点", "3月8日下午2点周日", "周日3月8日14:00"])
def test_either_order(text: str) -> None:
    """The weekday and the time may stand in any order."""
    assert beside(text) == ("3月8日", 6, "14:00")
