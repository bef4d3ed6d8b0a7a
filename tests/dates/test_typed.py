"""Days in every form that people type."""

import timeit
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.readings import PROBLEMS, DayReading
from kjournal.dates.typed import is_day, read_day

VISIT = date(2026, 11, 20)  # a Friday

# What people type: any text, and texts of the characters that dates are made of.
typed = st.text(max_size=80) | st.text(
    "0123456789-/.年月日号初一二三十廿闰正腊农历周六天内底下个: TZ（）", max_size=24
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21",
        "2026-11-21 ",
        "２０２６－１１－２１",
        "2026/11/21",
        "2026.11.21",
        "2026。11。21",
        "2026—11—21",
        "2026‐11‑21",
        "20261121",
        "2026年11月21日",
        "2026 年 11 月 21 日",
        "2026年11月21号",
        "2026年11月21",
        "二〇二六年十一月二十一日",
        "二零二六年十一月二十一日",
        "二○二六年十一月二十一号",
        "贰零贰陆年壹拾壹月贰拾壹日",
        "公历2026-11-21",
        "阳历：2026年11月21日",
        "2026-11-21(公历)",
        "农历2026-10-13",
        "农历二〇二六年十月十三",
        "2026年十月十三",
        "2026-11-21 周六",
        "2026-11-21周六",
        "2026-11-21（六）",
        "2026-11-21 (周六)",
        "2026-11-21，星期六",
        "2026-11-21 禮拜六",
        "周六 2026-11-21",
        "星期六，2026年11月21日",
        "Sat 2026-11-21",
        "2026-11-21 Saturday",
        "2026-11-21 09:30",
        "2026-11-21 9:30 周六",
        "2026-11-21 周六 9:30",
        "2026-11-21T09:30",
        "2026-11-21T09:30:00+08:00",
        "2026-11-20T23:30:00Z",
        "2026-11-21T15:59:59.999Z",
        "2026年11月21日 下午2点半",
        "2026-11-21 上午",
        "到2026-11-21",
        "有效期至2026年11月21日",
        "2026-11-21之前",
        "2026-11-21前",
        "\u200b2026-11-21\ufeff",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    """Every form of DOMAIN.md 9.6 gives the day, and nothing is the matter with it."""
    reading = read_day(text)
    assert (reading.value, reading.problem) == (date(2026, 11, 21), "")


@pytest.mark.parametrize("text", ["2026-11-21", "1975-03-08", "2100-12-31"])
def test_only_the_plain_form_is_plain(text: str) -> None:
    """YYYY-MM-DD and nothing around it is what `--fix` writes."""
    assert read_day(text) == DayReading(date.fromisoformat(text), plain=True)
    assert not read_day(f" {text}").plain
    assert not read_day(text.replace("-0", "-") + " ").plain


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("农历1975-八-十五", date(1975, 9, 20)),
        ("农历1978-08-01", date(1978, 9, 3)),
        ("农历2025-闰6-15", date(2025, 8, 8)),
        ("农历1987年闰六月廿九", date(1987, 8, 23)),
        ("农历1968.8.15", date(1968, 10, 6)),
        ("农历19780801", date(1978, 9, 3)),
        ("农曆1978年八月初一", date(1978, 9, 3)),
        ("1978年农历八月初一", date(1978, 9, 3)),
        ("1978-8-1（农历）", date(1978, 9, 3)),
        ("1978-8-1(阴)", date(1978, 9, 3)),
        ("阴历1978/8/1", date(1978, 9, 3)),
        ("旧历一九七八年八月初一日", date(1978, 9, 3)),
        ("老历1978年八月1", date(1978, 9, 3)),
        ("农历2026年冬月初一", date(2026, 12, 9)),
        ("农历2026-冬-1", date(2026, 12, 9)),
        ("农历2026年十一月初一", date(2026, 12, 9)),
    ],
)
def test_lunar_days_with_their_year(text: str, day: date) -> None:
    """A lunar date in a day field is its solar day; the year is the lunar one."""
    assert read_day(text) == DayReading(day, lunar=True)


@pytest.mark.parametrize(
    ("text", "last", "following"),
    [
        ("11-21", date(2025, 11, 21), date(2026, 11, 21)),
        ("11-20", date(2026, 11, 20), date(2026, 11, 20)),
        ("--11-21", date(2025, 11, 21), date(2026, 11, 21)),
        ("11/21", date(2025, 11, 21), date(2026, 11, 21)),
        ("11.21", date(2025, 11, 21), date(2026, 11, 21)),
        ("3月8日", date(2026, 3, 8), date(2027, 3, 8)),
        ("三月八日", date(2026, 3, 8), date(2027, 3, 8)),
        ("12月5号", date(2025, 12, 5), date(2026, 12, 5)),
        ("十二月5日", date(2025, 12, 5), date(2026, 12, 5)),
        ("2月29日", date(2024, 2, 29), date(2028, 2, 29)),
        ("腊月廿三", date(2026, 2, 10), date(2027, 1, 30)),
        ("正月初五", date(2026, 2, 21), date(2027, 2, 10)),
        ("大年初五", date(2026, 2, 21), date(2027, 2, 10)),
        ("八月十五", date(2026, 9, 25), date(2027, 9, 15)),
        ("农历8-15", date(2026, 9, 25), date(2027, 9, 15)),
        ("三月三", date(2026, 4, 19), date(2027, 4, 9)),
        ("闰六月十五", date(2025, 8, 8), date(2036, 8, 6)),
    ],
)
def test_a_day_without_year(text: str, last: date, following: date) -> None:
    """A visit's day is the last such day up to a day nearby, a due day the next one from it on; both say what they guessed."""
    back, forward = read_day(text, near=VISIT), read_day(text, near=VISIT, forward=True)
    assert (back.value, back.problem, back.args["date"]) == (last, "no-year", str(last))
    assert (forward.value, forward.problem) == (following, "no-year")
    alone = read_day(text)
    assert (alone.value, alone.problem) == (None, "no-year")


