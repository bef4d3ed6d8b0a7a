"""Whether names are written on the disk as they are asked for: not every disk tells cases apart.

On macOS, on Windows and on most sticks a file that is called `A.md` now is still found as `a.md`.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from pathlib import Path


class Spelling:
    """Asked within one look: each folder is listed once at most."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._names = cache(self._listed)
        self._folds = cache(self._found_otherwise)

    def is_so(self, path: str) -> bool:
        """Whether the note or folder at `path`, where something lies, is written so; its top folder may be otherwise."""
        top, *below = _shown(path).split("/")
        if not below or not self._folds(top):
            return True
        return all(name in self._names("/".join([top, *below[:n]])) for n, name in enumerate(below))

    def _found_otherwise(self, top: str) -> bool:
        """Whether the disk finds a top folder by a name that nothing there has. Not every system gives it one number then."""
        other = top.swapcase()
        return os.path.lexists(self.root / other) and other not in self._names("")

    def _listed(self, folder: str) -> frozenset[str]:
        try:
            with os.scandir(self.root / folder) as found:
                return frozenset(_shown(one.name) for one in found)
        except OSError:
            return frozenset()


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", name)
