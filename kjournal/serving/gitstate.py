"""Tell whether git is in the middle of something.

A checkout writes note after note; in between, the journal is neither the old one nor the new. A lock that a killed git
left, or a rebase that waits for its user, must not stop the watch for ever: only what moves is waited for.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import msgspec

from kjournal.files.gitfolder import git_folder

if TYPE_CHECKING:
    from pathlib import Path

LOCK = 10.0
"""Seconds for which one and the same lock is believed while no note changes: git may be at it for much longer."""

MOVING = 2.0
"""Seconds without a step after which a rebase is taken to wait for its user."""

LONGEST = 60.0
"""Seconds of waiting on end, whatever git does."""

PATIENCE = 5
"""Readings on end that git spoilt; the next one counts all the same."""

TICK = 0.1
"""Seconds between two looks at git's folder while it is at work."""

_INDEX = "GIT_INDEX_FILE"  # which git tells its hooks
_STEPS = ("rebase-merge/msgnum", "rebase-merge/done", "rebase-apply/next", "HEAD", "index")


class Signs(msgspec.Struct, frozen=True):
    """What git's folder shows; two equal ones: nothing moved between them."""

    lock: tuple[int, ...] = ()  # index.lock's number and time; empty: there is none
    rebase: tuple[int, ...] = ()  # times of what a rebase writes with each step; empty: there is none


def signs(folder: Path) -> Signs:
    """Look at git's folder now."""
    rebase: tuple[int, ...] = ()
    if _stamp(folder / "rebase-merge") or _stamp(folder / "rebase-apply"):
        rebase = tuple(number for step in _STEPS for number in (_stamp(folder / step) or (0, 0)))
    return Signs(_stamp(folder / "index.lock"), rebase)


def _stamp(path: Path) -> tuple[int, ...]:
    """Number and time of a file, or nothing."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns


class Look(msgspec.Struct, frozen=True):
    """What git's folder shows when a run begins, to be held against what it shows when all notes are read."""

    signs: Signs
    index: tuple[int, ...]  # git's own list of files: another one after every command that writes notes


def look(root: Path) -> Look | None:
    """Look at the git folder of the journal at `root`; nothing: there is none."""
    folder = git_folder(root)
    return Look(signs(folder), _stamp(folder / "index")) if folder is not None else None


def moved(root: Path, before: Look | None) -> bool:
    """Whether git was at the notes since `before`: what was read may be half of one state and half of another."""
    now = look(root)
    return now is not None and before is not None and (_young(now) or now != before)


def calm(root: Path) -> Look | None:
    """Look at the git folder once git is not at the notes; who finds a young lock waits for its end, a minute at most.

    But not in a hook of git's, which itself waits for what runs there.
    """
    deadline = time.monotonic() + LONGEST
    now = look(root)
    waits = now is not None and _young(now) and _INDEX not in os.environ
    while waits and now is not None and now.signs.lock and time.monotonic() < deadline:
        time.sleep(TICK)
        now = look(root)
    return now


def _young(seen: Look) -> bool:
    """Whether a lock is there that no killed git left long ago."""
    return bool(seen.signs.lock) and time.time_ns() - seen.signs.lock[1] < LOCK * 10**9


class GitPause:
    """How long git has been at it, from looks at its folder and changes of notes; times are of the steady clock."""

    def __init__(self) -> None:
        self.seen = Signs()
        self.worked_at = 0.0  # the last sign that who holds the lock is at work
        self.step_at = 0.0
        self.since: float | None = None

    def busy(self, now: Signs, at: float, changed: float = 0.0) -> bool:
        """Whether to wait a little longer; `changed`: when a note changed last."""
        if now.lock != self.seen.lock:
            self.worked_at = at
        elif at - self.worked_at < LOCK:  # a lock that was dead once stays dead
            self.worked_at = max(self.worked_at, changed)
        if now.rebase != self.seen.rebase:
            self.step_at = at
        self.seen = now
        locked = bool(now.lock) and at - self.worked_at < LOCK
        moving = bool(now.rebase) and at - self.step_at < MOVING
        if not (locked or moving):
            self.since = None
            return False
        self.since = at if self.since is None else self.since
        return at - self.since < LONGEST
