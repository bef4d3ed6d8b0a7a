"""What the reading of one note shares: its settings, its lines, and the findings it gathers."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from kjournal.findings.finding import MASK, Finding, Place
from kjournal.notes.nodes import Node, Scalar, span
from kjournal.records.choices import CLASS, Choices
from kjournal.records.spec import SECRET, Field


class ReadSettings(msgspec.Struct, frozen=True):
    """What the settings say about reading notes."""

    year: int = 2026  # two-digit years are of the hundred years up to it
    timezone: str = "Asia/Shanghai"
    region: str = ""  # prefix that completes a bare 向阳镇
    classes: tuple[str, ...] = ()  # further classes
    customer_fields: Map[str, str] = {}  # own fields: key → type
    visit_fields: Map[str, str] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The journal's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def class_choices(self) -> Choices:
        """The classes: the project's own and those of the settings."""
        if not self.classes:
            return CLASS
        return Choices("class", CLASS.table + "\n" + "\n".join(self.classes))


class Reading:
    """One note while it is read."""

    def __init__(self, path: str, lines: list[str], settings: ReadSettings) -> None:
        self.path = path
        self.lines = lines
        self.settings = settings
        self.day: date | None = None  # a visit's day, from which words like 后天 count
        self.places: dict[str, tuple[int, int, int, int]] = {}
        self._found: list[Finding] = []
        self._grouped: dict[str, int] = {}
        self._secret: dict[int, list[tuple[int, int]]] = {}

    def add(self, code: str, node: Node | Place | None, **args: str) -> None:
        """A finding at `node`."""
        place = node if isinstance(node, Place) else self.place(node)
        self._found.append(Finding(code, (place,), args))

    def add_for(self, code: str, field: Field, node: Node | Place | None, **args: str) -> None:
        """A finding about a field; the value of a secret one is not repeated."""
        if field.sensitivity == SECRET:
            args = {name: MASK if name in {"value", "read", "text"} else word for name, word in args.items()}
        self.add(code, node, label=field.label, key=field.key, **args)

    def again(self, code: str, place: Place, **args: str) -> None:
        """One more place of a finding that is told once a note, with its count."""
        if code not in self._grouped:
            self._grouped[code] = len(self._found)
            self._found.append(Finding(code, (place,), {"count": "1", **args}))
            return
        index = self._grouped[code]
        known = self._found[index]
        places = (*known.places, place)
        self._found[index] = Finding(code, places, {**known.args, "count": str(len(places))})

    def place(self, node: Node | None) -> Place:
        """Where a node stands."""
        return Place(self.path, *span(node)) if node is not None else Place(self.path)

    def keep_secret(self, node: Node) -> None:
        """Remember where a secret value stands, so that no excerpt shows it."""
        if isinstance(node, Scalar):
            for line in range(node.line, node.end_line + 1):
                start = node.column if line == node.line else 1
                end = node.end_column if line == node.end_line else 1 << 20
                self._secret.setdefault(line, []).append((start, end))
        else:
            first = node.line
            self._secret.setdefault(first, []).append((node.column, 1 << 20))
            for _, child in _children(node):
                self.keep_secret(child)

    def findings(self, ignore: tuple[str, ...] = ()) -> list[Finding]:
        """All findings, with their excerpts, sorted by place."""
        skip = frozenset(ignore)
        kept = [self._with_excerpt(found) for found in self._found if found.code not in skip]
        kept.sort(key=lambda found: found.sort_key)
        return kept

    def _with_excerpt(self, found: Finding) -> Finding:
        line = found.place.line
        if not 1 <= line <= len(self.lines):
            return found
        text = self.lines[line - 1]
        for start, end in sorted(self._secret.get(line, ()), reverse=True):
            text = text[: start - 1] + MASK + text[end - 1 :]
        return Finding(found.code, found.places, found.args, text[:200], found.severity)


def _children(node: Node) -> list[tuple[str, Node]]:
    if isinstance(node, Scalar):
        return []
    if hasattr(node, "entries"):
        return [(key.text, value) for key, value in node.entries]
    return [("", item) for item in node.items]


INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters that nobody sees: zero-width ones, direction marks, soft hyphens."""
