"""Refresh the index: every command does this first, then asks it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from pathlib import Path

import msgspec

import kjournal
from kjournal.config.settings import Settings
from kjournal.dates import workdays
from kjournal.graph.engine import Engine
from kjournal.journal import committed
from kjournal.journal.intake import Intake, Taken
from kjournal.journal.store import (
    UNREADABLE,
    damaged,
    discard,
    home,
    make_room,
    open_index,
    transaction,
    writing,
)
from kjournal.journal.whose import looking_after, reminded

Progress = Callable[[str, int, int], None]
_PUBLISHED = "'events', 'page', 'brief', 'ahead', 'lists', 'month', 'feeds', 'items', 'noted', 'told'"
"""What is worked out when it is published, not here."""
_REMINDING = "'stands', 'nearby', 'regions', 'reminders', 'planned', 'festivals', 'daily'"
"""The steps that no finding hangs on."""
_READ = (".py", ".html", ".css", ".js", ".mo", ".txt")


class Refreshed(msgspec.Struct):
    """What a refresh did."""

    taken: Taken
    ran: dict[str, int] = {}  # keys worked out, by step

    @property
    def changed(self) -> bool:
        """Whether anything was worked out."""
        return any(self.ran.values())


class Graph:
    """The build graph of one journal on one day, its index open and locked for writing."""

    def __init__(
        self, root: Path, settings: Settings, today: date, connection: sqlite3.Connection, folder: Path
    ) -> None:
        self.root = root
        self.settings = settings
        self.today = today
        self.connection = connection
        self.folder = folder  # of the index
        self.engine = Engine(connection, today)

    def refresh(
        self,
        progress: Progress | None = None,
        gone: Collection[str] | None = None,
        named: Collection[str] | None = None,
        *,
        reminders: bool = True,
    ) -> Refreshed:
        """Read what changed, and work out what hangs on it; without `reminders` only as far as findings hang on it.

        `gone` are the only missing notes that count as deleted; None: all that are missing. `named` are the only notes
        in which something happened: no other folder is looked at where that is enough; None: nobody knows.
        """
        intake = Intake(
            self.connection,
            self.root,
            lambda: self.settings.read(self.today),
            partial(progress, "notes") if progress else None,
            gone,
            named,
        )
        taken = intake.run()
        committed.refresh(self.connection, self.root)
        self._names()
        if self._anything(reminders=reminders):
            self._steps(progress, reminders=reminders)
        return Refreshed(taken, self.engine.ran)

    def _names(self) -> None:
        if self.connection.execute(
            "SELECT 1 FROM dirty WHERE step IN ('cards', 'refs', 'names') LIMIT 1"
        ).fetchone():
            from kjournal.graph.steps import Steps
            from kjournal.journal import names

            with transaction(self.connection):
                if names.refresh(self.connection, self.settings.reps):
                    Steps(self.engine, self.settings).duplicates()

    def _anything(self, *, reminders: bool) -> bool:
        """Whether any step has something out of date: an unchanged journal loads nothing of the steps."""
        later = _PUBLISHED if reminders else f"{_PUBLISHED}, {_REMINDING}"
        found = self.connection.execute(
            f"SELECT 1 FROM dirty WHERE step NOT IN ({later}) UNION ALL "
            f"SELECT 1 FROM {self.engine.outlived('?1')} AND step NOT IN ({later}) UNION ALL "
            "SELECT 1 FROM meta WHERE key = 'uncounted' LIMIT 1",
            (self.today.isoformat(),),
        )
        return found.fetchone() is not None

    def _steps(self, progress: Progress | None, *, reminders: bool) -> None:
        from kjournal.graph.steps import Steps

        make_room(self.connection)
        # Until the end is reached: a run that is killed between two steps leaves nothing else that tells.
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('uncounted', '1')")
        steps = Steps(self.engine, self.settings)
        steps.register.guests()
        of_findings = (
            ("dossier", steps.dossier),
            ("letters", steps.grading.letters),
            ("ranks", steps.grading.ranks),
            ("grades", steps.grading.grade),
            ("dues", steps.dues),
            ("plan", steps.repday.plan),
            ("calendar", steps.repday.calendar),
            ("comply", steps.complying.comply),
            ("activities", steps.register.activity),
            ("alike", steps.register.alike),
        )
        of_reminders = (
            ("stands", steps.nearby.stand),
            ("nearby", steps.nearby.nearby),
            ("regions", steps.regions),
            ("reminders", steps.reminding.reminders),
            ("planned", steps.reminding.planned),
            ("festivals", steps.festivals),
        )
        for name, work in (*of_findings, *(of_reminders if reminders else ())):
            self.engine.run(name, work, partial(progress, name) if progress else None)
        self._count_errors()
        if reminders:
            self.engine.run("daily", steps.repday.daily)

    def _count_errors(self) -> None:
        """Errors in notes are a line of the daily entry: it is worked out again when their number changes."""
        from kjournal.graph.findings import error_notes, unchanged

        row = self.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
        if row is not None and unchanged(self.connection):
            count = row[0]
        else:
            count = str(len(error_notes(self.connection, self.settings)))
        with transaction(self.connection):
            if row is None or row[0] != count:
                known = self.connection.execute("SELECT key FROM done WHERE step = 'daily'").fetchall()
                reps = {
                    *looking_after(self.connection),
                    *reminded(self.connection),
                    *(rep for (rep,) in known),
                }
                self.engine.mark("daily", filter(None, reps))
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('errors', ?)", (count,))
            self.connection.execute("DELETE FROM meta WHERE key = 'uncounted'")


@contextmanager
def opened(root: Path, settings: Settings, today: date, who: str) -> Iterator[Graph]:
    """The journal's graph, its lock held: one writer at a time."""
    folder = home(root)
    with writing(folder, who):
        connection = open_index(folder, fingerprint(root, settings, today))
        try:
            known = _recall(connection)
            yield Graph(root, settings, today, connection, folder)
            if workdays.remembered().keys() - known:
                _retain(connection)
        except UNREADABLE as error:
            if damaged(error):
                connection.close()
                discard(folder)
            raise
        finally:
            connection.close()


