"""Letters and VIP by sales (DOMAIN.md 6, 9.1)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.ledger.letters import Lettered, Sold, letters, vips, weight
from kjournal.ledger.settings import Shares


def sold(*sales: str | int) -> list[Sold]:
    return [Sold(f"K{n:03}", Decimal(value)) for n, value in enumerate(sales)]


def given_letters(*sales: str | int, shares: Shares = Shares()) -> str:  # noqa: B008
    found = letters(sold(*sales), shares)
    return "".join(found[f"K{n:03}"].letter for n in range(len(sales)))


@pytest.mark.parametrize(
    ("sales", "expected"),
    [
        ((70, 20, 6, 4), "AABC"),
        ((75, 20, 5), "ABC"),
        ((100, 20, -30), "ABC"),
        ((0, 0), "CC"),
        ((), ""),
        ((1,), "A"),
    ],
)
def test_the_examples(sales: tuple[int, ...], expected: str) -> None:
    """A while the share of those before is under 75 %, B under 95 %; at or below zero C, left out of the total."""
    assert given_letters(*sales) == expected


def test_a_hundred_equal_ones() -> None:
    """75, 20, 5: the tie goes by id."""
    found = given_letters(*[7] * 100)
    assert found == "A" * 75 + "B" * 20 + "C" * 5


def test_the_table_behind_a_letter() -> None:
    """Rank, how many have sales, and the share of those before."""
    found = letters(sold(100, 20, -30), Shares())
    assert found["K001"] == Lettered("K001", "B", 2, 2, Decimal(100) / 120)


def test_letters_by_money_and_influence() -> None:
    """Thresholds in yuan replace the shares; influence multiplies the sales."""
    shares = Shares(money={"A": Decimal(1000), "B": Decimal(300)})
    assert given_letters(999, 1000, 300, 299, 0, shares=shares) == "BABCC"
    rows = [
        Sold(
            "K",
            Decimal(500),
            weight("县医院", ["学科带头"], {"县医院": Decimal("1.5"), "学科带头": Decimal(2)}),
        )
    ]
    assert letters(rows, shares)["K"].letter == "A"


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (4, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_vip_is_the_best_fifth_rounded_up(count: int, expected: int) -> None:
    """By number, of those with sales."""
    rows = sold(*range(1, count + 1), 0, -5)
    found = vips(rows, Shares())
    assert len(found) == expected
    assert sorted(found.values()) == list(range(1, expected + 1))
    assert set(found) <= {row.customer for row in sorted(rows, key=lambda row: -row.sales)[:expected]}


@given(st.lists(st.integers(-50, 500), max_size=30), st.randoms())
def test_the_order_of_the_rows_is_nothing(sales: list[int], random: object) -> None:
    """The same letters from any order, and none better below a worse one."""
    rows = sold(*sales)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = letters(shuffled, Shares())
    assert found == letters(rows, Shares())
    ranked = "".join(one.letter for one in sorted(found.values(), key=lambda one: one.rank))
    assert ranked == "".join(sorted(ranked))
