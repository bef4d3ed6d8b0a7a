"""Step 6 of reading: a mapping of nodes to a record, field by field, as each is declared."""

from __future__ import annotations

from typing import Any

from kjournal.findings.finding import Severity
from kjournal.notes.header.stuck import unstuck
from kjournal.notes.lines.people import PersonLine
from kjournal.notes.memory import Memory, Texts
from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence, plain, span
from kjournal.notes.parts import Parts
from kjournal.notes.reading import Reading
from kjournal.notes.strays import KEY_LIMIT, Strays, recognised
from kjournal.notes.values import words
from kjournal.notes.values.numbers import measured
from kjournal.records import spec
from kjournal.records.choices import ROLES
from kjournal.records.customer import Customer
from kjournal.records.people import Contact, FamilyMember
from kjournal.records.secrecy import is_child
from kjournal.records.spec import Field, Record
from kjournal.words import _
from kjournal.words.folding import fold

_PLACED = frozenset({
    "id", "name", "customer", "customers", "date", "status", "start", "end", "rep", "org", "merged_into", "introduced_by",
    "next", "address", "licences", "cadence", "life_events", "payments", "promises", "complaints", "review",
    "orders", "returns", "adjustments", "agreed", "opening", "settlement", "gifts", "risk_signs", "adverse",
})  # fmt: skip
"""Top-level fields that checks across notes speak of."""
_NO_TEXTS = ("", Texts())


class Fields(Parts):
    """Reads records out of mappings."""

    def __init__(self, reading: Reading, own: dict[str, Field], memory: Memory | None = None) -> None:
        # what was read in notes before does not help where something is cut off or not seen: that is told at its place
        super().__init__(reading, None if reading.hashes or reading.invisible else memory)
        self.own = own
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
            value = fixed[name] if name in fixed else self.value(field, node, key.text)
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
        value, known = self.value(field, node, key), found.get(field.name)
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
        elif (value := self.value(own, node, key.text)) is not None:
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

    def group(self, kind: type[Record], node: Mapping) -> dict[str, Any]:
        """A part that is written as a mapping, or a person under a role's name."""
        return self._post(kind, node) or self._group(kind, node)

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
