"""One form for the many ways the same characters of a date are typed."""

from __future__ import annotations

import unicodedata

from kjournal.patterns import regex

LONGEST = 64  # no date is longer; the rest of a pasted page is not looked at

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_SAME = {
    "-": "‐‑‒–—―−﹣ー",
    ":": "∶︰ː",
    ".": "。・·•",
    "/": "／⁄∕\\",
    "〇": "○◯",
    "(": "[【〔「",
    ")": "]】〕」",
}
_TRADITIONAL = dict(
    zip(
        "農曆歷陰陽舊國閏臘後號週點內個這禮兩鐘鍾時無遲為還過間節",
        "农历历阴阳旧国闰腊后号周点内个这礼两钟钟时无迟为还过间节",
        strict=True,
    )
)
# 大写 of cheques and drafts: 贰零贰柒年零贰月贰拾日.
_CAPITALS = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十", strict=True))

_TABLE = str.maketrans(
    {other: one for one, others in _SAME.items() for other in others}
    | _TRADITIONAL
    | _CAPITALS
    | dict.fromkeys(_ZERO_WIDTH, "")
)
_BLANKS = regex(r"\s+")
_LOOSE_BLANK = regex(r"(?<![0-9]) | (?![0-9])")


def aligned(text: str) -> str:
    """`text` folded character by character, so that places in it are places in `text`; blanks stay."""
    return "".join(map(_one, text))


def _one(character: str) -> str:
    """The one character that a character folds to; itself where it folds to none or several."""
    folded = unicodedata.normalize("NFKC", character).translate(_TABLE).lower()
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """`text` in NFKC, lower case, simplified, with plain dashes and no blanks but those between two digits.

    Empty for what is too long to be a date.
    """
    if len(text) > LONGEST:
        return ""
    folded = unicodedata.normalize("NFKC", text).translate(_TABLE).lower()
    return _LOOSE_BLANK.sub("", _BLANKS.sub(" ", folded)).strip(".,;!、")
