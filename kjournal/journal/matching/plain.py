"""Text reduced to what a search compares: folded letters and digits, nothing else."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from kjournal.remembering import remembered
from kjournal.words.folding import fold


@remembered(1 << 13)
def plain(text: str) -> str:
    """`text` folded (words.folding), without accents, punctuation and emoji: `吕Café（东街）` is `吕cafe东街`.

    It holds no upper-case ASCII letter: the rows use those as marks between fields.
    """
    folded = fold(text)
    if folded.isascii() and folded.isalnum():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if char.isalnum())


def span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the characters `start` to `end` of `plain(text)` stand in `text`; all of it where that cannot be said."""
    ends = list(accumulate(len(plain(char)) for char in text))
    if not ends or ends[-1] != len(plain(text)):  # a few letters (ς) fold otherwise alone than in a word
        return 0, len(text)
    first = next(at for at, count in enumerate(ends) if count > start)
    last = next(at for at, count in enumerate(ends) if count >= end)
    return first, last + 1
