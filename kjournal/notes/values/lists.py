"""Several values out of one text: lines with dashes or numbers, and words between 、，;."""

from __future__ import annotations

import re

from kjournal.findings.finding import Fix
from kjournal.notes.nodes import Node, Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import spelling
from kjournal.patterns import regex
from kjournal.records.spec import Field

_WORD_ENDS = regex(r"[、，,;；\n]")
_ITEM_ENDS = regex(r"[；;\n]")
_INNER_ENDS = regex(r"[，；;、\n]|,(?![0-9]{3}(?![0-9]))")  # between wide brackets
_PAUSE = regex("、")
_WIDE_COMMA = regex("，")
_WIDE_BRACKETS = regex(r"[【［〔]([^【［〔\[\]】］〕]+)[】］〕\]]")
_WIDE_QUOTES = regex("[“「‘『]([^“”「」‘’『』]+)[”」’』]")
_DASH = r"[-－—–•·](?![0-9])\s*"
_ITEM = regex(
    rf"\s*(?:{_DASH}|[0-9]{{1,2}}\s*(?:[.．](?![0-9])|[、)）])\s*|[（(][0-9]{{1,2}}[)）]\s*|[①-⑳]\s*)(?P<text>\S.*?)\s*"
)
_DASHED = regex(rf"{_DASH}(?P<text>\S.*)")


def texts(reading: Reading, field: Field, scalar: Scalar, *, within: bool = False) -> list[Scalar]:
    """One scalar as several short texts: by lines, or by 、，; and the like. `within` a list between brackets."""
    if lined := _lines(reading, scalar):
        _tell(reading, field, scalar, lined, spelling.dashed(reading, scalar, lined))
        return lined
    inner = _bracketed(reading, scalar)
    shown = inner or (scalar if scalar.plain else spelling.inside(reading, scalar))
    found = _split(_WORD_ENDS, shown)
    if scalar.plain and len(found) > 1:
        found = [_unquoted(one) for one in found]
    a_list = len(found) > 1 and not (_is_block(reading, scalar) and len(found) == len(scalar.text.split()))
    if a_list or inner is not None:
        _tell(reading, field, scalar, found, _listed(reading, scalar, found, within=within))
    return found


def _bracketed(reading: Reading, scalar: Scalar) -> Scalar | None:
    """What stands between wide brackets around a whole value: `【重点，河池】`; not around an item of a list."""
    match = _WIDE_BRACKETS.fullmatch(scalar.text) if scalar.plain and scalar.line == scalar.end_line else None
    if match is None or not (said := match[1].strip()):
        return None
    if reading.lines[scalar.line - 1][: scalar.column - 1].rstrip().endswith(("[", ",", "-")):
        return None
    return scalar.part(said, scalar.column + scalar.text.index(said))


def _unquoted(scalar: Scalar) -> Scalar:
    """An item without the Chinese quotation marks around it."""
    match = _WIDE_QUOTES.fullmatch(scalar.text)
    return scalar.part(match[1], scalar.column + match.start(1)) if match else scalar


def items(reading: Reading, field: Field, scalar: Scalar) -> list[Scalar]:
    """One scalar as the items of a list of records: by lines, by ；, or by 、 where that cannot be within an item."""
    if lined := _lines(reading, scalar):
        _tell(reading, field, scalar, lined, spelling.dashed(reading, scalar, lined))
        return lined
    if not scalar.plain and _is_block(reading, scalar):  # a block of lines is a list as good as another
        return [piece for line in _block(reading, scalar) for piece in _split(_ITEM_ENDS, line)]
    if (inner := _bracketed(reading, scalar)) is not None:
        found = _split(_INNER_ENDS, inner)
        if field.key != "contacts" and not all(re.search("[0-9]", part.text) for part in found):
            found = _split(_ITEM_ENDS, inner)
        _tell(reading, field, scalar, found, _listed(reading, scalar, found))
        return found
    shown = scalar if scalar.plain else spelling.inside(reading, scalar)
    found = _split(_ITEM_ENDS, shown)
    if len(found) == 1 and "、" in scalar.text:
        parts = _split(_PAUSE, shown)
        if not any(" " in part.text for part in parts) or all(re.search(r"\d", part.text) for part in parts):
            found = parts
    if len(found) > 1:
        _tell(reading, field, scalar, found, _listed(reading, scalar, found))
    return found


