"""Codes of findings as people name them: one, a family, several in one word, in any case."""

from __future__ import annotations

from collections.abc import Iterable

from kjournal.commands.opening import Stop
from kjournal.findings.codes import CODES, covers
from kjournal.patterns import regex
from kjournal.words import _
from kjournal.words.folding import fold, nearest

_APART = regex(r"[\s,，、;；]+")
_NUMBER = regex(r"[0-9]{1,3}")


def chosen(words: Iterable[str]) -> tuple[str, ...]:
    """Codes and families out of options: `KJ2`, `kj203,KJ104`; one that nobody knows ends the command."""
    found = [one for word in words for one in _APART.split(word) if one]
    for one in found:
        if not family(one):
            raise unknown(one)
    return tuple(found)


def family(word: str) -> list[str]:
    """The codes that a word names: one (KJ203, kj203, 203) or all of a family (KJ2); none where it is no code."""
    plain = fold(word).upper()
    return [code for code in CODES if covers([f"KJ{plain}" if _NUMBER.fullmatch(plain) else plain], code)]


def unknown(word: str) -> Stop:
    """What is said of a code that there is not."""
    close = nearest(word, CODES, 1)
    if close:
        return Stop(_("there is no finding {code}; did you mean {word}?").format(code=word, word=close[0]))
    return Stop(_("there is no finding {code}; kjournal explain lists all").format(code=word))
