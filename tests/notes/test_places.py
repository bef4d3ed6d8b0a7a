"""Where fields and the lines of lists stand, for checks across notes."""

from __future__ import annotations

import pytest

from tests.notes.written import VISIT, header


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "礼品:\n  - 茶叶 80元 给王店长\n  - 物品: 伞\n    价值: 30\n",
            {"gifts.0": (3, 5, 3, 16), "gifts.1": (4, 5, 4, 6)},
        ),
        ("收款: [5000 现金, 300 微信]", {"payments.0": (2, 6, 2, 13), "payments.1": (2, 15, 2, 21)}),
        ("收款: 5000 现金", {}),
        ("标签: [甲, 乙]", {}),
    ],
)
def test_lines_of_lists(text: str, places: dict[str, tuple[int, int, int, int]]) -> None:
    """Each line of a list of orders, returns, payments or gifts has its own, in the order of the record; one alone has the list's."""
    note = header(text, VISIT)
    assert {name: place for name, place in note.places.items() if "." in name} == places
