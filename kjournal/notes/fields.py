"""Step 6 of reading: a mapping of nodes to a record, field by field, as each is declared."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from kjournal.findings.finding import Severity
from kjournal.notes.header.stuck import unstuck
from kjournal.notes.lines.ahead import next_line
from kjournal.notes.lines.events import event_line, understood, without_day
from kjournal.notes.lines.family import family_line
from kjournal.notes.lines.items import Line
from kjournal.notes.lines.papers import licence_line
from kjournal.notes.lines.people import PersonLine
from kjournal.notes.lines.tasks import dated, promise_line
from kjournal.notes.memory import HANGS, UNKNOWN, AsksForNote, Memory, Texts
from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence, plain, span
from kjournal.notes.reading import Reading
from kjournal.notes.strays import KEY_LIMIT, Strays, recognised
from kjournal.notes.values import lists, spelling, typed, words
from kjournal.notes.values.numbers import measured
from kjournal.records import spec
from kjournal.records.business import Gift, OrderLine, Promise, Stock
from kjournal.records.choices import ROLES
from kjournal.records.customer import Customer
from kjournal.records.papers import Licence
from kjournal.records.people import Contact, FamilyMember, LifeEvent
from kjournal.records.secrecy import is_child
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Next
from kjournal.words import _
from kjournal.words.folding import fold

_PLACED = frozenset({
    "id", "name", "customer", "customers", "date", "status", "start", "end", "rep", "org", "merged_into", "introduced_by",
    "next", "address", "licences", "cadence", "life_events", "payments", "promises", "complaints", "review",
    "orders", "returns", "adjustments", "agreed", "opening", "settlement", "gifts", "risk_signs", "adverse",
})  # fmt: skip
"""Top-level fields that checks across notes speak of."""
_LINES = frozenset({"orders", "returns", "adjustments", "payments", "gifts", "licences"})
"""Lists of which those checks mean one line."""
_SEVERAL = frozenset({Contact, Licence, OrderLine, Gift, Stock, Promise})
"""Lists that have several items as a rule: one alone is told, for the next one needs the list."""
_NO_TEXTS = ("", Texts())
_KIND_KEYS = frozenset(key for key, field in spec.by_key(LifeEvent).items() if field.name == "kind")
_FLAT = frozenset({spec.TEXT, spec.PROSE, spec.PHONE})
"""Types of one value whose value may be written as a list of texts."""


class Fields:
    """Reads records out of mappings."""

    def __init__(self, reading: Reading, own: dict[str, Field], memory: Memory | None = None) -> None:
        self.reading = reading
        self.own = own
        # what was read in notes before; what is cut off or not seen is told at its place
        self.memory = None if reading.hashes or reading.invisible else memory
        self.extra: dict[str, Any] = {}  # of the card or visit: keys that are not declared, and own fields
        self.given: set[str] = set()  # the fields that stand in the note and are not empty, by attribute name
        self.empty: dict[str, Scalar] = {}  # the keys of those that stand there and are empty
        self.keys: list[Entry] = []  # of the card or visit
        self.fixed: dict[str, Any] = {}  # values of top fields that were read before all else
        self.posts: list[Contact] = []  # people under a role's name: `老板: 黄卫民`
        self.strays = Strays(reading)

    def top(self, kind: type[Record], mapping: Mapping) -> dict[str, Any]:
        """The fields of a card or a visit, by attribute name."""
        self.keys = mapping.entries
        found = self._record(kind, mapping, self.extra, top=True)
        self.given.update(found)
        if self.posts:
            found["contacts"] = (*self.posts, *found.get("contacts", ()))
        return found

    def missing(self, field: Field, example: str, otherwise: str) -> None:
        """A field that must be there is not, or is empty: then the finding stands at its line."""
        key = self.empty.get(field.name)
        word = key.text if key else field.label if self._chinese else field.key
        advice = _("write  {line}") if key else _("add a line  {line}")
        remedy = advice.format(line=f"{word}: {example}")
        self.reading.add("KJ201", key, label=field.called, key=field.key, otherwise=otherwise, remedy=remedy)

    @property
    def _chinese(self) -> bool:
        """Whether the note's keys are mostly Chinese."""
        return sum(not key.text.isascii() for key, _node in self.keys) * 2 > len(self.keys)

    def _record(
        self, kind: type[Record], mapping: Mapping, extra: dict[str, Any], *, top: bool = False
    ) -> dict[str, Any]:
        reading, known = self.reading, spec.by_key(kind)
        fixed = self.fixed if top else {}
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        entries = unstuck(reading, known, mapping.entries)
        plain_texts = self.memory.plain(kind) if self.memory is not None else {}
        for index, (key, node) in enumerate(entries):
            name, texts = plain_texts.get(key.text, _NO_TEXTS)
            if (
                type(node) is Scalar
                and node.text in texts
                and node.plain
                and node.line == node.end_line
                and name not in lines
                and name not in fixed
            ):
                found[name] = texts[node.text]  # as nearly every field: taken without a further look
                lines[name] = key.line
                if top and name in _PLACED:
                    reading.places[name] = node.line, node.column, node.line, node.end_column
                continue
            field = known.get(key.text)
            if field is None:
                field, key, node = recognised(reading, known, key, node)  # noqa: PLW2901  read as it was meant
                if field is None:
                    self._undeclared(kind, entries[index:], extra, top=top)
                    continue
            name = field.name
            empty = type(node) is Scalar and node.empty
            if name in lines:
                if not empty and not words.says_none(field, node):
                    self._second(field, lines[name], (key, node), found)
                continue
            self._seen(field, node, top=top)
            value = fixed[name] if name in fixed else self._value(field, node, key.text)
            if value is None and words.says_none(field, node):
                continue
            if not empty:
                lines[name] = key.line
            if value is None:
                self._nothing(kind, field, entries[index:], top=top, empty=empty)
                continue
            found[name] = value
            if field.type == spec.QUANTITY and "unit" not in found and isinstance(node, Scalar):
                self._unit(known, node, found)
        return found

    def _seen(self, field: Field, node: Node, *, top: bool) -> None:
        """Remember where a value stands that checks speak of, or that nobody may see."""
        if top and field.name in _PLACED:
            self.reading.places[field.name] = span(node)
        if field.sensitivity == spec.SECRET:
            self.reading.keep_secret(node)

    def _second(self, field: Field, first: int, entry: Entry, found: dict[str, Any]) -> None:
        """A field that stands there again under another name: telephone numbers and lists are put together."""
        key, node = entry
        listed = field.type == spec.RECORDS or field.each is not None
        severity: Severity | None = "info" if listed or field.type == spec.PHONE else None
        if severity:
            self._joined(field, node, key.text, found, listed=listed)
            counts = _("both count")
        else:
            counts = _("the first counts")
        if listed:
            remedy = _("put all of it under one {label}").format(label=field.called)
        elif severity:
            line = f"{field.called}: {found.get(field.name, '')}"
            remedy = _("write both in one line:  {line}").format(line=line)
        else:
            remedy = _("keep one of them")
        self.reading.add_for(
            "KJ226",
            field,
            key,
            severity=severity,
            first=str(first),
            second=str(key.line),
            counts=counts,
            remedy=remedy,
        )

    def _joined(self, field: Field, node: Node, key: str, found: dict[str, Any], *, listed: bool) -> None:
        """Put what stands there again behind what was read."""
        if field.sensitivity == spec.SECRET:
            self.reading.keep_secret(node)
        value, known = self._value(field, node, key), found.get(field.name)
        if value is not None and known:
            value = (*known, *value) if listed else f"{known}、{value}"
        if value is not None:
            found[field.name] = value

    def _nothing(
        self, kind: type[Record], field: Field, entries: list[Entry], *, top: bool, empty: bool
    ) -> None:
        """A field without a value: refused, or a key alone, and the lines behind it may be meant for it."""
        if top and not empty:
            self.given.add(field.name)
            return
        if top:
            self.empty[field.name] = entries[0][0]
        if field.record is not None:
            self.strays.hollow(kind, entries, field.record)

    def _undeclared(
        self, kind: type[Record], entries: list[Entry], extra: dict[str, Any], *, top: bool
    ) -> None:
        """A key that the record does not declare, with what follows it."""
        key, node = entries[0]
        if top and kind is Customer and (role := fold(key.text[:KEY_LIMIT])) in ROLES:
            self.posts += self._posts(role, node)
            return
        own = self.own.get(key.text) or self.own.get(fold(key.text[:KEY_LIMIT])) if top else None
        if own is None:
            extra[key.text] = plain(node)
            self.strays.tell(kind, entries)
        elif (value := self._value(own, node, key.text)) is not None:
            extra[key.text] = _stored(value)

    def _posts(self, role: str, node: Node) -> list[Contact]:
        """The people under a role's name: `负责人: 黄卫民 19900000011`."""
        found = []
        for item in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(item, Mapping):
                found.append({"role": role, **self._group(Contact, item)})
            elif isinstance(item, Scalar) and not item.empty:
                found.append(PersonLine(self.reading, item, role).read())
        return [Contact(**made) for made in found]

    def _known(
        self, place: str, field: Field, node: Scalar, read: Callable[[Fields, Field, Scalar], Any]
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
    def _without_note(self) -> Fields:
        """What reads a text as if no note were there."""
        assert self.memory is not None  # noqa: S101  only then is it asked
        return Fields(self.memory.reading, self.own)

    def _value(self, field: Field, node: Node, key: str) -> Any:
        """One field's value; None where it is empty or refused, or says that there is none."""
        if isinstance(node, Scalar) and field.type != spec.BIRTHDAY:  # where the key says more
            return self._known("value", field, node, Fields._of_text)
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
            found: list[Record] = self._known("part", field, node, Fields._made)
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
            found = self._post(kind, node) or self._group(kind, node)
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

    def _group(self, kind: type[Record], node: Mapping) -> dict[str, Any]:
        """A part written as a mapping; keys that it does not declare go into its note."""
        extra: dict[str, Any] = {}
        found = self._record(kind, node, extra)
        if extra:
            rest = "；".join(f"{name}: {_flat(value)}" for name, value in extra.items())
            child = kind is FamilyMember and is_child(found.get("relation", ""))
            into = "name" if child else "note"
            found[into] = f"{found[into]}；{rest}" if found.get(into) else rest
        return found

    def _post(self, kind: type[Record], node: Mapping) -> dict[str, Any] | None:
        """`- 老板: 黄卫民 19900000011` in a list of contacts is a person, not a group of fields."""
        if kind is not Contact or len(node.entries) != 1:
            return None
        key, value = node.entries[0]
        if fold(key.text) not in ROLES or not isinstance(value, Scalar):
            return None
        return PersonLine(self.reading, value, fold(key.text)).read()

    @staticmethod
    def _unit(known: dict[str, Field], node: Scalar, found: dict[str, Any]) -> None:
        """The unit behind a quantity, where the record has a field for it."""
        if "unit" in known and (counted := measured(node.text)) and counted[1]:
            found["unit"] = counted[1]


# ruff: noqa: SLF001  the table below is the class's own
_ONE = {True: Fields._within, False: Fields._item}
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


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "、".join(_flat(inner) for inner in value)
    return str(value)


def _stored(value: Any) -> Any:
    """An own field's value as it is kept and shown: texts, numbers as texts, lists."""
    if isinstance(value, (tuple, list)):
        return [_stored(inner) for inner in value]
    if isinstance(value, bool):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
