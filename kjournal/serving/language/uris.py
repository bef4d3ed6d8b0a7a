"""File addresses of the protocol and paths of the disk."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

from pygls.uris import to_fs_path


def path_of(uri: str) -> Path | None:
    """The file that an address names; None for one that is no file, as an unsaved buffer's."""
    if urlsplit(uri).scheme != "file":
        return None
    named = to_fs_path(uri)
    return Path(named) if named else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return path.as_uri()


def below(root: Path, path: Path) -> str | None:
    """A file's path from the journal's root, as notes are known by (`/` between, NFC); None where it lies elsewhere."""
    for start, end in ((root, path), (root.resolve(), path.resolve())):
        try:
            return unicodedata.normalize("NFC", end.relative_to(start).as_posix())
        except ValueError:
            continue
    return None
