"""The folder for calendar servers and khal: a collection a rep, a file an event, only what changed written."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kjournal.config.settings import Settings
from kjournal.graph.engine import Engine
from kjournal.journal.store import transaction
from kjournal.outputs.feeds.feedset import Feed
from kjournal.outputs.feeds.vdir import ENDING, folder, is_ours, item, item_name, labels
from kjournal.outputs.publisher import Published, Publisher


class Vdir:
    """One publication of the folder."""

    def __init__(self, engine: Engine, settings: Settings, target: Path, feeds: Iterable[Feed]) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.settings = settings
        self.target = target
        # Each rep's feed with everything, at the level that this feed has.
        self.collections = {
            folder(feed): feed for feed in feeds if feed.rep is not None and feed.kind is None
        }
        self.known = remembered(self.connection) == str(target)
        rows = self.connection.execute("SELECT path, made_from, size, mtime FROM items") if self.known else ()
        self.publisher = Publisher(target, {row[0]: Published(*row[1:]) for row in rows})

    def published(self, feed: Feed) -> bytes:
        """The events that the folder has of a rep: they tell their revisions where the index does not."""
        paths = (self.target / folder(feed)).glob(f"*{ENDING}")
        return b"".join(filter(None, map(self._ours, sorted(paths))))

    def publish(self) -> None:
        """Bring the folder up to date."""
        changed = set(self.engine.stale("items"))
        wanted: set[str] = set()
        for name, feed in self.collections.items():
            wanted |= self._label(name, feed)
            for uid in self._uids(feed):
                path = f"{name}/{item_name(uid)}"
                wanted.add(path)
                if uid in changed or not self.publisher.stands(path):
                    self._put(path, uid, feed)
        if not self.known:
            self._orphans(wanted)
        forgotten = self._not_ours(wanted)
        self.publisher.keep_only(wanted)
        self._close()
        self._save([*self.publisher.removed, *forgotten])

    def _label(self, name: str, feed: Feed) -> set[str]:
        """The collection's name and colour; a colour that somebody chose stays."""
        paths = set()
        for label, data in labels(feed).items():
            path = f"{name}/{label}"
            if label == "displayname" or path in self.publisher.known or not (self.target / path).exists():
                paths.add(path)
                if label == "displayname" or not (self.target / path).exists():
                    self.publisher.put(path, data, _digest(data))
        return paths

    def _uids(self, feed: Feed) -> Iterator[str]:
        rows = self.connection.execute(
            "SELECT sort FROM events WHERE level = ? AND rep = ? ORDER BY sort", (feed.level, feed.rep)
        )
        for (sort,) in rows.fetchall():
            yield sort.partition("\0")[2]

    def _put(self, path: str, uid: str, feed: Feed) -> None:
        row = self.connection.execute(
            "SELECT bytes FROM events WHERE uid = ? AND level = ?", (uid, feed.level)
        ).fetchone()
        data = item(row[0], self.settings.timezone, self.settings.language or "zh")
        # Not pushed to the disk one by one, which takes minutes for a large journal: a file that a power cut leaves
        # half-written has another size than the index remembers, and is made again.
        self.publisher.put(path, data, _digest(data))

    def _orphans(self, wanted: set[str]) -> None:
        """Remove events of ours that nobody remembers: the index that knew them is gone, or knew another folder."""
        for path in sorted(self.target.glob(f"*/*{ENDING}")):
            name = path.relative_to(self.target).as_posix()
            if name not in wanted and self._ours(path):
                path.unlink()
                self.publisher.removed.append(name)

    def _not_ours(self, wanted: set[str]) -> list[str]:
        """Files that stand under our names with other people's content: they stay, and are forgotten."""
        known = self.publisher.known
        others = [
            path
            for path in sorted(known.keys() - wanted)
            if path.endswith(ENDING)
            and not self.publisher.stands(path)
            and not self._ours(self.target / path)
        ]
        for path in others:
            del known[path]
        return others

    def _ours(self, path: Path) -> bytes | None:
        """The content of a file, where it is an event of this journal."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        return data if is_ours(data, self.settings.journal) else None

    def _close(self) -> None:
        """Take away the folder of a rep who is gone, where nothing but its labels is left in it."""
        gone = {path.partition("/")[0] for path in self.publisher.removed} - self.collections.keys()
        for name in sorted(gone):
            with contextlib.suppress(OSError):
                left = list((self.target / name).iterdir())
                if {path.name for path in left} <= {"color", "displayname"}:
                    for path in left:
                        path.unlink()
                    (self.target / name).rmdir()

    def _save(self, gone: Iterable[str]) -> None:
        run = self.connection.execute
        with transaction(self.connection):
            if not self.known:
                run("DELETE FROM items")
            self.connection.executemany("DELETE FROM items WHERE path = ?", [(path,) for path in gone])
            self.connection.executemany(
                "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)",
                [(path, one.made_from, one.size, one.mtime) for path, one in self.publisher.fresh.items()],
            )
            run("DELETE FROM dirty WHERE step = 'items'")
            run("INSERT OR REPLACE INTO meta VALUES ('vdir', ?)", (str(self.target),))

    def sweep(self) -> None:
        """Remove what a killed process left half-written."""
        self.publisher.sweep(self.collections)


def remembered(connection: sqlite3.Connection) -> str:
    """The folder that the index knows; empty where it knows none."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'vdir'").fetchone()
    return str(row[0]) if row else ""


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
