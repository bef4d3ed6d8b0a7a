"""The header of a note as nodes: scalars, lists and mappings of strings, each with its place in the file."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Scalar(NamedTuple):
    """A text with its place: lines and columns in characters, from 1."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    plain: bool = True  # written without quotes and not as a block


class Sequence(NamedTuple):
    """A list of nodes."""

    items: list[Node]
    line: int
    column: int
    flow: bool = False


class Mapping(NamedTuple):
    """Keys with their values, in the order of the note."""

    entries: list[tuple[Scalar, Node]]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


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
