"""Which folders a look at named notes has to see: a change in one note need not cost a look at a hundred thousand.

A notice of the system is only a hint. Where it is not sure that nothing else can have changed, everything is looked at;
what no notice told of is found by the regular look at everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path

from kjournal.files.scanning import TOPS, Folder, look_into

MOST = 64
"""Named notes above which everything is looked at: git or a synchroniser is at work."""


def folders(connection: sqlite3.Connection, root: Path, named: Collection[str]) -> list[Folder] | None:
    """The folders of the named notes as they are now; None: everything is to be looked at."""
    if not 0 < len(named) <= MOST or not _whole(connection):
        return None
    found = []
    for path in sorted({name.rpartition("/")[0] for name in named if not _hidden(name)}):
        folder = _folder(connection, root, path)
        if folder is None:
            return None
        found.append(folder)
    return found


def whole(connection: sqlite3.Connection) -> None:
    """Everything was looked at once: the index knows all folders."""
    if not _whole(connection):
        connection.execute("INSERT INTO meta VALUES ('whole', '1')")


def _whole(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM meta WHERE key = 'whole'").fetchone() is not None


def _hidden(path: str) -> bool:
    """Whether a folder on the way begins with a dot: the scan never looks there."""
    return any(part.startswith(".") for part in path.split("/")[:-1])


def _folder(connection: sqlite3.Connection, root: Path, path: str) -> Folder | None:
    """A folder that the index knows, in which no folder came or went and nothing stands that cannot be read."""
    if path.partition("/")[0] not in TOPS or not _known(connection, path):
        return None
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
