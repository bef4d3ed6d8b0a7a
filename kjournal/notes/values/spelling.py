"""The edits that write a value in its plain form where more than the words of one scalar changes: lists, lines, quotes."""

from __future__ import annotations

import json
from collections.abc import Sequence as Several

from kjournal.findings.finding import Edit, Fix
from kjournal.notes.edits.quoting import written
from kjournal.notes.header.parsing import parse
from kjournal.notes.nodes import Mapping, Scalar, Sequence
from kjournal.notes.reading import Reading
from kjournal.patterns import regex

_QUOTES = {'"', "'"}
_ALONE = regex(r"\s*(?:- +)*(?:[^\s:#\[\]{},][^:#\[\]{},]*:\s*)?")
_CUT_OFF = regex(r"\s*#.*\S")


def inside(reading: Reading, scalar: Scalar) -> Scalar:
    """A text in quotes as the place between them, so that its pieces stand where the note shows them."""
    if scalar.plain or scalar.line != scalar.end_line:
        return scalar
    source = reading.lines[scalar.line - 1][scalar.column - 1 : scalar.end_column - 1]
    if source[:1] not in _QUOTES or source[1:-1] != scalar.text:
        return scalar
    return scalar.part(scalar.text, scalar.column + 1)


def whole(reading: Reading, scalar: Scalar, new: str, *, safe: bool = True) -> Fix | None:
    """The fix that writes `new` in place of a scalar however it is written: with escapes, or on several lines."""
    line, column, end_line, end_column = scalar.line, scalar.column, scalar.end_line, scalar.end_column
    source = reading.lines[line - 1]
    if source[column - 1 : column] in {"|", ">"} and not scalar.plain:
        end_line -= end_column == 1
        while end_line > line and not reading.lines[end_line - 1].strip():
            end_line -= 1
        end_column = len(reading.lines[end_line - 1]) + 1
    if not new or (end_line, end_column) <= (line, column):
        return None
    return Fix((Edit(line, column, end_line, end_column, new),), safe=safe)


def one_line(reading: Reading, scalar: Scalar, text: str) -> Fix | None:
    """The fix that puts a text of several lines on one."""
    return whole(reading, scalar, written(text))


def listed(reading: Reading, scalar: Scalar, words: Several[str], *, within: bool = False) -> Fix | None:
    """The fix that makes one text the list it was read as; `within` one that has its brackets already."""
    said = ", ".join(_word(word) for word in words)
    return whole(reading, scalar, said if within else f"[{said}]")


def _word(text: str) -> str:
    """A text between brackets; in quotes where it would be read as two, or as something else."""
    return (
        text if "，" not in text and _reads_back(f"[{text}]", text) else json.dumps(text, ensure_ascii=False)
    )


def _reads_back(value: str, text: str) -> bool:
    """Whether a list that is written like this has the one plain item `text`."""
    read = parse(f"k: {value}")
    found = read.entries[0][1] if isinstance(read, Mapping) else None
    item = found.items[0] if isinstance(found, Sequence) and len(found.items) == 1 else None
    return isinstance(item, Scalar) and item.plain and item.text == text


def dashed(reading: Reading, scalar: Scalar, items: Several[Scalar]) -> Fix | None:
    """The fix that writes the lines of a text as the items of a list, each behind `- `."""
    above = reading.lines[scalar.line - 1][: scalar.column - 1]
    if above.strip():
        return listed(reading, scalar, [item.text for item in items])
    return whole(reading, scalar, f"\n{above}".join(f"- {_item(item.text)}" for item in items))


def _item(text: str) -> str:
    """A text as an item of a list: plain where it is read back as it is."""
    return text if _reads_back(f"\n- {text}", text) else json.dumps(text, ensure_ascii=False)


def with_what_was_cut_off(reading: Reading, scalar: Scalar) -> Fix | None:
    """The guess that what stands behind a `#` belongs to the value: all of it in quotes."""
    line = reading.lines[scalar.end_line - 1]
    behind = _CUT_OFF.match(line, scalar.end_column - 1)
    if behind is None or scalar.line != scalar.end_line or not _ALONE.fullmatch(line[: scalar.column - 1]):
        return None
    start = scalar.column if scalar.text else behind.end() - len(behind[0].lstrip()) + 1
    said = json.dumps(line[start - 1 : behind.end()], ensure_ascii=False)
    return Fix((Edit(scalar.line, start, scalar.line, behind.end() + 1, said),), safe=False)


def alone_in_list(reading: Reading, node: Scalar | Mapping) -> Fix | None:
    """The fix that makes a list of one out of a single text, or of a single group of fields."""
    if isinstance(node, Scalar):
        return listed(reading, node, [node.text]) if node.plain else _in_brackets(reading, node)
    above = reading.lines[node.line - 1][: node.column - 1]
    if above.strip():
        return _braces_in_brackets(reading, node)
    last = end = node.line
    while last < len(reading.lines):
        line = reading.lines[last]
        if line.strip() and (not line.startswith(above) or not above):
            break
        last += 1
        end = last if line.strip() else end
    lines = reading.lines[node.line - 1 : end]
    moved = [f"  {line}" if line.strip() else line for line in lines]
    moved[0] = f"{above}- {lines[0].removeprefix(above)}"
    return Fix((Edit(node.line, 1, end, len(lines[-1]) + 1, "\n".join(moved)),))


def _in_brackets(reading: Reading, scalar: Scalar) -> Fix | None:
    """Brackets around a text in quotes, which stay."""
    if scalar.line != scalar.end_line:
        return None
    source = reading.lines[scalar.line - 1][scalar.column - 1 : scalar.end_column - 1]
    return whole(reading, scalar, f"[{source}]")


def _braces_in_brackets(reading: Reading, node: Mapping) -> Fix | None:
    """Brackets around a group of fields in braces that stands on one line."""
    line = reading.lines[node.line - 1]
    if line[node.column - 1 : node.column] != "{":
        return None
    end = line.rfind("}", 0, len(line.partition(" #")[0])) + 1
    said = line[node.column - 1 : end]
    read = parse(f"k: {said}")
    if not isinstance(read, Mapping) or not isinstance(read.entries[0][1], Mapping):
        return None
    return Fix((Edit(node.line, node.column, node.line, end + 1, f"[{said}]"),))


def indented(reading: Reading, first: int, last: int) -> Fix:
    """The guess that lines belong to the key above them: all begin two blanks further right."""
    lines = [f"  {line}" for line in reading.lines[first - 1 : last]]
    return Fix((Edit(first, 1, last, len(reading.lines[last - 1]) + 1, "\n".join(lines)),), safe=False)


def with_day(reading: Reading, node: Scalar | Mapping, key: str, day: str) -> Fix | None:
    """The guess at a day for what has none: behind a text, or as a field of its own below a group's first."""
    if isinstance(node, Scalar):
        return reading.rewrite(node, f"{node.text} {day}", safe=False)
    name, value = node.entries[0]
    line = reading.lines[node.line - 1]
    if "{" in line[: name.column - 1] or not isinstance(value, Scalar) or value.end_line != name.line:
        return None
    end = len(line) + 1
    return Fix(
        (Edit(node.line, end, node.line, end, f"\n{' ' * (name.column - 1)}{key}: {day}"),), safe=False
    )
