"""Grades: written, else a person's unit's (DOMAIN.md 6)."""

from __future__ import annotations

import pytest

from kjournal.ledger.grades import Graded, Standing, grades


def standing(customer: str, written: str = "", org: str = "") -> Standing:
    """A row of one class."""
    return Standing(customer, written, "0", "li", "合作", "个人" if org else "", org)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("VIP", Graded("K", "VIP", "written")), ("D", Graded("K", "D", "written")), ("", Graded("K", "", ""))],
)
def test_what_is_written(written: str, expected: Graded) -> None:
    """It holds; nothing written is no grade yet."""
    assert grades([standing("K", written)]) == [expected]


def test_people() -> None:
    """Written, else their unit's, which may stand before or behind them; a unit of another class is not seen."""
    rows = [
        standing("李", org="医院"),
        standing("医院", "B"),
        standing("王", "A", org="医院"),
        standing("张", org="诊所"),
    ]
    assert grades(rows) == [
        Graded("李", "B", "unit"),
        Graded("医院", "B", "written"),
        Graded("王", "A", "written"),
        Graded("张", "", ""),
    ]


def test_rows_without_an_organisation() -> None:
    """The narrow row may be as it was before people had units."""
    assert grades([Standing("K", "A", "0", "li", "合作", "")]) == [Graded("K", "A", "written")]