def test_new_years_eve_is_read_as_the_last_day() -> None:
    """腊月三十 and 除夕 of a short month are its 29th, with a word about it."""
    for text in ("腊月三十", "除夕", "大年三十"):
        reading = read_day(text, near=VISIT, forward=True)
        assert (reading.value, reading.problem) == (date(2027, 2, 5), "lunar-missing-day")
        assert reading.args == {
            "year": "2026",
            "month": "腊月",
            "day": "三十",
            "days": "29",
            "date": "2027-02-05",
        }


@pytest.mark.parametrize(
    ("text", "problem", "args"),
    [
        (
            "2026-02-30",
            "no-such-day",
            {"year": "2026", "month": "2", "day": "30", "days": "28", "last": "2026-02-28"},
        ),
        ("2026-13-01", "no-such-day", {"year": "2026", "month": "13", "day": "1", "days": "", "last": ""}),
        ("0000-00-00", "no-such-day", {"year": "0000", "month": "0", "day": "0", "days": "", "last": ""}),
        ("2-30", "no-such-day", {"year": "", "month": "2", "day": "30", "days": "29", "last": "--02-29"}),
        (
            "农历8-31",
            "no-such-day",
            {"year": "", "month": "8", "day": "31", "days": "30", "last": "农历08-30"},
        ),
        ("2026-11", "no-day", {"month": "11", "first": "2026-11-01", "last": "2026-11-30"}),
        ("2027年2月", "no-day", {"month": "2", "first": "2027-02-01", "last": "2027-02-28"}),
        ("11月份", "no-day", {"month": "11", "first": "", "last": ""}),
        (
            "农历2026-12-30",
            "lunar-missing-day",
            {"year": "2026", "month": "腊月", "day": "三十", "days": "29"},
        ),
        ("农历2026-闰6-15", "lunar-missing-leap", {"year": "2026", "month": "闰六月", "leap": ""}),
        ("农历2025-闰5-15", "lunar-missing-leap", {"year": "2025", "month": "闰五月", "leap": "闰六月"}),
        ("农历1899-01-01", "lunar-range", {"year": "1899", "first": "1900", "last": "2100"}),
        ("75-3-8", "two-digit-year", {"typed": "75"}),
        ("明天", "relative", {}),
        ("10号", "relative", {}),
        ("", "not-a-date", {}),
        ("阿莫西林", "not-a-date", {}),
        ("5000", "not-a-date", {}),
        ("1975", "not-a-date", {}),
        ("21/11/2026", "not-a-date", {}),
        ("2026-1121", "not-a-date", {}),
        ("19751-2", "not-a-date", {}),
        ("公历腊月廿三", "not-a-date", {}),
        ("长期", "not-a-date", {}),
        ("2026-11-21 " * 9, "not-a-date", {}),
    ],
)
def test_what_is_refused_says_why(text: str, problem: str, args: dict[str, str]) -> None:
    """No value, a word for the reason, and what a message needs to name the cure."""
    reading = read_day(text)
    assert (reading.value, reading.problem, reading.args) == (None, problem, args)


@pytest.mark.parametrize(
    ("text", "day", "problem", "args"),
    [
        (
            "2026-11-21 周日",
            date(2026, 11, 21),
            "weekday",
            {"typed": "周日", "weekday": "周六", "date": "2026-11-21"},
        ),
        (
            "周五 农历2026-10-13",
            date(2026, 11, 21),
            "weekday",
            {"typed": "周五", "weekday": "周六", "date": "2026-11-21"},
        ),
        ("75-3-8", date(1975, 3, 8), "two-digit-year", {"typed": "75", "year": "1975", "date": "1975-03-08"}),
        (
            "05年3月8日",
            date(2005, 3, 8),
            "two-digit-year",
            {"typed": "05", "year": "2005", "date": "2005-03-08"},
        ),
        (
            "68年八月十五",
            date(1968, 10, 6),
            "two-digit-year",
            {"typed": "68", "year": "1968", "date": "1968-10-06"},
        ),
        (
            "99.12.31",
            date(1999, 12, 31),
            "two-digit-year",
            {"typed": "99", "year": "1999", "date": "1999-12-31"},
        ),
        ("1075-03-08", date(1075, 3, 8), "far-year", {"year": "1075", "date": "1075-03-08"}),
        ("2206年11月21日", date(2206, 11, 21), "far-year", {"year": "2206", "date": "2206-11-21"}),
    ],
)
def test_a_warning_comes_with_its_value(text: str, day: date, problem: str, args: dict[str, str]) -> None:
    """What was probably meant is taken, and said."""
    reading = read_day(text, near=VISIT)
    assert (reading.value, reading.problem, reading.args) == (day, problem, args)


