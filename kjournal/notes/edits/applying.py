"""Edits of a note's bytes: what they name changes, and every other byte stays."""

from __future__ import annotations

from collections.abc import Iterable

from kjournal.files.decoding import Decoded, decode
from kjournal.findings.finding import Edit
from kjournal.patterns import regex

_LINE_END = regex("\r\n|[\r\n\u2028\u2029\x85]")


class Damaged(ValueError):  # noqa: N818  it says what the bytes are
    """The bytes are no text: nothing in them can be edited."""


def apply(data: bytes, edits: Iterable[Edit], *, recode: bool = False) -> bytes:
    """`data` with the edits made; where two meet the first counts. `recode`: as UTF-8 without a byte order mark.

    Raises `Damaged` where the bytes cannot be decoded.
    """
    decoded = decode(data)
    if decoded.problem:
        raise Damaged(decoded.problem)
    text = _edited(decoded, compatible(edits))
    if recode:
        return text.encode()
    return data[: decoded.mark_length] + decoded.encode(text)


def compatible(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the note, without those that meet one that comes before."""
    kept: list[Edit] = []
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
        if not kept or not kept[-1].meets(edit):
            kept.append(edit)
    return kept


def _edited(decoded: Decoded, edits: list[Edit]) -> str:
    """The text with the edits made; they are in order and do not meet."""
    text = decoded.text
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    newline = decoded.newline if decoded.newline in {"\n", "\r\n"} else "\n"
    pieces: list[str] = []
    seen = 0
    for edit in edits:
        start, end = (_index(text, starts, *place) for place in (edit.start, edit.end))
        pieces += [text[seen:start], edit.new.replace("\n", newline)]
        seen = max(end, start)
    return "".join([*pieces, text[seen:]])


def _index(text: str, starts: list[int], line: int, column: int) -> int:
    """The index of a place; one behind the end is the end."""
    if line > len(starts):
        return len(text)
    return min(starts[line - 1] + column - 1, len(text))
