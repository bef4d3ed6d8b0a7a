"""An open note: its text as the editor holds it, read as if it were saved now, with all that is to be said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
from msgspec.structs import replace

from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding, Place
from kjournal.graph.findings import Weighed, weigh
from kjournal.notes.note import Note, kind_of
from kjournal.records.customer import Customer
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.live import LIVE, Buffer, of_dossier
from kjournal.serving.language.positions import Text
from kjournal.serving.language.references import Reference, references
from kjournal.words import _
from kjournal.words.folding import fold, nearest

LARGEST = 1 << 20
"""Bytes of a note that is read (DESIGN.md "Reading notes")."""
_MUST = frozenset({"customer", "org", "merged_into", "customers"})
"""References that must name a card; an introducer or a link in the text may be anybody."""
_BY_HAND = frozenset({"KJ301", "KJ302", "KJ306", "KJ307"})
"""Codes across notes that are worked out from the buffer, not taken from the index."""
_OF_FILE = frozenset({"KJ001", "KJ002", "KJ003", "KJ004", "KJ005", "KJ006", "KJ009", "KJ010"})
"""Codes of what only the file on the disk can show: an editor holds characters, not bytes."""


class Document:
    """One version of an open note."""

    def __init__(self, journal: Journal, path: str, uri: str, version: int | None, text: Text) -> None:
        self.journal, self.path, self.uri, self.version, self.text = journal, path, uri, version, text
        self.data = text.data

    @cached_property
    def note(self) -> Note:
        """The note as the reader understands it."""
        if len(self.data) > LARGEST:
            return Note(self.path, kind_of(self.path), None, findings=(self._too_large(),))
        return self.journal.reader.read(self.path, self.data)

    def _too_large(self) -> Finding:
        return Finding("KJ002", (Place(self.path),), {"size": str(len(self.data))})

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The customers that the note names, and how a card names itself."""
        return references(self.note, self.text.lines)

    @cached_property
    def found(self) -> list[Weighed]:
        """Everything wrong with the note, as the settings weigh it."""
        ignored = self.note.record.ignore if self.note.record is not None else ()
        others = (*self._names(), *self._reps(), *self._across())
        every = [*self.note.findings, *(one for one in others if not covers(ignored, one.code))]
        return weigh(every, self.journal.settings)

    def at(self, place: Place, line: int, column: int) -> bool:
        """Whether a place covers a cursor; one without a line is on the first."""
        start, end = self.text.span(place)
        return start <= self.text.index(line, column) <= end

    def reference(self, line: int, column: int) -> Reference | None:
        """The reference to a customer at a cursor; a card's own name names the card."""
        return next((one for one in self.references if self.at(one.place, line, column)), None)

    def identity(self, reference: Reference | None) -> str | None:
        """The id of the customer that a reference of this note names."""
        snapshot = self.journal.snapshot
        if reference is None:
            return None
        if reference.own:
            card = snapshot.by_path.get(self.path)
            return card.id if card else None
        return snapshot.who(reference.word)[0]

    def _names(self) -> Iterator[Finding]:
        """References that name nobody, as the names stood when the index was last refreshed."""
        snapshot = self.journal.snapshot
        if not snapshot.known or self.note.refused:
            return
        wrong: dict[str, list[Reference]] = {}
        for one in self._all_references():
            if one.field in _MUST and not self._is_own(one.word) and snapshot.who(one.word)[0] is None:
                wrong.setdefault(fold(one.word), []).append(one)
        for several in wrong.values():
            yield snapshot.nobody(several[0].word, tuple(one.place for one in several))

    def _all_references(self) -> Iterator[Reference]:
        """Those that are written, and the customer that only the file's name tells."""
        yield from self.references
        customer = getattr(self.note.record, "customer", "")
        if customer and not any(one.field == "customer" for one in self.references):
            yield Reference("customer", customer, Place(self.path))

    def _is_own(self, word: str) -> bool:
        """Whether a card names itself by a name that is not saved yet."""
        card = self.note.record
        own = (card.name, card.id, *card.aliases) if isinstance(card, Customer) else ()
        return fold(word) in map(fold, own)

    def _reps(self) -> Iterator[Finding]:
        """A rep that the settings do not know."""
        said = self.note.record.rep if self.note.record is not None else ""
        reps = self.journal.settings.reps.values()
        if not said or fold(said) in {fold(word) for rep in reps for word in (rep.id, rep.name) if word}:
            return
        close = nearest(said, [word for rep in reps for word in (rep.name or rep.id,)], 1)
        advice = (
            _("did you mean {word}?").format(word=close[0]) if close else _("add [reps.…] to kjournal.toml")
        )
        yield Finding("KJ307", (self.place("rep"),), {"value": said, "nearest": advice})

    def place(self, field: str) -> Place:
        """Where a field of the note stands now; of one line of a list (`gifts.3`) the list where only that is known."""
        spans = self.note.places
        where = spans.get(field) or spans.get(field.partition(".")[0])
        return Place(self.path, *where) if where else Place(self.path)

    def _across(self) -> Iterator[Finding]:
        """Findings that hang on other notes, on the day or on the file: their places moved to where the fields are now."""
        with self.journal.reading() as connection:
            live = self._live(connection) if connection is not None else None
            before, of_file = self._saved(connection) if connection is not None else ({}, ())
        yield from of_file
        yield from live or ()
        gone = _BY_HAND if live is None else _BY_HAND | LIVE
        for finding in self.journal.snapshot.across.get(self.path, ()):
            if finding.code not in gone:
                places = tuple(self._moved(place, before) for place in finding.places)
                yield replace(finding, places=places, fix=None)  # an edit would be of the saved text

    def _live(self, connection: sqlite3.Connection) -> list[Finding] | None:
        """What is wrong with the dossier, with this note as it is now."""
        note = Buffer(self.path, self.note.record, self.place)
        return of_dossier(note, self.journal.snapshot, self.journal.today, connection)

    def _saved(
        self, connection: sqlite3.Connection
    ) -> tuple[dict[tuple[int, ...], str], tuple[Finding, ...]]:
        """Where the fields stood in the file when it was read, and what was wrong with the file itself."""
        try:
            row = connection.execute("SELECT places FROM notes WHERE path = ?", (self.path,)).fetchone()
            said = connection.execute("SELECT findings FROM said WHERE path = ?", (self.path,)).fetchone()
            places = msgspec.json.decode(row[0], type=dict[str, tuple[int, int, int, int]]) if row else {}
            found = msgspec.json.decode(said[0], type=tuple[Finding, ...]) if said else ()
        except (sqlite3.Error, msgspec.MsgspecError):
            return {}, ()
        return {span: field for field, span in places.items()}, _of_file(found)

    def _moved(self, place: Place, before: dict[tuple[int, ...], str]) -> Place:
        """A place of the saved file in the text as it is now."""
        if place.path != self.path or not place.line:
            return place
        field = before.get((place.line, place.column, place.end_line, place.end_column))
        return self.place(field) if field else place


def _of_file(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in found if finding.code in _OF_FILE)
