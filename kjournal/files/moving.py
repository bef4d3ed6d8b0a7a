"""Give a file another name, never over one that is there."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kjournal.files.naming import case_key


def move(path: Path, to: Path) -> None:
    """Rename `path` to `to`; raises `FileExistsError` where another file has that name.

    A system that ignores case finds the file itself under a name that differs in case alone: that is no other.
    """
    with contextlib.suppress(FileNotFoundError):
        if not (case_key(path.name) == case_key(to.name) and os.path.samefile(path, to)):  # noqa: PTH121
            to.lstat()
            raise FileExistsError(to)
    path.rename(to)
