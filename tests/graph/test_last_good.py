"""A note that cannot be read keeps its last good version from git, and disturbs nobody else."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kjournal.files import git
from kjournal.journal.lastgood import BACK
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal
from tests.graph.edits import difference

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


def test_a_note_that_went_to_the_cloud(journal: Journal) -> None:
    """iCloud takes it off the disk and leaves a stub: its last version stays in feeds and pages, and it is told."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    note = journal.root / "customers/xy.md"
    commit(journal)
    journal.build()
    before = events(journal)
    note.rename(note.with_name(".xy.md.icloud"))
    journal.build()
    assert {"KJ001", "KJ009"} <= journal.codes()
    assert events(journal) == before
    note.with_name(".xy.md.icloud").rename(note)
    journal.build()
    assert journal.codes() & {"KJ001", "KJ009"} == set()
    assert events(journal) == before


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


def test_broken_commits_are_passed_over(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that was broken when it was committed does not stand in; the one before does, with the day of its commit."""
    journal.git("init", "-q")
    for day, text in (("2026-11-01", CARD), ("2026-11-09", BROKEN)):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T08:00:00+08:00")
        journal.write("customers/xy.md", text)
        commit(journal)
    journal.build()
    found = journal.query("SELECT name, stale FROM customers JOIN notes USING (path)")
    assert found == [("向阳药店", "2026-11-01")]


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


def test_many_at_once_are_one_question(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge with conflicts in many notes: git goes through its history once for all, and each has its own version."""
    asked: list[str] = []

    @contextlib.contextmanager
    def counted(root: Path, *words: str) -> Any:
        asked.append(words[0])
        with git.running(root, *words) as process:
            yield process

    monkeypatch.setattr("kjournal.journal.lastgood.running", counted)
    names = [f"店{number:02}" for number in range(30)]
    journal.git("init", "-q")
    journal.write("customers/其他.md", CARD)
    commit(journal)
    for version in (1, 2):
        for number, name in enumerate(names):
            broken = version == 2 and number % 3 == 0
            text = CARD.replace("向阳药店", name).replace("街口", f"{version}号")
            journal.write(f'customers/"{name}" 号.md', BROKEN if broken else text)
        commit(journal)
    journal.git("rm", "-q", f'customers/"{names[1]}" 号.md')
    commit(journal)
    for name in (*names, "从未提交"):
        journal.write(f'customers/"{name}" 号.md', BROKEN)
    journal.build()
    assert len(asked) == 2
    assert dict(journal.query("SELECT name, address FROM customers WHERE path LIKE '%号.md'")) == {
        name: "1号" if number % 3 == 0 else "2号" for number, name in enumerate(names)
    }
    asked.clear()
    journal.git("commit", "-q", "--allow-empty", "-m", "y")
    journal.build()
    assert len(asked) == 2
    journal.build()
    assert len(asked) == 2


def test_a_journal_in_a_folder_of_a_repository(tmp_path: Path, sample: Journal) -> None:
    """Paths are the journal's, wherever the repository begins."""
    sample.git("-C", str(tmp_path), "init", "-q")
    inner = sample.copy(tmp_path / "team" / "journal")
    inner.write("customers/xy.md", CARD)
    commit(inner)
    inner.write("customers/xy.md", BROKEN)
    inner.build()
    assert inner.query("SELECT name FROM customers WHERE path = 'customers/xy.md'") == [("向阳药店",)]


@pytest.mark.parametrize(("broken", "stands"), [(BACK - 1, True), (BACK, False)])
def test_no_further_back_than_that(journal: Journal, broken: int, stands: bool) -> None:
    """Of a note that was broken for twenty commits nobody goes on looking for a version."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    commit(journal)
    for number in range(broken):
        journal.write("customers/xy.md", f"{BROKEN}{number}\n")
        commit(journal)
    journal.build()
    assert journal.query("SELECT COUNT(*) FROM customers") == [(int(stands),)]


def test_a_git_that_hangs_is_not_waited_for(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its history is given up after a while: the note is absent, and said to be broken."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    commit(journal)
    journal.write("customers/xy.md", BROKEN)
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    real = shutil.which("git")
    script.write_text(f'#!/bin/sh\ncase " $* " in *" log "*) exec sleep 60;; esac\nexec {real} "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "TIMEOUT", 0.5)
    began = time.monotonic()
    journal.build()
    assert time.monotonic() - began < 30
    assert journal.query("SELECT COUNT(*) FROM customers") == [(0,)]
    assert "KJ117" in journal.codes()


def emptied(path: Path) -> None:
    """Somebody empties it, or an editor was killed between emptying and writing."""
    path.write_bytes(b"")


def linked(path: Path) -> None:
    """What was a note is a link now: the note is read where it lies."""
    path.replace(path.with_name("elsewhere.txt"))
    path.symlink_to("elsewhere.txt")


def a_folder(path: Path) -> None:
    """A folder has taken its name."""
    path.unlink()
    path.mkdir()


def a_copy(path: Path) -> None:
    """A synchroniser names it a copy of another."""
    shutil.copy(path, path.with_name("xy.sync-conflict-20261120-101010-ABCDEFG.md"))


@pytest.mark.parametrize("become", [emptied, linked, a_folder, a_copy])
def test_what_says_nothing_or_is_no_note_has_no_earlier_version(
    become: Callable[[Path], None], journal: Journal
) -> None:
    """Nothing stands in for it, neither step by step, nor when HEAD moves, nor in an index that is made anew."""
    journal.git("init", "-q")
    journal.write("customers/xy.md", CARD)
    a_copy(journal.root / "customers/xy.md")
    journal.write("customers/lt.md", CARD.replace("向阳", "龙塘"))
    commit(journal)
    journal.build()
    become(journal.root / "customers/xy.md")
    journal.write("customers/lt.md", BROKEN)  # so that git is asked
    journal.build(accept_loss=True)
    journal.git("commit", "-qm", "another HEAD", "--allow-empty")
    journal.build(accept_loss=True)
    known = [("龙塘药店",)] if become is not a_copy else [("向阳药店",), ("龙塘药店",)]
    assert journal.query("SELECT name FROM customers ORDER BY name") == known
    shutil.rmtree(journal.root / ".kjournal")
    journal.build(accept_loss=True)
    assert journal.query("SELECT name FROM customers ORDER BY name") == known


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_two_forms_of_one_name(journal: Journal, tmp_path: Path) -> None:
    """Of two files whose names differ only in the form of an accent, the one as everybody keeps it is the note; the other is told, whichever came first."""
    other = unicodedata.normalize("NFD", "customers/café.md")
    journal.write(other, CARD)
    journal.build()
    journal.write("customers/café.md", CARD.replace("向阳", "龙塘"))
    for _time in range(2):  # nothing changed the second time, and nothing may change hands
        journal.build(accept_loss=True)
        assert journal.query("SELECT name FROM customers") == [("龙塘药店",)]
    assert ("KJ001", other) in {(one["code"], one["places"][0]["path"]) for one in journal.findings()}
    assert difference(journal, clean_build(journal, tmp_path / "clean")) == ""
    (journal.root / "customers/café.md").unlink()
    journal.build(accept_loss=True)
    assert difference(journal, clean_build(journal, tmp_path / "cleaner")) == ""
