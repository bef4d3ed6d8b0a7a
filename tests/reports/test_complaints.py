"""Complaints: the open ones by the time they are to be solved, the closed ones with how long it took."""

from __future__ import annotations

from tests.graph.conftest import Journal
from tests.reports.conftest import Told, card, visit


def test_open_ones_by_their_time(journal: Journal, told: Told) -> None:
    """Past, today or tomorrow, later; an answer that was given is asked for no more."""
    card(journal, 1)
    card(journal, 2)
    visit(
        journal,
        1,
        "2026-11-19",
        "complaints: [{kind: 数量, symptom: 少两盒, opened: 2026-11-19 10:00, answered: 2026-11-19 11:00}]\n",
    )
    visit(
        journal,
        2,
        "2026-11-16",
        "complaints: [{kind: 质量, level: 紧急, product: 板蓝根, opened: 2026-11-16 09:00}]\n",
    )
    assert told.cells(journal, "complaints", "solve", "answer", "customer", "what", "opened") == [
        (("late", "2026-11-17 09:00"), ("late", "2026-11-16 11:00"), ("K2", "店2"), ("紧急 质量 板蓝根",), ("K2", "2026-11-16-店2", "2026-11-16")),
        (("", "2026-11-24 10:00"), None, ("K1", "店1"), ("一般 数量", "少两盒"), ("K1", "2026-11-19-店1", "2026-11-19")),
    ]  # fmt: skip


def test_closed_ones_with_how_long_it_took(journal: Journal, told: Told) -> None:
    """By hours within a day, else by days; in time by the day where only the day was written; none older than a year."""
    card(journal, 1)
    said = "complaints: [{kind: 质量, opened: %s, closed: %s}]\n"
    for day, closed in (
        ("2026-11-02", "2026-11-02 15:00"),
        ("2026-10-12", "2026-10-15"),
        ("2026-09-07", "2026-09-15"),
        ("2025-09-08", "2025-09-09"),
    ):
        visit(journal, 1, day, said % (f"{day} 10:00", closed))
    assert told.cells(journal, "complaints-closed", "closed", "took", "state") == [
        ("2026-11-02", "5 hours", ("fine", "in time")),
        ("2026-10-15", "3 days", ("fine", "in time")),
        ("2026-09-15", "8 days", ("late", "too late")),
    ]
    assert told(journal, "complaints-closed").says == "Half of them took no longer than 3 days."
    assert told(journal, "complaints").rows == ()


def test_one_that_was_closed_before_it_was_opened(journal: Journal, told: Told) -> None:
    """A slip of the pen takes no negative days."""
    card(journal, 1)
    said = "complaints: [{kind: 质量, opened: 2026-11-12 10:00, closed: 2026-11-02}]\n"
    visit(journal, 1, "2026-11-12", said)
    assert told.cells(journal, "complaints-closed", "took") == [("the same day",)]
