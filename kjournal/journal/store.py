"""The index file: opened, checked, made anew where it does not fit, and locked for the one who writes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kjournal.words import _

FOLDER = ".kjournal"
INDEX = "index.db"
LOCK = "lock.db"
WAIT = 10.0
"""Seconds that a second writer waits for the first (DESIGN.md invariant 9)."""
ALONE = ""
"""Stands for a version's id where none may stand in: a note that was emptied, and what is no note."""
_SCHEMA_VERSION = 13  # raised with every change of a table


class Locked(Exception):  # noqa: N818  it says what is so; the command line makes a sentence of it
    """Somebody else writes; the message says who."""


class Unwritable(Exception):  # noqa: N818  as above
    """The index cannot be kept anywhere."""


def home(root: Path) -> Path:
    """The folder of the index: `.kjournal/` in the journal, else the user's cache folder where that is read-only."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    except OSError:
        pass
    from platformdirs import user_cache_path  # 15 ms, and only here

    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    cache = user_cache_path("kjournal", appauthor=False) / name
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(_("the index cannot be written: {reason}").format(reason=error.strerror)) from error
    return cache


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the index; readers never wait for the writer (write-ahead log)."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages: one written often is copied once
    except BaseException:
        connection.close()
        raise
    return connection


def make_room(connection: sqlite3.Connection) -> None:
    """There is work: keep more of the index in memory than SQLite's own 2 MB, which are enough to see that nothing changed."""
    connection.execute("PRAGMA cache_size = -16000")


def open_index(folder: Path, fingerprint: str) -> sqlite3.Connection:
    """The index, made anew where it is missing, damaged, or was made by other code or under other settings."""
    path = folder / INDEX
    try:
        connection = connect(path)
        try:
            if _fingerprint(connection) == fingerprint and _ends_well(connection, path):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
    except sqlite3.DatabaseError as error:
        if not (damaged(error) or _of_another_form(error) or path.is_dir()):
            raise  # the disk is full or may not be written: a new one would fare no better
    discard(folder)
    connection = connect(path)
    _make(connection, fingerprint)
    return connection


def made_by(root: Path) -> str | None:
    """What a journal's index was made by and under; None where there is none that can be asked."""
    with contextlib.suppress(sqlite3.Error, Unwritable):
        path = home(root) / INDEX
        if path.is_file():
            with contextlib.closing(connect(path)) as connection:
                return _fingerprint(connection)
    return None


UNREADABLE = (sqlite3.DatabaseError, msgspec.DecodeError)
"""What reading a damaged index raises: a page that is none, or a row whose content was overwritten."""


def damaged(error: Exception) -> bool:
    """Whether the index's file is cut off, overwritten or none at all."""
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        return name == "SQLITE_NOTADB" or name.startswith("SQLITE_CORRUPT") or "decode to UTF-8" in str(error)
    return isinstance(error, msgspec.DecodeError)


def _of_another_form(error: sqlite3.Error) -> bool:
    """Whether tables are missing that this code knows."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR"


def discard(folder: Path) -> None:
    """Delete the index; the next run builds it from the notes."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path = folder / (INDEX + ending)
        if path.is_dir():  # a synchroniser's work, or somebody's mistake
            import shutil  # loads three compressors: not for every command

            shutil.rmtree(path)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def _ends_well(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file's last page is whole: SQLite misses whole pages, and takes what is missing of one for zeros."""
    return path.stat().st_size % int(connection.execute("PRAGMA page_size").fetchone()[0]) == 0


def _fingerprint(connection: sqlite3.Connection) -> str | None:
    if connection.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA_VERSION:
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    return row[0] if row else None


def _make(connection: sqlite3.Connection, fingerprint: str) -> None:
    from kjournal.journal.schema import statements  # declares every record: only a new index needs it

    with transaction(connection):
        for statement in statements():
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint,))
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextlib.contextmanager
def writing(folder: Path, who: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the journal's lock while index and outputs are written.

    SQLite holds it by the system's own means on every platform, so a killed process leaves none.
    """
    lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=wait)
    try:
        started = time.monotonic()
        try:
            _hold(lock, folder)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                full = error.sqlite_errorname == "SQLITE_FULL"
                reason = _("the disk is full") if full else error
                raise Unwritable(_("the index cannot be written: {reason}").format(reason=reason)) from error
            holder = _holder(folder)
            waited = round(time.monotonic() - started)
            raise Locked(
                _("another kjournal is writing this journal ({who}); waited {seconds} seconds").format(
                    who=holder, seconds=waited
                )
            ) from error
        holder = f"{who}, pid {os.getpid()}"
        if _holder(folder) != holder:  # a watch writes again and again, and each file costs
            with contextlib.suppress(OSError):
                (folder / "writer").write_text(f"{holder}\n", encoding="utf-8")
        yield
    finally:
        lock.close()


def _hold(lock: sqlite3.Connection, folder: Path) -> None:
    """Take the lock. Its file is empty; one that a synchroniser or a power cut filled is emptied, which takes it from nobody."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if not damaged(error):
            raise
        os.truncate(folder / LOCK, 0)
        lock.execute("BEGIN EXCLUSIVE")


def _holder(folder: Path) -> str:
    try:
        return (folder / "writer").read_text(encoding="utf-8").strip()
    except OSError:
        return "?"
