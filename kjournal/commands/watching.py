"""What `watch` and `serve` share: the journal built at every change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from kjournal.commands.build import Built, built
from kjournal.commands.failing import explain
from kjournal.commands.opening import SITE, Opened, again, graph
from kjournal.graph.feeds import feed_list
from kjournal.graph.publish import publish
from kjournal.outputs.pages.compose.subscribe import subscribe_view
from kjournal.outputs.pages.subscribe import RepFeeds
from kjournal.serving.gitstate import look, moved
from kjournal.serving.watcher import Reason, Watcher, WatchSettings

PATIENCE = 5
"""Runs on end that publish nothing because git was at the notes; then what was read is published all the same."""


class SystemClock:
    """The system's two clocks."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC)


class Folders(NamedTuple):
    """Where the outputs go."""

    site: Path
    vdir: Path | None = None  # one file an event, for calendar servers

    @classmethod
    def of(cls, opened: Opened, out: Path | None, vdir: Path | None) -> Folders:
        """The folders of the command line; they stay where they are when a command goes elsewhere."""
        return cls(out or opened.root / SITE, vdir.resolve() if vdir else None)


class Watched:
    """A journal that is built anew at every change."""

    def __init__(
        self,
        opened: Opened,
        folders: Folders,
        day: date | None,
        tell: Callable[[Built], None],
        who: str,
    ) -> None:
        self.opened = opened
        self.site, self.vdir = folders
        self.day = day  # of the command line; the settings' may change while the watch runs
        self.tell = tell
        self.who = who
        self.told = False
        self.notice = ""  # why the last outputs stay
        self.fatal = ""  # why there are none at all
        self.half_read = 0  # runs on end that read while git wrote, and published nothing
        self.look_again: Callable[[], None] = lambda: None
        self.follow: Callable[[WatchSettings], None] = lambda _settings: None
        self.ended = threading.Event()
        self.families: tuple[RepFeeds, ...] = ()

    def rebuild(self, reason: Reason) -> Collection[str]:
        """Refresh and publish; the notes that are missing and were kept."""
        started = time.perf_counter()
        before = look(self.opened.root)
        self.opened = again(self.opened, self.day)  # settings and the day may have changed
        self.follow(self._times())
        settings = self.opened.settings
        with graph(self.opened, self.who) as opened:
            refreshed = opened.refresh(gone=reason.gone, named=None if reason.full else reason.paths)
            if self.half_read < PATIENCE and moved(self.opened.root, before):
                self.half_read += 1
                self.look_again()
                return refreshed.taken.kept
            self.half_read = 0
            result = publish(opened, self.site, self.opened.clock, pinned=self.opened.pinned, vdir=self.vdir)
            feeds = feed_list(opened.connection, settings)
            made = built(opened, settings, result, time.perf_counter() - started)
        self.notice = made.held_back
        view = subscribe_view(feeds, list(settings.reps.values()))
        self.families = view.reps
        if result.written or result.removed or result.held_back or not self.told:
            self.told = True
            self.tell(made)
        return refreshed.taken.kept

    def watcher(self, say: Callable[[str], None]) -> Watcher:
        """The watcher of this journal."""

        def failed(error: Exception) -> None:
            sentence = explain(error)[0]
            if self.told:
                say(sentence)
            else:  # nothing was ever built: there is nothing to watch for
                self.fatal = sentence
                self.ended.set()

        made = Watcher(
            self.opened.root,
            rebuild=self.rebuild,
            clock=SystemClock(),
            settings=self._times(),
            say=say,
            failed=failed,
            broke=self.ended.set,
        )
        self.look_again, self.follow = made.half_read, made.follow
        return made

    def _times(self) -> WatchSettings:
        """How the journal is to be watched, by its settings as they are now."""
        chosen = self.opened.settings.watch
        return WatchSettings(
            timezone=None if self.opened.pinned else self.opened.settings.zone,
            quiet_one=chosen.get("quiet", 80) / 1000,
            scan_every=float(chosen.get("rescan", 60)),
        )
