"""New notes: a template filled in, and put on the disk whole and never over another file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kjournal.files.writing import write_atomic
from kjournal.notes.edits.quoting import written
from kjournal.notes.header.fences import split
from kjournal.notes.problem import Problem
from kjournal.patterns import regex
from kjournal.records.spec import Field, Record, by_key
from kjournal.words.folding import fold

_PLACEHOLDER = regex(r"[{｛]{2}\s*([^{}｛｝\n]{1,40}?)\s*[}｝]{2}")
_WHOLE = regex(
    r"(?P<key>[^#{｛]*?)\s*[:：]\s*(?P<quote>[\"']?)[{｛]{2}\s*(?P<word>[^{}｛｝]{1,40}?)\s*[}｝]{2}(?P=quote)\s*(?P<hint>#.*)?"
)
_KEY = regex(r"(?P<key>[^\s:：#-][^:：]*?)\s*[:：](?P<value>\s*[^\s#].*?)?(?P<hint>\s+#.*)?\s*")


class Unknown(NamedTuple):
    """A placeholder that stands for nothing."""

    word: str
    line: int


def fill(
    template: str, record: type[Record], values: Mapping[str, str], wanted: Collection[str] = ()
) -> str | Problem | Unknown:
    """A template's text with `values` (by field key) in place of its placeholders.

    A placeholder is any spelling of a field's key. A key without placeholder and without value takes its value too;
    those in `wanted` come in whatever the template says. The hint behind a value that is now there goes.
    """
    lines = template.split("\n")
    parts = split(template)
    if isinstance(parts, Problem):
        return parts
    begin, end = parts.first - 1, parts.body_line - 2
    words = _Words(by_key(record), values)
    for index, line in enumerate(lines):
        if strange := words.strange(line):
            return Unknown(strange, index + 1)
    header = _header(lines[begin:end], words, wanted)
    body = [words.put_in(line) for line in lines[end:]]
    return "\n".join([*lines[:begin], *header, *body])


class _Words:
    """What stands for what in one template."""

    def __init__(self, known: Mapping[str, Field], values: Mapping[str, str]) -> None:
        self.known, self.values = known, values

    def field(self, word: str) -> Field | None:
        return self.known.get(word) or self.known.get(fold(word))

    def value(self, word: str) -> str:
        field = self.field(word)
        return self.values.get(field.key if field is not None else word, "")

    def strange(self, line: str) -> str:
        """A placeholder that is no field and no other word with a value."""
        words = (found[1] for found in _PLACEHOLDER.finditer(line))
        return next((word for word in words if word not in self.values and self.field(word) is None), "")

    def put_in(self, line: str) -> str:
        return _PLACEHOLDER.sub(lambda found: self.value(found[1]), line)


def _header(lines: list[str], words: _Words, wanted: Collection[str]) -> list[str]:
    """The header filled in, and at its end what is wanted and has no line of its own."""
    made: list[str] = []
    done: set[str] = set()
    labels = False
    for index, line in enumerate(lines):
        below = index + 1 < len(lines) and lines[index + 1][:1] in {" ", "-", "\t"}
        found = _KEY.fullmatch(line)
        field = words.field(found["key"].strip()) if found else None
        if field is not None:
            done.add(field.key)
            labels = labels or not line[0].isascii()
        made.append(_line(line, field, words, wanted, below=below))
    rest = [key for key in words.values if key in wanted and key not in done and words.values[key]]
    return made + [_line_of(words.known[key].label if labels else key, words.values[key]) for key in rest]


def _line(line: str, field: Field | None, words: _Words, wanted: Collection[str], *, below: bool) -> str:
    """One line of a header: a placeholder that is the whole value becomes a scalar, within a text just its words."""
    if whole := _WHOLE.fullmatch(line):
        value = words.value(whole["word"])
        return _line_of(whole["key"], value, "" if value else whole["hint"] or "")
    if _PLACEHOLDER.search(line):
        return words.put_in(line)
    known = _KEY.fullmatch(line)
    value = words.values.get(field.key, "") if field is not None else ""
    if known and field and value and not below and (field.key in wanted or not known["value"]):
        return _line_of(known["key"], value)
    return line


def _line_of(key: str, value: str, hint: str = "") -> str:
    return f"{key}: {written(value)}".rstrip() + (f"  {hint.strip()}" if hint else "")


def english_keys(headers: Iterable[Iterable[str]], record: type[Record]) -> bool | None:
    """Whether notes with these keys are written in English; None where there are none, or where they do not agree."""
    known = by_key(record)
    seen: set[bool] = set()
    for spelling in (spelling for keys in headers for spelling in keys):
        field = known.get(spelling)
        if (
            field is not None
            and not field.label.isascii()
            and (spelling == field.key or not spelling.isascii())
        ):
            seen.add(spelling.isascii())
    return seen.pop() if len(seen) == 1 else None


def write_new(path: Path, text: str) -> None:
    """Put a new note on the disk, whole and lasting; raises `FileExistsError` rather than touch another.

    The name is taken first, so that nobody who writes at the same moment is overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        write_atomic(path, text.encode(), durable=True)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