def test_a_two_digit_year_ahead() -> None:
    """Of the last hundred years; where days lie ahead the twenty to come belong to them, so that a bill is due in 2027."""
    assert read_day("27-02-20", near=VISIT).value == date(1927, 2, 20)
    assert read_day("27-02-20", near=VISIT, forward=True).value == date(2027, 2, 20)
    assert read_day("75-02-20", near=VISIT, forward=True).value == date(1975, 2, 20)


def test_a_month_may_stand_for_its_end() -> None:
    """On a licence or a package 2027-05 means up to the last day of May, with a word about it."""
    for text in ("2027-05", "2027年5月", "有效期至2027年05月"):
        reading = read_day(text, month_end=True)
        assert (reading.value, reading.problem) == (date(2027, 5, 31), "no-day")
    assert read_day("5月", month_end=True).value is None


def test_words_count_from_a_day_only_where_days_lie_ahead() -> None:
    """A due day of 明天 counts from the visit; a visit's own day of 明天 says nothing."""
    assert read_day("明天", near=VISIT, forward=True) == DayReading(
        date(2026, 11, 21), problem="relative", args={"date": "2026-11-21"}
    )
    assert read_day("明天", near=VISIT) == DayReading(None, problem="relative")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-11-21 09:30", "09:30"),
        ("2026-11-20T23:30:00Z", "07:30"),
        ("2026年11月21日下午2点半", "14:30"),
        ("2026-11-21", ""),
    ],
)
def test_a_time_behind_a_day_is_kept(text: str, clock: str) -> None:
    """The time of day is not lost: a visit's begin may be taken from it. ISO moments are seen from China."""
    assert read_day(text).time == clock


@pytest.mark.parametrize(
    "part",
    [
        "2027-02-20",
        "2027/2/20",
        "2027.02.20",
        "2026-02-30",
        "12-05",
        "3-8",
        "--12-05",
        "3月8日",
        "12月5号",
        "腊月廿三",
        "八月十五",
        "农历8-15",
        "27-02-20",
        "2027-02-20周六",
        "2026-11-21T09:30:00Z",
        "到2027-05-31",
        "２０２７－０２－２０",
    ],
)
def test_parts_that_are_days(part: str) -> None:
    """A part of a one-line item in a form of DOMAIN.md 9.6 is a day."""
    assert is_day(part)


@pytest.mark.parametrize(
    "part",
    [
        "阿莫西林",
        "20盒",
        "0.25g*24粒",
        "5000",
        "12.5",
        "8.15",
        "1/2",
        "20261121",
        "19900000011",
        "×12.5",
        "@12.5",
        "=250",
        "9折",
        "13-45",
        "2-30",
        "10-20ml",
        "1.2万",
        "明天",
        "周五",
        "10号",
        "11月",
        "2026-11",
        "30天",
        "三七",
        "",
        "-",
    ],
)
def test_parts_that_are_no_days(part: str) -> None:
    """Goods, quantities, prices, batches, telephone numbers and words are not days."""
    assert not is_day(part)


@given(typed, st.none() | st.dates(), st.booleans())
def test_no_text_raises(text: str, near: date | None, forward: bool) -> None:
    """Whatever people type is read or refused with a known word; only what is fine or warned about has a value."""
    reading = read_day(text, near=near, forward=forward, month_end=True)
    assert reading.problem in PROBLEMS
    assert reading.value is not None or reading.problem
    if reading.value and reading.problem:
        assert reading.args["date"] == reading.value.isoformat()
    assert is_day(text) in {True, False}


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_plain_form_is_read_back(day: date) -> None:
    """ISO out, the same day in."""
    assert read_day(day.isoformat()) == DayReading(day, plain=True)


@given(st.dates(date(1900, 2, 1), date(2100, 12, 31)), st.data())
def test_every_form_gives_the_same_day(day: date, data: st.DataObject) -> None:
    """However a day is written out, the same one is read."""
    weekday = "一二三四五六日"[day.weekday()]
    forms = [
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day} 周{weekday}",
        f"星期{weekday} {day:%Y/%m/%d}",
        f"{day}T12:00:00Z",
    ]
    reading = read_day(data.draw(st.sampled_from(forms)))
    assert (reading.value, reading.problem) == (day, "")


def test_the_plain_form_is_quick() -> None:
    """Ten thousand plain days take well under a tenth of a second: notes are full of them."""
    assert min(timeit.repeat(lambda: read_day("2026-11-21"), number=10_000, repeat=3)) < 0.1
