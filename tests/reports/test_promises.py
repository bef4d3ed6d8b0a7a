"""Promises: open ones by their day, and how many were kept."""

from __future__ import annotations

from tests.graph.conftest import Journal
from tests.reports.conftest import Told, card, visit


def test_ours_by_their_day(journal: Journal, told: Told) -> None:
    """The late ones first, with whom, where it was said, and what else belongs to it."""
    card(journal, 1)
    visit(
        journal, 1, "2026-11-02",
        "promises:\n  - {what: 报价单, due: 2026-11-23, to: 王老板, approval: 经理}\n  - {what: 对账单, every: 每月10日, done: 2026-11-10}\n",
        "- [ ] 台卡 2026-11-18",
    )  # fmt: skip
    said = ("K1", "2026-11-02-店1", "2026-11-02")
    assert told.cells(journal, "ours", "due", "what", "customer", "to", "made", "town", "rep") == [
        (("late", "2026-11-18"), ("台卡",), ("K1", "店1"), None, said, "向阳镇", "李雷"),
        (("near", "2026-11-23"), ("报价单", "needs the agreement of 经理"), ("K1", "店1"), "王老板", said, "向阳镇", "李雷"),
        (("", "2026-12-10"), ("对账单", "comes again: 每月10日", "last kept 2026-11-10"), ("K1", "店1"), None, said, "向阳镇", "李雷"),
    ]  # fmt: skip


def test_theirs_stand_apart(journal: Journal, told: Told) -> None:
    """What the customer promised is no promise of ours, and nobody is told to whom."""
    card(journal, 1)
    visit(journal, 1, "2026-11-02", body="- [ ] 结余款 由客户 2026-11-18")
    assert told(journal, "ours").rows == ()
    assert told.cells(journal, "theirs", "due", "what") == [(("late", "2026-11-18"), ("结余款", "by 客户"))]


def test_the_closing_rate(journal: Journal, told: Told) -> None:
    """Of ours that fell due within ninety days: kept, kept in time, still open; today's are not due yet; theirs do not count."""
    card(journal, 1)
    card(journal, 2, rep="han")
    promises = [
        "{what: a, due: 2026-10-10, done: 2026-10-09}",
        "{what: b, due: 2026-10-10, done: 2026-10-20}",
        "{what: c, due: 2026-11-19}",
    ]
    promises += [
        "{what: d, due: 2026-11-20}",
        "{what: e, due: 2026-12-24}",
        "{what: f, due: 2026-11-01, by: 客户}",
    ]
    promises += ["{what: g, due: 2026-08-01, done: 2026-08-01}", "{what: h, due: 2026-08-21}"]
    visit(journal, 1, "2026-07-30", "promises:\n" + "".join(f"  - {one}\n" for one in promises))
    visit(journal, 2, "2026-08-30", "promises:\n  - {what: x, due: 2026-09-10, done: 2026-09-10}\n")
    report = told(journal, "closing")
    assert report.rows == (("韩梅", 1, 1, 1, 0, 1.0), ("李雷", 3, 2, 1, 1, 0.6667))
    assert report.total == ("all", 4, 3, 2, 1, 0.75)


def test_the_day_that_counts(journal: Journal, told: Told) -> None:
    """The day a promise was due, however early it was kept; without one the day it was kept, however long ago it was made."""
    card(journal, 1)
    promises = [
        "{what: today, due: 2026-11-20, done: 2026-11-20}",
        "{what: undated, done: 2026-11-19}",
        "{what: undated today, done: 2026-11-20}",
        "{what: early, due: 2026-08-22, done: 2026-08-01}",
        "{what: too early, due: 2026-08-21, done: 2026-11-01}",
        "{what: not yet due, due: 2026-11-23, done: 2026-11-19}",
    ]
    visit(journal, 1, "2026-07-30", "promises:\n" + "".join(f"  - {one}\n" for one in promises))
    assert told(journal, "closing").rows == (("李雷", 2, 2, 2, 0, 1.0),)


def test_the_sample_agrees_with_its_reminders(sample: Journal, told: Told) -> None:
    """Every open promise that reminds stands in one of the two reports."""
    listed = len(told(sample, "ours").rows) + len(told(sample, "theirs").rows)
    [(reminded,)] = sample.query("SELECT COUNT(*) FROM reminders WHERE rule = 'promise' AND open = 1")
    assert listed == reminded > 5
