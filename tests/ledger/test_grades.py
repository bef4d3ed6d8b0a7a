"""Grades: written, else VIP, else the letter; of a person the organisation's (DOMAIN.md 6)."""

from __future__ import annotations

import pytest

from kjournal.ledger.grades import Graded, Standing, grade, group_of


def row(written: str = "", *, org: str = "", kind: str = "", status: str = "合作") -> Standing:
    return Standing("K", "村卫生室", "li", status, kind, written, org, "100", "1")


@pytest.mark.parametrize(
    ("standing", "vip", "expected"),
    [
        (row("B"), True, Graded("B", "written")),
        (row("D", status="流失"), False, Graded("D", "written")),
        (row(), True, Graded("VIP", "vip")),
        (row(), False, Graded("C", "letter")),
        (row(kind="机构"), False, Graded("C", "letter")),
        (row(org="医院"), True, Graded("A", "unit")),
        (row("VIP", org="医院"), False, Graded("VIP", "written")),
        (row(kind="个人"), True, Graded("", "")),
        (row(kind="内部"), True, Graded("", "")),
        (row(status="潜在"), True, Graded("", "")),
        (row(status="开发中"), False, Graded("", "")),
        (row(status="停业"), False, Graded("", "")),
        (row(status="休眠"), False, Graded("C", "letter")),
    ],
)
def test_where_a_grade_comes_from(standing: Standing, vip: bool, expected: Graded) -> None:
    """Who is not a customer yet, or any more, is not graded by sales, and people never are."""
    assert grade(standing, "A", "C", "B", vip=vip) == expected


def test_a_small_group() -> None:
    """Without a letter of its group that of the rep's customers counts; without either there is none."""
    assert grade(row(), "", "", "B", vip=False) == Graded("B", "rep")
    assert grade(row(), "", "", "", vip=False) == Graded("", "")
    assert grade(row(org="诊所"), "", "A", "A", vip=False) == Graded("", "")


def test_hospitals_are_one_group() -> None:
    """县医院 and 县中医院 are S0's first group."""
    assert [group_of(name) for name in ("县中医院", "县医院", "村卫生室")] == ["县医院", "县医院", "村卫生室"]
