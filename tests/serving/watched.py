"""A journal that is really watched, and the wait for a condition."""

from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kjournal.files import scan
from kjournal.serving.watcher import Reason, Watcher, WatchSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = "customers/王建国.md"


class SystemClock:
    """The real clocks."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC)


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a condition, and fail where it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.005)


def need(name: str) -> str:
    """The path of a program of the system; where it is missing a skip, in CI a failure."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing, and CI must have it")
        pytest.skip(f"{name} is not installed")
    return found


class Watched:
    """A journal under watch, with a graph that keeps what it has seen and follows the rule of `Reason`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[str, bytes] = {}
        self.deleted: list[str] = []
        self.reasons: list[Reason] = []
        self.looked = 0  # runs that came to their end
        self.said: list[str] = []
        self.fail = 0
        self.watcher: Watcher | None = None

    def write(self, path: str, text: str) -> Path:
        """A note with this text, written in place."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def make(self, settings: WatchSettings | None = None) -> Watcher:
        """A watcher that is not yet running."""
        self.watcher = Watcher(
            self.root,
            rebuild=self.rebuild,
            clock=SystemClock(),
            settings=settings or WatchSettings(),
            say=self.said.append,
        )
        return self.watcher

    def start(self, settings: WatchSettings | None = None) -> Watcher:
        """Watch, and wait for the first look."""
        watcher = self.make(settings)
        watcher.start()
        until(lambda: self.looked)
        return watcher

    def rebuild(self, reason: Reason) -> set[str]:
        """What the graph does with its notes."""
        self.reasons.append(reason)
        try:
            return self._look(reason)
        finally:
            self.looked += 1

    def _look(self, reason: Reason) -> set[str]:
        if self.fail:
            self.fail -= 1
            raise OSError("the disk is full")
        found = {entry.path: (self.root / entry.disk).read_bytes() for entry in scan(self.root).entries}
        missing = self.known.keys() - found.keys()
        for path in missing & reason.gone:
            self.deleted.append(path)
            del self.known[path]
        self.known.update(found)
        return set(missing - reason.gone)

    def text(self, path: str = NOTE) -> str:
        """A note as last seen."""
        return self.known.get(path, b"").decode()

    def settle(self) -> None:
        """Wait until everything that happened so far has been looked at: notices come in their order."""
        mark = str(time.monotonic_ns())
        self.write("customers/zz.md", mark)
        until(lambda: self.text("customers/zz.md") == mark)
        self.rest()

    def rest(self) -> None:
        """Wait until no run goes on and none is due."""
        assert self.watcher is not None
        watcher = self.watcher
        until(
            lambda: self.looked == len(self.reasons) and not watcher.heard and watcher.patience.due() is None
        )
