"""Regular expressions that match a word however it is typed, as `words.folding.fold` compares words.

They stand in JSON Schemas: only what ECMA 262 with its `u` flag and Python's `re` read alike is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kjournal.words.folding import fold, traditional

_GAP = r"[\s·_\u200b-]*"  # what the folding drops, as far as people type it (FIELDS.md 1)
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")


def anyhow(words: Iterable[str], suffixes: Iterable[str] = ()) -> str:
    """A pattern, without anchors, for each of the words in every typing of it, one of the endings behind."""
    found = dict.fromkeys(_GAP.join(map(_sign, fold(word))) for word in words)
    endings = "|".join(_GAP.join(map(_sign, ending)) for ending in suffixes)
    behind = f"(?:{_GAP}(?:{endings}))?" if endings else ""
    return f"(?:{'|'.join(found)}){behind}"


def whole(pattern: str) -> str:
    """The pattern for a text that is nothing else; blanks and other gaps around it count for nothing."""
    return f"^{_GAP}{pattern}{_GAP}$"


@cache
def _forms() -> dict[str, str]:
    """Each character that has traditional forms, with them."""
    found: dict[str, str] = defaultdict(str)
    for pair in traditional():
        found[pair[1]] += pair[0]
    found["账"] += "帳帐"
    return {plain: "".join(dict.fromkeys(plain + others)) for plain, others in found.items()}


@cache
def _sign(sign: str) -> str:
    """One folded character in each of its forms: traditional, full-width, capital."""
    forms = _forms().get(sign, sign)
    if sign.isascii() and sign.isprintable():
        capital = sign.upper()
        forms = "".join(dict.fromkeys((sign, capital, _wide(sign), _wide(capital))))
    if len(forms) > 1:
        return f"[{''.join(_escaped(form) for form in forms)}]"
    return _escaped(forms)


def _wide(sign: str) -> str:
    return chr(ord(sign) + 0xFEE0)


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in _SYNTAX else sign
