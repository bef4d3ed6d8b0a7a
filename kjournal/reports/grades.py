"""Grades: how they are spread over the classes, who is VIP and why, and what moved within a quarter."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kjournal.dates.periods import add_months
from kjournal.ledger.grades import Standing
from kjournal.ledger.placed import graded
from kjournal.ledger.standing import CLOSED
from kjournal.reports.question import Question, town
from kjournal.reports.report import Column, Report, Row, yuan
from kjournal.words import N_, _

GRADES = ("VIP", "A", "B", "C", "D")
QUARTER = -3
"""Months back to which grades are compared, as `kjournal why` does."""
_SPREAD = f"""
    SELECT s.class, g.grade, COUNT(*), SUM(CAST(s.sales AS NUMERIC)) FROM standing AS s LEFT JOIN grades AS g ON g.customer = s.customer
    WHERE s.kind != '内部' AND s.status NOT IN ({", ".join(f"'{word}'" for word in sorted(CLOSED))}) GROUP BY 1, 2
"""
_STANDING = "SELECT customer, class, rep, status, kind, written, org, sales, weight, name, region FROM standing ORDER BY customer"
_SOLD = "SELECT customer, SUM(fen) FROM sold WHERE day BETWEEN :first AND :last GROUP BY customer"
_LETTERS = """
    SELECT l.grp, l.letter, CAST(s.sales AS NUMERIC) FROM letters AS l JOIN standing AS s ON s.customer = l.customer ORDER BY l.grp, l.rank
"""
_BEST = """
    SELECT g.customer, s.name, s.class, s.region, s.rep, s.sales, g.source, r.rank, r.of, s.reason
    FROM grades AS g JOIN standing AS s ON s.customer = g.customer
    LEFT JOIN ranks AS r ON r.customer = g.customer
    WHERE g.grade = 'VIP' ORDER BY CAST(s.sales AS NUMERIC) DESC, g.customer
