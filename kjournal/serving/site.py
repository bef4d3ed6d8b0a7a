"""Find a built file by its address, and nothing else.

An address is never joined to a folder's path: each part must be one of the names that the folder lists, letter by
letter. So there is no way out of the site, no second spelling that a file system takes for the same name (`FEEDS`,
`feeds.`, `FEEDS~1`), and no link to follow.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import msgspec

from kjournal.files import read_note_bytes

FEEDS = "feeds"
"""The folder of the feeds, and the first part of their addresses; the second is the token."""

LARGEST = 64 << 20
"""Bytes of the largest file that is served."""

# By name, not by the system's table: Windows keeps it in the registry, where programs write nonsense.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


class Found(msgspec.Struct, frozen=True):
    """A built file."""

    data: bytes
    mtime: float  # seconds since 1970
    type: str  # its media type


class Site:
    """The folder of built outputs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def page(self, address: str) -> Found | None:
        """What stands at an address, percent signs decoded; a folder's is its index. Never a feed or a word
        of the server's own (`/-/`)."""
        if not address.startswith("/"):
            return None
        parts = address[1:].split("/")
        if not parts[-1]:
            parts[-1] = "index.html"
        if parts[0] in {FEEDS, "-"} or parts[-1].lower().endswith(".ics"):
            return None
        return self._file(parts)

    def feed(self, name: str) -> Found | None:
        """A feed by its name, `li.ics`; who asks has shown the token."""
        return self._file([FEEDS, name]) if name.endswith(".ics") else None

    def is_folder(self, address: str) -> bool:
        """Whether an address without its last `/` names a folder with an index."""
        return address.startswith("/") and not address.endswith("/") and self.page(f"{address}/") is not None

    def _file(self, parts: list[str]) -> Found | None:
        """The regular file at the end of these names."""
        folder = self.folder
        for part in parts[:-1]:
            entry = _listed(folder, part)
            if entry is None or not entry.is_dir(follow_symlinks=False):
                return None
            folder = Path(entry.path)
        entry = _listed(folder, parts[-1])
        if entry is None or not entry.is_file(follow_symlinks=False):
            return None
        data = read_note_bytes(Path(entry.path), limit=LARGEST)
        if not isinstance(data, bytes):
            return None
        ending = Path(parts[-1]).suffix.lower()
        return Found(
            data, entry.stat(follow_symlinks=False).st_mtime, _TYPES.get(ending, "application/octet-stream")
        )


def _listed(folder: Path, name: str) -> os.DirEntry[str] | None:
    """The entry of a folder with exactly this name (in either Unicode form); hidden ones are none."""
    if not name or name.startswith("."):
        return None
    wanted = unicodedata.normalize("NFC", name)
    try:
        with os.scandir(folder) as entries:
            return next((one for one in entries if unicodedata.normalize("NFC", one.name) == wanted), None)
    except OSError:
        return None