_Years = dict[int, tuple[frozenset[date], frozenset[date]]]


def _recall(connection: sqlite3.Connection) -> set[int]:
    """Holidays that an earlier run looked up: the package that knows them takes longer to load than most changes."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'holidays'").fetchone()
    found = msgspec.json.decode(row[0], type=_Years) if row else {}
    workdays.remember(found)
    return set(found)


def _retain(connection: sqlite3.Connection) -> None:
    years = msgspec.json.encode(workdays.remembered()).decode()
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('holidays', ?)", (years,))


def fingerprint(root: Path, settings: Settings, today: date) -> str:
    """What the index was made by and under: the code, the journal's place, the settings, the law of holidays, the century of two-digit years.

    The place, because an index that came along with a copy or a backup remembers what was published somewhere else.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{kjournal.__version__}\0{today.year}\0".encode())
    digest.update(os.fsencode(root.resolve()))
    digest.update(f"{settings.text}\0{workdays.edition()}\0{_code()}".encode())
    return digest.hexdigest()


@cache
def _code() -> str:
    """What tells this code from another: looked at once, since what a process has loaded stays with it."""
    files = sorted(_package(os.path.dirname(kjournal.__file__)))  # noqa: PTH120  every command pays for this
    return "".join(f"{name}\0{size}\0{time}\0" for name, size, time in files)


def _package(folder: str) -> Iterator[tuple[str, int, int]]:
    """The files of the package that the index hangs on, with their sizes and times."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_READ):
                stat = entry.stat()
                yield entry.name, stat.st_size, stat.st_mtime_ns
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _package(entry.path)
