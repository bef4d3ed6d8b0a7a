"""The published files as the index remembers them: looked up one by one, until many are asked for or somebody goes through all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping

from kjournal.outputs.publisher import Published

_COLUMNS = "made_from, size, mtime, customers"
_MANY = 100
"""Files looked up one by one, after which all are read at once."""


class Outputs(MutableMapping[str, Published]):
    """Files by their paths; what is changed here is written down by the publication."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: dict[str, Published | None] = {}  # None: there is none
        self._alone = 0  # files that were looked up one by one
        self._whole = False

    def look_everywhere(self) -> dict[str, Published | None]:
        """All files are about to be looked up."""
        if not self._whole:
            self._whole = True
            rows = self.connection.execute(f"SELECT path, {_COLUMNS} FROM outputs")
            stored: dict[str, Published | None] = {row[0]: Published(*row[1:]) for row in rows}
            self._known = stored | self._known
        return self._known

    def look_into(self, folder: str) -> None:
        """All files of a folder are about to be looked up."""
        if not self._whole:
            query = f"SELECT path, {_COLUMNS} FROM outputs WHERE path > ?1 || '/' AND path < ?1 || '0'"  # 0 stands behind /
            for path, *rest in self.connection.execute(query, (folder,)):
                self._known.setdefault(path, Published(*rest))

    def __getitem__(self, path: str) -> Published:
        if self._alone == _MANY:
            self.look_everywhere()
        if path not in self._known and not self._whole:
            self._alone += 1
            row = self.connection.execute(
                f"SELECT {_COLUMNS} FROM outputs WHERE path = ?", (path,)
            ).fetchone()
            self._known[path] = Published(*row) if row else None
        known = self._known.get(path)
        if known is None:
            raise KeyError(path)
        return known

    def __setitem__(self, path: str, one: Published) -> None:
        self._known[path] = one

    def __delitem__(self, path: str) -> None:
        self[path]  # a KeyError where there is none
        self._known[path] = None

    def __iter__(self) -> Iterator[str]:
        return (path for path, one in self.look_everywhere().items() if one is not None)

    def __len__(self) -> int:
        return sum(1 for _path in self)
