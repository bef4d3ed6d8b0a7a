"""Quotes around a value, and a line with them as a message shows it."""

from __future__ import annotations

from kjournal.patterns import regex

_SHOWN = 60
"""Characters of a mended line that a message shows."""
_BEFORE = regex(r"\s*(?:- +)*(?:[^\s:#\"'][^:]*?:[ \t]+)?")
_COMMENT = regex(r"(?<![ \t])[ \t]++#.*")


def quoted(text: str) -> str:
    """`text` in quotes, double ones where it has none itself, so that every character stands for itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def value_end(text: str, behind: int = 0) -> int:
    """Where a value ends and a comment begins; `behind` is an index up to which no comment can begin."""
    comment = _COMMENT.search(text, behind)
    return comment.start() if comment else len(text.rstrip(" \t"))


def in_quotes(line: str) -> str:
    """A line with its whole value in quotes."""
    match = _BEFORE.match(line)
    start = match.end() if match else 0
    end = max(value_end(line, start), start)
    return f"{line[:start]}{quoted(line[start:end])}{line[end:]}"


def shown(line: str) -> str:
    """A line in a message: not too long, its quotes closed."""
    said = line.strip()
    if len(said) <= _SHOWN:
        return said
    sign = said[-1] if said[-1] in "\"'" else ""
    return f"{said[: _SHOWN - 2]}…{sign}"
