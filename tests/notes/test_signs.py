"""Lines are found by the signs in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kjournal.notes.signs import line_starts


@given(st.text("ab[：\n", max_size=40))
def test_where_lines_with_a_sign_begin(text: str) -> None:
    """Each once, from the top, wherever in the line the sign stands."""
    expected, start = [], 0
    for line in text.split("\n"):
        if "[" in line or "：" in line:
            expected.append(start)
        start += len(line) + 1
    assert line_starts(text, "[：") == expected


def test_a_sign_of_two_characters() -> None:
    """It stands on one line."""
    assert line_starts("答\n应 答应\n\n答应\n答", ("答应",)) == [2, 8]
