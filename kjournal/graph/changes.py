"""Changes of several notes at once: all looked at first, then written one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from kjournal.files.moving import move
from kjournal.files.naming import case_key
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.files.writing import Changed, write_guarded
from kjournal.findings.finding import Edit


class Change(msgspec.Struct, frozen=True):
    """What becomes of one note."""

    path: str
    before: bytes
    after: bytes
    edits: tuple[Edit, ...] = ()  # the same as edits of the text
    to: str = ""  # its new path, where it takes another name


def write(root: Path, changes: Iterable[Change], done: Callable[[Change], None] = lambda _one: None) -> None:
    """Write the notes in their order, each whole; `done` is told of each before it takes its other name.

    Raises `Changed` before the first is written where one is not any more what was read, and `FileExistsError`
    where a new name was taken meanwhile.
    """
    todo = list(changes)
    for change in todo:
        if _held(root / change.path) != change.before:
            raise Changed(root / change.path)
        if change.to and taken(root, change.to, change.path):
            raise FileExistsError(root / change.to)
    for change in todo:
        write_guarded(root / change.path, change.before, change.after)
        done(change)
        if change.to:
            move(root / change.path, root / change.to)


def taken(root: Path, path: str, own: str = "") -> bool:
    """Whether a file, other than `own`, has this path on a system that ignores case."""
    folder, _slash, name = path.rpartition("/")
    mine = case_key(own.rpartition("/")[2]) if own.rpartition("/")[0] == folder else ""
    try:
        there = {case_key(one.name) for one in (root / folder).iterdir()}
    except OSError:
        return False
    return case_key(name) in there - {mine}


def _held(path: Path) -> bytes | None:
    found = read_note_bytes(path)
    return None if isinstance(found, Refused) else found