"""


class Group(NamedTuple):
    """The customers of one group that are graded by sales, the best first."""

    name: str
    letters: tuple[str, ...]
    sales: tuple[float, ...]  # yuan


def groups(question: Question) -> list[Group]:
    """The groups that have letters of their own, by what they come to."""
    found: dict[str, tuple[list[str], list[float]]] = {}
    for name, letter, sales in question.rows(_LETTERS):
        letters, sums = found.setdefault(name, ([], []))
        letters.append(letter)
        sums.append(float(sales))
    made = [Group(name, tuple(letters), tuple(sums)) for name, (letters, sums) in found.items()]
    enough = [one for one in made if sum(value > 0 for value in one.sales) >= question.ledger.shares.group]
    return sorted(enough, key=lambda one: (-sum(one.sales), one.name))


def spread(question: Question) -> Report:
    """How many customers of each class have which grade, and what the class bought in twelve months."""
    counts: dict[str, dict[str, int]] = {}
    sums: dict[str, float] = {}
    for class_, grade, count, sales in question.rows(_SPREAD):
        row = counts.setdefault(class_, {})
        row[grade or ""] = row.get(grade or "", 0) + count
        sums[class_] = sums.get(class_, 0.0) + float(sales or 0)
    order = sorted(counts, key=lambda class_: (-sums[class_], class_))
    columns = (
        Column("class", N_("Class")),
        *(Column(grade, grade, "number") for grade in GRADES),
        Column("none", N_("not graded"), "number"),
        Column("count", N_("In all"), "number"),
        Column("sales", N_("Sales of twelve months"), "amount"),
    )
    rows = tuple((class_, *_counted(counts[class_]), yuan(sums[class_])) for class_ in order)
    whole = {grade: sum(row.get(grade, 0) for row in counts.values()) for grade in (*GRADES, "")}
    total: Row = (_("all"), *_counted(whole), yuan(sum(sums.values()))) if rows else ()
    return Report("grades", N_("Grades by class"), columns, rows, total, N_("There are no customers yet."))


def _counted(counts: dict[str, int]) -> tuple[int | None, ...]:
    return (*(counts.get(grade) or None for grade in GRADES), counts.get("") or None, sum(counts.values()))


def best(question: Question) -> Report:
    """Who is VIP, and why."""
    columns = (
        Column("customer", N_("Customer"), "who"),
        Column("class", N_("Class")),
        Column("sales", N_("Sales of twelve months"), "amount"),
        Column("why", N_("Why")),
        Column("town", N_("Town")),
        Column("rep", N_("Rep")),
    )
    rows = []
    for customer, name, class_, region, rep, sales, source, rank, of, reason in question.rows(_BEST):
        why = _("written on the card")
        if source == "written" and reason:
            why = _("written on the card: {reason}").format(reason=reason)
        elif source == "unit":
            why = _("as its organisation")
        elif source == "vip":
            why = _("rank {rank} of {of} customers with sales").format(rank=rank, of=of)
        rows.append(((customer, name), class_, yuan(float(sales)), why, town(region), question.rep(rep)))
    says = _(
        "By sales alone VIP are the best {share} % of a rep's customers with sales, and only those are ranked; a grade written on the card goes before it."
    ).format(share=question.ledger.shares.vip)
    return Report("vip", N_("Who is VIP"), columns, tuple(rows), empty=N_("Nobody is VIP yet."), says=says)


def moved(question: Question) -> Report:
    """Whose grade by sales is another than a quarter ago: up first, then down, by how much the sales moved."""
    then = add_months(question.today, QUARTER)
    now = dict(question.rows("SELECT customer, grade FROM grades"))
    rows, names = _then(question, then)
    before = graded(rows, question.ledger.shares)
    found = []
    for one, (name, region, sales) in zip(rows, names, strict=True):
        if not one.counted or one.written:
            continue
        was, is_ = before[one.customer].grade, now.get(one.customer, "")
        if was != is_:
            more = float(sales) - float(one.sales)
            up = _place(is_) < _place(was)
            words = (_("up") if up else _("down"), f"{was or '—'} → {is_ or '—'}")
            row: Row = (
                (one.customer, name),  ("fine" if up else "late", *words), yuan(float(one.sales)), yuan(float(sales)),
                one.class_, town(region), question.rep(one.rep),
            )  # fmt: skip
            found.append((not up, -abs(more), one.customer, row))
    columns = (
        Column("customer", N_("Customer"), "who"),
        Column("state", N_("Movement"), "state"),
        Column("then", N_("Sales then"), "amount"),
        Column("now", N_("Sales now"), "amount"),
        Column("class", N_("Class")),
        Column("town", N_("Town")),
        Column("rep", N_("Rep")),
    )
    says = _(
        "Grades by sales, compared with {day}; sales are those of twelve months. Class, rep and status are today's."
    ).format(day=then.isoformat())
    empty = N_("No grade moved within the last quarter.")
    return Report(
        "moved",
        N_("Movements of a quarter"),
        columns,
        tuple(row for *_order, row in sorted(found, key=lambda one: one[:3])),
        empty=empty,
        says=says,
    )


def _place(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _then(question: Question, then: date) -> tuple[list[Standing], list[tuple[str, str, str]]]:
    """The standings with the sales of an earlier day, and of each its name, region and sales now."""
    sold = dict(question.rows(_SOLD, first=_first(then).isoformat(), last=then.isoformat()))
    rows, names = [], []
    for *standing, name, region in question.rows(_STANDING):
        one = Standing._make(standing)
        names.append((name, region, one.sales))
        rows.append(one._replace(sales=f"{Decimal(sold.get(one.customer, 0)).scaleb(-2):f}"))
    return rows, names


def _first(then: date) -> date:
    """The first day whose sales count on a day: those of which twelve months have not yet passed."""
    day = add_months(then, -12)
    while add_months(day, 12) <= then:
        day += timedelta(days=1)
    return day
