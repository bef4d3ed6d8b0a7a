"""The publisher: writes only what changed, swaps each file in whole, and takes away what is no longer made."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, MutableMapping
from pathlib import Path

import msgspec

from kjournal.files.writing import sweep_temporaries, sync_folder, write_if_changed

_OURS = (
    ("*.html", b'name="generator" content="kjournal"'),
    ("customers/*.html", b"kjournal"),
    ("briefs/*.html", b"kjournal"),
    ("feeds/*.ics", b"kjournal"),
)
"""Where pages and feeds lie, and by what in its first lines a file is known to be ours."""


class Published(msgspec.Struct, frozen=True):
    """A published file: the hash of what it was made from, and how it looked on the disk."""

    made_from: bytes
    size: int
    mtime: int
    customers: int | None = None  # of a feed: how many customers it had


class Publisher:
    """One folder of outputs."""

    def __init__(self, site: Path, known: MutableMapping[str, Published]) -> None:
        self.site = site
        self._base = f"{site}{os.sep}"
        self.known = known
        self.fresh: dict[str, Published] = {}  # rows to keep
        self.written: list[str] = []
        self.removed: list[str] = []
        self._unsettled: set[Path] = set()  # folders with names that a power cut may still take back

    def intact(self, path: str, made_from: bytes) -> bool:
        """Whether the file was made from this and still stands as it was written."""
        known = self.known.get(path)
        return known is not None and known.made_from == made_from and self.stands(path)

    def stands(self, path: str) -> bool:
        """Whether a published file is on the disk as it was written."""
        known = self.known.get(path)
        if known is None:
            return False
        try:
            stat = os.stat(self._base + path)  # noqa: PTH116  asked of every page: a Path each would cost more than the look
        except OSError:
            return False
        return stat.st_size == known.size and stat.st_mtime_ns == known.mtime

    def put(
        self,
        path: str,
        data: bytes | Iterable[bytes],
        made_from: bytes,
        *,
        durable: bool = False,
        customers: int | None = None,
    ) -> None:
        """Publish one file; an unchanged one is not touched. A durable one lasts from the next `settle` on."""
        target = self.site / path
        whole = data if isinstance(data, bytes) else b"".join(data)
        try:
            wrote = write_if_changed(target, whole, durable=durable, settled=False)
        except FileNotFoundError:  # the first one of its folder
            target.parent.mkdir(parents=True, exist_ok=True)
            wrote = write_if_changed(target, whole, durable=durable, settled=False)
        if wrote:
            self.written.append(path)
            if durable:
                self._unsettled.add(target.parent)
        stat = os.stat(target)  # noqa: PTH116  as in `stands`
        self.fresh[path] = self.known[path] = Published(made_from, stat.st_size, stat.st_mtime_ns, customers)

    def settle(self) -> None:
        """Push the names of durable files to the disk: once a folder, since each time costs as much as a file."""
        for folder in self._unsettled:
            sync_folder(folder)
        self._unsettled.clear()

    def keep_only(self, wanted: Iterable[str]) -> None:
        """Remove the published files that are not wanted any more; files of others stay."""
        for path in sorted(set(self.known) - set(wanted)):
            with contextlib.suppress(FileNotFoundError):
                (self.site / path).unlink()
            del self.known[path]
            self.fresh.pop(path, None)
            self.removed.append(path)

    def orphans(self, wanted: Iterable[str]) -> None:
        """Remove pages and feeds of ours that nobody remembers: the index that knew them is gone."""
        keep = set(wanted)
        for pattern, mark in _OURS:
            for path in self.site.glob(pattern):
                name = path.relative_to(self.site).as_posix()
                if name not in keep and name not in self.known and mark in path.read_bytes()[:2000]:
                    path.unlink()
                    self.removed.append(name)

    def sweep(self, folders: Iterable[str] = ("customers", "briefs", "feeds")) -> None:
        """Remove what a killed process left half-written."""
        for folder in (self.site, *(self.site / name for name in folders)):
            if folder.is_dir():
                sweep_temporaries(folder)
