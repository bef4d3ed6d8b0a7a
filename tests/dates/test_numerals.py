"""Small numbers in Arabic or Chinese figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.numerals import figures, number, roughly


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("08", 8),
        ("31", 31),
        ("零", 0),
        ("零八", 8),
        ("八", 8),
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("一十一", 11),
        ("二十", 20),
        ("廿", 20),
        ("廿九", 29),
        ("三十", 30),
        ("卅", 30),
        ("卅一", 31),
        ("九十九", 99),
    ],
)
def test_numbers(text: str, value: int) -> None:
    """Numbers up to 99, as days and months are written."""
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "-1", "1.5", "十廿", "二三", "八月", "十十", "初八"])
def test_other_text_is_no_number(text: str) -> None:
    """What is no number is None."""
    assert number(text) is None


def test_an_open_number_is_its_larger_one() -> None:
    """两三天 is up to three days."""
    assert [roughly(text) for text in ("两三", "三五", "三", "15", "廿一")] == [3, 5, 3, 15, 21]


def test_years_are_written_figure_by_figure() -> None:
    """Four figures, with either zero."""
    assert [
        figures(text) for text in ("一九七五", "二〇二六", "二零二六", "二0二六", "2026", "七五", "廿")
    ] == [
        1975,
        2026,
        2026,
        2026,
        2026,
        75,
        None,
    ]


@given(st.integers(0, 99))
def test_every_number_is_read_back(n: int) -> None:
    """Written with tens and ones, each number is read."""
    figure = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    written = (
        figure[n] if n < 10 else (figure[tens] if tens > 1 else "") + "十" + (figure[ones] if ones else "")
    )
    assert number(written) == n
