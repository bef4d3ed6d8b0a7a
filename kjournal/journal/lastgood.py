"""The newest committed version of a note that can be read: what stands in for one that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kjournal.files.git import ask, content, head, pieces, running
from kjournal.files.scanning import TOPS
from kjournal.notes.note import Note, NoteReader

BACK = 20
"""How many commits of a note are looked at (DESIGN.md "records → index")."""
_NAMED = 8
"""Notes up to which git is told their names: it compares each change with each name, which soon takes longer than to say them all."""
_COMMIT = "\1"
_LOG = (
    "--literal-pathspecs", "log", "-z", "--raw", "--relative", "--no-renames", "--no-abbrev", "--first-parent", "-m",
    f"--format={_COMMIT}%cs",
)  # fmt: skip


class Good(NamedTuple):
    """A committed version that can be read."""

    note: Note
    day: str  # the day of its commit
    blob: str  # its id in git


def tree(root: Path) -> list[str]:
    """The paths below `root` that HEAD holds; none outside git or before the first commit."""
    out = ask(root, "--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *TOPS)
    return out.decode("utf-8", "replace").split("\0")[:-1] if out else []


class Versions:
    """The committed versions of notes, as of one HEAD."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: set[str] = set()

    @cached_property
    def head(self) -> str:
        """The HEAD they are of; empty outside git or before the first commit."""
        return head(self.root)

    def newest(self, paths: Iterable[str], reader: NoteReader) -> dict[str, Good]:
        """The newest version of each note that can be read, at most `BACK` commits of it back."""
        asked = set(paths)
        self.asked |= asked
        return dict(self._found(asked, reader)) if asked and self.head else {}

    def _found(self, paths: set[str], reader: NoteReader) -> Iterator[tuple[str, Good]]:
        left = dict.fromkeys(paths, BACK)
        where = sorted(paths) if len(paths) <= _NAMED else TOPS
        with (
            running(self.root, *_LOG, self.head, "--", *where) as log,
            running(self.root, "cat-file", "--batch") as store,
        ):
            if log is None or store is None:
                return
            for path, day, blob in _changes(pieces(log)):
                if path not in left:
                    continue
                left[path] -= 1
                data = content(store, blob) if blob else None
                note = reader.read(path, data) if data is not None else None
                if note is not None and not note.refused:
                    yield path, Good(note, day, blob)
                    left[path] = 0
                if not left[path]:
                    del left[path]
                if not left:
                    return


def _changes(said: Iterator[str]) -> Iterator[tuple[str, str, str]]:
    """Each change of a note, the newest first: its path, the day of its commit, the blob; none where it was deleted."""
    day = ""
    for piece in said:
        words = piece.split()
        if piece.startswith(_COMMIT):
            day = piece.removeprefix(_COMMIT)
        elif words and words[0].startswith(":"):
            yield next(said, ""), day, "" if words[4] == "D" else words[3]
