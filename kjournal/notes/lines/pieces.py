"""A line cut at its blanks, and which of its pieces is a quantity."""

from __future__ import annotations

import msgspec

from kjournal.notes.values.words import narrow
from kjournal.patterns import regex
from kjournal.remembering import remembered

NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,8})?"
QTY = regex(rf"({NUMBER})([^\W\d_]{{1,4}})")
NO_UNITS = frozenset({"元", "万", "万元", "折", "mg", "g", "ml"})
COUNTED_WORD = regex("[一二两三四五六七八九十百千半]{1,6}[盒瓶袋件箱包支片粒个条罐桶]")
_PART = regex(r"(?:“[^”\n]{0,80}”|「[^」\n]{0,80}」|[^\s\u3000])+")
_QUOTED = regex(r"“([^”]*)”|「([^」]*)」")


class Part(msgspec.Struct, frozen=True, gc=False):
    """A piece of a line without blanks, but those between quotes."""

    text: str
    start: int  # its index in the line
    quoted: bool = False  # it stood between quotes and means nothing but itself


def parts(text: str) -> list[Part]:
    """A line cut at its blanks; what stands between “ ” or 「 」 stays whole."""
    if "“" in text or "「" in text:
        return [Part(match[0], match.start()) for match in _PART.finditer(text)]
    found, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        found.append(Part(word, start))
    return found


def unquoted(text: str) -> str | None:
    """What stands between the quotes that are around a whole part; None where there are none."""
    match = _QUOTED.fullmatch(text) if text[:1] in {"“", "「"} else None
    return None if match is None else match[1] or match[2] or ""


@remembered(1 << 12)
def is_quantity(word: str) -> bool:
    """Whether a word by itself is a quantity: 20盒."""
    match = QTY.fullmatch(narrow(word))
    return match is not None and match[2].lower() not in NO_UNITS
