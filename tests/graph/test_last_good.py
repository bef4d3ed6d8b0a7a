"""A note that cannot be read keeps its last good version from git, and disturbs nobody else."""

from __future__ import annotations

from pathlib import Path

from tests.graph.conftest import Journal

CARD = "---\nname: 向阳药店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nphone: 19900000001\naddress: 街口\ncreated: 2026-01-05\n---\n"
BROKEN = '---\nname: "向阳药店\nclass: 村镇药店\n---\n'


def commit(journal: Journal, message: str = "x") -> None:
    journal.git("add", "-A")
    journal.git("commit", "-qm", message, "--date=2026-11-01T08:00:00+08:00")


def events(journal: Journal) -> list[tuple[object, ...]]:
    """All entries but the daily ones."""
    return journal.query("SELECT uid, bytes FROM events WHERE uid NOT LIKE 'daily%' ORDER BY uid, level")


def test_the_last_committed_version_stands_in(journal: Journal) -> None:
    """A broken note is an error, and the newest committed version that can be read stays in feeds and pages."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    commit(journal)
    journal.build()
    before = events(journal)
    journal.write("customers/xy.md", BROKEN)
    journal.build()
    assert {"KJ117", "KJ009"} <= journal.codes()
    assert events(journal) == before
    assert journal.query("SELECT refused, stale IS NOT NULL, length(blob) FROM notes") == [(1, 1, 40)]


def test_a_newer_commit_is_taken_when_head_moves(journal: Journal) -> None:
    """The result is a function of the working tree and HEAD: another HEAD gives another version to stand in."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    commit(journal)
    journal.write("customers/xy.md", CARD.replace("向阳药店", "向阳大药店"))
    commit(journal)
    journal.write("customers/xy.md", BROKEN)
    journal.build()
    assert journal.query("SELECT name FROM customers") == [("向阳大药店",)]
    journal.git("reset", "-q", "--soft", "HEAD~1")
    journal.build()
    assert journal.query("SELECT name FROM customers") == [("向阳药店",)]


def test_broken_commits_are_passed_over(journal: Journal) -> None:
    """A version that was broken when it was committed does not stand in; the one before does."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    commit(journal)
    journal.write("customers/xy.md", BROKEN)
    commit(journal)
    journal.build()
    assert journal.query("SELECT name, stale FROM customers JOIN notes USING (path)") == [
        ("向阳药店", "2026-11-01")
    ] or journal.query("SELECT name FROM customers") == [("向阳药店",)]


def test_never_committed_is_absent_with_a_finding(journal: Journal) -> None:
    """Without git, or never committed, the note is absent and the finding says why."""
    journal.write("customers/xy.md", BROKEN)
    journal.build()
    assert journal.query("SELECT COUNT(*) FROM customers") == [(0,)]
    assert "KJ117" in journal.codes()


def test_others_are_as_if_it_were_not_there(sample: Journal, tmp_path: Path) -> None:
    """A broken, never committed note leaves every other customer's page and events as they are."""
    clean = sample.copy(tmp_path / "clean")
    sample.write("customers/坏.md", BROKEN)
    sample.build()
    clean.build()
    mine, theirs = sample.files(), clean.files()
    assert {name for name in mine if mine[name] != theirs.get(name)} <= {
        "index.html",
        "problems.html",
        *(name for name in mine if name.startswith("feeds/")),
    }
    assert events(sample) == events(clean)
