"""Finding the day that a sentence names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.prose import find_day

FRIDAY = date(2026, 11, 20)  # the visit's day


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("送两盒样品 给李医生 2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026年12月1日交单", "2026年12月1日", "2026-12-01"),
        ("到２０２６－１２－０１为止", "２０２６－１２－０１", "2026-12-01"),
        ("答应下周五前送两盒样品给李医生", "下周五", "2026-11-27"),
        ("三天内回话", "三天内", "2026-11-23"),
        ("月底結清貨款", "月底", "2026-11-30"),
        ("10号之前把发票开好", "10号", "2026-12-10"),
        ("下月10号结款", "下月10号", "2026-12-10"),
        ("12月5号订货会", "12月5号", "2026-12-05"),
        ("12-05 送货", "12-05", "2026-12-05"),
        ("送资料(12-05)", "12-05", "2026-12-05"),
        ("腊月廿三前送年货", "腊月廿三", "2027-01-30"),
        ("农历八月十五送月饼", "农历八月十五", "2027-09-15"),
        ("明年3月8日开业", "明年3月8日", "2027-03-08"),
        ("两个月内补齐手续", "两个月内", "2027-01-20"),
        ("今天下午送到", "今天", "2026-11-20"),
        # what lies behind is passed over, today gives way to a later day
        ("昨天答应的样品，周六带去", "周六", "2026-11-21"),
        ("今天说好明天送货", "明天", "2026-11-21"),
        ("下周三、下周五各送一次", "下周三", "2026-11-25"),
    ],
)
def test_the_day_and_its_place(text: str, words: str, day: str) -> None:
    """The first day to come, in the place where its date can be written; the words of a deadline stay outside."""
    found = find_day(text, FRIDAY)
    assert found
    assert (text[found.start : found.end], str(found.reading.value)) == (words, day)


@pytest.mark.parametrize(
    "text",
    [
        "尽快把样品送来",
        "10号楼的样品",
        "每周三送货",
        "每月10日对账",
        "每两周打一次电话",
        "每年3月8日送花",
        "送3-5盒",
        "送 3-5 盒",
        "声明日期要改",
        "今后天天联系",
        "十年前的老客户",
        "电话19900000001",
        "阿莫西林 0.25g*24粒 20盒 ×12.5",
        "批号20261121的货",
        "上周五说的事",
        "3月份再说",
        "",
    ],
)
def test_sentences_without_a_day(text: str) -> None:
    """Goods, recurrences, houses, the past and words that hold a day's word by chance name no day to come."""
    assert find_day(text, FRIDAY) is None


def test_a_day_that_does_not_exist_is_found() -> None:
    """A written date that is wrong is not passed over: the finding names it."""
    found = find_day("2026-02-30前送到，最迟下周五", FRIDAY)
    assert found
    assert (found.start, found.end, found.reading.value, found.reading.problem) == (
        0,
        10,
        None,
        "no-such-day",
    )


@given(
    st.text(max_size=60) | st.text("今明后天周五下个月底初10号日内每年前送3-5盒2026 ,", max_size=24),
    st.dates(),
)
def test_no_text_raises(text: str, base: date) -> None:
    """Any sentence is searched, and what is found stands in it."""
    found = find_day(text, base)
    if found:
        assert 0 <= found.start < found.end <= len(text)
        assert found.reading.value is None or found.reading.value >= base


@pytest.mark.parametrize("character", ["1", "十", "下", "月", "-", "每"])
def test_a_long_line_is_searched_once(character: str) -> None:
    """A pasted line of one character is no trap: the search does not grow with its square."""
    assert find_day(character * 20_000, FRIDAY) is None
