"""The newest committed version of a note that can be read: what stands in for one that cannot."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kjournal.files.git import ask
from kjournal.notes.note import Note, NoteReader

BACK = 20
"""How many commits of a note are looked at (DESIGN.md "records → index")."""


class Good(NamedTuple):
    """A committed version that can be read."""

    note: Note
    day: str  # the day of its commit
    blob: str  # its id in git


def head(root: Path) -> str | None:
    """The commit that is checked out; None outside git or before the first commit."""
    out = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return out.decode().strip() or None if out is not None else None


def tree(root: Path) -> list[str]:
    """The paths below `root` that HEAD holds; none outside git or before the first commit."""
    out = ask(
        root, "--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", "customers", "visits"
    )
    return out.decode("utf-8", "replace").split("\0")[:-1] if out else []


def find(root: Path, path: str, reader: object) -> Good | None:
    """The newest version of `path` that can be read, at most `BACK` commits of it back from HEAD."""
    assert isinstance(reader, NoteReader)  # noqa: S101  typed loosely so that an unchanged journal loads no reader
    out = ask(
        root,
        "--literal-pathspecs",
        "log",
        f"-n{BACK}",
        "--no-renames",
        "--raw",
        "--no-abbrev",
        "--format=%x00%cs",
        "--first-parent",
        "-m",
        "--",
        path,
    )
    if not out:
        return None
    for commit in out.decode("utf-8", "replace").split("\0")[1:]:
        day, _newline, changes = commit.partition("\n")
        blobs = [line.split() for line in changes.splitlines() if line.startswith(":")]
        for columns in blobs[:1]:
            blob, state = columns[3], columns[4]
            if state == "D" or set(blob) == {"0"}:
                continue
            data = ask(root, "cat-file", "blob", blob)
            note = reader.read(path, data) if data is not None else None
            if note is not None and not note.refused:
                return Good(note, day, blob)
    return None
