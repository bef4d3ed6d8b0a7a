"""Prints what a customer's page with ten visits costs: `python -m tests.outputs.pages.speed`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

from kjournal.care.facts import facts
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.bodies import render_body
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.customer import CustomerView, render_customer
from kjournal.outputs.pages.customers import CustomersView, render_customers
from tests.outputs.pages.conftest import CARD, REMINDERS, SITE, TODAY, VISITS, dossier

MANY = 2_000
VISIT = VISITS["visits/2026-11-12-桂和堂.md"]
PROSE = "上批三千八当场转公司账户。天热了藿香走得快，黄姐一口气要两百，讲端午前要摆一个堆头。\n\n坐到十点，2026-10-05 再来。\n"


def customers() -> list[Dossier]:
    """The same customer many times, under many names."""
    visits = {f"visits/2026-{month:02}-05-桂和堂.md": VISIT for month in range(1, 11)}
    return [dossier(CARD.replace("GHT", f"C{number}"), visits) for number in range(MANY)]


def timed(what: str, many: int, work: Callable[[], object]) -> None:
    """Do it, and say what one of them took."""
    begun = perf_counter()
    work()
    took = perf_counter() - begun
    sys.stdout.write(f"{what:<44} {took / many * 1000:8.3f} ms each, {took:6.2f} s in all\n")


def main() -> None:
    """Print a table."""
    known = customers()
    views: list[CustomerView] = []

    def compose() -> None:
        for one in known:
            found = facts(one, Today(TODAY))
            row = customer_row(one, found, REMINDERS, grade="A", band="正常", rep=None, today=Today(TODAY))
            around = Around(bodies={visit.path: body for visit in one.visits})
            views.append(customer_view(one, found, row, REMINDERS, around, Today(TODAY)))

    timed("the converter's first body", 1, lambda: render_body("*first*"))
    timed("a body of plain prose", MANY, lambda: [render_body(f"{PROSE}{n}") for n in range(MANY)])
    timed(
        "a body with tasks, links and a heading",
        MANY,
        lambda: [render_body(f"{known[0].visits[0].body}{n}") for n in range(MANY)],
    )
    body = render_body(known[0].visits[0].body).html
    timed("a view, its facts too", MANY, compose)
    timed("the first page (templates compiled)", 1, lambda: render_customer(SITE, views[0]))
    timed("a page", MANY, lambda: [render_customer(SITE, view) for view in views])
    rows = CustomersView(tuple(view.row for view in views))
    timed("the page of all customers", 1, lambda: render_customers(SITE, rows))


if __name__ == "__main__":
    main()
