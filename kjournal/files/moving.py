"""Give a file another name, never over one that is there."""

from __future__ import annotations

import os
from pathlib import Path

from kjournal.files.naming import case_key


def move(path: Path, to: Path) -> None:
    """Rename `path` to `to`; raises `FileExistsError` where another file has that name."""
    if os.path.lexists(to) and not _same(path, to):
        raise FileExistsError(to)
    path.rename(to)


def _same(path: Path, to: Path) -> bool:
    """Whether a system that ignores case finds the file itself under a name that differs in case alone.

    It has one number then, or, where the system gives each name its own, no file is called so.
    """
    if case_key(path.name) != case_key(to.name):
        return False
    try:
        return path.samefile(to) or to.name not in {one.name for one in to.parent.iterdir()}
    except OSError:
        return False
