"""Gifts: the register of a year with each occasion beside its cap, and what went to each customer and came from each rep."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.ledger.gifts import CASH, MEDICINE, PRINTED
from kjournal.ledger.recipients import GUARDED
from kjournal.reports.question import Question
from kjournal.reports.report import Cell, Column, Report, Row, State, yuan
from kjournal.words import N_, _

NEAR = 0.8
"""From this part of its cap on an occasion is near it."""
_YEARS = "SELECT year, COUNT(*) FROM given GROUP BY year ORDER BY year DESC"
_REGISTER = """
    SELECT g.day, g.customer, COALESCE(s.name, ''), g.person, g.recipient, g.occasion, g.item, g.worth, g.spent, g.cap,
        g.guests, g.visit, g.rep
    FROM given AS g LEFT JOIN standing AS s ON s.customer = g.customer
    WHERE g.year = :year ORDER BY g.day DESC, g.owner, g.path, g.n
"""
_BY_CUSTOMER = """
    SELECT g.customer, s.name, g.person, COUNT(*), COALESCE(SUM(g.worth), 0) FROM given AS g
    JOIN standing AS s ON s.customer = g.customer WHERE g.year = :year GROUP BY g.customer, g.person ORDER BY 1, 3
"""
_BY_REP = "SELECT rep, COUNT(*), SUM(worth) FROM given WHERE year = :year GROUP BY rep ORDER BY 3 DESC, 1"
_COLUMNS = (
    Column("day", N_("Day"), "visit"),
    Column("customer", N_("Customer"), "who"),
    Column("person", N_("To whom")),
    Column("occasion", N_("Occasion")),
    Column("item", N_("What")),
    Column("worth", N_("Worth"), "amount"),
    Column("spent", N_("Each person, in all"), "amount"),
    Column("cap", N_("Cap"), "amount"),
    Column("state", N_("Beside its cap"), "state"),
    Column("rep", N_("Rep")),
)


class Given(NamedTuple):
    """A line of the register."""

    day: str
    customer: str  # empty: the guests of an activity
    name: str
    person: str
    recipient: str
    occasion: str
    item: str
    worth: float | None
    spent: float | None  # what the occasion came to for one person
    cap: float | None
    guests: int
    visit: str
    rep: str


def years(question: Question) -> list[tuple[int, int]]:
    """The years of the register with how many gifts each has, the latest first."""
    return [(year, count) for year, count in question.rows(_YEARS)]


def register(question: Question, year: int | None = None) -> Report:
    """Every gift of a year, this one's where none is said, the latest first."""
    found = [Given(*row) for row in question.rows(_REGISTER, year=year or question.today.year)]
    sums: dict[str, Cell] = {"day": (_("all"),), "worth": yuan(sum(one.worth or 0.0 for one in found))}
    total = tuple(sums.get(column.key) for column in _COLUMNS) if found else ()
    says = _(
        "An occasion's lines to one person are added up and stand beside the cap of the occasion; near means from {share} % of it on. Medical staff and public servants get printed matter only."
    ).format(share=round(NEAR * 100))
    rows = tuple(_row(question, one) for one in found)
    empty = N_("Nothing was given in this year.")
    return Report("gifts", N_("Register of gifts"), _COLUMNS, rows, total, empty, says)


def _row(question: Question, one: Given) -> Row:
    whom = [one.person, one.recipient]
    if not one.customer:
        whom.insert(0, _("{n} guests").format(n=one.guests))
    return (
        (one.customer, one.visit, one.day),
        (one.customer, one.name) if one.customer else None,
        tuple(filter(None, whom)) or None,
        one.occasion or None,
        one.item or None,
        yuan(one.worth),
        yuan(one.spent) if one.spent != one.worth else None,
        yuan(one.cap),
        state(one),
        question.rep(one.rep),
    )


def state(one: Given) -> tuple[State, str]:
    """How a gift stands beside what is allowed, and the words for it."""
    printed = PRINTED.search(one.item) is not None
    guarded = not GUARDED.isdisjoint(one.recipient.split("、"))
    if guarded and not printed:
        return "late", _("not allowed")
    if not printed and (CASH.search(one.item) or MEDICINE.search(one.item)):
        return "late", _("not allowed")
    if one.worth is None and not guarded:
        return "near", _("worth not written")
    if one.cap is not None and one.spent is not None and one.spent > one.cap:
        return "late", _("over its cap")
    if one.cap is not None and one.spent is not None and one.spent >= NEAR * one.cap:
        return "near", _("near its cap")
    return "fine", _("within")


class _Got:
    """What one customer got, while it is added up."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.sum = 0.0
        self.over: list[str] = []


def by_customer(question: Question, year: int | None = None) -> Report:
    """What each customer got in a year, the most first; beside the cap of a year, where the settings have one."""
    most = question.ledger.caps.year
    found: dict[str, _Got] = {}
    for customer, name, person, count, worth in question.rows(_BY_CUSTOMER, year=year or question.today.year):
        one = found.setdefault(customer, _Got(name))
        one.count += count
        one.sum += worth
        if most is not None and worth > most:
            one.over.append(person or name)
    columns = (
        Column("customer", N_("Customer"), "who"),
        Column("count", N_("Gifts"), "number"),
        Column("sum", N_("Worth"), "amount"),
        *((Column("state", N_("Over the cap of a year"), "state"),) if most is not None else ()),
    )
    rows = tuple(
        ((customer, one.name), one.count, yuan(one.sum), ("late", *one.over) if one.over else None)[
            : len(columns)
        ]
        for customer, one in sorted(found.items(), key=lambda item: (-item[1].sum, item[0]))
    )
    return Report("gifts-by-customer", N_("By customer"), columns, rows)


def by_rep(question: Question, year: int | None = None) -> Report:
    """What each rep gave in a year."""
    columns = (
        Column("rep", N_("Rep")),
        Column("count", N_("Gifts"), "number"),
        Column("sum", N_("Worth"), "amount"),
    )
    rows = tuple(
        (question.rep(rep) or _("nobody"), count, yuan(worth))
        for rep, count, worth in question.rows(_BY_REP, year=year or question.today.year)
    )
    return Report("gifts-by-rep", N_("By rep"), columns, rows)
