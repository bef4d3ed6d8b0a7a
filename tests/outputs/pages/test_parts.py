"""Telephone numbers as people type them."""

from __future__ import annotations

import pytest

from kjournal.outputs.pages.parts import Phone, phones


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("19900000001", (Phone("19900000001", "19900000001"),)),
        (
            "0778-0000021、199 0000 0001",
            (Phone("0778-0000021", "07780000021"), Phone("199 0000 0001", "19900000001")),
        ),
        (
            "0778-1234567 19900000001",
            (Phone("0778-1234567", "07781234567"), Phone("19900000001", "19900000001")),
        ),
        ("黄桂芬 19900000105", (Phone("黄桂芬 19900000105", "19900000105"),)),
        ("+86 199-0000-0001", (Phone("+86 199-0000-0001", "+8619900000001"),)),
        ("问门卫", (Phone("问门卫", ""),)),
        ("tel:javascript", (Phone("tel:javascript", ""),)),
    ],
)
def test_numbers_in_a_field(typed: str, read: tuple[Phone, ...]) -> None:
    """Each number as typed and as dialled; what is no number is only shown."""
    assert phones(typed) == read
