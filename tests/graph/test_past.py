"""Standings on an earlier day, against those of the index."""

from __future__ import annotations

from datetime import date

from kjournal.graph.past import standings, standings_on
from kjournal.graph.refresh import opened
from kjournal.ledger.placed import placed
from tests.graph.conftest import Journal


def test_of_today_they_are_those_of_the_index(sample: Journal) -> None:
    """For every customer of the sample: the same sales, and the grade that the group steps gave."""
    settings = sample.opened().settings
    shares = settings.care.ledger.shares
    with opened(sample.root, settings, sample.day, "the tests") as graph:
        graph.refresh()
        run = graph.connection.execute
        customers = run(
            "SELECT s.customer, s.grp, s.rep, s.org, g.grade, g.source FROM standing AS s JOIN grades AS g USING (customer)"
        ).fetchall()
        grades = {row[0]: row[4] for row in customers}
        assert len(customers) > 30
        for customer, group, rep, org, grade, source in customers:
            rows = standings(graph.connection, group, rep)
            assert standings_on(graph.connection, rows, sample.day) == [
                row._replace(sales=row.sales if float(row.sales) else "0") for row in rows
            ]
            assert placed(customer, rows, shares, grades.get(org, "")).graded == (grade, source), customer


def test_earlier_sales(journal: Journal) -> None:
    """Only what lay in the twelve months before that day counts, returns too."""
    journal.write("customers/a.md", "---\nname: 甲店\nid: A\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    for day, lines in (
        ("2025-08-20", "orders: [板蓝根 =1]"),
        ("2025-08-21", "orders: [板蓝根 =10]"),
        ("2026-08-20", "returns: [板蓝根 =3]"),
        ("2026-08-21", "orders: [板蓝根 =100]"),
    ):
        journal.write(f"visits/{day}-甲店.md", f"---\n{lines}\n---\n去了。\n")
    settings = journal.opened().settings
    with opened(journal.root, settings, journal.day, "the tests") as graph:
        graph.refresh()
        rows = standings(graph.connection, "村镇药店", "li")
        assert [row.sales for row in rows] == ["97.00"]
        then = standings_on(graph.connection, rows, date(2026, 8, 20))
        assert [row.sales for row in then] == ["7.00"]
