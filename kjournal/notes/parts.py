"""Step 6 of reading, below a key: a node to the value of its field, be it one, several, a record or a list of records."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from kjournal.notes.lines.ahead import next_line
from kjournal.notes.lines.events import event_line, understood, without_day
from kjournal.notes.lines.family import family_line
from kjournal.notes.lines.items import Line
from kjournal.notes.lines.papers import licence_line
from kjournal.notes.lines.people import PersonLine
from kjournal.notes.lines.tasks import dated, promise_line
from kjournal.notes.memory import HANGS, UNKNOWN, AsksForNote, Memory
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence, span
from kjournal.notes.reading import Reading
from kjournal.notes.values import lists, spelling, typed, words
from kjournal.records import spec
from kjournal.records.business import Gift, OrderLine, Promise, Stock
from kjournal.records.papers import Licence
from kjournal.records.people import Contact, FamilyMember, LifeEvent
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Next
from kjournal.words import _
from kjournal.words.folding import fold

_LINES = frozenset({"orders", "returns", "adjustments", "payments", "gifts", "licences"})
"""Lists of whose lines checks across notes mean one."""
_SEVERAL = frozenset({Contact, Licence, OrderLine, Gift, Stock, Promise})
"""Lists that have several items as a rule: one alone is told, for the next one needs the list."""
_KIND_KEYS = frozenset(key for key, field in spec.by_key(LifeEvent).items() if field.name == "kind")
_FLAT = frozenset({spec.TEXT, spec.PROSE, spec.PHONE})
"""Types of one value whose value may be written as a list of texts."""


class Parts:
    """Reads the texts and lists below the keys of one note; mappings have fields of their own."""

    def __init__(self, reading: Reading, memory: Memory | None = None) -> None:
        self.reading = reading
        self.memory = memory  # what was read in notes before

    def group(self, kind: type[Record], node: Mapping) -> dict[str, Any]:
        """A part that is written as a mapping; in a text by itself there is none."""
        raise AsksForNote(f"{kind.__name__}: {node}")

    def _known(
        self, place: str, field: Field, node: Scalar, read: Callable[[Parts, Field, Scalar], Any]
    ) -> Any:
        """What a text says, by memory where it says the same in every note."""
        memory = self.memory
        if memory is None or not node.plain or node.line != node.end_line:
            return read(self, field, node)
        known = memory.texts(field, place)
        if known is None:
            return read(self, field, node)
        if (value := known.get(node.text)) is not None:
            return value
        value = known.others.get(node.text, UNKNOWN)
        if value is UNKNOWN:
            try:
                value = read(self._without_note, field, node)
            except AsksForNote:
                value = HANGS
            memory.keep(known, node.text, value)
        return read(self, field, node) if value is HANGS else value

    @cached_property
    def _without_note(self) -> Parts:
        """What reads a text as if no note were there."""
        assert self.memory is not None  # noqa: S101  only then is it asked
        return Parts(self.memory.reading)

    def value(self, field: Field, node: Node, key: str) -> Any:
        """One field's value; None where it is empty or refused, or says that there is none."""
        if isinstance(node, Scalar) and field.type != spec.BIRTHDAY:  # where the key says more
            return self._known("value", field, node, Parts._of_text)
        return self._read(field, node, key)

    def _of_text(self, field: Field, node: Scalar) -> Any:
        return self._read(field, node, "")

    def _read(self, field: Field, node: Node, key: str) -> Any:
        if words.says_none(field, node):
            return None
        if field.record is not None:
            return self._parts(field, node) if field.type == spec.RECORDS else self._one_part(field, node)
        if field.each is not None:
            return self._several(field, node)
        if isinstance(node, Sequence):
            node = _unlinked(node) or (node.items[0] if len(node.items) == 1 else node)
        if isinstance(node, Scalar):
            return typed.read(self.reading, field, node, key)
        if isinstance(node, Sequence) and field.type in _FLAT:
            said = [item.text for item in node.items if isinstance(item, Scalar)]
            if said and len(said) == len(node.items):
                return ("\n" if field.type == spec.PROSE else "、").join(said)
        if isinstance(node, Mapping) or node.items:
            self._wrong_shape(field, node, _("one value"))
        return None

    def _wrong_shape(self, field: Field, node: Node, expected: str) -> None:
        shapes = {Scalar: _("a text"), Sequence: _("a list"), Mapping: _("a group of fields")}
        self.reading.add_for("KJ214", field, node, expected=expected, found=shapes[type(node)])

    def _several(self, field: Field, node: Node) -> tuple[Any, ...] | None:
        """The values of a field of several, from a list or from one text."""
        if isinstance(node, Scalar):
            words.behind_hash(self.reading, field, node)
            found = () if node.empty else self._texts(field, lists.texts(self.reading, field, node))
        elif isinstance(node, Mapping):
            self._wrong_shape(field, node, _("a list of texts"))
            found = ()
        elif (linked := _unlinked(node)) is not None:
            found = self._texts(field, [linked])
        else:
            found = ()
            for item in node.items:
                inner = _unlinked(item) if isinstance(item, Sequence) else item
                if not isinstance(inner, Scalar):
                    self._wrong_shape(field, item, _("one text"))
                else:
                    found += self._known("within" if node.flow else "item", field, inner, _ONE[node.flow])
        return found or None

    def _texts(self, field: Field, scalars: list[Scalar]) -> tuple[Any, ...]:
        """Each text as a value of a field of several."""
        reading, each = self.reading, field.each
        assert each is not None  # noqa: S101  only such fields come here
        if field.name == "ignore":
            for scalar in scalars:
                words.code(reading, field, scalar)
        read = [typed.read(reading, each, scalar) for scalar in scalars]
        return tuple(value for value in read if value is not None)

    def _within(self, field: Field, node: Scalar) -> tuple[Any, ...]:
        """An item between brackets, which may hold several."""
        several = lists.texts(self.reading, field, node, within=True) if node.plain else [node]
        return self._texts(field, several)

    def _item(self, field: Field, node: Scalar) -> tuple[Any, ...]:
        return self._texts(field, [node])

    def _parts(self, field: Field, node: Node) -> tuple[Record, ...] | None:
        """The items of a list of records."""
        nodes: list[Node]
        if isinstance(node, Scalar):
            words.behind_hash(self.reading, field, node)
            if node.empty:
                return None
            nodes = [node] if field.record is FamilyMember else [*lists.items(self.reading, field, node)]
            if len(nodes) == 1 and nodes[0].line == node.line and nodes[0].column >= node.column:
                self._alone(field, node, nodes[0])
        else:
            if isinstance(node, Mapping):
                self._alone(field, node, node)
            nodes = node.items if isinstance(node, Sequence) else [node]
            if isinstance(node, Sequence) and node.flow:
                nodes = [piece for item in nodes for piece in lists.pieces(self.reading, field, item)]
        parts = [(part, inner) for inner in nodes for part in self._part(field, inner)]
        if field.name in _LINES and len(parts) > 1:
            self.reading.places.update(
                {f"{field.name}.{n}": span(inner) for n, (_part, inner) in enumerate(parts)}
            )
        return tuple([part for part, _node in parts]) or None

    def _alone(self, field: Field, node: Scalar | Mapping, read: Node) -> None:
        """One item where a list is wanted: read as a list of one."""
        if field.record not in _SEVERAL or (
            isinstance(node, Scalar) and isinstance(read, Scalar) and read.text != node.text
        ):
            return
        fix = spelling.alone_in_list(self.reading, node)
        self.reading.add_for("KJ232", field, node, fix=fix)

    def _one_part(self, field: Field, node: Node) -> Record | None:
        if isinstance(node, Sequence) and len(node.items) == 1:
            node = node.items[0]
        if isinstance(node, Scalar) and node.empty:
            words.behind_hash(self.reading, field, node)
            return None
        found = self._made(
            field, node
        )  # without a look into the memory: `_value` has just asked it for the whole text
        return found[0] if found else None

    def _part(self, field: Field, node: Node) -> list[Record]:
        """A mapping or one line as a part of a record; a line about a family may be several."""
        if isinstance(node, Scalar):
            found: list[Record] = self._known("part", field, node, Parts._made)
            return found
        return self._made(field, node)

    def _made(self, field: Field, node: Node) -> list[Record]:
        kind = field.record
        assert kind is not None  # noqa: S101  a field of records is declared with its record
        if isinstance(node, Sequence):
            self._wrong_shape(field, node, _("one line or a group of fields"))
            return []
        mark = self.reading.mark
        if isinstance(node, Mapping):
            found = self.group(kind, node)
            if kind is LifeEvent and not any(fold(key.text) in _KIND_KEYS for key, _value in node.entries):
                found = understood(self.reading, field, node, found)
            parts = [found] if found else []
        else:
            parts = [found for found in self._line(field, kind, node) if found]
        if kind is LifeEvent:
            for found in parts:
                without_day(self.reading, field, node, found, mark)
        made = [kind(**found) for found in parts]
        return [dated(self.reading, one, node, mark) if isinstance(one, Promise) else one for one in made]

    def _line(self, field: Field, kind: type[Record], node: Scalar) -> list[dict[str, Any]]:
        if not node.text.strip():
            words.behind_hash(self.reading, field, node)
            return []
        if not node.plain:
            node = spelling.inside(self.reading, node)
        if kind is Contact:
            return [PersonLine(self.reading, node).read()]
        if kind is FamilyMember:
            return family_line(self.reading, node)
        if kind is Licence:
            return [licence_line(self.reading, node)]
        if kind is Next:
            return [next_line(self.reading, node)]
        if kind is Promise:
            return [promise_line(self.reading, field, node)]
        if kind is LifeEvent:
            return [event_line(self.reading, field, node)]
        return [Line(self.reading, field, kind, node).read()]


# ruff: noqa: SLF001  the table below is the class's own
_ONE = {True: Parts._within, False: Parts._item}
"""How an item of a list of texts is read: between brackets it may hold several."""


def _unlinked(node: Sequence) -> Scalar | None:
    """`[[名称]]` without quotes is a list in a list for YAML, and a link for people."""
    if not node.flow or len(node.items) != 1 or not isinstance(inner := node.items[0], Sequence):
        return None
    words = [item for item in inner.items if isinstance(item, Scalar)]
    if not words or len(words) != len(inner.items):
        return None
    text = ", ".join(word.text for word in words)
    return Scalar(text, inner.line, words[0].column, words[-1].end_line, words[-1].end_column, plain=False)
