"""How wide a text stands on a terminal, counted in display cells: a Chinese character takes two, an accent none."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

JOINER = "\u200d"  # joins two emoji into one picture
_EMOJI_FORM = "\ufe0f"  # makes a narrow sign (❤) a picture of two cells
_SKIN = range(0x1F3FB, 0x1F400)  # colours the picture before it
_INNER_JAMO = range(
    0x1160, 0x1200
)  # vowels and ends of Korean syllables stand in the cells of their beginning


def cells(text: str) -> int:
    """The display cells of a text, as terminals that join emoji show it.

    Signs whose width Unicode leaves open (“ — ①) are counted as one: so do terminals that are not told otherwise.
    """
    if text.isascii():
        return len(text)
    width = before = 0
    joined = False
    for char in text:
        now = 0 if joined else _cell(char)
        if char == _EMOJI_FORM and before == 1:
            width, before = width + 1, 2
        elif before == 2 and ord(char) in _SKIN:
            now = 0
        joined = char == JOINER and before == 2
        width += now
        before = now or before
    return width


@lru_cache(4096)
def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or ord(char) in _INNER_JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def visible(text: str) -> str:
    """A text as a terminal can show it: what nobody sees by its number, controls as their pictures."""
    if text.isprintable():
        return text
    return "".join(
        char if char == JOINER and _joins(text, at) else _visible(char) for at, char in enumerate(text)
    )


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between two emoji."""
    around = text[max(at - 2, 0) : at].rstrip(_EMOJI_FORM)[-1:], text[at + 1 : at + 2]
    return all(char and unicodedata.category(char) in {"So", "Sk"} for char in around)


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    if char.isspace():
        return " "
    return chr(0x2400 + ord(char)) if char < " " else f"<{ord(char):04X}>"
