"""The strict parse of a header: YAML events to nodes, every scalar a string.

It works on libyaml's events, so nothing is built that a note may not hold: anchors, aliases, tags, keys written twice
and deep nesting are refused with their place before anything grows. libyaml reads YAML 1.1; with every scalar a
string, what remains of the difference to YAML 1.2 is line breaks, which are made plain before.
"""

from __future__ import annotations

from typing import NamedTuple

import yaml
from yaml.cyaml import CParser
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

from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence

DEPTH = 20
"""How deep lists and mappings may stand in each other."""


class Problem(NamedTuple):
    """Why a header was refused: a finding's code, its place in the file, and what the message names."""

    code: str
    line: int
    column: int
    args: dict[str, str]


class _Refused(Exception):  # noqa: N818  it never leaves this module
    """Carries a problem out of the parse."""

    def __init__(self, code: str, line: int, column: int, **args: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, line, column, args)


class _Builder:
    """Builds nodes from events; `first` is the file's line on which the header's text begins."""

    def __init__(self, text: str, first: int) -> None:
        self.next = CParser(text).get_event
        self.first = first

    def document(self) -> Node | None:
        self.next()  # the stream begins
        if isinstance(self.next(), StreamEndEvent):
            return None
        node = self.node(self.next(), 0)
        end = self.next()
        if isinstance(end, DocumentEndEvent) and not isinstance(after := self.next(), StreamEndEvent):
            raise _Refused("KJ104", after.start_mark.line + self.first, 1, reason="---")
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        mark = event.start_mark
        line, column = mark.line + self.first, mark.column + 1
        if isinstance(event, AliasEvent):
            raise _Refused("KJ106", line, column)
        self.refuse_types(event, line, column)
        if depth >= DEPTH:
            raise _Refused("KJ108", line, column, depth=str(DEPTH))
        if isinstance(event, MappingStartEvent):
            return Mapping(self.entries(depth), line, column)
        if isinstance(event, SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := self.next(), SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return Sequence(items, line, column, bool(event.flow_style))
        raise _Refused("KJ104", line, column, reason=type(event).__name__)

    def entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        found: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        while not isinstance(event := self.next(), MappingEndEvent):
            mark = event.start_mark
            line, column = mark.line + self.first, mark.column + 1
            if isinstance(event, AliasEvent):
                raise _Refused("KJ106", line, column)
            if not isinstance(event, ScalarEvent):
                raise _Refused("KJ104", line, column, reason="[ {")
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

    def scalar(self, event: ScalarEvent) -> Scalar:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self.first, start.column + 1
        if event.anchor is not None or event.tag is not None:
            self.refuse_types(event, line, column)
        return Scalar(
            event.value, line, column, end.line + self.first, end.column + 1, plain=event.style in ("", None)
        )

    @staticmethod
    def refuse_types(event: yaml.Event, line: int, column: int) -> None:
        if getattr(event, "anchor", None) is not None:
            raise _Refused("KJ106", line, column)
        if getattr(event, "tag", None) is not None:
            raise _Refused("KJ107", line, column)


def parse(text: str, first: int = 1) -> Mapping | Problem | None:
    """The header's fields; None where it is empty; a `Problem` where it is refused.

    `first` is the file's line on which `text` begins.
    """
    try:
        node = _Builder(text, first).document()
    except _Refused as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return _syntax(error, text, first)
    if node is None or (isinstance(node, Scalar) and not node.text and node.plain):
        return None
    if isinstance(node, Mapping):
        return node
    shown = text.strip().splitlines()[0] if text.strip() else ""
    return Problem("KJ110", node.line, node.column, {"text": shown[:40]})


def _syntax(error: yaml.YAMLError, text: str, first: int) -> Problem:
    """libyaml's complaint in our words, at the place where the mistake begins."""
    said = str(error)
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or problem_mark
    context = getattr(error, "context", None) or ""
    lines = text.split("\n")

    def at(mark: yaml.Mark | None) -> tuple[int, int]:
        if mark is None:
            return first, 1
        line = min(mark.line, max(len(lines) - 1, 0))
        return line + first, (mark.column + 1 if line == mark.line else 1)

    if "quoted scalar" in context:
        return Problem("KJ117", *at(context_mark), {})
    if "flow sequence" in context or "flow mapping" in context:
        bracket = "[" if "sequence" in context else "{"
        return Problem("KJ118", *at(context_mark), {"bracket": bracket})
    if "alias" in said or "anchor" in said:
        return Problem("KJ106", *at(problem_mark), {})
    if "tag" in said:
        return Problem("KJ107", *at(problem_mark), {})
    line, column = at(context_mark if "simple key" in context else problem_mark)
    shown = lines[line - first].strip() if 0 <= line - first < len(lines) else ""
    return Problem("KJ104", line, column, {"reason": shown[:40]})
