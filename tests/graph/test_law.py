"""The law of the build graph: step by step and from scratch give the same rows at each step and the same bytes."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from kjournal.dates import workdays
from kjournal.graph.repday import RepDay
from kjournal.graph.steps import Steps
from tests.graph.conftest import Journal
from tests.graph.edits import difference


def test_each_day_equals_from_scratch(sample: Journal, tmp_path: Path) -> None:
    """Without any edit, going on day by day gives each day what a clean build of that day gives."""
    for number in range(10):
        sample.build()
        if number % 3 == 0:
            clean = sample.copy(tmp_path / f"clean-{number}")
            clean.build()
            assert difference(sample, clean) == "", f"day {sample.day}"
        sample.day += timedelta(days=1 if number < 7 else 30)


def test_a_notice_of_other_holidays(sample: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package of holidays is another one, everything that stands on working days is worked out anew."""
    sample.build()
    before = workdays.statutory

    def notice(year: int) -> workdays.Days:
        free, makeup = before(year)
        return free | {date(2026, 11, day) for day in (23, 24, 25)}, makeup | {date(2026, 11, 22)}

    monkeypatch.setattr(workdays, "statutory", notice)
    monkeypatch.setattr(workdays, "edition", lambda: "another")
    sample.build()
    clean = sample.copy(tmp_path / "clean")
    clean.build()
    assert difference(sample, clean) == ""


@pytest.mark.parametrize(("room", "step"), [(RepDay, "calendar"), (Steps, "festivals"), (RepDay, "daily")])
def test_a_run_that_ends_between_two_steps(
    sample: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: type, step: str
) -> None:
    """What it had still to do is done by the next one, though no note changed."""

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(room, step, killed)
        with pytest.raises(KeyboardInterrupt):
            sample.build()
    sample.build()
    clean = sample.copy(tmp_path / "clean")
    clean.build()
    assert difference(sample, clean) == ""


def test_findings_need_no_reminders(sample: Journal, tmp_path: Path) -> None:
    """A check from nothing finds all that a build finds, works out no reminder, and leaves them to the build."""
    sample.check()
    assert sample.query("SELECT * FROM reminders") == sample.query("SELECT * FROM nearby") == []
    clean = sample.copy(tmp_path / "clean")
    clean.build()
    rows, wanted = sample.rows(), clean.rows()
    for step in ("said", "findings", "given", "plan", "grades"):
        assert rows[step] == wanted[step] != []
    sample.build()
    assert difference(sample, clean) == ""


def test_a_check_between_two_builds(sample: Journal, tmp_path: Path) -> None:
    """What a check found worked out is not forgotten: the build after it gives what one from nothing gives."""
    sample.build()
    for number, visit in enumerate(sorted((sample.root / "visits").rglob("*.md"))[-6:]):
        words = "- [ ] 送样品 2026-12-01" if number % 2 else "---\nrep: 没有这个人\n---"
        visit.write_text(f"{visit.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
        sample.check()
    sample.day += timedelta(days=1)
    sample.check()
    sample.build()
    clean = sample.copy(tmp_path / "clean")
    clean.build()
    assert difference(sample, clean) == ""


def test_an_unchanged_journal_is_not_touched(sample: Journal) -> None:
    """A second build works out nothing and leaves every file as it is."""
    sample.build()
    before = {path: path.stat().st_mtime_ns for path in sample.site.rglob("*")}
    assert sample.build().written == 0
    assert {path: path.stat().st_mtime_ns for path in sample.site.rglob("*")} == before


def test_a_deleted_index_changes_nothing(sample: Journal) -> None:
    """Deleting `.kjournal/` loses nothing: the next build gives the same bytes and touches no file."""
    sample.build()
    before = sample.files()
    times = {path: path.stat().st_mtime_ns for path in sample.site.rglob("*") if path.is_file()}
    shutil.rmtree(sample.root / ".kjournal")
    sample.build()
    assert sample.files() == before
    assert {path: path.stat().st_mtime_ns for path in sample.site.rglob("*") if path.is_file()} == times


def test_a_damaged_output_is_made_again(sample: Journal) -> None:
    """A page or feed that somebody deleted or changed is put back by the next build."""
    sample.build()
    before = sample.files()
    (sample.site / "index.html").write_text("x")
    next(iter((sample.site / "customers").iterdir())).unlink()
    (sample.site / "feeds" / "zhouning.ics").unlink()
    sample.build()
    assert sample.files() == before


def test_what_a_lost_index_does_not_remember_is_removed(sample: Journal) -> None:
    """Where the index is gone, a page of a customer that is gone too does not stay; other people's files do."""
    sample.build()
    next((sample.root / "customers").rglob("福民药店.md")).unlink()
    shutil.rmtree(sample.root / ".kjournal")
    (sample.site / "customers" / "mine.html").write_text("<p>mine</p>")
    sample.build()
    assert not (sample.site / "customers" / "EJ-XY-04.html").exists()
    assert (sample.site / "customers" / "mine.html").exists()
