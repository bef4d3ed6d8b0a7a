"""Neighbours who are due: a change reaches those whose list it changes, and no page more."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.care.nearby import MOST, Stand, neighbours
from kjournal.dates.today import Today
from kjournal.graph import nearby as nearby_step
from kjournal.graph.engine import Engine
from kjournal.graph.nearby import Nearby
from kjournal.journal.store import open_index
from tests.graph.conftest import DAY, Journal

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


PLACED = st.just((None, None)) | st.tuples(
    st.sampled_from([24.7, 24.7042, 24.705, 24.7445]), st.sampled_from([107.05, 107.0545, 107.099])
)
"""Corners of the small square and of the large one lie outside their circles."""
STANDS = st.lists(
    st.builds(
        Stand,
        customer=st.sampled_from([f"C{number:02d}" for number in range(40)]),
        name=st.just("店"),
        rep=st.sampled_from(["li", "li", "li", "wu", ""]),
        region=st.sampled_from(["向阳镇", "向阳镇", "龙塘镇", ""]),
        org=st.sampled_from(["", "", "", "C00", "C01", "none"]),
        visited=st.sampled_from([True, True, True, False]),
        due=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 10)),
        days=st.sampled_from([0, 30]),
        last=st.none() | st.dates(date(2026, 6, 1), date(2026, 11, 1)),
    ).flatmap(lambda one: PLACED.map(lambda at: msgspec.structs.replace(one, lat=at[0], lon=at[1]))),
    min_size=8,
    max_size=40,
    unique_by=lambda one: one.customer,
)


def _column(value: object) -> object:
    """A day as the table holds it: none at all is an empty text, which comes before all days."""
    return value.isoformat() if isinstance(value, date) else value


def _lay(connection: sqlite3.Connection, stands: list[Stand]) -> None:
    for one in stands:
        row = [_column(value) for value in msgspec.structs.astuple(one)]
        row[8], row[10] = row[8] or "", row[10] or ""
        connection.execute(f"INSERT INTO stands VALUES ({', '.join('?' * len(row))})", row)


@given(STANDS)
def test_the_index_is_asked_for_no_more_than_the_list_holds(stands: list[Stand]) -> None:
    """Few of a crowd are looked at: they are those, and hold until the day, that looking at all of them gives."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_index(Path(folder), "")
        nearby = Nearby(Engine(connection, DAY))
        _lay(connection, stands)
        for mine in stands:
            few, all_ = Today(DAY), Today(DAY)
            found = nearby.seen(mine.customer, few)
            assert found == neighbours(mine, [stands], all_)
            for later in (DAY + timedelta(days=days) for days in range(1, 21)):
                if later < (few.until or date.max):
                    assert neighbours(mine, [stands], Today(later)) == found
        connection.close()


@pytest.mark.parametrize(
    "alike",
    [
        {"region": "县里"},
        {"lat": 24.7, "lon": 107.05},
        {"org": "C000"},
        {"org": "C000", "lat": 24.7, "lon": 107.05},
    ],
)
def test_a_crowd_is_not_compared_pair_by_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alike: dict[str, Any]
) -> None:
    """However many lie alike, of each group no more are read than a list holds."""
    looked: list[object] = []
    real = nearby_step._read

    def read(row: tuple[Any, ...]) -> Stand:
        looked.append(row)
        return real(row)

    monkeypatch.setattr(nearby_step, "_read", read)
    connection = open_index(tmp_path, "")
    nearby = Nearby(Engine(connection, DAY))
    due = date(2026, 11, 1)
    crowd = [
        Stand(f"C{number:03}", "店", "li", visited=True, due=due, **{"region": "", "org": "", **alike})
        for number in range(200)
    ]
    _lay(connection, crowd)
    for mine in crowd:
        assert len(nearby.seen(mine.customer, Today(DAY))) == MOST
    assert len(looked) <= len(crowd) * (1 + 2 * MOST)
    connection.close()
