"""Where a customer stands: its letter in its group, its rank among the rep's customers, and the grade that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from kjournal.ledger.entries import NONE
from kjournal.ledger.grades import WHOLESALE, Graded, Standing, grade
from kjournal.ledger.letters import Lettered, Sold, letters, vips, with_sales
from kjournal.ledger.settings import Shares


class Placed(NamedTuple):
    """The tables behind a grade."""

    graded: Graded
    sales: Decimal
    letter: Lettered | None  # in its group; None where nothing is counted
    rank: Lettered | None  # among the rep's customers; None for dealers too
    small: bool  # the group is too small for letters of its own
    vips: int  # how many of the rep's customers are VIP
    even: bool  # somebody with the same sales stands before it, by the id
    even_of_rep: bool


def placed(customer: str, standings: Sequence[Standing], shares: Shares, unit: str = "") -> Placed:
    """The place of one of these customers, which must hold all of its group and all of its rep; `unit` is the grade of its organisation."""
    row = next(one for one in standings if one.customer == customer)
    group = _sold(one for one in standings if one.group == row.group)
    of_rep = _sold(one for one in standings if one.rep == row.rep and one.class_ != WHOLESALE)
    small = with_sales(group) < shares.group and row.group != WHOLESALE
    letter, rank = letters(group, shares).get(customer), letters(of_rep, shares).get(customer)
    best = vips(of_rep, shares)
    graded = grade(
        row,
        unit,
        "" if small or letter is None else letter.letter,
        rank.letter if rank else "",
        vip=customer in best,
    )
    sales = Decimal(row.sales)
    return Placed(
        graded,
        sales,
        letter,
        rank,
        small,
        len(best),
        _even(customer, sales, group),
        _even(customer, sales, of_rep),
    )


def _sold(rows: Iterable[Standing]) -> list[Sold]:
    return [Sold(row.customer, Decimal(row.sales), Decimal(row.weight)) for row in rows if row.counted]


def _even(customer: str, sales: Decimal, rows: Iterable[Sold]) -> bool:
    """Whether another one with the same sales stands before it."""
    return sales > NONE and any(row.sales == sales and row.customer < customer for row in rows)
