"""From the files to the notes' rows: only what changed is read."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kjournal.files.reading import Refused, read_note_bytes
from kjournal.files.scanning import TOPS, Entry, Folder, scan_folders
from kjournal.files.writing import sweep_temporaries
from kjournal.journal import hinted
from kjournal.journal.store import ALONE, make_room, transaction

if TYPE_CHECKING:
    from kjournal.journal.crew import Crew
    from kjournal.journal.lastgood import Versions
    from kjournal.journal.noterows import NoteRows
    from kjournal.notes.note import NoteReader
    from kjournal.notes.settings import ReadSettings

PORTION = 125
"""Notes that another process reads at a time."""
BATCH = 16 * PORTION
"""Notes between two commits: a run that is interrupted goes on from there. With half as many, pages were written twice as often."""
MANY = 1_000
"""New notes from which on it is told how far the reading is."""
HELPED = 2_000 if (os.cpu_count() or 1) > 1 else sys.maxsize
"""New notes from which on two more processes help: each takes as long to start as 600 notes."""
Progress = Callable[[int, int], None]


class Taken(msgspec.Struct):
    """What a run of the intake did."""

    read: int = 0  # notes read anew
    gone: int = 0
    kept: set[str] = set()  # missing from the disk or empty, but not for long enough to count as deleted


class _Pending(NamedTuple):
    """What is to be read in a folder."""

    folder: str
    signature: str  # to be remembered once all is read
    portions: list[list[Entry]]
    notes: int
    new: bool  # the index knows none of its notes


class Intake:
    """One pass over the files."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        root: Path,
        settings: Callable[[], ReadSettings],
        progress: Progress | None = None,
        gone: Collection[str] | None = None,
        named: Collection[str] | None = None,
    ) -> None:
        self.connection = connection
        self.root = root
        self.settings = settings
        self.progress = progress
        self.fresh = connection.execute("SELECT 1 FROM notes LIMIT 1").fetchone() is None
        self.gone = gone  # the only missing notes that count as deleted; None: all of them
        self.named = named  # the only notes in which something happened; None: nobody knows
        self.taken = Taken()

    def run(self) -> Taken:
        """Look at everything, or at the named notes; read what changed; take out what is gone."""
        looked = hinted.look(self.connection, self.root, self.named) if self.named is not None else None
        pending = self._look_everywhere() if looked is None else self._look_at(looked)
        todo = sum(one.notes for one in pending)
        if todo:
            make_room(self.connection)
        with self._crew(pending) as crew:
            for one in pending:
                self._read(one, todo, crew)
        self.fresh = False
        self._look_again()
        if looked is None:
            hinted.whole(self.connection)
        return self.taken

    def _look_everywhere(self) -> list[_Pending]:
        """What is to be read in all folders; what lay in folders that are gone is taken out."""
        known = dict(self.connection.execute("SELECT path, signature FROM folders"))
        pending: list[_Pending] = []
        folders: set[str] = set()
        closed: tuple[str, ...] = ()  # folders that may not be looked into: what they held stays as it was
        for folder in scan_folders(self.root, TOPS):
            folders.add(folder.path)
            closed += tuple(path + "/" for path in folder.unreadable)
            if folder.temporaries:  # a mending or renaming that was killed
                sweep_temporaries(self.root / folder.disk)
            if not folder.signature or known.get(folder.path) != folder.signature:
                pending.append(self._changed(folder))
        self._drop_folders(
            {path for path in set(known) - folders if not (path + "/").startswith(closed or ("\0",))}
        )
        if folders != known.keys():
            self._names("", folders)
        return pending

    def _look_at(self, looked: list[hinted.Looked]) -> list[_Pending]:
        """What is to be read of the named notes."""
        pending = [self._changed(one.folder) for one in looked if one.folder is not None]
        touched = [self._touched(one) for one in looked if one.folder is None]
        return [*pending, *(one for one in touched if one.notes)]

    def _crew(self, pending: list[_Pending]) -> Crew | AbstractContextManager[None]:
        """Who helps with reading; nobody where little is new."""
        new = [one for one in pending if one.new]
        if sum(one.notes for one in new) < HELPED:
            return nullcontext()
        from kjournal.journal.crew import Crew

        return Crew(self.root, self.settings(), (portion for one in new for portion in one.portions))

    @cached_property
    def _rows(self) -> type[NoteRows]:
        from kjournal.journal.noterows import NoteRows  # loads every record: not for an unchanged journal

        return NoteRows

    @cached_property
    def _reader(self) -> NoteReader:
        from kjournal.notes.note import NoteReader

        return NoteReader(self.settings())

    @cached_property
    def _versions(self) -> Versions:
        from kjournal.journal.lastgood import Versions

        return Versions(self.root)

    def _writer(self, *, fresh: bool = False) -> NoteRows:
        return self._rows(
            self.connection,
            self.root,
            self.settings(),
            fresh=fresh or self.fresh,
            reader=self._reader,
            versions=self._versions,
        )

    def _changed(self, folder: Folder) -> _Pending:
        """The entries of a folder that are not as they were; those gone are taken out."""
        rows = self.connection.execute(
            "SELECT path, size, mtime, ctime, inode FROM files WHERE folder = ?", (folder.path,)
        )
        known = {row[0]: row[1:] for row in rows}
        here = {entry.path for entry in folder.entries} | {refused.path for refused in folder.refused}
        self._forget([path for path in known if path not in here])
        if here != known.keys():
            self._names(folder.path, [entry.path for entry in folder.entries], folder.entries)
        if fresh := self._refused_anew(folder):
            with transaction(self.connection):
                writer = self._writer()
                for refused in fresh:
                    writer.refuse(folder.path, refused)
                writer.close()
            self.taken.read += len(fresh)
        changed = [entry for entry in folder.entries if known.get(entry.path) != entry.stamp or entry.racy]
        portions = [changed[start : start + PORTION] for start in range(0, len(changed), PORTION)]
        return _Pending(folder.path, folder.signature, portions, len(changed), new=not known)

    def _refused_anew(self, folder: Folder) -> list[Refused]:
        """What is refused now and was not, or for another reason."""
        if not folder.refused:
            return []
        query = "SELECT path, hash FROM files WHERE folder = ? AND inode = -1"
        known = dict(self.connection.execute(query, (folder.path,)))
        return [refused for refused in folder.refused if known.get(refused.path) != refused.digest]

    def _touched(self, looked: hinted.Looked) -> _Pending:
        """The named notes that are not as they were. Their folder's signature is forgotten: it was not looked into."""
        changed = []
        for entry in looked.notes:
            row = self.connection.execute(
                "SELECT size, mtime, ctime, inode FROM files WHERE path = ?", (entry.path,)
            ).fetchone()
            if row != entry.stamp or entry.racy:
                changed.append(entry)
        return _Pending(looked.path, "", [changed] if changed else [], len(changed), new=False)

    def _names(self, folder: str, paths: Collection[str], entries: Collection[Entry] = ()) -> None:
        """Findings about the names in a folder, or about those of all folders."""
        from kjournal.journal.filenames import alike, decomposed  # not for an unchanged journal
        from kjournal.journal.findings import put_findings

        with transaction(self.connection):
            put_findings(self.connection, "files", folder, [*alike(paths), *decomposed(entries)])

    def _drop_folders(self, folders: set[str]) -> None:
        for folder in sorted(folders):
            kept = len(self.taken.kept)
            self._forget(
                [
                    row[0]
                    for row in self.connection.execute("SELECT path FROM files WHERE folder = ?", (folder,))
                ]
            )
            if len(self.taken.kept) == kept:
                self._names(folder, ())
                self.connection.execute("DELETE FROM folders WHERE path = ?", (folder,))

    def _forget(self, paths: list[str]) -> None:
        if self.gone is not None:  # an editor may be putting a new file in the old one's place just now
            self.taken.kept |= {path for path in paths if path not in self.gone}
            paths = [path for path in paths if path in self.gone]
        if not paths:
            return
        with transaction(self.connection):
            writer = self._writer()
            writer.forget(paths)
            writer.close()
        self.taken.gone += len(paths)

    def _read(self, pending: _Pending, todo: int, crew: Crew | None) -> None:
        """Read a folder's changed notes, in batches; the folder counts as read when all are."""
        folder = pending.folder
        for start in range(0, len(pending.portions), BATCH // PORTION):
            vanished: list[str] = []
            with transaction(self.connection):
                writer = self._writer(fresh=pending.new)
                for portion in pending.portions[start : start + BATCH // PORTION]:
                    vanished += self._portion(writer, folder, portion, crew)
                writer.close()
            self._forget(vanished)
            if self.progress and todo > MANY:
                self.progress(self.taken.read, todo)
        whole = not any(path.rpartition("/")[0] == folder for path in self.taken.kept)
        self.connection.execute(
            "INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder, pending.signature if whole else "")
        )

    def _portion(self, writer: NoteRows, folder: str, entries: list[Entry], crew: Crew | None) -> list[str]:
        """A few notes, read by another process or here; the paths of those that are gone."""
        answer = crew.read(entries) if crew is not None else None
        if answer is not None:
            gone = writer.put_read(folder, entries, answer)
            self.taken.read += len(entries) - len(gone)
            return gone
        gone = []
        for entry in entries:
            data = read_note_bytes(f"{self.root}/{entry.disk}", entry.path)
            if isinstance(data, Refused) and data.reason == "gone":
                gone.append(entry.path)
            elif not data and self._being_written(entry.path):
                self.taken.kept.add(entry.path)
            else:
                self.taken.read += writer.put(folder, entry, data)
        return gone

    def _being_written(self, path: str) -> bool:
        """Whether a note that is empty now was not: many editors empty the file before they write it."""
        if self.gone is None or path in self.gone:
            return False
        row = self.connection.execute("SELECT size FROM files WHERE path = ?", (path,)).fetchone()
        return row is not None and row[0] > 0

    def _look_again(self) -> None:
        """Where HEAD moved, another committed version may stand in for a note that cannot be read."""
        query = "SELECT path FROM notes WHERE refused = 1 AND blob IS NOT ?"
        refused = [row[0] for row in self.connection.execute(query, (ALONE,))]
        if not refused:
            return
        from kjournal.files.git import head  # starts programs: not where every note can be read

        row = self.connection.execute("SELECT value FROM meta WHERE key = 'head'").fetchone()
        if row and row[0] == head(self.root):  # asked without loading what reads notes
            return
        with transaction(self.connection):
            writer = self._writer()
            self.taken.read += writer.look_again(
                [path for path in refused if path not in self._versions.asked]
            )
            writer.close()
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('head', ?)", (self._versions.head,))
