"""Waiting for git: for what moves, and with a limit."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from kjournal.files.git import git_folder
from kjournal.serving.gitstate import GitPause, Signs, signs

if TYPE_CHECKING:
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


def test_lock_after_lock_is_waited_for_half_a_minute() -> None:
    """A storm of git commands does not stop the watch for ever."""
    pause = GitPause()
    waits = [pause.busy(Signs(lock=(at, at)), at) for at in range(100, 140)]
    assert waits.index(False) == 30


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