def pieces(reading: Reading, field: Field, node: Node) -> list[Node]:
    """An item between brackets, cut at full-width commas where each piece can stand for itself."""
    if not isinstance(node, Scalar) or not node.plain or "，" not in node.text:
        return [node]
    found = _split(_WIDE_COMMA, node)
    if not all(re.search(r"[0-9]", piece.text) for piece in found):
        return [node]
    _tell(reading, field, node, found, _listed(reading, node, found, within=True))
    return [*found]


def _listed(reading: Reading, scalar: Scalar, found: list[Scalar], *, within: bool = False) -> Fix | None:
    return spelling.listed(reading, scalar, [part.text for part in found], within=within)


def _tell(reading: Reading, field: Field, scalar: Scalar, found: list[Scalar], fix: Fix | None) -> None:
    said = ", ".join(part.text for part in found)
    reading.add_for("KJ212", field, scalar, fix=fix, value=said)


def _is_block(reading: Reading, scalar: Scalar) -> bool:
    """Whether a text stands on the lines below a `|` or `>`."""
    return not scalar.plain and reading.lines[scalar.line - 1][scalar.column - 1 : scalar.column] in {
        "|",
        ">",
    }


def _block(reading: Reading, scalar: Scalar) -> list[Scalar]:
    """The lines of a block, each at its place where the note shows them as they are."""
    said = [line.strip() for line in scalar.text.split("\n") if line.strip()]
    lines = enumerate(reading.lines[scalar.line : scalar.end_line], scalar.line + 1)
    shown = [(number, line) for number, line in lines if line.strip()][: len(said)]
    if [line.strip() for _number, line in shown] != said:
        return _split(_ITEM_ENDS, scalar)
    return [
        Scalar(line.strip(), number, start, number, start + len(line.strip()), plain=False)
        for number, line in shown
        for start in [len(line) - len(line.lstrip()) + 1]
    ]


def _lines(reading: Reading, scalar: Scalar) -> list[Scalar]:
    """A plain text that was meant as a list: `-项`, `－ 项`, `1. 项`, an item a line; nothing where it was not."""
    if not scalar.plain:
        return []
    if scalar.line == scalar.end_line:
        match = _DASHED.fullmatch(scalar.text)
        return [scalar.part(match["text"], scalar.column + match.start("text"))] if match else []
    found: list[Scalar] = []
    for number in range(scalar.line, scalar.end_line + 1):
        line = reading.lines[number - 1]
        start = scalar.column - 1 if number == scalar.line else 0
        end = scalar.end_column - 1 if number == scalar.end_line else len(line)
        match = _ITEM.fullmatch(line, start, end)
        if match is None:
            return []
        column = match.start("text") + 1
        found.append(Scalar(match["text"], number, column, number, column + len(match["text"])))
    return found


def _split(ends: re.Pattern[str], scalar: Scalar) -> list[Scalar]:
    """A text cut at signs; each piece at its place where the text stands on one line as it is written."""
    if ends.search(scalar.text) is None:
        return [scalar]
    if scalar.line != scalar.end_line or scalar.end_column - scalar.column != len(scalar.text):
        pieces_ = (piece.strip() for piece in ends.split(scalar.text))
        return [scalar.part(text, scalar.column) for text in pieces_ if text]
    found: list[Scalar] = []
    start = 0
    for end in [*(match.start() for match in ends.finditer(scalar.text)), len(scalar.text)]:
        piece = scalar.text[start:end]
        if said := piece.strip():
            column = scalar.column + start + len(piece) - len(piece.lstrip())
            found.append(Scalar(said, scalar.line, column, scalar.line, column + len(said), scalar.plain))
        start = end + 1
    return found
