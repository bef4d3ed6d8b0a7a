"""Notes into the index: each one's row, its relational rows, its names and references; and what is then out of date."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kjournal.files.reading import Refused, read_note_bytes
from kjournal.files.scanning import Entry
from kjournal.findings.finding import Finding, Place
from kjournal.journal.findings import SAID
from kjournal.journal.lastgood import Good, Versions
from kjournal.journal.regions import region_of
from kjournal.journal.rows import delete
from kjournal.journal.sheaf import Sheaf
from kjournal.notes.note import Kind, Note, NoteReader, kind_of
from kjournal.notes.settings import ReadSettings
from kjournal.words import N_

if TYPE_CHECKING:
    from kjournal.journal.crew import Answer

REASONS = {
    "folder": N_("a folder is named like a note"),
    "fifo": N_("it is a pipe"),
    "socket": N_("it is a socket"),
    "device": N_("it is a device"),
    "link": N_("it is a link; the note itself is read where it lies"),
    "link-out": N_("it is a link that leads out of the journal"),
    "link-broken": N_("it is a link to nothing"),
    "unreadable": N_("the system does not let it be read"),
    "cloud": N_("it lies in the cloud alone: open it once, so that it is brought here"),
    "name": N_("its name has characters that cannot be written"),
    "same-name": N_("another file has the same name in another form"),
    "gone": N_("it vanished while it was read"),
}


_TELLING = (
    "SELECT 1 FROM said WHERE path = ?",
    *(
        f"SELECT 1 FROM {table} WHERE path = ? AND \"ignore\" NOT IN ('', '[]')"
        for table in ("customers", "visits")
    ),
)


class NoteRows:
    """Writes notes into the index, inside the caller's transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        root: Path,
        settings: ReadSettings,
        *,
        fresh: bool = False,
        reader: NoteReader | None = None,
        versions: Versions | None = None,
    ) -> None:
        self.connection = connection
        self.root = root
        self.reader = reader or NoteReader(settings)
        self.versions = versions or Versions(root)
        self._refused: dict[str, Note] = {}  # another version may stand in for them
        self._sheaf = Sheaf()
        self._files: list[tuple[object, ...]] = []
        self._dirty: set[tuple[str, str]] = set()
        self._fresh = fresh  # the index holds none of these notes yet: nothing is to be taken out
        self._told = fresh  # a note that has findings, or asks not to see some, was another one or will be

    def put(self, folder: str, entry: Entry, data: bytes | Refused) -> int:
        """One file as it is now; 1 where its content changed, 0 where only its times did."""
        if isinstance(data, Refused):
            self.refuse(folder, data)
            return 1
        digest = hashlib.blake2b(data, digest_size=16).digest()
        known = None if self._fresh else self._known(entry.path)
        self._files.append((entry.path, folder, *entry.stamp, digest))
        if known == digest:
            return 0
        note = self.reader.read(entry.path, data)
        if note.refused and note.findings[-1].code != "KJ007":
            self._refused[note.path] = note
        else:
            self._take_in(note, None, alone=note.refused)
        return 1

    def put_read(self, folder: str, entries: Sequence[Entry], answer: Answer) -> list[str]:
        """New files as another process read them; those that it left are put here, and come back where they are gone."""
        gone: list[str] = []
        sheaves = iter(answer.sheaves)
        self._sheaf.join(next(sheaves))
        for entry, digest in zip(entries, answer.digests, strict=True):
            if digest:
                self._files.append((entry.path, folder, *entry.stamp, digest))
                continue
            data = read_note_bytes(f"{self.root}/{entry.disk}", entry.path)
            if isinstance(data, Refused) and data.reason == "gone":
                gone.append(entry.path)
            else:
                self.put(folder, entry, data)
            self._sheaf.join(next(sheaves))
        return gone

    def refuse(self, folder: str, refused: Refused) -> None:
        """What is named like a note and cannot be read at all."""
        from kjournal.words import _

        path = refused.path
        self._files.append((path, folder, 0, 0, 0, -1, refused.digest))
        if refused.reason == "too-large":
            finding = Finding("KJ002", (Place(path),), {"size": refused.detail})
        elif refused.reason == "conflict-copy":
            original = refused.detail or _("the note it was made of")
            finding = Finding("KJ010", (Place(path),), {"original": original})
        elif refused.reason == "extension":
            args = {
                "reason": _("only files that end with .md are read"),
                "name": refused.detail.rpartition("/")[2],
            }
            finding = Finding("KJ014", (Place(path),), args, severity="error")
        else:
            reason = _(REASONS.get(refused.reason, refused.reason))
            finding = Finding(
                "KJ001",
                (Place(path),),
                {"reason": f"{reason} ({refused.detail})" if refused.detail else reason},
            )
        note = Note(path, kind_of(path), None, findings=(finding,))
        if refused.reason in {"too-large", "unreadable", "cloud"}:
            self._refused[path] = note
        else:
            self._take_in(note, None, alone=True)

    def look_again(self, paths: Collection[str]) -> int:
        """For how many notes that cannot be read another committed version now stands in; it is taken in."""
        found = self.versions.newest(paths, self.reader)
        count = 0
        for path in paths:
            good = found.get(path)
            row = self.connection.execute(
                "SELECT n.blob, s.findings FROM notes AS n JOIN said AS s USING (path) WHERE n.path = ?",
                (path,),
            ).fetchone()
            if (good.blob if good else None) != row[0]:
                findings = msgspec.json.decode(row[1], type=tuple[Finding, ...])
                kept = tuple(finding for finding in findings if finding.code != "KJ009")
                self._take_in(Note(path, kind_of(path), None, findings=kept), good)
                count += 1
        return count

    def forget(self, paths: Iterable[str]) -> None:
        """Files that are gone."""
        for path in paths:
            self._dirty.add(("noted", path))
            self._take_out(path)
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def close(self) -> None:
        """Write what was gathered; for notes that cannot be read, what git keeps of them: it is asked once for all."""
        if self._refused:
            found = self.versions.newest(self._refused, self.reader)
            for path, note in self._refused.items():
                self._take_in(note, found.get(path))
        run = self.connection.executemany
        self._dirty.update(self._sheaf.out_of_date())
        run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", self._files)
        run("INSERT OR IGNORE INTO dirty VALUES (?, ?)", sorted(self._dirty))
        if (
            self._dirty
        ):  # the number of notes with errors may be another: a mark of its own, for a run that is cut short
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('uncounted', '1')")
        self._sheaf.write(run)
        if self._told or any(self._tells(row[0]) for row in self._sheaf.notes):
            self.connection.execute("INSERT OR IGNORE INTO dirty VALUES ('told', ?)", (SAID,))
        self._sheaf = Sheaf()
        self._files, self._dirty, self._refused = [], set(), {}

    def _known(self, path: str) -> bytes | None:
        row = self.connection.execute(
            "SELECT hash FROM files WHERE path = ? AND inode != -1", (path,)
        ).fetchone()
        return row[0] if row else None

    def _take_in(self, note: Note, good: Good | None, *, alone: bool = False) -> None:
        if not self._fresh:
            self._take_out(note.path)
        self._sheaf.add(note, good, alone=alone)

    def _tells(self, path: str) -> bool:
        """Whether a note has findings, or asks not to see some."""
        run = self.connection.execute
        return any(run(query, (path,)).fetchone() is not None for query in _TELLING)

    def _take_out(self, path: str) -> None:
        """All rows of a note; what pointed at it and what it pointed at are out of date."""
        run = self.connection.execute
        kind: Kind = kind_of(path)
        self._told = self._told or self._tells(path)
        for (target,) in run("SELECT target FROM refs WHERE path = ?", (path,)).fetchall():
            if target is not None:
                self._dirty.add(("dossier", target))
        # so that the organisation's people, or a person's organisation, are touched, and no finding names it still
        self._dirty.add(("refs", path))
        if kind == "visit" and (region := region_of(self.connection, path)):
            self._dirty.add(("regions", region))
        if kind == "customer":
            for (identity,) in run("SELECT id FROM customers WHERE path = ?", (path,)).fetchall():
                if identity:
                    self._dirty.add(("dossier", identity))
            self._dirty.add(("cards", path))
            self._dirty |= {
                ("names", row[0]) for row in run("SELECT folded FROM names WHERE path = ?", (path,))
            }
            run("DELETE FROM names WHERE path = ?", (path,))
        if run("SELECT 1 FROM done WHERE step = 'activities' AND key = ?", (path,)).fetchone():
            self._dirty.add(("activities", path))
        run("DELETE FROM refs WHERE path = ?", (path,))
        run("DELETE FROM notes WHERE path = ?", (path,))
        run("DELETE FROM said WHERE path = ?", (path,))
        run("DELETE FROM secrets WHERE path = ?", (path,))
        delete(self.connection, kind, (path,))
