"""What `watch` and `serve` share: the journal built at every change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from kjournal import words
from kjournal.commands.apart import Ran, Task, answer, done_apart, given
from kjournal.commands.build import Built, built
from kjournal.commands.failing import explain
from kjournal.commands.opening import SITE, Opened, again, graph, journal
from kjournal.files.scanning import scan_folders
from kjournal.graph.feeds import feed_list
from kjournal.graph.publish import publish
from kjournal.graph.refresh import fingerprint
from kjournal.journal import store
from kjournal.outputs.pages.compose.subscribe import subscribe_view
from kjournal.outputs.pages.subscribe import RepFeeds
from kjournal.serving.gitstate import PATIENCE, look, moved
from kjournal.serving.watcher import Reason, Watcher, WatchSettings

LARGE = 5_000
"""Notes of a journal from which on a run over much of it leaves more in a process than what that itself is."""
MANY = 200
"""Changed paths from which on a run is one over much of it."""


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
        self.alone = False  # nobody else does a large run
        self.ran: Ran | None = None  # the last

    def rebuild(self, reason: Reason) -> Collection[str]:
        """Refresh and publish; the notes that are missing and were kept."""
        started = time.perf_counter()
        before = look(self.opened.root)
        self.opened = again(self.opened, self.day)  # settings and the day may have changed
        self.follow(self._times())
        settings = self.opened.settings
        now = ran(self.opened)
        apart = self._apart(reason, now) if not self.alone and self._large(reason, now) else 0
        self.ran = now
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
        if apart or result.written or result.removed or result.held_back or not self.told:
            self.told = True
            self.tell(structs.replace(made, written=made.written + apart))
        return refreshed.taken.kept

    def _large(self, reason: Reason, now: Ran) -> bool:
        """Whether much of a large journal is to be worked out: from nothing, for another day, or for many changes."""
        if self.ran is None:
            whole = store.made_by(self.opened.root) != now.made_by
        else:
            whole = self.ran != now or len(reason.paths) > MANY
        notes = (entry for folder in scan_folders(self.opened.root) for entry in folder.entries)
        return whole and sum(1 for _entry in islice(notes, LARGE)) == LARGE

    def _apart(self, reason: Reason, now: Ran) -> int:
        """Do it in another process; how many files that wrote."""
        task = Task(
            root=str(self.opened.root),
            site=str(self.site.resolve()),
            vdir=str(self.vdir) if self.vdir else None,
            day=self.day,
            who=self.who,
            language=words.language(),
            ran=now,
            reason=reason,
        )
        return done_apart(task, __name__, alone.__name__)

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


def ran(opened: Opened) -> Ran:
    """What a run of a journal goes by."""
    return Ran(fingerprint(opened.root, opened.settings, opened.today), opened.today)


def alone() -> None:
    """One run, as the whole life of a process (`apart`). None where the journal has become another one meanwhile."""
    task = given()
    words.use(task.language)
    made: list[Built] = []
    opened = journal(Path(task.root), task.day)
    if ran(opened) == task.ran:
        folders = Folders(Path(task.site), Path(task.vdir) if task.vdir else None)
        watched = Watched(opened, folders, task.day, made.append, task.who)
        watched.alone = True
        watched.rebuild(task.reason)
    answer(sum(one.written for one in made))
