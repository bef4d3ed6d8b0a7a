"""By which words a customer goes now and will go: its name, id, other names and the path of its card."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kjournal.files.naming import path_word, portable_name, stem
from kjournal.graph.changes import taken
from kjournal.words import _
from kjournal.words.folding import fold


class Wanted(NamedTuple):
    """What the user asked for."""

    name: str = ""  # the new name; empty: it stays
    identity: str = ""  # the new id
    alias: bool = True  # the old words stay as other names
    typed: str = ""  # the word by which the customer was named


class Card(NamedTuple):
    """The customer as it is now."""

    identity: str
    path: str
    name: str
    written: str  # its id, where the card has one
    pinyin: str

    @property
    def stem(self) -> str:
        """The file's name."""
        return stem(self.path)


class NewWords:
    """What each word becomes."""

    def __init__(self, connection: sqlite3.Connection, root: Path, identity: str, wanted: Wanted) -> None:
        self.run = connection.execute
        self.root, self.wanted = root, wanted
        row = self.run(
            "SELECT id, path, name, COALESCE(written_id, ''), COALESCE(pinyin, '') FROM customers WHERE id = ?",
            (identity,),
        ).fetchone()
        self.card = Card(*row)
        self._known: dict[str, set[str]] = {"alias": set(), "stem": set()}
        for how, folded in self.run("SELECT how, folded FROM names WHERE path = ?", (self.card.path,)):
            self._known.setdefault(how, set()).add(folded)
        self.old = self._old_name()
        self.to = self._path()
        self.written_id = self._kept_id()
        self.words = dict(self._words())
        self.alias = tuple(self._aliases())

    def obstacle(self) -> str:
        """Why the new words cannot be; empty: they can."""
        name, identity = self.wanted.name, self.wanted.identity
        if not any(char.isalnum() for char in name or identity):
            return _("{name} cannot be the name of a customer").format(name=name or "''")
        for word in filter(None, (name, identity)):
            if (found := self.other(word)) is not None:
                said = _("{word} is the name of {path} already; nothing was written")
                return said.format(word=word, path=found)
        if identity and portable_name(identity) != identity:
            said = _("--id: {id} has signs that not every system takes; {better} would do")
            return said.format(id=identity, better=portable_name(identity))
        if self.to and taken(self.root, self.to, self.card.path):
            return _("there is a file {path} already; nothing was written").format(path=self.to)
        return ""

    def other(self, word: str) -> str | None:
        """The path of another card that goes by a word, readable or not."""
        folded = fold(word)
        row = self.run(
            "SELECT path FROM names WHERE folded = ? AND path != ? ORDER BY path", (folded, self.card.path)
        ).fetchone()
        if row:
            return str(row[0])
        rows = self.run(
            "SELECT path FROM notes WHERE kind = 'customer' AND refused = 1 AND record IS NULL ORDER BY path"
        )
        return next((path for (path,) in rows if fold(stem(path)) == folded), None)

    def identity(self) -> str:
        """The id afterwards, where it is another."""
        card = self.card
        if self.wanted.identity:
            return self.wanted.identity if self.wanted.identity != card.identity else ""
        if card.written or self.written_id or not self.to or stem(self.to) == card.identity:
            return ""
        return stem(self.to)

    def was_named(self, said: str) -> bool:
        """Whether a file's name was made from the name that goes."""
        return fold(said) in {fold(self.old), fold(portable_name(self.old))}

    def _old_name(self) -> str:
        """The name that goes: the card's; where a run was interrupted behind the card, the word typed."""
        typed = fold(self.wanted.typed)
        again = self.card.name == self.wanted.name and typed != fold(self.card.name)
        if again and typed in self._known["alias"]:
            return self.wanted.typed
        stale = again and typed in self._known["stem"] and typed != fold(self.card.written)
        return self.wanted.typed if stale else self.card.name

    def _path(self) -> str:
        """The card's new path, where its file was named after the old name."""
        if not self.wanted.name or not self.was_named(self.card.stem):
            return ""
        to = f"{self.card.path.rpartition('/')[0]}/{portable_name(self.wanted.name)}.md"
        return to if to != self.card.path else ""

    def _kept_id(self) -> str:
        """The id to be written, where the card was known by its file's name: entries on phones hang on it."""
        card = self.card
        if card.written or self.wanted.identity or not self.to or not self.wanted.alias:
            return ""
        return card.identity if card.identity == card.stem and fold(stem(self.to)) != fold(card.stem) else ""

    def _words(self) -> Iterator[tuple[str, str]]:
        """What each word by which notes name the customer becomes; ids and other names stay."""
        card, wanted = self.card, self.wanted
        if self.to and "/" in path_word(card.path):
            yield fold(path_word(card.path)), path_word(self.to)
        if wanted.name:
            names = {fold(self.old)}
            if self.to and not self.written_id:
                names.add(fold(card.stem))
            for word in names - ({fold(card.written)} - self._known["alias"]):
                yield word, wanted.name
        if wanted.identity and card.written:
            yield fold(card.written), wanted.identity

    def _aliases(self) -> Iterator[str]:
        """The words that the card keeps as other names; none that is another customer's."""
        card, wanted = self.card, self.wanted
        if not wanted.alias:
            return
        known = {*self._known["alias"], fold(wanted.name or card.name), fold(wanted.identity)}
        old = [self.old] if wanted.name else []
        old += [card.written] if wanted.identity and card.written else []
        for word in old:
            if fold(word) not in known and self.other(word) is None:
                known.add(fold(word))
                yield word
