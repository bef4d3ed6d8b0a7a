"""The header of a note as nodes: scalars, lists and mappings of strings, each with its place in the file."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A text with its place: lines and columns in characters, from 1."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    plain: bool = True  # written without quotes and not as a block

    def part(self, text: str, column: int) -> Scalar:
        """A piece of a line, which begins at `column`; what it holds was picked out and is no plain YAML any more.

        Of a text that runs over several lines nobody knows where a piece stands: it stands where the whole does.
        """
        if self.end_line != self.line:
            return Scalar(text, self.line, self.column, self.end_line, self.end_column, plain=False)
        return Scalar(text, self.line, column, self.line, column + len(text), plain=False)

    @property
    def empty(self) -> bool:
        """Whether nothing was written: YAML's ways to say so count too."""
        return self.plain and self.text in EMPTY


class Sequence(msgspec.Struct, frozen=True):
    """A list of nodes."""

    items: list[Node]
    line: int
    column: int
    flow: bool = False


class Mapping(msgspec.Struct, frozen=True):
    """Keys with their values, in the order of the note."""

    entries: list[Entry]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping
Entry: TypeAlias = tuple[Scalar, Node]
"""One field of a mapping: its key and its value. A bare tuple: there are twenty in a note, and one with names is dear to make."""
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


def span(node: Node) -> tuple[int, int, int, int]:
    """Where a node stands; a list or mapping is marked by its first line only."""
    if isinstance(node, Scalar):
        return node.line, node.column, node.end_line, node.end_column
    return node.line, node.column, node.line, node.column + 1


def plain(node: Node) -> object:
    """The node as plain strings, lists and dicts, as python-frontmatter's users know it."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}
