"""What every command begins with: which journal, its settings, the day, the language."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from kjournal import words
from kjournal.config.loading import Unreadable, find_root, load
from kjournal.config.settings import Settings
from kjournal.graph.refresh import Graph, Progress, opened
from kjournal.journal.store import UNREADABLE, Locked, Unwritable, damaged
from kjournal.words import _

SITE = "site"


class Stop(Exception):  # noqa: N818  it ends a command with a sentence, it is no failure of ours
    """A command ends here: one sentence that says what to do, and the exit code."""

    def __init__(self, sentence: str, code: int = 2, *, again: bool = False) -> None:
        super().__init__(sentence)
        self.code = code
        self.again = again  # the same command goes well now


class Opened(NamedTuple):
    """A journal as a command sees it."""

    root: Path
    settings: Settings
    today: date
    pinned: bool  # the day is fixed, and with it the clock

    @property
    def clock(self) -> datetime:
        """The time: now, or where the day is pinned 00:00 of it."""
        if self.pinned:
            from kjournal.outputs.feeds.stamp import pinned

            return pinned(self.today, self.settings.timezone)
        return datetime.now(UTC)


def journal(directory: Path, today: date | None = None) -> Opened:
    """The journal at `directory` or above it."""
    if not directory.is_dir():
        raise Stop(_("there is no folder {path}").format(path=directory))
    root = find_root(directory.resolve())
    if root is None:
        raise Stop(
            _("there is no journal here: {path}; begin one with  kjournal init").format(path=directory)
        )
    return _at(root, today)


def again(known: Opened, today: date | None) -> Opened:
    """The same journal a moment later, its settings read anew.

    Where they are gone, somebody may be putting others in their place just now: neither the journal above this one nor
    none at all is meant then.
    """
    if not known.root.is_dir():
        raise Stop(_("there is no folder {path}").format(path=known.root))
    found = _at(known.root, today)
    if known.settings.text and not found.settings.text:
        raise Stop(_("the settings file is gone or empty; the last feeds and pages stay until it is back"), 1)
    return found


def _at(root: Path, today: date | None) -> Opened:
    """The journal whose folder is `root`."""
    try:
        settings = load(root)
    except Unreadable as error:
        raise Stop(str(error)) from error
    if settings.language:
        words.use(settings.language)
    fixed = today or settings.today
    return Opened(root, settings, fixed or datetime.now(settings.zone).date(), fixed is not None)


def speak(directory: Path) -> None:
    """Speak the language of the journal here, if there is one; for commands that need none."""
    with suppress(Stop, OSError):
        journal(directory)


_SELDOM = (50_000, 20, 50)
"""Objects between two searches for circles, as `gc.set_threshold` has them: rows hold none, and a search goes through all."""


@contextmanager
def graph(opened_journal: Opened, who: str) -> Iterator[Graph]:
    """The journal's graph, locked for this command; what stands in the way becomes a sentence."""
    gc.set_threshold(*_SELDOM)
    try:
        with opened(
            opened_journal.root, opened_journal.settings, opened_journal.today, f"kjournal {who}"
        ) as found:
            yield found
    except (Locked, Unwritable) as error:
        raise Stop(str(error), 1) from error
    except UNREADABLE as error:
        if not damaged(error):
            raise
        raise Stop(_("the index was damaged; it is made again from the notes"), 1, again=True) from error


def day(text: str | None) -> date | None:
    """A `--today` as typed."""
    if text is None:
        return None
    from kjournal.dates.typed import read_day

    value = read_day(text).value
    if value is None:
        raise Stop(_("--today: {text} is not a date; write it as 2026-11-20").format(text=text))
    return value


def progress() -> Progress | None:
    """A line that counts, on a terminal; nothing on a pipe."""
    if not sys.stderr.isatty():
        return None
    names = {
        "notes": _("reading notes"),
        "dossier": _("working out facts"),
        "reminders": _("working out reminders"),
        "page": _("writing pages"),
    }

    def show(step: str, done: int, todo: int) -> None:
        if step in names:
            print(
                f"\r{names[step]} {done}/{todo}\033[K",
                end="" if done < todo else "\r\033[K",
                file=sys.stderr,
                flush=True,
            )

    return show


def rep_named(settings: Settings, word: str | None) -> str | None:
    """The id of a rep by id or name; a word the settings do not know is taken as it is."""
    if not word:
        return None
    from kjournal.words.folding import fold

    for rep in settings.reps.values():
        if fold(word) in {fold(rep.id), fold(rep.name)}:
            return rep.id
    return word


def below(root: Path, path: str) -> str:
    """A path as typed, from the journal's root."""
    given = Path(path)
    full = given if given.is_absolute() else Path.cwd() / given
    if not full.exists() and (root / given).exists():
        full = root / given
    if not full.exists():
        raise Stop(_("there is no file {path}").format(path=path))
    try:
        return full.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise Stop(_("{path} is not in this journal").format(path=path)) from error
