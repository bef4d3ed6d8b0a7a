"""Words of a line that were probably meant as a quantity or an amount, where it has none or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kjournal.notes.lines import glued
from kjournal.notes.lines.pieces import COUNTED_WORD, NUMBER, Part, is_quantity
from kjournal.notes.values.numbers import measured, shown
from kjournal.notes.values.words import narrow
from kjournal.patterns import regex
from kjournal.words import _

_FIGURE = regex("[0-9零一二两三四五六七八九十百千万]")
_GLUED = regex(rf"({NUMBER}[^\W\d_]{{1,3}})([×xX*@].*)")


class Doubt(NamedTuple):
    """A part that was read as a word, why that is told, and what to do."""

    part: Part
    reason: str
    remedy: str
    instead: str = ""  # what to write there; empty: nobody can say


def quantity(words: Sequence[Part]) -> Doubt | None:
    """Of a line without a quantity: a word that begins with a digit, or is one in Chinese figures."""
    part = next((word for word in words if _may_count(word.text)), None)
    if part is None:
        return None
    text = narrow(part.text)
    instead = ""
    if match := _GLUED.fullmatch(text):
        instead = f"{match[1]} {match[2]}"
        remedy = _("put a blank between them:  {text}").format(text=instead)
    elif (counted := measured(text)) is not None and COUNTED_WORD.fullmatch(text):
        instead = f"{shown(counted[0])}{counted[1]}"
        remedy = _("write the number in digits:  {text}").format(text=instead)
    else:
        remedy = _("a quantity has a unit behind it:  20盒")
    return Doubt(part, _("read as a word, not as a quantity"), remedy, instead)


def lost(words: Sequence[Part]) -> Doubt | None:
    """Of a line with money: a word in which a sum or a number of boxes was lost."""
    for word in words:
        if is_quantity(word.text):
            continue
        match glued.lost(narrow(word.text)):
            case "amount":
                remedy = _("an amount is written like this:  5000")
                return Doubt(word, _("read as a word, not as an amount"), remedy)
            case "quantity":
                remedy = _("a quantity has a unit behind it:  20盒")
                return Doubt(word, _("read as a word, not as a quantity"), remedy)
    return None


def amount(words: Sequence[Part]) -> Doubt | None:
    """Of a line without an amount: a word with a figure in it."""
    part = next((word for word in words if _FIGURE.search(word.text)), None)
    if part is None:
        return None
    remedy = _("an amount is written like this:  5000")
    return Doubt(part, _("read as a word, not as an amount"), remedy)


def _may_count(word: str) -> bool:
    return word[:1].isdigit() or COUNTED_WORD.fullmatch(word) is not None
