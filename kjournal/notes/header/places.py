"""A text that was read in another form than it was written: where its nodes stand in the note."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence
from kjournal.notes.problem import Problem


class Repair(NamedTuple):
    """An edit of one line: the characters from `start` up to, not including, `end` become `new`."""

    code: str
    line: int  # of the file
    start: int  # indices in the line
    end: int
    new: str
    args: dict[str, str]


def placed_problem(problem: Problem, repairs: list[Repair]) -> Problem:
    """What is wrong with a mended header, at its place in the note as it is written."""
    on_line = [repair for repair in repairs if repair.line == problem.line]
    end = _as_written(problem.end_column, on_line) if problem.end_column else 0
    fix = problem.fix if not on_line else None  # its places are those of the mended line
    return problem._replace(column=_as_written(problem.column, on_line), end_column=end, fix=fix)


def placed(node: Node, repairs: list[Repair]) -> Node:
    """A node of the mended header at its place in the note as it is written."""
    by_line: dict[int, list[Repair]] = {}
    for repair in repairs:
        by_line.setdefault(repair.line, []).append(repair)
    return _placed(node, by_line)


def _placed(node: Node, repairs: dict[int, list[Repair]]) -> Node:
    column = _as_written(node.column, repairs.get(node.line, []))
    if isinstance(node, Scalar):
        end = _as_written(node.end_column, repairs.get(node.end_line, []))
        return Scalar(node.text, node.line, column, node.end_line, end, node.plain)
    if isinstance(node, Sequence):
        return Sequence([_placed(item, repairs) for item in node.items], node.line, column, node.flow)
    entries = [(_scalar(key, repairs), _placed(value, repairs)) for key, value in node.entries]
    return Mapping(entries, node.line, column)


def _scalar(node: Scalar, repairs: dict[int, list[Repair]]) -> Scalar:
    found = _placed(node, repairs)
    assert isinstance(found, Scalar)  # noqa: S101  what it was before
    return found


def _as_written(column: int, repairs: list[Repair]) -> int:
    """The column in the note of a column in the mended line."""
    shift = 0
    for repair in repairs:
        begin = repair.start + shift + 1
        if column <= begin:
            break
        if column < begin + len(repair.new):
            return repair.start + 1
        shift += len(repair.new) - (repair.end - repair.start)
    return column - shift
