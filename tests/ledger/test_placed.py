"""Where a customer stands: the tables behind a grade, as `why` shows them."""

from __future__ import annotations

from decimal import Decimal

from kjournal.ledger.grades import Graded, Standing
from kjournal.ledger.placed import placed
from kjournal.ledger.settings import Shares

SHARES = Shares()


def standing(customer: str, sales: int, class_: str = "村镇药店", rep: str = "li", **more: str) -> Standing:
    known = {"status": "合作", "kind": "机构", "written": "", "org": "", "weight": "1"} | more
    return Standing(customer=customer, class_=class_, rep=rep, sales=str(sales), **known)


SHOPS = [standing(name, sales) for name, sales in zip("ABCD", (70, 20, 6, 4), strict=True)]


def test_a_group_of_its_own() -> None:
    """Rank, number with sales, the share of those before it, and the letter; the first is VIP."""
    found = [placed(name, SHOPS, SHARES) for name in "ABCD"]
    assert [one.graded for one in found] == [
        Graded("VIP", "vip"), Graded("A", "letter"), Graded("B", "letter"), Graded("C", "letter"),
    ]  # fmt: skip
    assert [(one.letter.rank, one.letter.of, f"{one.letter.before:.2f}") for one in found if one.letter] == [
        (1, 4, "0.00"), (2, 4, "0.70"), (3, 4, "0.90"), (4, 4, "0.96"),
    ]  # fmt: skip
    assert {one.vips for one in found} == {1}


def test_a_small_group_is_graded_among_the_rep_s() -> None:
    """Three clinics have no letters of their own; among all of the rep's seven, none of another rep."""
    rows = [
        *SHOPS,
        *(standing(name, 5, "个体诊所") for name in "EFG"),
        standing("H", 900, "村卫生室", rep="han"),
    ]
    found = placed("E", rows, SHARES)
    assert found.small
    assert found.graded == Graded("B", "rep")
    assert found.rank is not None
    assert (found.rank.rank, found.rank.of) == (4, 7)


def test_a_tie() -> None:
    """Of two with the same sales the id decides, and the second is told so."""
    rows = [standing(name, 10) for name in "ABCD"]
    assert [placed(name, rows, SHARES).even for name in "ABCD"] == [False, True, True, True]
    assert not placed("A", [standing("A", 0), standing("B", 0)], SHARES).even


def test_who_is_not_counted() -> None:
    """A potential customer has no place; the others' places are as without it."""
    rows = [*SHOPS, standing("P", 900, status="潜在")]
    assert placed("P", rows, SHARES)[:4] == (Graded("", ""), Decimal(900), None, None)
    assert placed("A", rows, SHARES) == placed("A", SHOPS, SHARES)


def test_dealers() -> None:
    """They are graded among themselves however few they are, and are no VIPs."""
    rows = [*SHOPS, standing("W", 900, "商业公司")]
    found = placed("W", rows, SHARES)
    assert (found.graded, found.small, found.rank) == (Graded("A", "letter"), False, None)
