"""Small numbers in Arabic or Chinese figures."""

from __future__ import annotations

from kjournal.patterns import regex

# Character classes for the patterns of other modules.
ONES = "一二三四五六七八九"
YEAR_FIGURES = f"[〇零0{ONES}]"
NUMBER = f"(?:[0-9]{{1,2}}|[零十廿卅{ONES}]{{1,4}})"  # a month or a day
COUNT = f"(?:[0-9]{{1,3}}|[两十廿{ONES}]{{1,3}})"  # of days, weeks, months

_FIGURES = {figure: i for i, figure in enumerate("零" + ONES)} | {"〇": 0, "0": 0, "两": 2}
_TENS = regex(f"零?(?:(?P<tens>[{ONES}]?)十|(?P<short>[廿卅]))(?P<ones>[{ONES}]?)")
_ONE = regex(f"零?([零{ONES}两])")
_ROUGHLY = regex(f"[{ONES}两]([{ONES}])")


def is_chinese(text: str) -> bool:
    """Whether a number is written in Chinese figures."""
    return not text.isascii()


def number(text: str) -> int | None:
    """A number up to 99 in Chinese figures (`廿三`, `二十三`, `零三`), or any in Arabic ones; None for other text."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if found := _ONE.fullmatch(text):
        return _FIGURES[found[1]]
    if found := _TENS.fullmatch(text):
        short = {"廿": 2, "卅": 3}.get(found["short"], 0)
        tens = short or _FIGURES.get(found["tens"], 1)
        return tens * 10 + _FIGURES.get(found["ones"], 0)
    return None


def roughly(text: str) -> int | None:
    """A number, or the larger of two that leave it open: `两三` is 3."""
    found = _ROUGHLY.fullmatch(text)
    return _FIGURES[found[1]] if found else number(text)


def figures(text: str) -> int | None:
    """A year written figure by figure, `一九七五` or `二〇二六`, or in Arabic ones."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    values = [_FIGURES.get(figure) for figure in text]
    known = [value for value in values if value is not None]
    return int("".join(map(str, known))) if len(known) == len(values) else None
