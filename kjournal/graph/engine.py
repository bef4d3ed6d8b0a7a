"""The machinery of the build graph: which keys of a step are out of date, and whether a result came out changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec

from kjournal.dates.today import Today
from kjournal.journal.store import transaction

_DIGEST = 16  # bytes
CHUNK = 200
"""Keys worked out between two commits: a run that is interrupted goes on from there."""
_encode = msgspec.json.encode
_HOLD = "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)"
_ANSWERED = "DELETE FROM dirty WHERE step = ? AND key = ?"
_MARK = "INSERT OR IGNORE INTO dirty VALUES (?, ?)"


class _Chunk:
    """What a few keys lay down together: gathered while they are worked out, written behind the last of them."""

    def __init__(self, hashes: dict[tuple[str, str], bytes | None]) -> None:
        self.hashes = hashes  # of what lies there, by step and key; None: nothing
        self.rows: dict[str, list[Sequence[Any]]] = {}  # by table: of keys that never had any
        self.done: dict[tuple[str, str], tuple[Any, ...]] = {}
        self.answered: list[tuple[str, str]] = []
        self.marks: set[tuple[str, str]] = set()

    def lay_down(self, connection: sqlite3.Connection) -> None:
        """Write it; what was marked out of date comes last."""
        run = connection.executemany
        for table, rows in self.rows.items():
            run(_insert(table, rows), rows)
        run(_HOLD, self.done.values())
        run(_ANSWERED, self.answered)
        run(_MARK, sorted(self.marks))


class Engine:
    """Rows, their hashes, and what is to be worked out again."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self.connection = connection
        self.today = today
        self.ran: dict[str, int] = {}  # keys worked out, by step: what a run reports and tests count
        self._at: _Chunk | None = None  # while one is worked out
        self._back = self._was_later()

    def _was_later(self) -> bool:
        """Whether results may have been made on a later day than this: the clock was set back, or another day is pinned."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'latest'").fetchone()
        day = self.today.isoformat()
        if row is None or row[0] < day:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('latest', ?)", (day,))
        return row is not None and row[0] > day

    def stale(self, step: str) -> list[str]:
        """The keys of a step whose input changed, or whose result may have changed by time alone."""
        rows = self.connection.execute(
            "SELECT key FROM dirty WHERE step = ?1 "
            f"UNION SELECT key FROM {self.outlived('?2')} AND step = ?1 ORDER BY 1",
            (step, self.today.isoformat()),
        )
        return [row[0] for row in rows]

    def outlived(self, day: str) -> str:
        """Where the results are that may be other ones by time alone; `day` stands for the day among a query's values.

        Only where the day went back is each result asked when it was made, which no index tells.
        """
        if self._back:
            return f"done WHERE (until <= {day} OR since > {day})"
        return f"done INDEXED BY done_until WHERE until <= {day}"

    def mark(self, step: str, keys: Iterable[str]) -> None:
        """These keys of a step are out of date."""
        found = [(step, key) for key in keys]
        if self._at is not None:
            self._at.marks.update(found)
        elif found:
            self.connection.executemany(_MARK, found)

    def run(
        self, step: str, work: Callable[[str], None], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Work out all stale keys of a step, a few in a transaction."""
        keys = self.stale(step)
        self.ran[step] = self.ran.get(step, 0) + len(keys)
        for start in range(0, len(keys), CHUNK):
            with transaction(self.connection):
                self._chunk(step, keys[start : start + CHUNK], work)
            if progress and len(keys) > CHUNK:
                progress(start, len(keys))

    def _chunk(self, step: str, keys: Sequence[str], work: Callable[[str], None]) -> None:
        """Work out a few keys."""
        with self.together(step, keys) as chunk:
            for key in keys:
                work(key)
                chunk.marks.discard((step, key))
            chunk.answered += [(step, key) for key in keys]

    @contextmanager
    def together(self, step: str, keys: Sequence[str]) -> Iterator[_Chunk]:
        """What is worked out meanwhile, for these keys of a step, is laid down behind all of it."""
        self._at = chunk = _Chunk(self._known(step, keys))
        try:
            yield chunk
            chunk.lay_down(self.connection)
        finally:
            self._at = None

    def _known(self, step: str, keys: Sequence[str]) -> dict[tuple[str, str], bytes | None]:
        """The hashes of these keys' results."""
        found: dict[tuple[str, str], bytes | None] = dict.fromkeys((step, key) for key in keys)
        marks = ", ".join("?" * len(keys))
        query = f"SELECT key, hash FROM done WHERE step = ? AND key IN ({marks})"
        found |= {(step, key): digest for key, digest in self.connection.execute(query, (step, *keys))}
        return found

    def _hash(self, step: str, key: str) -> bytes | None:
        """The hash of a key's result; None where there is none."""
        if self._at is not None and (step, key) in self._at.hashes:
            return self._at.hashes[step, key]
        row = self.connection.execute(
            "SELECT hash FROM done WHERE step = ? AND key = ?", (step, key)
        ).fetchone()
        return row[0] if row is not None else None

    def knows(self, step: str, key: str) -> bool:
        """Whether a key has a result: else none of its rows lies there."""
        return self._hash(step, key) is not None

    def put(
        self,
        step: str,
        key: str,
        tables: Mapping[str, Sequence[Sequence[Any]]],
        today: Today | None,
        *,
        column: str = "customer",
        value: str = "",
        more: bytes = b"",
    ) -> bool:
        """Replace a key's rows; whether they differ from the last ones. Equal rows are not touched.

        `tables` has for each table all rows of the key (`column` holds it, or `value`); `more` is what else the result
        hangs on; `today` is what was asked of the day, None where nothing can have been.
        """
        parts = [
            hashlib.blake2b(_encode(rows, enc_hook=str), digest_size=_DIGEST).digest()
            for rows in tables.values()
        ]
        digest = b"".join((*parts, hashlib.blake2b(more, digest_size=_DIGEST).digest()))
        known = self._hash(step, key)
        if known != digest:
            before = known if known is not None and len(known) == len(digest) else b""
            for n, (table, rows) in enumerate(tables.items()):
                if before[n * _DIGEST : (n + 1) * _DIGEST] != parts[n]:
                    if known is not None:
                        self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (value or key,))
                    if rows or known is not None:
                        self._add(table, rows, first=known is None)
        if any(tables.values()) or today is not None:  # also nothing: a clock that goes back asks again
            self.hold(step, key, today, digest)
        elif known is not None:
            self.forget(step, key)
        return known != digest if any(tables.values()) else known is not None and known != digest

    def hold(self, step: str, key: str, today: Today | None, digest: bytes = b"") -> None:
        """Keep from when until when a key's result holds."""
        until = today.until.isoformat() if today is not None and today.until is not None else None
        row = (step, key, digest, self.today.isoformat(), until)
        if self._at is not None:
            self._at.done[step, key] = row
            self._at.hashes[step, key] = digest
        else:
            self.connection.execute(_HOLD, row)

    def forget(self, step: str, key: str) -> None:
        """Nothing is left of a key."""
        if self._at is not None:
            self._at.done.pop((step, key), None)
            self._at.hashes[step, key] = None
        self.connection.execute("DELETE FROM done WHERE step = ? AND key = ?", (step, key))

    def held(self, step: str, key: str) -> Today:
        """The day, for a result of which a part stays as it was: it holds no longer than that."""
        today = self.fresh()
        row = self.connection.execute(
            "SELECT until FROM done WHERE step = ? AND key = ?", (step, key)
        ).fetchone()
        if row is not None and row[0] is not None:
            today.reached(date.fromisoformat(row[0]))
        return today

    def answered(self, step: str, key: str) -> None:
        """A key of a step was worked out with something else."""
        if self._at is not None:
            self._at.answered.append((step, key))
        else:
            self.connection.execute(_ANSWERED, (step, key))

    def _add(self, table: str, rows: Sequence[Sequence[Any]], *, first: bool) -> None:
        """Rows of one key, its `first` ones or others; what lists all of the table is out of date."""
        if first and self._at is not None:
            self._at.rows.setdefault(table, []).extend(rows)
        elif rows:
            self.connection.executemany(_insert(table, rows), rows)
        self.mark("told", [table])

    def fresh(self) -> Today:
        """The day, for one result."""
        return Today(self.today)

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows of a query."""
        yield from self.connection.execute(query, values).fetchall()


def _insert(table: str, rows: Sequence[Sequence[Any]]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"
