"""Money: who owes how much since when, what is overdue by slabs, how far the limit is used, and what warns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from kjournal.reports.question import Question, town
from kjournal.reports.report import Cell, Column, Report, Row, yuan
from kjournal.words import N_, _

SIGNS = 180
"""Days for which a sign that was noted on a visit goes on warning."""
TELLING = {
    "KJ501": N_("the agreed balance does not agree"),
    "KJ502": N_("not agreed on for three months"),
    "KJ510": N_("ordered twice the usual"),
}
"""Findings of an account that warn (S4's controls and signs)."""
_OWED = """
    SELECT d.customer, SUM(CASE WHEN d.consigned THEN 0 ELSE d.open END), SUM(CASE WHEN d.consigned THEN d.open ELSE 0 END),
        MIN(CASE WHEN d.consigned = 0 AND d.due < :today THEN d.due END), MIN(CASE WHEN d.consigned THEN d.day END){slabs}
    FROM debts AS d GROUP BY d.customer
"""
_ACCOUNTS = """
    SELECT o.*, s.name, s.region, s.rep, g.grade, a.balance, a.credit_limit, a.late, a.paid_day, a.paid
    FROM ({owed}) AS o JOIN standing AS s ON s.customer = o.customer JOIN accounts AS a ON a.customer = o.customer
    LEFT JOIN grades AS g ON g.customer = o.customer ORDER BY 2 DESC, 3 DESC, 1
"""
_NOTED = "SELECT customer, signs, day FROM warned WHERE day BETWEEN :since AND :today ORDER BY customer, n"
_FOUND = "SELECT DISTINCT key, code FROM findings WHERE step = 'comply' AND code IN ('KJ501', 'KJ502', 'KJ510') ORDER BY 1, 2"


class Debt(NamedTuple):
    """What one customer owes."""

    customer: str
    owed: float  # without goods that are paid when they are sold
    consigned: float
    since: str | None  # the first day overdue
    first: str | None  # the day of the oldest goods that are paid when they are sold
    slabs: tuple[float, ...]  # not due first
    name: str
    region: str
    rep: str
    grade: str
    balance: float
    limit: float | None
    late: int  # orders that were paid late
    paid_day: str | None
    paid: float | None

    @property
    def overdue(self) -> float:
        """What is past its day."""
        return sum(self.slabs[1:])


class Debts(NamedTuple):
    """All that is owed, asked once for the reports of money."""

    found: tuple[Debt, ...]  # who owes most first
    slabs: tuple[str, ...]  # what each is called

    def sums(self) -> tuple[float, ...]:
        """What lies in each slab."""
        return tuple(map(sum, zip(*(one.slabs for one in self.found), strict=True))) or (0.0,) * len(
            self.slabs
        )


def debts(question: Question) -> Debts:
    """What every customer owes, by slabs of the settings."""
    slabs = question.ledger.terms.slabs
    bounds = [
        question.today.isoformat(),
        *((question.today - timedelta(days=last)).isoformat() for last in slabs),
    ]
    query = _ACCOUNTS.format(owed=_OWED.format(slabs="".join(_slabs(bounds))))
    found = []
    for row in question.rows(query):
        head, sums, tail = row[:5], row[5 : 5 + len(bounds) + 1], row[5 + len(bounds) + 1 :]
        found.append(Debt._make((*head, tuple(value or 0.0 for value in sums), *tail)))
    return Debts(tuple(found), tuple(_names(slabs)))


def _slabs(bounds: list[str]) -> Iterator[str]:
    """Sums by due day: not before today is not overdue, before the last bound is the last slab; the days are ISO, so they compare as text."""
    yield f", SUM(CASE WHEN d.consigned = 0 AND (d.due IS NULL OR d.due >= '{bounds[0]}') THEN d.open END)"
    for above, below in pairwise(bounds):
        yield f", SUM(CASE WHEN d.consigned = 0 AND d.due < '{above}' AND d.due >= '{below}' THEN d.open END)"
    yield f", SUM(CASE WHEN d.consigned = 0 AND d.due < '{bounds[-1]}' THEN d.open END)"


def _names(slabs: tuple[int, ...]) -> Iterator[str]:
    yield _("not overdue")
    first = 1
    for last in slabs:
        yield _("{days} days").format(days=f"{first}–{last}")
        first = last + 1
    yield _("over {n} days").format(n=first - 1)


def owing(question: Question) -> Report:
    """Who owes, who owes most first; goods that are paid when they are sold stand apart."""
    known = question.once(debts)
    sums = known.sums()
    filled = [n for n, value in enumerate(sums) if n and value]  # a slab of which nobody owes is left out
    columns = (
        Column("customer", N_("Customer"), "who"),
        Column("owed", N_("Owed"), "amount"),
        Column("overdue", N_("Overdue"), "amount"),
        Column("since", N_("Overdue since"), "day"),
        Column("signs", N_("Warning signs"), "state"),
        *(Column(f"slab{n}", known.slabs[n], "amount") for n in filled),
        Column("limit", N_("Limit"), "amount"),
        Column("used", N_("Used"), "share"),
        Column("paid", N_("Last payment"), "day"),
        Column("rep", N_("Rep")),
    )
    signs = _signs(question)
    rows = tuple(
        _row(question, one, filled, signs.get(one.customer, [])) for one in known.found if one.owed > 0
    )
    return Report(
        "owing", N_("Who owes"), columns, rows, _total(sums, columns) if rows else (), N_("Nobody owes anything.")
    )  # fmt: skip


def _row(question: Question, one: Debt, filled: Sequence[int], noted: Sequence[str]) -> Row:
    place = " · ".join(filter(None, (town(one.region), one.grade)))
    return (
        (one.customer, one.name, place),
        yuan(one.owed),
        yuan(one.overdue),
        one.since,
        _warned(question, one, noted),
        *(yuan(one.slabs[n]) for n in filled),
        yuan(one.limit),
        round(one.balance / one.limit, 4) if one.limit else None,
        one.paid_day,
        question.rep(one.rep),
    )


def _total(slabs: Sequence[float], columns: tuple[Column, ...]) -> Row:
    sums: dict[str, Cell] = {"customer": (_("all"),)}
    sums |= {f"slab{n}": yuan(value) for n, value in enumerate(slabs)}
    sums["owed"], sums["overdue"] = yuan(sum(slabs)), yuan(sum(slabs[1:]))
    return tuple(sums.get(column.key) for column in columns)


def _warned(question: Question, one: Debt, noted: Sequence[str]) -> Cell:
    """What warns of an account: what is computed first, then what was noted and found."""
    terms = question.ledger.terms
    found = []
    if one.limit is not None and one.balance > one.limit:
        found.append(_("above its limit"))
    if one.since is not None and one.since <= question.ago(terms.legal):
        found.append(_("{n} days overdue or more").format(n=terms.legal))
    elif one.since is not None and one.since <= question.ago(terms.supervisor):
        found.append(_("{n} days overdue or more").format(n=terms.supervisor))
    if one.late >= terms.late:
        found.append(_("paid late {n} times").format(n=one.late))
    found += noted
    return ("late", *found) if found else None


def _signs(question: Question) -> dict[str, list[str]]:
    """By customer, what visits noted within half a year, and what the checks found."""
    found: dict[str, list[str]] = {}
    for customer, signs, day in question.rows(_NOTED, since=question.ago(SIGNS)):
        found.setdefault(customer, []).append(f"{signs} {day}")
    for customer, code in question.rows(_FOUND):
        if code not in question.hidden:
            found.setdefault(customer, []).append(_(TELLING[code]))
    return found


def by_rep(question: Question) -> Report:
    """The same sums by rep."""
    known = question.once(debts)
    filled = [n for n, value in enumerate(known.sums()) if value]
    sums: dict[str, list[Any]] = {}
    for one in known.found:
        row = sums.setdefault(one.rep, [0, 0.0, 0.0, *(0.0 for _slab in known.slabs)])
        row[0] += one.owed > 0
        for n, value in enumerate((one.owed, one.overdue, *one.slabs), 1):
            row[n] += value
    columns = (
        Column("rep", N_("Rep")),
        Column("count", N_("Customers who owe"), "number"),
        Column("owed", N_("Owed"), "amount"),
        Column("overdue", N_("Overdue"), "amount"),
        *(Column(f"slab{n}", known.slabs[n], "amount") for n in filled),
    )
    rows = sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
    return Report(
        "debts-by-rep", N_("By rep"), columns,
        tuple((question.rep(rep) or _("nobody"), row[0], *(yuan(row[n]) for n in (1, 2, *(n + 3 for n in filled)))) for rep, row in rows if row[0]),
        empty=N_("Nobody owes anything."),
    )  # fmt: skip


def consigned(question: Question) -> Report:
    """Goods that are paid when they are sold: at whom, for how much, since when."""
    known = question.once(debts)
    columns = (
        Column("customer", N_("Customer"), "who"),
        Column("sum", N_("Goods worth"), "amount"),
        Column("first", N_("The oldest of"), "day"),
        Column("paid", N_("Last payment"), "day"),
        Column("town", N_("Town")),
        Column("rep", N_("Rep")),
    )
    rows = sorted(
        (one for one in known.found if one.consigned > 0), key=lambda one: (-one.consigned, one.customer)
    )
    return Report(
        "consigned", N_("Goods paid when they are sold"), columns,
        tuple(((one.customer, one.name), yuan(one.consigned), one.first, one.paid_day, town(one.region), question.rep(one.rep)) for one in rows),
        empty=N_("Nobody has such goods."),
    )  # fmt: skip
