"""How often, as a card says it."""

from __future__ import annotations

import pytest

from kjournal.dates.interval import read_interval


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30天", 30), ("30", 30), ("每30天", 30), ("30天一次", 30), ("３０天", 30), ("30 days", 30),
        ("每周", 7), ("一周一次", 7), ("每两周", 14), ("隔天", 2),
        ("半个月一次", 15), ("每月", 30), ("每月一次", 30), ("一个月两次", 15), ("每月2次", 15), ("一周三次", 2),
        ("每季一次", 91), ("半年一次", 180), ("每年", 365), ("每周三", 7), ("每周二、五", 3),
        ("随缘", None), ("0天", None), ("99999天", None), ("一周1-2次", None), ("", None), ("长" * 100, None),
    ],
)  # fmt: skip
def test_reading(text: str, days: int | None) -> None:
    """Days, weeks, months, quarters and years, how many times in each; nothing else."""
    assert read_interval(text) == days
