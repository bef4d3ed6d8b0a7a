"""Days that people name by counting from another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.readings import PROBLEMS, DayReading
from kjournal.dates.relative import read_relative

FRIDAY = date(2026, 11, 20)  # a visit's day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # days
        ("今天", "2026-11-20"),
        ("当天", "2026-11-20"),
        ("明天", "2026-11-21"),
        ("明日", "2026-11-21"),
        ("次日", "2026-11-21"),
        ("后天", "2026-11-22"),
        ("後天", "2026-11-22"),
        ("大后天", "2026-11-23"),
        ("昨天", "2026-11-19"),
        ("前天", "2026-11-18"),
        ("大前天", "2026-11-17"),
        # weekdays: the next one; with 这 and 下 of calendar weeks that begin on Monday
        ("周六", "2026-11-21"),
        ("周四", "2026-11-26"),
        ("周五", "2026-11-27"),
        ("星期日", "2026-11-22"),
        ("礼拜天", "2026-11-22"),
        ("這週五", "2026-11-20"),
        ("本周三", "2026-11-18"),
        ("下周五", "2026-11-27"),
        ("下周一", "2026-11-23"),
        ("下个星期一", "2026-11-23"),
        ("下下周一", "2026-11-30"),
        ("上周五", "2026-11-13"),
        # weeks: due on their Sunday
        ("本周内", "2026-11-22"),
        ("周末", "2026-11-22"),
        ("下周", "2026-11-29"),
        ("下周末", "2026-11-29"),
        ("下周初", "2026-11-23"),
        # so much time
        ("3天内", "2026-11-23"),
        ("３天內", "2026-11-23"),
        ("三天之内", "2026-11-23"),
        ("两三天内", "2026-11-23"),
        ("十五天内", "2026-12-05"),
        ("5日后", "2026-11-25"),
        ("30天以内", "2026-12-20"),
        ("一周内", "2026-11-27"),
        ("2个星期后", "2026-12-04"),
        ("半个月内", "2026-12-05"),
        ("一个月内", "2026-12-20"),
        ("3个月后", "2027-02-20"),
        ("半年内", "2027-05-20"),
        ("一年后", "2027-11-20"),
        ("24小时内", "2026-11-21"),
        ("12小时内", "2026-11-21"),
        ("48小时之内", "2026-11-22"),
        # days of a month: the next one
        ("20号", "2026-11-20"),
        ("10号", "2026-12-10"),
        ("30日", "2026-11-30"),
        ("31号", "2026-12-31"),
        ("下月10号", "2026-12-10"),
        ("下个月10日", "2026-12-10"),
        ("下个月的五号", "2026-12-05"),
        ("本月25号", "2026-11-25"),
        ("下下个月31号", "2027-01-31"),
        ("上月31号", "2026-10-31"),
        # parts of months, quarters, years
        ("月底", "2026-11-30"),
        ("月末", "2026-11-30"),
        ("本月", "2026-11-30"),
        ("本月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("下个月", "2026-12-31"),
        ("下个月初", "2026-12-01"),
        ("月初", "2026-12-01"),
        ("月中", "2026-12-15"),
        ("下月中旬", "2026-12-20"),
        ("12月底", "2026-12-31"),
        ("2月底", "2027-02-28"),
        ("11月初", "2027-11-01"),
        ("季度末", "2026-12-31"),
        ("本季度", "2026-12-31"),
        ("下季度末", "2027-03-31"),
        ("年底", "2026-12-31"),
        ("年前", "2027-02-05"),
        ("明年底", "2027-12-31"),
        ("明年初", "2027-01-01"),
        # other years
        ("明年3月8日", "2027-03-08"),
        ("今年12月5号", "2026-12-05"),
        ("明年正月初五", "2027-02-10"),
        ("今年腊月廿三", "2027-01-30"),
        # the words of a deadline
        ("周六前", "2026-11-21"),
        ("月底之前", "2026-11-30"),
        ("最迟下周五", "2026-11-27"),
        ("到10号", "2026-12-10"),
    ],
)
def test_words_count_from_the_base_day(text: str, day: str) -> None:
    """Each word gives its day and says that it was counted, so that `--fix` can write the date."""
    expected = DayReading(date.fromisoformat(day), problem="relative", args={"date": day})
    assert read_relative(text, FRIDAY) == expected


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("明天下午3点", "2026-11-21", "15:00"),
        ("明早9点", "2026-11-21", "09:00"),
        ("今晚8点半", "2026-11-20", "20:30"),
        ("明天上午", "2026-11-21", ""),
        ("下周五 14:30", "2026-11-27", "14:30"),
    ],
)
def test_a_time_behind_is_kept(text: str, day: str, clock: str) -> None:
    """The time of day goes along with the day."""
    reading = read_relative(text, FRIDAY)
    assert (str(reading.value), reading.time) == (day, clock)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3天前",
        "10号楼",
        "三天",
        "尽快",
        "月",
        "周",
        "年",
        "32号",
        "0号",
        "13月底",
        "3个工作日内",
        "明年",
        "阿莫西林",
        "明",
    ],
)
def test_other_words_are_no_day(text: str) -> None:
    """What names no day is refused."""
    assert read_relative(text, FRIDAY) == DayReading(None, problem="not-a-date")


def test_a_month_end_on_its_last_day() -> None:
    """Said on the last day, 月底 is today; 年前 said after the Spring Festival is the next one."""
    assert read_relative("月底", date(2026, 11, 30)).value == date(2026, 11, 30)
    assert read_relative("年前", date(2027, 2, 5)).value == date(2027, 2, 5)
    assert read_relative("年前", date(2027, 2, 6)).value == date(2028, 1, 25)


@given(
    st.text(max_size=20) | st.text("今明后天周五下上个月底初号日内0123456789十两半年季度前", max_size=8),
    st.dates(),
)
def test_no_text_raises(text: str, base: date) -> None:
    """On any day, at both ends of the calendar too, words are read or refused."""
    reading = read_relative(text, base)
    assert reading.problem in PROBLEMS
    assert (reading.value is None) == (reading.problem != "relative")
