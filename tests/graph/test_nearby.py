"""Neighbours who are due: a change reaches those whose list it changes, and no page more."""

from __future__ import annotations

import msgspec

from tests.graph.conftest import Journal

CARD = "---\nname: 店{name}\nid: {name}\nclass: 村镇药店\nregion: {region}\nrep: li\nphone: 19900000001\naddress: x\n{more}---\n"
PLACES = {"A": "24.700,107.050", "B": "24.710,107.050", "C": "24.720,107.050", "D": "24.900,107.050"}
"""A to C lie a kilometre apart, D far away."""


def shops(journal: Journal, **days: str) -> None:
    """The four shops, each visited on a day."""
    for name, geo in PLACES.items():
        journal.write(f"customers/{name}.md", CARD.format(name=name, region="向阳镇", more=f"geo: {geo}\n"))
        visit(journal, name, days.get(name, "2026-11-18"))


def visit(journal: Journal, name: str, day: str) -> None:
    journal.write(f"visits/{name}.md", f"---\ncustomer: 店{name}\ndate: {day}\n---\n去了。\n")


def anew(journal: Journal, before: dict[str, bytes]) -> set[str]:
    """The customers whose brief is not what it was."""
    now = journal.files()
    return {
        path[len("briefs/") : -len(".html")]
        for path in now
        if path.startswith("briefs/") and now[path] != before.get(path)
    }


def listed(journal: Journal) -> dict[str, list[str]]:
    """The neighbours of each customer that has any."""
    rows = journal.query("SELECT customer, row FROM nearby ORDER BY customer")
    return {customer: [one["customer"] for one in msgspec.json.decode(row)] for customer, row in rows}


def test_a_visit_takes_a_neighbour_off_the_lists(journal: Journal) -> None:
    """B is due: A and C are told of it until it is visited; nothing but those two and B itself is made anew."""
    shops(journal, B="2026-06-01")
    journal.build()
    assert listed(journal) == {"A": ["B"], "C": ["B"]}
    before = journal.files()
    visit(journal, "B", "2026-11-19")
    journal.build()
    assert listed(journal) == {}
    assert anew(journal, before) == {"A", "B", "C"}
    assert "customers/A.html" not in {
        path for path, data in journal.files().items() if before.get(path) != data
    }


def test_a_note_that_moves_nothing_makes_no_neighbour_s_page(journal: Journal) -> None:
    """What was said at B does not concern A."""
    shops(journal, B="2026-06-01")
    journal.build()
    before = journal.files()
    journal.write("visits/B.md", "---\ncustomer: 店B\ndate: 2026-06-01\n---\n去了，谈了钙片。\n")
    journal.build()
    assert anew(journal, before) == {"B"}


def test_a_day_brings_a_neighbour_onto_the_lists(journal: Journal) -> None:
    """Ninety days after the last visit, seven days before."""
    shops(journal, B="2026-09-01")
    journal.build()
    assert listed(journal) == {}
    journal.day = journal.day.replace(day=22)
    journal.build()
    assert listed(journal) == {}
    journal.day = journal.day.replace(day=23)
    journal.build()
    assert listed(journal) == {"A": ["B"], "C": ["B"]}


def test_a_card_that_gets_coordinates_changes_sides(journal: Journal) -> None:
    """Without them its town counts; with them the distance."""
    shops(journal, D="2026-06-01")
    journal.build()
    assert listed(journal) == {}
    journal.write("customers/D.md", CARD.format(name="D", region="向阳镇", more=""))
    journal.build()
    assert listed(journal) == {name: ["D"] for name in "ABC"}
    journal.write("customers/D.md", CARD.format(name="D", region="龙塘镇", more="geo: 24.705,107.050\n"))
    journal.build()
    assert listed(journal) == {name: ["D"] for name in "ABC"}


def test_a_person_lies_where_the_organisation_does(journal: Journal) -> None:
    """Also when that moves: a doctor has no coordinates of their own."""
    shops(journal)
    journal.write(
        "customers/P.md",
        "---\nname: 王医生\nid: P\nkind: 个人\norg: 店D\nphone: 19900000009\ncreated: 2026-01-01\n---\n",
    )
    journal.build()
    assert listed(journal) == {"D": ["P"]}
    journal.write("customers/D.md", CARD.format(name="D", region="向阳镇", more="geo: 24.695,107.050\n"))
    journal.build()
    assert listed(journal) == {name: ["P"] for name in "ABCD"}


def test_closed_customers_are_nobody_s_neighbours(journal: Journal) -> None:
    """Nor do they have any."""
    shops(journal, B="2026-06-01")
    journal.write(
        "customers/B.md", CARD.format(name="B", region="向阳镇", more=f"geo: {PLACES['B']}\nstatus: 停业\n")
    )
    journal.build()
    assert listed(journal) == {}
