"""Waiting for git: for what moves, and with a limit."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from kjournal.files.gitfolder import git_folder
from kjournal.serving import gitstate
from kjournal.serving.gitstate import GitPause, Signs, calm, look, moved, signs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOCKED, OTHER = Signs(lock=(1, 1)), Signs(lock=(2, 2))


def test_nothing_going_on() -> None:
    """A quiet repository is not waited for."""
    assert GitPause().busy(Signs(), 100) is False


def test_a_lock_is_waited_for_but_a_stale_one_is_not() -> None:
    """Ten seconds for one lock; once it is known to be stale it stops nobody until it changes."""
    pause = GitPause()
    assert [pause.busy(LOCKED, at) for at in (100, 105, 109.9, 110, 120, 300)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert pause.busy(OTHER, 301) is True
    assert pause.busy(Signs(), 302) is False


def test_a_lock_is_believed_while_notes_change() -> None:
    """A slow checkout holds one lock from its first note to its last; what is written long after that is a person's."""
    pause = GitPause()
    assert all(pause.busy(LOCKED, at, changed=at - 1) for at in range(100, 125))
    assert [pause.busy(LOCKED, at, changed=123) for at in (130, 132.9, 133, 200)] == [
        True,
        True,
        False,
        False,
    ]
    assert pause.busy(LOCKED, 300, changed=299.9) is False


def test_lock_after_lock_is_waited_for_a_minute() -> None:
    """A storm of git commands does not stop the watch for ever."""
    pause = GitPause()
    waits = [pause.busy(Signs(lock=(at, at)), at) for at in range(100, 170)]
    assert waits.index(False) == 60


def test_a_rebase_is_waited_for_only_while_it_moves() -> None:
    """One that stopped at a conflict may stay for hours, and its user's edits are shown meanwhile."""
    pause = GitPause()
    step = [pause.busy(Signs(rebase=(1,)), at) for at in (100, 101, 102, 103)]
    assert step == [True, True, False, False]
    assert pause.busy(Signs(rebase=(1,)), 5000) is False
    assert pause.busy(Signs(rebase=(2,)), 5001) is True


def test_git_folder_and_signs(tmp_path: Path) -> None:
    """Found from a folder below, in a worktree too; a lock shows."""
    main, side = tmp_path / "main", tmp_path / "side"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(main)]
    subprocess.run(["git", "init", "-q", str(main)], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", str(side)], check=True, capture_output=True)
    (main / "journal").mkdir()
    assert git_folder(main / "journal") == main / ".git"
    assert git_folder(side) == main / ".git" / "worktrees" / "side"
    assert git_folder(tmp_path) is None or tmp_path not in (git_folder(tmp_path) or tmp_path).parents
    assert signs(main / ".git") == Signs()
    (main / ".git" / "index.lock").touch()
    (main / ".git" / "rebase-merge").mkdir()
    assert signs(main / ".git").lock
    assert signs(main / ".git").rebase


def test_a_submodule_says_where_its_folder_lies(tmp_path: Path) -> None:
    """Its address is relative to the file that holds it, also for a journal in a folder of the submodule."""
    (tmp_path / "team/rep/journal").mkdir(parents=True)
    (tmp_path / "team/rep/.git").write_text("gitdir: ../.git/modules/rep\n", encoding="utf-8")
    found = git_folder(tmp_path / "team/rep/journal")
    assert found is not None
    assert os.path.normpath(found) == str(tmp_path / "team/.git/modules/rep")


@pytest.mark.parametrize("steps", ["rebase-merge/msgnum", "rebase-merge/done", "rebase-apply/next"])
def test_each_step_of_a_rebase_shows(tmp_path: Path, steps: str) -> None:
    """Both ways in which git rebases tell of their steps, each by a file of its own."""
    step = tmp_path / steps
    step.parent.mkdir()
    step.write_text("1")
    before = signs(tmp_path)
    os.utime(step, ns=(1, 1))
    assert before.rebase
    assert signs(tmp_path).rebase != before.rebase


def locked(folder: Path) -> None:
    """Git has begun, and is at the notes."""
    (folder / "index.lock").touch()


def done(folder: Path) -> None:
    """Git has begun and ended meanwhile."""
    (folder / "index.lock").touch()
    (folder / "index.lock").replace(folder / "index")


def stepped(folder: Path) -> None:
    """A rebase has begun."""
    (folder / "rebase-merge").mkdir()


@pytest.mark.parametrize("act", [locked, done, stepped])
def test_git_was_at_the_notes(tmp_path: Path, act: Callable[[Path], None]) -> None:
    """Whatever git did between two looks shows, also when it is over."""
    folder = tmp_path / ".git"
    folder.mkdir()
    (folder / "index").touch()
    before = look(tmp_path)
    assert not moved(tmp_path, before)
    act(folder)
    assert moved(tmp_path, before)


def test_a_lock_that_was_there_before_is_work_while_it_is_young(tmp_path: Path) -> None:
    """One that a killed git left is not waited for, however often one looks."""
    lock = tmp_path / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    assert moved(tmp_path, look(tmp_path))
    os.utime(lock, ns=(1, 1))
    assert not moved(tmp_path, look(tmp_path))


def test_a_hook_of_gits_does_not_wait_for_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a lock waited for that a killed git left, nor a folder without git."""
    begun = time.monotonic()
    assert calm(tmp_path) is None
    lock = tmp_path / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    with monkeypatch.context() as patch:
        patch.setenv("GIT_INDEX_FILE", ".git/index")
        assert calm(tmp_path) == look(tmp_path)
    os.utime(lock, ns=(1, 1))
    assert calm(tmp_path) == look(tmp_path)
    assert time.monotonic() - begun < gitstate.LOCK / 2
