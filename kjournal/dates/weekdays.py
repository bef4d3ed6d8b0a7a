"""The weekday that people write beside a date."""

from __future__ import annotations

from kjournal.dates import times
from kjournal.patterns import regex

NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEK = "(?:周|星期|礼拜)"
FIGURES = "一二三四五六日天"

_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    rf"(?:\(?{WEEK}(?P<named>[{FIGURES}])\)?|\((?P<bare>[{FIGURES}])\)"
    rf"|\(?(?P<english>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?\)?)"
)
_LEADING = regex(rf"{_WEEKDAY},?(?=.)")
_TRAILING = regex(rf"(?<=.),?{_WEEKDAY}$")


def index(figure: str) -> int:
    """Monday is 0; both 日 and 天 are Sunday."""
    return min(FIGURES.index(figure), 6)


def beside(folded: str) -> tuple[str, int | None, str]:
    """A date's text without what stands beside it, in either order: the weekday, and the time of day as HH:MM."""
    rest, weekday = split(folded)
    rest, clock = times.split(rest)
    if weekday is None:
        rest, weekday = split(rest)
    return rest, weekday, clock


def split(folded: str) -> tuple[str, int | None]:
    """A date's text without the weekday before or behind it, and that weekday."""
    found = _TRAILING.search(folded) or _LEADING.match(folded)
    if not found:
        return folded, None
    figure = found["named"] or found["bare"]
    weekday = index(figure) if figure else _ENGLISH.index(found["english"][:3])
    return folded[: found.start()] + folded[found.end() :], weekday
