"""Where a customer stands: its letter in its group, its rank among the rep's customers, and the grade that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


def graded(standings: Sequence[Standing], shares: Shares) -> dict[str, Graded]:
    """The grades of all customers at once, by the same rules; `standings` must be all of them."""
    by_id = {row.customer: row for row in standings}
    of_group = _tables(standings, lambda row: row.group, shares)
    of_rep = _tables((row for row in standings if row.class_ != WHOLESALE), lambda row: row.rep, shares)
    of_group = {name: one for name, one in of_group.items() if not _small(name, one, shares)}
    letter = {one.customer: one.letter for table in of_group.values() for one in table.letters.values()}
    rank = {one.customer: one.letter for table in of_rep.values() for one in table.letters.values()}
    best = {customer for table in of_rep.values() for customer in vips(table.sold, shares)}
    found: dict[str, Graded] = {}

    def of(customer: str, below: frozenset[str]) -> Graded:
        """The grade of one; `below` are those who asked for it, as cards may name each other."""
        if customer not in found:
            row = by_id[customer]
            unit = ""
            if row.org in by_id and row.org not in below:
                unit = of(row.org, below | {customer}).grade
            known = (letter.get(customer, ""), rank.get(customer, ""))
            found[customer] = grade(row, unit, *known, vip=customer in best)
        return found[customer]

    return {customer: of(customer, frozenset({customer})) for customer in by_id}


class _Table(NamedTuple):
    """The customers that are graded together."""

    sold: list[Sold]
    letters: dict[str, Lettered]


def _tables(
    standings: Iterable[Standing], key: Callable[[Standing], str], shares: Shares
) -> dict[str, _Table]:
    groups: dict[str, list[Standing]] = {}
    for row in standings:
        groups.setdefault(key(row), []).append(row)
    sold = {name: _sold(rows) for name, rows in groups.items()}
    return {name: _Table(rows, letters(rows, shares)) for name, rows in sold.items()}


def _small(name: str, table: _Table, shares: Shares) -> bool:
    """Whether a group has too few customers with sales for letters of its own."""
    return with_sales(table.sold) < shares.group and name != WHOLESALE


def _sold(rows: Iterable[Standing]) -> list[Sold]:
    return [Sold(row.customer, Decimal(row.sales), Decimal(row.weight)) for row in rows if row.counted]


def _even(customer: str, sales: Decimal, rows: Iterable[Sold]) -> bool:
    """Whether another one with the same sales stands before it."""
    return sales > NONE and any(row.sales == sales and row.customer < customer for row in rows)
