"""The edits of a card that takes another name or id: its own lines, in its own spelling."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from kjournal.findings.finding import Edit, Finding
from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.links import Link
from kjournal.notes.edits.quoting import written
from kjournal.notes.edits.renaming import errors, replacement, slice_of
from kjournal.notes.edits.writing import english_keys
from kjournal.notes.header.reader import HeaderReader
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence, span
from kjournal.notes.note import NoteReader
from kjournal.notes.reading import Reading
from kjournal.notes.source import take
from kjournal.notes.values import lists
from kjournal.records.customer import Customer
from kjournal.records.spec import by_key, by_name
from kjournal.words.folding import fold


class Names(msgspec.Struct, frozen=True):
    """By what a card is to be known; what is empty stays as it is."""

    name: str = ""
    identity: str = ""
    aliases: tuple[str, ...] = ()  # words that it keeps as other names


def renamed_card(reader: NoteReader, path: str, data: bytes, names: Names) -> tuple[Edit, ...] | None:
    """The edits that give the card its names; None where its form does not let them be made."""
    source = take(path, data)
    before = reader.read(path, data)
    if isinstance(source, Finding) or not isinstance(before.record, Customer):
        return None
    head = HeaderReader()
    header, _body = head.split(source.text)
    head.understand(header)
    card = _Card(Reading(path, source.text, reader.settings), head)
    edits = tuple(card.edits(names))
    after = reader.read(path, apply(data, edits))
    wanted = _wanted(before.record, names, card.dropped)
    if after.record != wanted or errors(after) > errors(before) or after.body != before.body:
        return None
    return edits


def _wanted(card: Customer, names: Names, dropped: str) -> Customer:
    """What is to be read afterwards."""
    aliases = list(card.aliases)
    added = list(names.aliases)
    if dropped and added:
        aliases[aliases.index(dropped)] = added.pop(0)
    return replace(
        card, name=names.name or card.name, id=names.identity or card.id, aliases=(*aliases, *added)
    )


class _Card:
    """One card while its edits are gathered."""

    def __init__(self, reading: Reading, head: HeaderReader) -> None:
        self.lines = reading.lines
        self.reading = reading
        self.first = head.first
        self.mapping: Mapping = head.header
        self.dropped = ""  # an alias in whose place another came
        self.new: list[tuple[str, str]] = []  # lines that come in

    def edits(self, names: Names) -> Iterator[Edit]:
        """What changes, and at the end the lines that come in."""
        for key, value in (("name", names.name), ("id", names.identity)):
            if value:
                yield from self._value(key, value)
        if names.aliases:
            yield from self._aliases(names)
        if self.new:
            yield self._lines_in()

    def _value(self, key: str, value: str) -> Iterator[Edit]:
        """One value in place of another, or a line for it."""
        node = self._said(key)
        if isinstance(node, Sequence) and len(node.items) == 1:
            node = node.items[0]
        if not isinstance(node, Scalar):
            self.new.append((key, written(value)))
        elif node.empty:
            yield self._behind(node, f" {written(value)}")
        else:
            said = slice_of(self.lines, *span(node))
            word = said if node.plain and said == node.text else _bare(said)
            edit = replacement(self.lines, Link(key, word, *span(node), whole=node.plain), value)
            if edit is not None:
                yield edit

    def _aliases(self, names: Names) -> Iterator[Edit]:
        """More other names, written as those that are there; one that becomes the name gives up its place."""
        words = list(names.aliases)
        node = self._said("aliases")
        items = self._items(node) if node else []
        for item in items:
            if names.name and words and fold(item.text) == fold(names.name):
                self.dropped = item.text
                word = words.pop(0)
                edit = replacement(self.lines, Link("aliases", item.text, *span(item), item.plain), word)
                if edit is not None:
                    yield edit
        if not words:
            return
        said = [written(word) for word in words]
        if node is None:
            self.new.append(("aliases", f"[{', '.join(said)}]"))
        elif isinstance(node, Sequence):
            yield from self._more(node, said)
        elif isinstance(node, Scalar) and not node.empty:
            yield from self._behind_text(node, items, words)
        else:
            yield self._behind(node, f" [{', '.join(said)}]")

    def _more(self, node: Sequence, said: list[str]) -> Iterator[Edit]:
        """More items of a list."""
        if not node.items:
            yield Edit(node.line, node.column + 1, node.line, node.column + 1, ", ".join(said))
            return
        last = node.items[-1]
        line, column = span(last)[2:]
        if node.flow:
            yield Edit(line, column, line, column, "".join(f", {word}" for word in said))
            return
        lead = self.lines[last.line - 1][: last.column - 1]
        yield Edit(line + 1, 1, line + 1, 1, "".join(f"{lead}{word}\n" for word in said))

    def _behind_text(self, node: Scalar, items: list[Scalar], words: list[str]) -> Iterator[Edit]:
        """One text of other names goes on as it began; a single one becomes a list."""
        if len(items) > 1:
            end = items[0].column + len(items[0].text) - 1
            sign = self.lines[items[0].line - 1][end : items[1].column - 1] or "、"
            yield self._behind(node, "".join(f"{sign}{word}" for word in words))
            return
        said = slice_of(self.lines, *span(node))
        first = said if not node.plain else written(node.text)
        yield Edit(*span(node), f"[{', '.join([first, *map(written, words)])}]")

    def _items(self, node: Node) -> list[Scalar]:
        """The other names, as the reader of notes sees them."""
        field = by_name(Customer)["aliases"]
        if isinstance(node, Scalar):
            return [] if node.empty else lists.texts(self.reading, field, node)
        return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []

    def _behind(self, node: Node, text: str) -> Edit:
        """`text` where a node ends, in front of a quotation mark that closes it."""
        line, column = span(node)[2:]
        if isinstance(node, Scalar) and not node.plain and self.lines[line - 1][column - 2] in {'"', "'"}:
            column -= 1
        if isinstance(node, Scalar) and node.empty:
            column = min(column, len(self.lines[line - 1]) + 1)
            column = len(self.lines[line - 1][: column - 1].rstrip()) + 1
        return Edit(line, column, line, column, text)

    def _lines_in(self) -> Edit:
        """The lines that come in: behind the name, else at the top."""
        node = self._said("name") or self._said("id")
        line, margin = self.first, ""
        if node is not None:
            line = span(node)[2] + 1
        if self.mapping.entries:
            key, _value = self.mapping.entries[0]
            margin = self.lines[key.line - 1][: key.column - 1]
        english = english_keys([[key.text for key, _value in self.mapping.entries]], Customer)
        fields = by_name(Customer)
        text = "".join(
            f"{margin}{key if english else fields[key].label}: {value}\n" for key, value in self.new
        )
        return Edit(line, 1, line, 1, text)

    def _said(self, name: str) -> Node | None:
        """A field's value as it stands in the card; the first where it stands twice."""
        known = by_key(Customer)
        for key, node in self.mapping.entries:
            field = known.get(key.text) or known.get(fold(key.text))
            if field is not None and field.name == name:
                return node
        return None


def _bare(said: str) -> str:
    """A value without the quotes around it."""
    return said[1:-1] if len(said) > 1 else said
