"""Numbers in Chinese figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.notes.values.figures import number

ONES = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5), ("十", 10), ("十二", 12), ("二十", 20), ("三百", 300), ("三百五", 350), ("三百五十", 350), ("一百零五", 105),
        ("一百一十五", 115), ("一千二", 1200), ("一千零二", 1002), ("两万五", 25000), ("一万零五百", 10500), ("十五万", 150000),
        ("三万半", 35000), ("一亿二千万", 120000000), ("壹仟贰佰", 1200), ("貳萬", 20000), ("1万2", 12000), ("1万2千", 12000),
        ("1.2万", 12000), ("半", Decimal("0.5")),
    ],
)  # fmt: skip
def test_numbers(text: str, value: int | Decimal) -> None:
    """As people say them: the last figure counts the places below the unit before it."""
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "二〇二六", "一二三", "百", "万", "万五", "三七", "几十", "十几", "x", "十" * 40]
)
def test_no_numbers(text: str) -> None:
    """Years, figures in a row, units alone."""
    assert number(text) is None


@given(st.integers(1, 99_999_999))
def test_each_number_comes_back(value: int) -> None:
    """Whatever is spelt out in full."""
    assert number(spelt(value)) == value


def spelt(value: int) -> str:
    """A number spelt out in full."""
    great, rest = divmod(value, 10_000)
    if great:
        small = f"{'零' if rest < 1000 else ''}{spelt(rest)}" if rest else ""
        return f"{spelt(great)}万{small}"
    said, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        figure = value // size % 10
        if figure:
            said += ("零" if gap and said else "") + ONES[figure] + unit
        gap = not figure
    return said
