"""The strict parse of a header: YAML events to nodes, every scalar a string.

It works on libyaml's events, so nothing is built that a note may not hold: anchors, aliases, tags, keys written twice
and deep nesting are refused with their place before anything grows. libyaml reads YAML 1.1; with every scalar a
string, what remains of the difference to YAML 1.2 is line breaks, which are made plain before, and the signs ? and :
between brackets, which are put so that libyaml takes them as YAML 1.2 does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kjournal.notes.header.places import Repair, placed, placed_problem
from kjournal.notes.header.syntax import explain, no_fields, with_advice
from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence
from kjournal.notes.problem import Problem
from kjournal.patterns import regex
from kjournal.words import _

DEPTH = 20
"""How deep lists and mappings may stand in each other."""
_MOST_BLANKS = 20
_IN_BRACKETS = regex(r"(?<=[\[{,:])[ \t\n]*+[?:](?=[^\s,\[\]{}])|(?<=:)\?")
"""To YAML 1.2 a sign of a text, to libyaml that of a key or a value."""
_MAY_BE = regex(r"[\[{,:][ \t\n]*+[?:]")  # quicker to look for


class _Refused(Exception):  # noqa: N818  it never leaves this module
    """Carries a problem out of the parse."""

    def __init__(self, code: str, line: int, column: int, **args: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, line, column, args, column + 1)


def strict(text: str, first: int = 1) -> Mapping | Problem | None:
    """The header's fields; None where it is empty; a `Problem` where it is refused.

    `first` is the file's line on which `text` begins.
    """
    blanks: list[Repair] = []  # behind colons, where libyaml wants them and YAML 1.2 does not: `{电话:}`
    while True:
        builder = _Builder(text, first)
        try:
            found = _fields(builder.document(), text, first)
        except _Refused as refused:
            found = with_advice(refused.problem, text, first)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            if "unexpected ':'" in str(error) and mark is not None and len(blanks) < _MOST_BLANKS:
                text = _with_blank(text, mark, first, blanks)
                continue
            found = explain(error, text, first, builder.last)
        if not blanks or found is None:
            return found
        if isinstance(found, Problem):
            return placed_problem(found, blanks)
        whole = placed(found, blanks)
        return whole if isinstance(whole, Mapping) else found


def valid(text: str) -> Mapping | None:
    """The fields of a header that can be read; None for any other, without asking why."""
    try:
        node = _Builder(text, 1).document()
    except _Refused:
        return None
    except yaml.YAMLError as error:
        found = strict(text) if "unexpected ':'" in str(error) else None
        return found if isinstance(found, Mapping) else None
    return node if isinstance(node, Mapping) else None


def _with_blank(text: str, mark: yaml.Mark, first: int, blanks: list[Repair]) -> str:
    """The text with a blank behind the colon at `mark`; `blanks` remembers where."""
    lines = text.split("\n")
    behind = mark.column + 1
    lines[mark.line] = f"{lines[mark.line][:behind]} {lines[mark.line][behind:]}"
    before = sum(blank.line == mark.line + first for blank in blanks)
    blanks.append(Repair("", mark.line + first, behind - before, behind - before, " ", {}))
    return "\n".join(lines)


def _fields(node: Node | None, text: str, first: int) -> Mapping | Problem | None:
    """The header's node, if it has fields."""
    if node is None or isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and node.plain and not node.text:
        return None
    return no_fields(node, text, first)


class _Builder:
    """Builds nodes from events; `first` is the file's line on which the header's text begins."""

    def __init__(self, text: str, first: int) -> None:
        self.first = first
        self.signs: dict[int, str] = {}  # characters that stand for others while libyaml reads
        if _MAY_BE.search(text) is not None:
            unused = (
                code for code in range(0xF0000, 0xFFFFE) if chr(code) not in text
            )  # fewer fit into a header
            self.signs = {next(unused): "?", next(unused): ":"}
            stand_in = {sign: chr(code) for code, sign in self.signs.items()}
            text = _IN_BRACKETS.sub(lambda match: match[0][:-1] + stand_in[match[0][-1]], text)
        self.next: Callable[[], Any] = CParser(text).get_event
        self.last: Scalar | None = None  # read last: libyaml stumbles after what is wrong, not at it

    def document(self) -> Node | None:
        """The header's one node; None where there is none."""
        self.next()  # the stream begins
        if isinstance(self.next(), StreamEndEvent):
            return None
        node = self.node(self.next(), 0)
        end = self.next()
        if isinstance(end, DocumentEndEvent) and not isinstance(after := self.next(), StreamEndEvent):
            raise _Refused("KJ120", after.start_mark.line + self.first, 1, text="")
        return node

    def node(self, event: Any, depth: int) -> Node:
        """One node from its first event on."""
        if type(event) is ScalarEvent:
            return self.scalar(event)
        mark = event.start_mark
        line, column = mark.line + self.first, mark.column + 1
        self.refuse(event, line, column)
        if depth >= DEPTH:
            raise _Refused("KJ108", line, column, depth=str(DEPTH))
        if isinstance(event, MappingStartEvent):
            return Mapping(self.entries(depth), line, column)
        assert isinstance(event, SequenceStartEvent)  # noqa: S101  there is no other event
        items: list[Node] = []
        while type(inner := self.next()) is not SequenceEndEvent:
            items.append(self.node(inner, depth + 1))
        return Sequence(items, line, column, bool(event.flow_style))

    def entries(self, depth: int) -> list[Entry]:
        """The fields of a mapping that has begun."""
        found: list[Entry] = []
        seen: dict[str, int] = {}
        while type(event := self.next()) is not MappingEndEvent:
            line, column = event.start_mark.line + self.first, event.start_mark.column + 1
            self.refuse(event, line, column)
            if type(event) is not ScalarEvent:
                raise _Refused("KJ110", line, column, remedy=_("write each field as  key: value"))
            key = self.scalar(event)
            if key.text == "<<" and key.plain:
                raise _Refused("KJ106", line, column)
            if not key.text:
                raise _Refused("KJ116", line, column)
            if key.text in seen:
                raise _Refused(
                    "KJ105", line, column, key=key.text, first=str(seen[key.text]), second=str(line)
                )
            seen[key.text] = line
            found.append((key, self.node(self.next(), depth + 1)))
        return found

    def scalar(self, event: Any) -> Scalar:
        """One text."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self.first, start.column + 1
        if event.anchor is not None or event.tag is not None:
            self.refuse(event, line, column)
        plain = event.style in ("", None)
        value = event.value.translate(self.signs) if self.signs else event.value
        self.last = Scalar(value, line, column, end.line + self.first, end.column + 1, plain)
        return self.last

    @staticmethod
    def refuse(event: Any, line: int, column: int) -> None:
        """Anchors, aliases and tags."""
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise _Refused("KJ106", line, column)
        if getattr(event, "tag", None) is not None:
            raise _Refused("KJ107", line, column)
