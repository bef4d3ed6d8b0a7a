"""Find again what notes tell in words, wherever and however cut it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kjournal.patterns import regex

PIECE = 5
"""Characters, or words of other scripts, from which a text can only come from the note that told it."""
_LETTERS = 3
"""So many of them must be no numbers."""
_LATIN = 5
"""A single word of so many letters is told by itself: a name on WeChat."""
_TOKEN = regex(r"[A-Za-z0-9]+|[^\W_]")
_BRIDGED = regex(r"[^\n；·|：]{0,16}")
"""What may lie between two pieces of one text: the name of a product, a number."""
Span = tuple[int, int]


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class Prose:
    """The pieces of all that is told; those of open words, such as our own messages and the names of goods, are no one's."""

    def __init__(self, told: Iterable[str], open_: Iterable[str]) -> None:
        self._told: dict[int, set[str]] = {size: set() for size in range(PIECE, 0, -1)}
        for text in told:
            for size, piece in _pieces(text):
                self._told[size].add(piece)
        for text in open_:
            words = [one.word for one in _tokens(text)]
            for size, told_ in self._told.items():
                told_.difference_update(" ".join(words[n : n + size]) for n in range(len(words) - size + 1))

    def spans(self, text: str) -> list[Span]:
        """Where it is told again, in order, what lies between two pieces with them."""
        tokens = _tokens(text)
        words = [one.word for one in tokens]
        found = [
            (tokens[n].start, tokens[n + size - 1].end)
            for size, told in self._told.items()
            for n in range(len(words) - size + 1)
            if told and " ".join(words[n : n + size]) in told
        ]
        return _joined(sorted(found), text)


def _tokens(text: str) -> list[_Token]:
    return [_Token(one[0].lower(), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each five in a row; of a text that is shorter the whole."""
    words = [one.word for one in _tokens(text)]
    size = min(PIECE, len(words))
    if size == 1 and (len(words[0]) < _LATIN or words[0].isdigit()):
        return
    least = min(_LETTERS, size)
    for n in range(len(words) - size + 1 if size else 0):
        piece = words[n : n + size]
        if sum(not word.isdigit() for word in piece) >= least:
            yield size, " ".join(piece)


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and (start <= found[-1][1] or _BRIDGED.fullmatch(text, found[-1][1], start)):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
