"""Step 6 of reading: a mapping of nodes to a record, field by field, as each is declared."""

from __future__ import annotations

from typing import Any, TypeVar

from kjournal.notes.items import Line
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence, plain, span
from kjournal.notes.people import PersonLine, family_line, licence_line, next_line
from kjournal.notes.reading import Reading
from kjournal.notes.values import QUANTITY, Values, list_lines, narrow
from kjournal.records import spec
from kjournal.records.choices import ROLES
from kjournal.records.customer import Customer
from kjournal.records.papers import Licence
from kjournal.records.people import Contact, FamilyMember
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Next
from kjournal.words import _
from kjournal.words.folding import fold, nearest

R = TypeVar("R", bound=Record)
_PLACED = frozenset(
    ["id", "name", "customer", "date", "status", "start", "end", "rep", "org", "merged_into", "introduced_by", "customers", "next", "address", "licences", "cadence"]
)
"""Top-level fields that checks across notes speak of."""


class Fields:
    """Reads records out of mappings."""

    def __init__(self, reading: Reading, own: dict[str, Field]) -> None:
        self.reading = reading
        self.values = Values(reading)
        self.own = own
        self.people = PersonLine(reading, self.values)

    def record(self, kind: type[R], mapping: Mapping, extra: dict[str, Any] | None = None) -> dict[str, Any]:
        """The record's fields by attribute name; what is not declared goes into `extra`, as it is."""
        known = spec.by_key(kind)
        found: dict[str, Any] = {}
        first: dict[str, Scalar] = {}
        for key, node in mapping.entries:
            field = known.get(key.text) or known.get(fold(key.text))
            if field is None:
                self._unknown(kind, key, node, found, extra)
                continue
            if field.name in first:
                self.reading.add(
                    "KJ105", key, key=field.label, first=str(first[field.name].line), second=str(key.line)
                )  # the same field under two spellings
                continue
            first[field.name] = key
            if field.name in _PLACED and extra is not None:
                self.reading.places[field.name] = span(node)
            if field.sensitivity == spec.SECRET:
                self.reading.keep_secret(node)
            value = self.value(field, node, key.text)
            if value is not None:
                found[field.name] = value
            if field.type == spec.QUANTITY and isinstance(node, Scalar):
                self._unit(kind, node, found)
        return found

    def value(self, field: Field, node: Node, key: str) -> Any:
        """One field's value; None where it is empty or refused."""
        if field.type == spec.RECORDS:
            return self._records(field, node, key)
        if field.type == spec.RECORD:
            return self._one_record(field, node)
        if field.type in spec.ONE_OF:
            return self._several(field, node, key)
        if isinstance(node, Sequence) and len(node.items) == 1 and not isinstance(node.items[0], Sequence):
            linked = node.items[0]
            node = linked
        if isinstance(node, Sequence) and field.type == spec.LINK:
            node = _unlinked(node) or node
        if isinstance(node, Scalar):
            return self.values.read(field, node, key)
        if isinstance(node, Sequence) and field.type in (spec.TEXT, spec.PROSE, spec.PHONE):
            words = [item.text for item in node.items if isinstance(item, Scalar)]
            if len(words) == len(node.items) and words:
                return ("\n" if field.type == spec.PROSE else "、").join(words)
        self._wrong_shape(field, node, _("one value"))
        return None

    def _wrong_shape(self, field: Field, node: Node, expected: str) -> None:
        shapes = {Scalar: _("a text"), Sequence: _("a list"), Mapping: _("a group of fields")}
        self.reading.add_for("KJ214", field, node, expected=expected, found=shapes[type(node)])

    def _several(self, field: Field, node: Node, key: str) -> tuple[Any, ...] | None:
        if isinstance(node, Mapping):
            self._wrong_shape(field, node, _("a list of texts"))
            return None
        scalars: list[Scalar] = []
        if isinstance(node, Scalar):
            if node.plain and node.text in ("", "~", "null"):
                return None
            scalars = self.values.texts(field, node)
        elif field.type == spec.LINKS and (link := _unlinked(node)):
            scalars = [link]
        else:
            for item in node.items:
                inner = _unlinked(item) if isinstance(item, Sequence) and field.type == spec.LINKS else item
                if isinstance(inner, Scalar):
                    wide = node.flow and "，" in inner.text
                    scalars.extend(self.values.texts(field, inner) if wide else [inner])
                elif inner is not None:
                    self._wrong_shape(field, inner, _("one text"))
        of_one = field._replace(type=spec.ONE_OF[field.type])
        values = [self.values.read(of_one, scalar, key) for scalar in scalars]
        return tuple(value for value in values if value is not None) or None

    def _records(self, field: Field, node: Node, key: str) -> tuple[Record, ...] | None:
        items: list[Node]
        if isinstance(node, Scalar):
            if node.plain and node.text in ("", "~", "null"):
                return None
            items = list(list_lines(self.reading, node))
            if len(items) == 1 and "\n" in node.text:
                items = [
                    node._replace(
                        text=text.strip(), line=number, column=1, end_line=number, end_column=1, plain=False
                    )
                    for number, text in enumerate(node.text.split("\n"), node.line + (0 if node.plain else 1))
                    if text.strip()
                ]
            elif len(items) == 1 and ("、" in node.text or "；" in node.text) and field.record is Contact:
                items = list(self.values.texts(field, node))
        elif isinstance(node, Mapping):
            items = [node]
        else:
            items = node.items
        parts = [part for item in items if (part := self.part(field, item, key)) is not None]
        return tuple(parts) or None

    def _one_record(self, field: Field, node: Node) -> Record | None:
        if isinstance(node, Sequence) and len(node.items) == 1:
            node = node.items[0]
        if isinstance(node, Sequence):
            self._wrong_shape(field, node, _("one value"))
            return None
        if isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null"):
            return None
        return self.part(field, node, "")

    def part(self, field: Field, node: Node, key: str = "") -> Record | None:
        """One part of a record: a mapping or one line."""
        kind = field.record
        assert kind is not None  # noqa: S101  a field of records is declared with its record
        if isinstance(node, Sequence):
            self._wrong_shape(field, node, _("one line or a group of fields"))
            return None
        if isinstance(node, Mapping):
            if single := self._keyed_line(kind, node):
                found = single
            else:
                if field.sensitivity == spec.SECRET:
                    self.reading.keep_secret(node)
                found = self.record(kind, node, extra := {})
                if extra:
                    rest = "；".join(f"{name}: {_flat(value)}" for name, value in extra.items())
                    found["note"] = f"{found['note']}；{rest}" if found.get("note") else rest
        else:
            if not node.text.strip():
                return None
            found = self._line(field, kind, node, key)
        return kind(**found) if found else None

    def _line(self, field: Field, kind: type[Record], node: Scalar, _key: str) -> dict[str, Any]:
        if kind is Contact:
            return self.people.read(node)
        if kind is FamilyMember:
            return family_line(node)
        if kind is Licence:
            return licence_line(self.reading, self.values, node)
        if kind is Next:
            return next_line(self.values, node)
        return Line(self.reading, self.values, field, kind, node).read()

    def _keyed_line(self, kind: type[Record], node: Mapping) -> dict[str, Any] | None:
        """`- 老板: 黄卫民 19900000011` in a list of contacts is a person, not a group of fields."""
        if kind is Contact and len(node.entries) == 1:
            key, value = node.entries[0]
            if key.text in ROLES and isinstance(value, Scalar):
                return self.people.read(value, role=key.text)
        return None

    def _unit(self, kind: type[Record], node: Scalar, found: dict[str, Any]) -> None:
        if "unit" in kind.__struct_fields__ and "unit" not in found:
            match = QUANTITY.fullmatch(narrow(node.text))
            if match and match[2]:
                found["unit"] = match[2]

    def _unknown(
        self, kind: type[Record], key: Scalar, node: Node, found: dict[str, Any], extra: dict[str, Any] | None
    ) -> None:
        if kind is Customer and key.text in ROLES and isinstance(node, (Scalar, Sequence)):
            people = node.items if isinstance(node, Sequence) else [node]
            new = tuple(
                Contact(**self.people.read(item, role=key.text))
                for item in people
                if isinstance(item, Scalar) and item.text
            )
            found["contacts"] = (*found.get("contacts", ()), *new)
            return
        own = self.own.get(fold(key.text)) if extra is not None else None
        if own is not None and extra is not None:
            value = self.value(own, node, key.text)
            if value is not None:
                extra[key.text] = _stored(value)
            return
        if extra is not None:
            extra[key.text] = plain(node)
        shown = [field.label for field in spec.fields(kind)] + [field.key for field in spec.fields(kind)]
        close = nearest(key.text, shown, 1)
        words = (
            _("did you mean {word}?").format(word=close[0])
            if close
            else _("declare it in kjournal.toml if it is your own")
        )
        self.reading.add("KJ205", key, key=key.text, nearest=words)


def _unlinked(node: Sequence) -> Scalar | None:
    """`[[名称]]` without quotes is a list in a list for YAML, and a link for people."""
    if node.flow and len(node.items) == 1 and isinstance(inner := node.items[0], Sequence):
        words = [item.text for item in inner.items if isinstance(item, Scalar)]
        if words and len(words) == len(inner.items):
            first = inner.items[0]
            assert isinstance(first, Scalar)  # noqa: S101  all items are, as counted above
            return first._replace(text=",".join(words))
    return None


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


def own_fields(declared: dict[str, str]) -> dict[str, Field]:
    """The fields that the settings declare, by folded key."""
    types = {
        "text": spec.TEXT, "yes/no": spec.YES_NO, "date": spec.DAY, "time": spec.TIME, "number": spec.NUMBER,
        "money": spec.MONEY, "list": spec.TEXTS, "choice": spec.TEXT,
    }  # fmt: skip
    return {
        fold(key): Field(key, key, types.get(kind, spec.TEXT), key, (), spec.INTERNAL, "")
        for key, kind in declared.items()
    }
