"""The lines of a text that hold one of a few signs: looked for by the sign, many times quicker than by a pattern for lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def line_starts(text: str, signs: Iterable[str]) -> list[int]:
    """Where the lines begin that hold one of the signs, from the top, each once."""
    held = [sign for sign in signs if sign in text]
    return sorted({start for sign in held for start in _starts(text, sign)})


def _starts(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(sign, end) if end >= 0 else -1
