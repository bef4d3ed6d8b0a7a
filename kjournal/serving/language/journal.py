"""One journal as the server keeps it: settings, day, reader, and the index refreshed behind the editor's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from kjournal import words
from kjournal.config.loading import FILE, PYPROJECT, Unreadable, find_root, has_settings, load
from kjournal.config.settings import Settings
from kjournal.files.naming import named_like_note
from kjournal.journal.store import FOLDER, INDEX, Unwritable, home
from kjournal.notes.note import NoteReader
from kjournal.serving.language.snapshot import Snapshot, take
from kjournal.serving.watcher import Clock, Reason, Watcher, WatchSettings

WHO = "kjournal lsp"
TOPS = ("customers/", "visits/")


class Surroundings(NamedTuple):
    """What a journal is given from outside."""

    clock: Clock
    day: date | None  # of the command line
    say: Callable[[str], None]  # a line for the editor's log; called from any thread
    failed: Callable[[Exception], None]  # what a refresh raised; called from any thread
    renewed: Callable[[Journal], None]  # a refresh is done; called from the watcher's thread


class Journal:
    """A journal that somebody edits."""

    def __init__(self, root: Path, around: Surroundings) -> None:
        self.root = root
        self.around = around
        self.snapshot = Snapshot()
        self.broken = ""  # why the settings cannot be read, as they are on the disk
        self.settings = Settings()
        self.settled = False  # whether the settings were ever read
        self.watcher: Watcher | None = None
        self.load_settings()

    def load_settings(self) -> None:
        """Read the settings; those that were read last stay where they are broken now."""
        try:
            self.settings, self.broken, self.settled = load(self.root), "", True
        except Unreadable as error:
            self.broken = str(error)
        self.speak()
        self.reader = NoteReader(self.settings.read(self.today))

    def speak(self) -> None:
        """Use the journal's language from now on."""
        if self.settings.language:
            words.use(self.settings.language)

    @property
    def now(self) -> datetime:
        """The moment in the journal's time zone."""
        return self.around.clock.now().astimezone(self.settings.zone)

    @property
    def today(self) -> date:
        """The journal's day."""
        return self.around.day or self.settings.today or self.now.date()

    @property
    def pinned(self) -> bool:
        """Whether the day is fixed."""
        return (self.around.day or self.settings.today) is not None

    def begin(self) -> None:
        """Take what an earlier run left, then watch: every change of the disk refreshes the index."""
        with self.reading() as connection:
            if connection is not None:
                self.snapshot = take(connection)
        chosen = self.settings.watch
        settings = WatchSettings(
            timezone=None if self.pinned else self.settings.zone,
            quiet_one=chosen.get("quiet", 80) / 1000,
            scan_every=float(chosen.get("rescan", 60)),
        )
        self.watcher = Watcher(
            self.root, rebuild=self.rebuild, clock=self.around.clock, settings=settings, say=self.around.say,
            failed=self.around.failed,
        )  # fmt: skip
        self.watcher.start()

    def end(self) -> None:
        """Watch no more."""
        if self.watcher is not None:
            self.watcher.stop()

    def rebuild(self, reason: Reason) -> Collection[str]:
        """Refresh the index, in the watcher's thread; the notes that are missing and were kept."""
        from kjournal.graph.refresh import opened  # loads the steps: not before the editor has its answer

        self.load_settings()
        if not self.settled:  # there were never any: an index under none would be thrown away again
            self.around.renewed(self)
            return ()
        with opened(self.root, self.settings, self.today, WHO) as graph:
            refreshed = graph.refresh(
                gone=reason.gone, named=None if reason.full else reason.paths, reminders=False
            )
            if refreshed.changed or refreshed.taken.read or refreshed.taken.gone or not self.snapshot.known:
                self.snapshot = take(graph.connection)
        self.around.renewed(self)
        return refreshed.taken.kept

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The index to ask, never to write and without waiting; None where there is none."""
        connection = None
        with suppress(OSError, sqlite3.Error, Unwritable):
            address = (home(self.root) / INDEX).resolve().as_uri()
            connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=0.2)
        try:
            yield connection
        finally:
            if connection is not None:
                connection.close()

    @property
    def settings_file(self) -> str:
        """The settings file in use, below the root."""
        alone = (self.root / FILE).exists() or not has_settings(self.root)
        return FILE if alone else PYPROJECT

    @staticmethod
    def is_note(path: str) -> bool:
        """Whether a path below the root is a note's."""
        return (
            named_like_note(path) and path.startswith(TOPS) and not any(p[:1] == "." for p in path.split("/"))
        )


def root_of(start: Path) -> Path | None:
    """The journal that a folder lies in; only one with settings or an index, for an editor opens any folder."""
    found = find_root(start)
    known = found is not None and (has_settings(found) or (found / FOLDER).is_dir())
    return found if known else None
