"""Another day begins: what is composed anew, and what holds on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kjournal.commands.build import masked
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.brief import Brief
from kjournal.outputs.pages.compose.brief import brief
from kjournal.outputs.pages.compose.customer import customer_view
from kjournal.outputs.pages.compose.door import Door
from kjournal.outputs.pages.customer import CustomerView
from tests.graph.conftest import DAY, Journal
from tests.graph.edits import difference
from tests.graph.test_nearby import shops
from tests.graph.test_reach import card


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages and briefs that were composed, in their order."""
    found: list[str] = []

    def note_page(dossier: Dossier, *others: Any) -> CustomerView:
        found.append(f"page {dossier.id}")
        return customer_view(dossier, *others)

    def note_brief(door: Door) -> Brief:
        found.append(f"brief {door.dossier.id}")
        return brief(door)

    monkeypatch.setattr("kjournal.graph.pages.customer.customer_view", note_page)
    monkeypatch.setattr("kjournal.graph.pages.brief.brief", note_brief)
    return found


def test_who_gets_a_neighbour_gets_a_brief_and_no_page(journal: Journal, composed: list[str]) -> None:
    """B is due in a week: A and C are told so at the door; nothing of theirs is on their pages."""
    shops(journal, B="2026-09-01")
    journal.day = journal.day.replace(day=22)
    journal.build()
    composed.clear()
    journal.day = journal.day.replace(day=23)
    journal.build()
    assert composed == ["brief A", "brief C"]


def test_a_clock_that_goes_back_finds_the_briefs_of_that_day(journal: Journal) -> None:
    """Ten days later B is due; on the day before them it was not."""
    shops(journal, B="2026-09-01")
    journal.build()
    before = journal.files()
    for day in (DAY + timedelta(days=10), DAY):
        journal.day = day
        journal.build()
    assert {path for path, data in journal.files().items() if data != before.get(path)} == set()


def test_pages_to_be_shown_around_leave_those_of_a_new_day_to_be_made(
    sample: Journal, tmp_path: Path
) -> None:
    """What only time puts out of date is still to be made after a build with --mask, on that day and on any later one."""
    sample.build()
    sample.day += timedelta(days=3)
    masked(sample.opened(), tmp_path / "masked")
    for days in (0, 9):
        sample.day += timedelta(days=days)
        sample.build()
        clean = sample.copy(tmp_path / f"clean-{days}")
        clean.build()
        assert difference(sample, clean) == ""


def test_where_only_what_comes_is_another_nothing_else_of_a_page_is_composed(
    journal: Journal, composed: list[str], tmp_path: Path
) -> None:
    """On Saturday nobody was there: Friday's visits stand on Monday, Monday's on Tuesday, with each page as it was beside them."""
    for n in range(20):
        card(journal, f"店{n:02}", n=n)
    journal.build()
    composed.clear()
    before = journal.files()
    journal.day += timedelta(days=1)
    journal.build()
    after = journal.files()
    moved = {path for path in after if path.startswith("customers/") and after[path] != before[path]}
    assert len(moved) == 20
    assert [one for one in composed if one.startswith("page")] == []
    clean = journal.copy(tmp_path / "clean")
    clean.build()
    assert difference(journal, clean) == ""
