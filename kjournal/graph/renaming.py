"""What a customer's new name or id changes: the plan over the whole journal, as edits and new file names.

Nothing is written here. A plan is made from a fresh index, so a word is a reference to this customer only where the
index says so; what the index cannot decide stays as it is, and the plan tells of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from kjournal.files.naming import case_key, portable_name, stem
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.findings.finding import Edit, Place
from kjournal.graph.changes import Change, taken
from kjournal.graph.newwords import NewWords, Wanted
from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.cardnames import Names, renamed_card
from kjournal.notes.edits.renaming import rewritten
from kjournal.notes.note import NoteReader
from kjournal.notes.visits import DATED_NAME
from kjournal.records.visit import Visit
from kjournal.words import _
from kjournal.words.folding import fold

__all__ = ["Obstacle", "Plan", "Wanted", "plan"]

Read = Callable[[str], bytes | Refused]


class Plan(msgspec.Struct, frozen=True):
    """What is to be done, in the order in which an interruption does the least harm."""

    customer: str  # the id it has now
    path: str  # of its card
    old: str
    new: str
    identity: str = ""  # the id that it will have, where that is another
    written_id: str = ""  # what the card gets as its id, so that the id stays although the file is renamed
    alias: tuple[str, ...] = ()  # what the card keeps as other names
    changes: tuple[Change, ...] = ()
    left: tuple[Place, ...] = ()  # references that go by the old word on: a person must change them
    unread: tuple[str, ...] = ()  # notes that cannot be read now and name the customer
    others: tuple[
        Place, ...
    ] = ()  # references by the old name that could mean several, and will mean another now
    said: int = 0  # notes whose running text has the old name
    pinyin: str = ""  # how the old name was read, as the card says


class Obstacle(NamedTuple):
    """Why there is no plan: a sentence for the user."""

    sentence: str


def plan(
    connection: sqlite3.Connection,
    root: Path,
    reader: NoteReader,
    identity: str,
    wanted: Wanted,
    read: Read | None = None,
) -> Plan | Obstacle:
    """What the new name or id of a customer changes. `read` gives a note's bytes where they are not the disk's."""
    words = NewWords(connection, root, identity, wanted)
    if why := words.obstacle():
        return Obstacle(why)
    return _Planning(words, reader, read or (lambda path: read_note_bytes(root / path, path))).plan()


class _Planning:
    """One plan while it is made."""

    def __init__(self, words: NewWords, reader: NoteReader, read: Read) -> None:
        self.words, self.reader, self.read = words, reader, read
        self.run, self.root, self.card, self.wanted = words.run, words.root, words.card, words.wanted
        self.new = {fold(word) for word in words.words.values()}
        self.taken: set[str] = set()  # names that files of this plan take
        self.changes: list[Change] = []
        self.left: list[Place] = []
        self.unread: list[str] = []

    def plan(self) -> Plan | Obstacle:
        """The plan itself."""
        card = self._card()
        if isinstance(card, Obstacle):
            return card
        for path in self._paths():
            self._note(path)
        if (self.left or self.unread) and not self.wanted.alias:
            places = "、".join([*(f"{one.path}:{max(one.line, 1)}" for one in self.left), *self.unread])
            said = _("these would name nobody any more: {places}; mend them first, or leave out --no-alias")
            return Obstacle(said.format(places=places))
        # Where the card keeps the old name it goes first: whatever is not rewritten yet still finds it.
        first = self.wanted.alias and not self.wanted.identity
        return Plan(
            self.card.identity,
            self.card.path,
            self.words.old,
            self.wanted.name or self.card.name,
            identity=self.words.identity(),
            written_id=self.words.written_id,
            alias=self.words.alias,
            changes=tuple([*card, *self.changes] if first else [*self.changes, *card]),
            left=tuple(self.left),
            unread=tuple(self.unread),
            others=tuple(self._others()),
            said=self._said([*card, *self.changes]),
            pinyin=self.card.pinyin if self.wanted.name not in {"", self.card.name} else "",
        )

    def _paths(self) -> list[str]:
        """The notes that name the customer; also by the new word, where an interrupted run wrote it already."""
        new = sorted(self.new)
        rows = self.run(
            "SELECT DISTINCT path FROM refs WHERE path != ? AND (target = ? OR target IS NULL "
            f"AND folded IN ({', '.join('?' * len(new))})) ORDER BY path",
            (self.card.path, self.card.identity, *new),
        )
        return [row[0] for row in rows]

    def _card(self) -> list[Change] | Obstacle:
        """What becomes of the card."""
        path, wanted = self.card.path, self.wanted
        data = self.read(path)
        if isinstance(data, Refused) or self.reader.read(path, data).refused:
            return Obstacle(_("the card {path} cannot be read now: mend that first").format(path=path))
        name = wanted.name if wanted.name != self.card.name else ""
        identity = wanted.identity or self.words.written_id
        names = Names(name, identity if identity != self.card.written else "", self.words.alias)
        edits = renamed_card(self.reader, path, data, names)
        if edits is None:
            said = _("{path} is written so that its names cannot be changed here; change them by hand")
            return Obstacle(said.format(path=path))
        links = rewritten(self.reader, path, data, self.words.words)
        self.left += links.left
        return _change(path, data, (*edits, *links.edits), self.words.to)

    def _note(self, path: str) -> None:
        """What becomes of a note that names the customer."""
        refs = self.run(
            "SELECT folded, field, line FROM refs WHERE path = ? AND target = ?", (path, self.card.identity)
        ).fetchall()
        words = {row[0]: self.words.words[row[0]] for row in refs if row[0] in self.words.words}
        data = self.read(path)
        if isinstance(data, Refused) or self.reader.read(path, data).refused:
            if words:
                self.unread.append(path)
            return
        found = rewritten(self.reader, path, data, words)
        self.left += found.left
        by_file = any(field == "customer" and not line for _word, field, line in refs)
        to = self._new_path(path, data, by_file=by_file)
        if by_file and not to and words:
            self.left.append(Place(path))
        self.changes += _change(path, data, found.edits, to)

    def _new_path(self, path: str, data: bytes, *, by_file: bool) -> str:
        """The new path of a visit whose file's name was made from the customer's.

        `by_file`: the file's name alone says whom it was paid to.
        """
        row = self.run("SELECT customer FROM visits WHERE path = ?", (path,)).fetchone()
        if not self.wanted.name or row is None:
            return ""
        if row[0] != self.card.identity and fold(row[0]) not in self.new:
            return ""
        said = stem(path)
        match = DATED_NAME.fullmatch(said)
        start, end = match.span("whom") if match else (0, len(said))
        if not self.words.was_named(said[start:end]):
            return ""
        to = self._free(path, said[:start] + portable_name(self.wanted.name), said[end:])
        if by_file and to and not self._names_it(to, data):
            return ""
        self.taken.add(case_key(to))
        return to

    def _names_it(self, to: str, data: bytes) -> bool:
        """Whether a visit under its new name still says whom it was paid to."""
        record = self.reader.read(to, data).record
        known = {fold(self.wanted.name), *([fold(stem(self.words.to))] if self.words.to else [])}
        return isinstance(record, Visit) and fold(record.customer) in known

    def _free(self, path: str, head: str, tail: str) -> str:
        """A path that nobody has; a second visit of the day gets a number, as `new` gives it."""
        folder = path.rpartition("/")[0]
        number, to = 1, f"{folder}/{head}{tail}.md"
        while to != path and (taken(self.root, to, path) or case_key(to) in self.taken):
            number += 1
            to = f"{folder}/{head}-{number}.md"
        return "" if to == path else to

    def _others(self) -> Iterator[Place]:
        """References by the old name that meant several customers and will mean the other ones alone."""
        if not self.wanted.name or self.words.other(self.words.old) is None:
            return
        rows = self.run(
            "SELECT path, line, column FROM refs WHERE folded = ? AND target IS NULL ORDER BY path, line",
            (fold(self.words.old),),
        )
        yield from (Place(*row) for row in rows)

    def _said(self, changes: list[Change]) -> int:
        """In how many notes the running text has the old name; it stays, being what was said that day."""
        old, new = self.words.old, self.wanted.name
        if not new or fold(old) == fold(new):
            return 0
        changed = {change.path: change.after for change in changes}
        rows = self.run("SELECT path, body FROM notes WHERE instr(body, ?)", (old,))
        texts = (
            self.reader.read(path, changed[path]).body if path in changed else body for path, body in rows
        )
        return sum(old in text.replace(new, "") for text in texts)


def _change(path: str, data: bytes, edits: tuple[Edit, ...], to: str) -> list[Change]:
    return [Change(path, data, apply(data, edits), edits, to)] if edits or to else []
