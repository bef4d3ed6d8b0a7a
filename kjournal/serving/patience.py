"""Decide when to look at the disk, from events and the time alone.

A notice of the system only says that something happened; what happened, the disk tells. So the watcher waits until it
is quiet, looks, and runs the graph. `Patience` is that decision without threads, disk or clock: it is told events,
ticks and looks, each with its time, and answers when the next look is due and what it is for.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

Cause = Literal[
    "start",  # the first look
    "change",  # the system gave notice
    "scan",  # the regular look at everything
    "sleep",  # the machine slept, or its clock was set
    "overflow",  # notices were lost
    "lost",  # the watch died, or the journal's folder was replaced
    "midnight",  # another day began in the journal's time zone
    "retry",  # the last run failed
    "git",  # git changed notes while the last run read them
]

ASLEEP = 5.0
"""Seconds by which the day's clock may run ahead of the steady one before the machine is taken to have slept."""

STALLED = 30.0
"""Seconds between two ticks that mean the same where the steady clock goes on during sleep (Windows)."""


class Clock(Protocol):
    """The two clocks a watcher needs; commands hand in the system's."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        ...

    def now(self) -> datetime:
        """The moment, with its time zone."""
        ...


class WatchSettings(msgspec.Struct, frozen=True):
    """How a journal is watched; times in seconds."""

    timezone: tzinfo | None = None  # of the journal, for its midnight; None: the day is pinned
    tops: tuple[str, ...] = ("customers", "visits")  # the folders that hold notes
    templates: str = "templates/pages"  # the journal's own: any change there asks for a look at everything
    files: tuple[str, ...] = ("kjournal.toml", "pyproject.toml")  # what else at the root makes a difference
    quiet_one: float = 0.08  # after the last event of one path
    quiet_many: float = 0.3  # after the last event of several
    longest: float = 2.0  # after the first event, quiet or not
    away: float = 1.0  # how long a path must be gone to count as deleted
    scan_every: float = 60.0
    polling: bool = False  # look again and again instead of waiting for notices
    poll_every: float = 2.0


class Reason(msgspec.Struct, frozen=True):
    """Why the graph runs, and what it must know about the disk.

    The rule for notes that are missing, or empty though they were not: **one counts as deleted or emptied only when its
    path is in `gone`** (it was away for a second). Any other note that the index has and the disk has not is kept as it was and returned by the run, so
    that the watcher looks again a second later. An editor may put a new file in an old one's place at any moment, also
    between the watcher's look and the graph's.
    """

    causes: tuple[Cause, ...]  # sorted
    paths: frozenset[str] = frozenset()  # what notices named, relative, NFC: hints, not a full list
    full: bool = True  # look at everything, not at `paths` alone
    gone: frozenset[str] = frozenset()  # away for a second: deleted, unless the look finds them back


class Patience:
    """What has happened since the last look, and when to look next. Times are of the steady clock."""

    def __init__(self, settings: WatchSettings, monotonic: float, now: datetime) -> None:
        self.settings = settings
        self.dirty: set[str] = set()  # as the notices named them
        self.causes: set[Cause] = set()
        self.full = False
        self.first = self.last = monotonic  # events since the last look
        self.hold = monotonic  # not before: something may come back
        self.away: dict[str, float] = {}  # missing path → since when
        self.retry: float | None = None
        self.failures = 0
        self.looked = monotonic  # at everything
        self.tick_at, self.tick_now = monotonic, now
        self.day = self._day(now)
        self.ask("start", monotonic)

    def touched(self, path: str, at: float) -> None:
        """Something happened to a note or a settings file."""
        self._began("change", at)
        self.dirty.add(path)
        self.away.pop(path, None)

    def touched_folder(self, at: float) -> None:
        """A folder came, went or moved: what was in it is not named."""
        self._began("change", at)
        self.full = True

    def ask(self, cause: Cause, at: float) -> None:
        """Ask for a look at everything."""
        self._began(cause, at)
        self.full = True

    def tick(self, monotonic: float, now: datetime, *, busy: bool = False) -> None:
        """Time passed; `busy`: a run of the graph took it, so its length says nothing."""
        steady, wall = monotonic - self.tick_at, (now - self.tick_now) / timedelta(seconds=1)
        self.tick_at, self.tick_now = monotonic, now
        if abs(wall - steady) > ASLEEP or (steady > STALLED and not busy):
            self.ask("sleep", monotonic)
        if self._day(now) != self.day:
            self.day = self._day(now)
            self.ask("midnight", monotonic)
        if monotonic - self.looked >= self.settings.scan_every and "scan" not in self.causes:
            self.ask("scan", monotonic)
        if self.retry is not None and monotonic >= self.retry:
            self.retry = None
            self.ask("retry", monotonic)

    def due(self) -> float | None:
        """When to look at the disk; nothing: there is no reason yet."""
        if not self.causes:
            return None
        calm = self.first
        if {"change", "overflow"} & self.causes:
            one = len(self.dirty) == 1 and not self.full
            calm = self.last + (self.settings.quiet_one if one else self.settings.quiet_many)
        return max(min(calm, self.first + self.settings.longest), self.hold)

    def settle(self, at: float, missing: Collection[str]) -> Reason | None:
        """The look has come: `missing` are the `dirty` paths that are not there. A reason to run, or wait on."""
        for path in self.dirty.difference(missing):
            self.away.pop(path, None)
        ends = {path: self.away.setdefault(path, at) + self.settings.away for path in missing}
        waiting = {path for path, end in ends.items() if end > at}
        limit = self.first + self.settings.longest
        if waiting and at < limit:
            self.hold = min(max(ends[path] for path in waiting), limit)
            return None
        gone = frozenset(ends).difference(waiting)
        reason = Reason(tuple(sorted(self.causes)), _nfc(self.dirty), self.full, gone | _nfc(gone))
        self._took(at, gone)
        if waiting:
            self._wait_for(waiting, at)
        return reason

    def kept(self, paths: Collection[str], reason: Reason, at: float) -> None:
        """The run found these missing and kept them: look again when they have been away long enough."""
        if unsure := set(paths) - reason.gone:
            for path in unsure:
                self.away.setdefault(path, at)
            self._wait_for(unsure, at)

    def succeeded(self) -> None:
        """The run went well."""
        self.retry, self.failures = None, 0

    def failed(self, at: float) -> None:
        """The run failed: try again, ever more slowly."""
        self.failures += 1
        self.retry = at + min(self.settings.scan_every, 2.0**self.failures)

    def _day(self, now: datetime) -> date | None:
        """The day in the journal's time zone; nothing where it is pinned."""
        return now.astimezone(self.settings.timezone).date() if self.settings.timezone else None

    def _began(self, cause: Cause, at: float) -> None:
        """Note an event's time."""
        if not self.causes:
            self.first = at
        self.last = max(self.last, at)
        self.hold = at if not self.causes else min(self.hold, at)
        self.causes.add(cause)

    def _took(self, at: float, gone: Collection[str]) -> None:
        """Everything so far is answered for."""
        if self.full:
            self.looked = at
        self.dirty, self.causes, self.full = set(), set(), False
        for path in gone:
            self.away.pop(path, None)

    def _wait_for(self, paths: Collection[str], at: float) -> None:
        """Look at these again when the last of them has been away long enough."""
        self._began("change", at)
        self.dirty.update(paths)
        self.hold = max(self.away[path] for path in paths) + self.settings.away


def _nfc(paths: Collection[str]) -> frozenset[str]:
    """Paths in the form that everybody keeps them in."""
    return frozenset(unicodedata.normalize("NFC", path) for path in paths)
