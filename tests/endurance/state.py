"""What is on the disk, held against what may be there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tests.graph.conftest import Journal

State = dict[str, bytes]
"""Files by their path."""


def notes(root: Path) -> State:
    """All notes, byte for byte."""
    paths = [path for top in ("customers", "visits") for path in (root / top).rglob("*.md")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def strays(root: Path) -> list[str]:
    """Temporary files that nobody took away."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if "kjtmp" in path.name)


def torn(now: State, *versions: State) -> list[str]:
    """Files whose bytes are of no version; a file may be missing where it is missing in one of them."""
    names = set(now).union(*versions)
    return sorted(
        name for name in names if not any(now.get(name) == version.get(name) for version in versions)
    )


def clean_build(journal: Journal, target: Path) -> Journal:
    """The same notes built from nothing in another place."""
    clean = journal.copy(target)
    clean.build(accept_loss=True)
    return clean


def published(journal: Journal) -> State:
    """What a reader may find now, also while it is written: temporaries are nobody's to read, and what goes while one looks is not there."""
    found = {}
    for folder, _folders, names in os.walk(journal.site):
        for path in (Path(folder, name) for name in names if "kjtmp" not in name):
            with suppress(FileNotFoundError):
                found[path.relative_to(journal.site).as_posix()] = path.read_bytes()
    return found
