"""Numbers in Chinese figures, alone or beside Arabic ones: 三百五, 一千二百元, 1万2, 两块五, 壹仟元整."""

from __future__ import annotations

from decimal import Decimal

from kjournal.patterns import regex

_ONES = {figure: n for n, figure in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
_SIMPLE = str.maketrans(
    "〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億俩倆兩", "零零一二二三三四五六六七八九十百千万亿两两两"
)
_FIGURE = "[一二三四五六七八九两]"
_ARABIC = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_SECTION = regex(
    rf"(?:(?P<千>{_FIGURE}|{_ARABIC})千)?(?P<空>零)?(?:(?P<百>{_FIGURE}|{_ARABIC})百)?零?(?:(?P<十>{_FIGURE}?)十)?(?P<零>零)?"
    rf"(?P<rest>{_FIGURE}|{_ARABIC}|半)?"
)
_LAST_UNIT = regex("[十百千万亿](?=[^十百千万亿]*$)")
MARKS = regex("[零〇一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟萬]")
"""Signs of Chinese figures; a number without any is an Arabic one."""


def number(text: str) -> Decimal | None:
    """The number that Chinese figures say; None for other words. A year said figure by figure is none."""
    said = text.translate(_SIMPLE)
    if said == "半":
        return Decimal("0.5")
    total, rest = Decimal(0), said
    for sign in ("亿", "万"):
        before, found, behind = rest.partition(sign)
        if not found:
            continue
        section = _section(before)
        if not section:
            return None
        total += section * _GREAT[sign]
        rest = behind
    if not rest:
        return total or None
    last = _section(rest)
    if last is None:
        return None
    return total + _hinted(said, rest, last)


def _section(text: str) -> Decimal | None:
    """Four places: 一千二百三十四, or a number in Arabic figures."""
    found = _SECTION.fullmatch(text) if text else None
    if found is None:
        return None
    value = Decimal(0)
    for sign, unit in _UNITS.items():
        typed = found[sign]
        if typed is not None:
            value += (_figure(typed) if typed else 1) * unit
    if found["rest"]:
        value += _hinted(text, found["rest"], _figure(found["rest"]))
    return value


def _hinted(said: str, rest: str, value: Decimal) -> Decimal:
    """A lone last figure counts the places below the unit before it: 一千二 is 1200, 两万五 25000; 一百零五 is not."""
    unit = _LAST_UNIT.search(said)
    if unit is None or len(rest) != 1 or unit.end() != len(said) - 1:
        return value
    size = _UNITS.get(unit[0]) or _GREAT[unit[0]]
    if rest == "半":
        return Decimal(size) / 2
    return value * size / 10 if size > 10 else value


def _figure(typed: str) -> Decimal:
    return Decimal(typed) if typed[0].isascii() else Decimal(_ONES[typed])
