"""What a look at named notes has to see: a change in one note need not cost a look at a hundred thousand.

A notice of the system is only a hint. Where it is not sure that nothing else can have changed, everything is looked at;
what no notice told of is found by the regular look at everything.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kjournal.files.conflicts import numbered
from kjournal.files.scanning import TOPS, Entry, Folder, look_at, look_into
from kjournal.files.spelling import Spelling

MOST = 64
"""Named notes above which everything is looked at: git or a synchroniser is at work."""


class Looked(NamedTuple):
    """A folder of named notes."""

    path: str
    folder: Folder | None  # as it is now; None where only the notes were looked at
    notes: list[Entry]


def look(connection: sqlite3.Connection, root: Path, named: Collection[str]) -> list[Looked] | None:
    """The named notes, or their folders, as they are now; None: everything is to be looked at."""
    if not 0 < len(named) <= MOST or not "".join(named).isprintable() or not _whole(connection):
        return None  # of a name that is no UTF-8, as a zip brings it, no index knows anything
    found, spelling = [], Spelling(root)
    for path, notes in _by_folder(named):
        if path.partition("/")[0] not in TOPS or not _known(connection, path) or not spelling.is_so(path):
            return None
        entries = _entries(connection, root, notes) if all(map(spelling.is_so, notes)) else []
        folder = None if entries else _folder(connection, root, path)
        if not entries and folder is None:
            return None
        found.append(Looked(path, folder, entries))
    return found


def _by_folder(named: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The named notes by their folders, without those that the scan never sees because a folder begins with a dot."""
    folders: dict[str, list[str]] = {}
    for path in sorted(named):
        folder = path.rpartition("/")[0]
        if not any(part.startswith(".") for part in folder.split("/")):
            folders.setdefault(folder, []).append(path)
    yield from sorted(folders.items())


def _entries(connection: sqlite3.Connection, root: Path, notes: Iterable[str]) -> list[Entry]:
    """The notes where all of them are what they were: notes, whose names and neighbours tell nothing new; else none."""
    found = []
    for path in notes:
        entry = look_at(root, path) if _alone(connection, path) else None
        if entry is None:
            return []
        found.append(entry)
    return found


def _alone(connection: sqlite3.Connection, path: str) -> bool:
    """Whether a note was read under this name, which has one form only, and no other may be a copy of it or it of one."""
    stem = path[:-3]
    if not unicodedata.is_normalized("NFD", path) or numbered(path, _Known(connection)):
        return False
    rows = connection.execute(
        "SELECT path, inode FROM files WHERE path >= ?1 AND path < ?1 || '\U0010ffff' LIMIT 2", (stem,)
    ).fetchall()
    return len(rows) == 1 and rows[0][0] == path and rows[0][1] != -1


class _Known:
    """The files that the index knows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __contains__(self, path: object) -> bool:
        return self.connection.execute("SELECT 1 FROM files WHERE path = ?", (path,)).fetchone() is not None


def whole(connection: sqlite3.Connection) -> None:
    """Everything was looked at once: the index knows all folders."""
    if not _whole(connection):
        connection.execute("INSERT INTO meta VALUES ('whole', '1')")


def _whole(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM meta WHERE key = 'whole'").fetchone() is not None


def _folder(connection: sqlite3.Connection, root: Path, path: str) -> Folder | None:
    """A folder in which no folder came or went, and nothing stands that cannot be read."""
    folder = look_into(root, path)
    if folder is None or folder.unreadable or folder.temporaries:
        return None
    return folder if set(folder.below) == _below(connection, path) else None


def _known(connection: sqlite3.Connection, path: str) -> bool:
    """Whether the folder was looked into, and neither it nor one above it was ever refused: then its name is its own."""
    if connection.execute("SELECT 1 FROM folders WHERE path = ?", (path,)).fetchone() is None:
        return False
    parts = path.split("/")
    above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    marks = ", ".join("?" * len(above))
    refused = connection.execute(f"SELECT 1 FROM files WHERE path IN ({marks})", above)
    return refused.fetchone() is None


def _below(connection: sqlite3.Connection, path: str) -> set[str]:
    """The folders in a folder, as the index knows them."""
    rows = connection.execute(
        "SELECT path FROM folders WHERE path > ?1 || '/' AND path < ?1 || '0'",  # 0 comes after /
        (path,),
    )
    return {below for (below,) in rows if "/" not in below[len(path) + 1 :]}
