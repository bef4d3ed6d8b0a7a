"""Values as they are written into a header."""

from __future__ import annotations

import pytest

from kjournal.notes.edits.quoting import written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("向阳镇卫生院", "向阳镇卫生院"), ("3", "3"), ("--12-02", "--12-02"), ("", ""), ("null", '"null"'),
        ("“给力”", '"“给力”"'), ("a, b", '"a, b"'), ("a: b", '"a: b"'), ("#1", '"#1"'), ("a #1", '"a #1"'), ("[x]", '"[x]"'), ('"', r'"\""'),
    ],
)  # fmt: skip
def test_a_value_is_quoted_only_where_it_must_be(text: str, shown: str) -> None:
    """Plain where it is read back as it is, as people write."""
    assert written(text) == shown
