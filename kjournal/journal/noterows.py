"""Notes into the index: each one's row, its relational rows, its names and references; and what is then out of date."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kjournal.files.reading import Refused
from kjournal.files.scanning import Entry
from kjournal.findings.finding import Finding, Place
from kjournal.journal import lastgood
from kjournal.journal.committed import CODE
from kjournal.journal.lastgood import Good
from kjournal.journal.regions import region_of
from kjournal.journal.rows import Batch, delete
from kjournal.notes.edits.links import IN_BODY
from kjournal.notes.note import Kind, Note, NoteReader, kind_of, stem
from kjournal.notes.reading import ReadSettings
from kjournal.records.choices import REGION_EVENT
from kjournal.records.customer import Customer
from kjournal.records.secrecy import public_part
from kjournal.records.visit import Visit
from kjournal.words import N_
from kjournal.words.folding import fold

_encode = msgspec.json.Encoder().encode

REASONS = {
    "folder": N_("a folder is named like a note"),
    "fifo": N_("it is a pipe"),
    "socket": N_("it is a socket"),
    "device": N_("it is a device"),
    "link": N_("it is a link; the note itself is read where it lies"),
    "link-out": N_("it is a link that leads out of the journal"),
    "link-broken": N_("it is a link to nothing"),
    "unreadable": N_("the system does not let it be read"),
    "name": N_("its name has characters that cannot be written"),
    "same-name": N_("another file has the same name in another form"),
    "gone": N_("it vanished while it was read"),
}


class NoteRows:
    """Writes notes into the index, inside the caller's transaction."""

    def __init__(
        self, connection: sqlite3.Connection, root: Path, settings: ReadSettings, *, fresh: bool = False
    ) -> None:
        self.connection = connection
        self.root = root
        self.reader = NoteReader(settings)
        self._batch = Batch()
        self._notes: list[tuple[object, ...]] = []
        self._said: list[tuple[str, bytes]] = []
        self._secrets: list[tuple[str, int, int]] = []
        self._refs: list[tuple[object, ...]] = []
        self._names: list[tuple[str, str, str, str]] = []
        self._files: list[tuple[object, ...]] = []
        self._dirty: set[tuple[str, str]] = set()
        self._fresh = fresh  # the index holds no note yet: nothing is to be taken out

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
        self._take_in(
            note,
            lastgood.find(self.root, note.path, self.reader)
            if note.refused and note.findings[-1].code != "KJ007"
            else None,
        )
        return 1

    def refuse(self, folder: str, refused: Refused) -> None:
        """What is named like a note and cannot be read at all."""
        from kjournal.words import _

        path = refused.path
        digest = hashlib.blake2b(f"{refused.reason} {refused.detail}".encode(), digest_size=16).digest()
        self._files.append((path, folder, 0, 0, 0, -1, digest))
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
        good = (
            lastgood.find(self.root, path, self.reader)
            if refused.reason in {"too-large", "unreadable"}
            else None
        )
        self._take_in(Note(path, kind_of(path), None, findings=(finding,)), good)

    def look_again(self, path: str) -> bool:
        """Whether another committed version now stands in for a note that cannot be read; it is taken in."""
        good = lastgood.find(self.root, path, self.reader)
        row = self.connection.execute(
            "SELECT n.blob, s.findings FROM notes AS n JOIN said AS s USING (path) WHERE n.path = ?", (path,)
        ).fetchone()
        if (good.blob if good else None) == row[0]:
            return False
        findings = msgspec.json.decode(row[1], type=tuple[Finding, ...])
        kept = tuple(finding for finding in findings if finding.code != "KJ009")
        self._take_in(Note(path, kind_of(path), None, findings=kept), good)
        return True

    def forget(self, paths: Iterable[str]) -> None:
        """Files that are gone."""
        for path in paths:
            self._dirty.add(("noted", path))
            self._take_out(path)
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def close(self) -> None:
        """Write what was gathered."""
        run = self.connection.executemany
        run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", self._files)
        run("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._notes)
        run("INSERT INTO said VALUES (?, ?)", self._said)
        run("INSERT INTO secrets VALUES (?, ?, ?)", self._secrets)
        run("INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", self._refs)
        run("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", self._names)
        run("INSERT OR IGNORE INTO dirty VALUES (?, ?)", sorted(self._dirty))
        if (
            self._dirty
        ):  # the number of notes with errors may be another: a mark of its own, for a run that is cut short
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('uncounted', '1')")
        self._batch.write(self.connection)

    def _known(self, path: str) -> bytes | None:
        row = self.connection.execute(
            "SELECT hash FROM files WHERE path = ? AND inode != -1", (path,)
        ).fetchone()
        return row[0] if row else None

    def _take_in(self, note: Note, good: Good | None) -> None:
        if not self._fresh:
            self._take_out(note.path)
        shown, findings = note, note.findings
        if note.refused and good is not None:
            shown = good.note
            findings = (*findings, Finding("KJ009", (Place(note.path),), {"day": good.day}))
        self._dirty.add(("noted", note.path))
        if findings:
            self._said.append((note.path, _encode([_discreet(finding) for finding in findings])))
        record = public_part(shown.record) if shown.record is not None else None
        if record is not None and record is not shown.record and CODE not in record.ignore:
            self._secrets.append((note.path, *shown.places.get("secret", (0, 0))[:2]))
        self._notes.append((
            note.path, note.kind, _encode(record) if record is not None else None, shown.body, _encode(shown.places),
            int(note.refused), good.day if good else None, good.blob if good else None,
        ))  # fmt: skip
        for n, word in enumerate(_linked(shown.body)):
            self._ref(shown, note.path, "body", n, word)
        if isinstance(record, Customer):
            self._card(shown, note.path, record)
        elif isinstance(record, Visit):
            self._visit(shown, note.path, record)

    def _card(self, note: Note, path: str, card: Customer) -> None:
        self._batch.add(path, card, [card.id or None, stem(path), None, None])
        self._names += _names(path, card)
        self._dirty.add(("cards", path))
        self._ref(note, path, "org", 0, card.org)
        self._ref(note, path, "merged_into", 0, card.merged_into)
        self._ref(note, path, "introduced_by", 0, card.introduced_by)

    def _visit(self, note: Note, path: str, visit: Visit) -> None:
        self._batch.add(path, visit, [None])
        if visit.kind == "活动":
            self._dirty.add(("activities", path))
        self._dirty.add(("refs", path))
        if visit.kind == REGION_EVENT and visit.region:
            self._dirty.add(("regions", visit.region))
        self._ref(note, path, "customer", 0, visit.customer)
        for n, word in enumerate(visit.customers):
            self._ref(note, path, "customers", n, word)

    def _ref(self, note: Note, path: str, field: str, n: int, word: str) -> None:
        if word:
            line, column = note.places.get(field, (0, 0))[:2]
            self._refs.append((path, field, n, word, fold(word), line, column))

    def _take_out(self, path: str) -> None:
        """All rows of a note; what pointed at it and what it pointed at are out of date."""
        run = self.connection.execute
        kind: Kind = kind_of(path)
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


def _discreet(finding: Finding) -> Finding:
    """A finding as the index may keep it: the edits that hold secret words are made anew from the note when asked for."""
    if finding.fix is None or not finding.fix.hidden:
        return finding
    return replace(finding, fix=replace(finding.fix, edits=()))


def _linked(body: str) -> list[str]:
    """The words in `[[ ]]` of a body, each once."""
    return list(dict.fromkeys(match[1].strip() for match in IN_BODY.finditer(body))) if "[[" in body else []


def _names(path: str, card: Customer) -> list[tuple[str, str, str, str]]:
    """Every word by which a card can be named, folded, and how."""
    words = [
        ("id", card.id),
        ("stem", stem(path)),
        ("path", path.removesuffix(".md").removeprefix("customers/")),
        ("name", card.name),
    ]
    words = [(how, word) for how, word in words if how != "path" or "/" in word]
    words += [("alias", alias) for alias in card.aliases]
    return [(fold(word), path, how, word) for how, word in words if word]
