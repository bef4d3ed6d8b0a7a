"""Grades: spread, VIP, and what moved within a quarter."""

from __future__ import annotations

from kjournal.dates.periods import add_months
from kjournal.graph.past import standings, standings_on
from kjournal.ledger.placed import graded, placed
from kjournal.reports.grades import groups
from tests.graph.conftest import Journal
from tests.reports.conftest import Told, card, visit


def test_the_spread_over_classes(journal: Journal, told: Told) -> None:
    """Each class with its grades and sales; people of our own and closed customers are left out."""
    card(journal, 1, "grade: A\n")
    card(journal, 2, "grade: C\nstatus: 停业\n")
    card(journal, 3, "grade: C\n", class_="个体诊所")
    visit(journal, 3, "2026-11-01", "orders: [板蓝根 1盒 ×10.5]\n")
    report = told(journal, "grades")
    assert report.rows == (
        ("个体诊所", None, None, None, 1, None, None, 1, "10.50"),
        ("村镇药店", None, 1, None, None, None, None, 1, None),
    )
    assert report.total == ("all", None, 1, None, 1, None, None, 2, "10.50")


def test_who_is_vip_and_why(journal: Journal, told: Told) -> None:
    """By rank among the rep's, or as written with the reason."""
    for n, price in enumerate((100, 50, 20, 10, 5), 1):
        card(journal, n)
        visit(journal, n, "2026-11-01", f"orders: [板蓝根 1盒 ×{price}]\n")
    card(journal, 6, "grade: VIP\ngrade_reason: 老交情\n", class_="个体诊所")
    assert told.cells(journal, "vip", "customer", "why") == [
        (("K1", "店1"), "rank 1 of 5 customers with sales"),
        (("K6", "店6"), "written on the card: 老交情"),
    ]


def test_movements(journal: Journal, told: Told) -> None:
    """Up first, then down, with the sales then and now; who has a written grade does not move."""
    for n in range(1, 6):
        card(journal, n, "grade: A\n" if n == 5 else "")
        visit(journal, n, "2026-06-01", f"orders: [板蓝根 1盒 ×{1000 if n == 1 else 10}]\n")
    visit(journal, 2, "2026-10-01", "orders: [板蓝根 1盒 ×9000]\n")
    assert told.cells(journal, "moved", "customer", "state", "then", "now") == [
        (("K2", "店2"), ("fine", "up", "C → VIP"), "10.00", "9010.00"),
        (("K1", "店1"), ("late", "down", "VIP → B"), "1000.00", "1000.00"),
    ]


def test_movements_are_what_why_says(sample: Journal, told: Told) -> None:
    """For every customer of the sample the grade of then is the one that `kjournal why` works out."""
    question = told.question(sample)
    connection, shares = question.connection, question.ledger.shares
    then = add_months(sample.day, -3)
    everybody = [row for rep in (*question.reps, "") for row in standings(connection, "", rep)]
    everybody += [row for row in standings(connection, "村镇药店", "") if row not in everybody]
    before = graded(standings_on(connection, everybody, then), shares)
    moved = {row[0][0] for row in told(sample, "moved").rows if isinstance(row[0], tuple)}
    now = dict(question.rows("SELECT customer, grade FROM grades"))
    expected = {
        row.customer for row in everybody if row.counted and not row.written and before[row.customer].grade != now.get(row.customer, "")
    }  # fmt: skip
    assert moved == expected
    assert len(moved) > 3
    for row in everybody:
        if row.counted and not row.org:
            known = standings_on(connection, standings(connection, row.group, row.rep), then)
            assert placed(row.customer, known, shares).graded == before[row.customer], row.customer
    question.connection.close()


def test_all_grades_at_once_are_those_of_the_index(sample: Journal, told: Told) -> None:
    """`graded` and the steps of the graph give every customer the same grade."""
    question = told.question(sample)
    everybody = [row for rep in (*question.reps, "") for row in standings(question.connection, "", rep)]
    everybody += [row for row in standings(question.connection, "村镇药店", "") if row not in everybody]
    found = {customer: one.grade for customer, one in graded(everybody, question.ledger.shares).items()}
    assert found == dict(question.rows("SELECT customer, grade FROM grades"))
    question.connection.close()


def test_groups_for_the_curves(journal: Journal, told: Told) -> None:
    """Those with enough customers with sales, the best first."""
    for n, price in enumerate((70, 20, 6, 4), 1):
        card(journal, n)
        visit(journal, n, "2026-11-01", f"orders: [板蓝根 1盒 ×{price}]\n")
    card(journal, 5, class_="个体诊所")
    question = told.question(journal)
    assert groups(question) == [("村镇药店", ("A", "A", "B", "C"), (70.0, 20.0, 6.0, 4.0))]
    question.connection.close()
