"""The rows of notes, gathered note by note as they go into the index: known from the notes alone, without the index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from kjournal.files.naming import path_word, stem
from kjournal.findings.finding import Finding, Place
from kjournal.journal.committed import CODE
from kjournal.journal.lastgood import Good
from kjournal.journal.rows import Rows, record_rows
from kjournal.journal.store import ALONE
from kjournal.notes.edits.links import IN_BODY
from kjournal.notes.note import Note
from kjournal.records.choices import REGION_EVENT
from kjournal.records.customer import Customer
from kjournal.records.secrecy import public_part_encoded
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

_encode = msgspec.json.Encoder().encode


class Sheaf(msgspec.Struct, array_like=True):
    """Rows for one `executemany` a table."""

    notes: list[Any] = []
    said: list[Any] = []
    secrets: list[Any] = []
    refs: list[Any] = []
    names: list[Any] = []
    dirty: list[Any] = []  # steps and keys that are out of date, beside those of every note
    records: Rows = {}  # by the statement that inserts them

    def add(self, note: Note, good: Good | None = None, *, alone: bool = False) -> None:
        """The rows of a note; `good` is what stands in for it where it cannot be read, `alone`: nothing ever does."""
        shown, findings, path = note, note.findings, note.path
        if note.refused and good is not None:
            shown = good.note
            findings = (*findings, Finding("KJ009", (Place(path),), {"day": good.day}))
        if findings:
            said = _encode([_discreet(finding) for finding in findings])
            digest = hashlib.blake2b(said, digest_size=16).digest()
            self.said.append((path, " ".join(map(_code, findings)), digest, said))
        record, encoded = public_part_encoded(shown.record) if shown.record is not None else (None, None)
        if record is not None and record is not shown.record and CODE not in record.ignore:
            self.secrets.append((path, *shown.places.get("secret", (0, 0))[:2]))
        self.notes.append((
            path, note.kind, encoded, shown.body, _encode(shown.places),
            int(note.refused), good.day if good else None, good.blob if good else ALONE if alone else None,
        ))  # fmt: skip
        for n, word in enumerate(_linked(shown.body)):
            self._ref(shown, path, "body", n, word)
        if isinstance(record, Customer):
            self._card(shown, path, record)
        elif isinstance(record, Visit):
            self._visit(shown, path, record)
        elif note.kind == "customer":  # notes that name it are told that it cannot be read
            self.dirty.append(("refs", path))

    def _card(self, note: Note, path: str, card: Customer) -> None:
        record_rows(self.records, path, card, [card.id or None, stem(path), None, None])
        self.names += _names(path, card)
        self.dirty.append(("cards", path))
        self._ref(note, path, "org", 0, card.org)
        self._ref(note, path, "merged_into", 0, card.merged_into)
        self._ref(note, path, "introduced_by", 0, card.introduced_by)

    def _visit(self, note: Note, path: str, visit: Visit) -> None:
        record_rows(self.records, path, visit, [None, None])
        if visit.kind == "活动":
            self.dirty.append(("activities", path))
        if visit.kind == REGION_EVENT and visit.region:
            self.dirty.append(("regions", visit.region))
        self._ref(note, path, "customer", 0, visit.customer)
        for n, word in enumerate(visit.customers):
            self._ref(note, path, "customers", n, word)

    def _ref(self, note: Note, path: str, field: str, n: int, word: str) -> None:
        if word:
            line, column = note.places.get(field, (0, 0))[:2]
            self.refs.append((path, field, n, word, fold(word), line, column))

    def out_of_date(self) -> Iterator[tuple[str, str]]:
        """Steps and keys that these notes put out of date."""
        for path, kind, record, *_rest in self.notes:
            yield "noted", path
            if kind == "visit" and record is not None:
                yield "refs", path
        yield from map(tuple, self.dirty)

    def join(self, other: Sheaf) -> None:
        """The rows of another behind one's own."""
        self.notes += other.notes
        self.said += other.said
        self.secrets += other.secrets
        self.refs += other.refs
        self.names += other.names
        self.dirty += other.dirty
        for statement, rows in other.records.items():
            self.records.setdefault(statement, []).extend(rows)

    def write(self, run: Callable[[str, list[Any]], object]) -> None:
        """Insert all rows by an `executemany`."""
        run("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self.notes)
        run("INSERT INTO said VALUES (?, ?, ?, ?)", self.said)
        run("INSERT INTO secrets VALUES (?, ?, ?)", self.secrets)
        run("INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", self.refs)
        run("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", self.names)
        for statement, rows in self.records.items():
            run(statement, rows)


def _code(finding: Finding) -> str:
    """What a finding is counted by: its code, and its severity where that is not the code's own."""
    return finding.code if finding.severity is None else f"{finding.code}:{finding.severity}"


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
        ("path", path_word(path)),
        ("name", card.name),
    ]
    words = [(how, word) for how, word in words if how != "path" or "/" in word]
    words += [("alias", alias) for alias in card.aliases]
    return [(fold(word), path, how, word) for how, word in words if word]
