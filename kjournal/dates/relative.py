"""Days that people name by counting from another: 明天, 下周五, 三天内, 月底."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from kjournal.dates import lunar, times
from kjournal.dates.folding import fold
from kjournal.dates.numerals import COUNT, NUMBER, number, roughly
from kjournal.dates.periods import add_months, month_days, month_end, quarter_end, week_end
from kjournal.dates.readings import DayReading
from kjournal.dates.resolve import resolve
from kjournal.dates.shapes import parts
from kjournal.dates.weekdays import FIGURES, WEEK, index
from kjournal.patterns import regex

Rule = Callable[[re.Match[str], date], "date | None"]

_WORDS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "当天": 0,
    "当日": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "次日": 1,
    "第二天": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
_WHICH = "(?P<which>这|本|上{1,3}|下{1,3})?个?"
_WITHIN = "(?P<within>之?以?(?:内|后))"


def _word(found: re.Match[str], base: date) -> date:
    return base + timedelta(days=_WORDS[found["word"]])


def _shift(found: re.Match[str]) -> int | None:
    """How many periods on: 下 1, 下下 2, 上 -1, 这 and 本 0; None where no such word stands there."""
    which = found["which"]
    if which is None:
        return None
    return {"上": -1, "下": 1}.get(which[0], 0) * len(which)


def _weekday(found: re.Match[str], base: date) -> date:
    """周五 is the next one after the base day; 这周五, 下周五 count calendar weeks from Monday."""
    shift, weekday = _shift(found), index(found["figure"])
    if shift is None:
        return base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)
    return base + timedelta(days=7 * shift + weekday - base.weekday())


def _week(found: re.Match[str], base: date) -> date | None:
    """A week without its day is due on its Sunday."""
    if not (found["which"] or found["end"]):
        return None
    sunday = week_end(base) + timedelta(days=7 * (_shift(found) or 0))
    return sunday - timedelta(days=6) if found["end"] == "初" else sunday


def _span(found: re.Match[str], base: date) -> date | None:
    """N days, weeks, months or years on; hours are counted in days begun, half a month is 15 days."""
    n, unit = roughly(found["n"]), found["unit"].removeprefix("个")
    if n is None:
        return None
    if unit in {"月", "年"}:
        return add_months(base, n * (12 if unit == "年" else 1))
    days = -(-n // 24) if unit == "小时" else n * (1 if unit in {"天", "日"} else 7)
    return base + timedelta(days=days)


def _half(found: re.Match[str], base: date) -> date:
    return add_months(base, 6) if found["unit"] == "年" else base + timedelta(days=15)


def _day_of_month(found: re.Match[str], base: date) -> date | None:
    """10号 is the next 10th from the base day on; with 下月 that month's, or its last day where it has none."""
    day, shift = number(found["day"]) or 0, _shift(found)
    if not 1 <= day <= 31:
        return None
    if shift is not None or found["month"]:
        return _clamped(add_months(base.replace(day=1), shift or 0), day)
    first = base.replace(day=1)
    while True:
        if day <= month_days(first.year, first.month) and first.replace(day=day) >= base:
            return first.replace(day=day)
        first = add_months(first, 1)


def _clamped(first: date, day: int) -> date:
    return first.replace(day=min(day, month_days(first.year, first.month)))


def _month(found: re.Match[str], base: date) -> date | None:
    """A month without its day is due on its last; 月初 is the 1st, 月中 the 15th, the next one where no month is named."""
    shift, part, named = _shift(found), found["part"] or "", number(found["number"] or "")
    if (shift is None and not part) or (named is not None and not 1 <= named <= 12):
        return None
    first = base.replace(day=1, month=named or base.month)
    first = add_months(first, shift or 0)
    day = {"初": 1, "上旬": 10, "中": 15, "中旬": 20}.get(part)
    value = first.replace(day=day) if day else month_end(first)
    return add_months(value, 12 if named else 1) if shift is None and value < base else value


def _quarter(found: re.Match[str], base: date) -> date | None:
    if not (found["which"] or found["part"]):
        return None
    return quarter_end(add_months(base, 3 * (_shift(found) or 0)))


def _year(found: re.Match[str], base: date) -> date | None:
    """年底 is 31 December, 年初 1 January; 年前 is 除夕, as people say it before the Spring Festival."""
    if found["part"] == "前":
        if not lunar.covers(base):
            return None
        eve = lunar.new_years_eve(base.year)
        return eve if eve >= base else lunar.new_years_eve(base.year + 1)
    year = base.year + {"去": -1, "明": 1, "后": 2}.get(found["year"] or "", 0)
    return date(year, 1, 1) if found["part"] == "初" else date(year, 12, 31)


_PATTERNS: tuple[tuple[str, Rule], ...] = (
    (f"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})", _word),
    (f"{_WHICH}{WEEK}(?P<figure>[{FIGURES}])", _weekday),
    (f"{_WHICH}{WEEK}(?P<end>之?内|末|底|初)?", _week),
    (f"(?P<n>{COUNT})(?P<unit>个?小时|天|日|周|个?星期|个?礼拜|个月|年){_WITHIN}", _span),
    (f"半个?(?P<unit>月|年){_WITHIN}", _half),
    (f"(?:{_WHICH}(?P<month>月)的?)?(?P<day>{NUMBER})(?:号|日)", _day_of_month),
    (f"(?:(?P<number>{NUMBER})|{_WHICH})月份?(?P<part>之?内|底|末|初|中旬|上旬|下旬|中)?", _month),
    (f"{_WHICH}季度?(?P<part>之?内|底|末)?", _quarter),
    ("(?P<year>今|明|后|去)?年(?P<part>底|末|初|前|之?内)", _year),
)
PHRASES = tuple(pattern for pattern, _ in _PATTERNS)  # for finding them in a sentence
_RULES = tuple((regex(pattern), rule) for pattern, rule in _PATTERNS)

_BEFORE = regex("^(?:最迟|最晚|不迟于|不晚于|有效期[至到]?|截止[至到]?|截至|[到至于在])[:,]?")
_BEHIND = regex("(?:之前|以前|前|为止|止|到期)$")
_OTHER_YEAR = regex("(?P<year>今|明|后|去)年(?P<rest>.+)")


def without_deadline(folded: str) -> str:
    """A date's text without the words that make it a deadline: 最迟, 到, 之前 …"""
    return _BEHIND.sub("", _BEFORE.sub("", folded))


def read_relative(text: str, base: date) -> DayReading:
    """A day that is named by counting from `base`: 今天, 周五, 下周五, 三天内, 10号, 月底, 下个月初, 明年3月8日."""
    whole = fold(text)
    folded, clock = times.split(whole)
    if folded in {"今", "明", "昨"} and folded != whole:  # 明早9点
        folded += "天"
    for candidate in (folded, without_deadline(folded)):
        value = _counted(candidate, base) or _other_year(candidate, base)
        if value:
            return DayReading(value, problem="relative", args={"date": value.isoformat()}, time=clock)
    return DayReading(None, problem="not-a-date")


def _counted(folded: str, base: date) -> date | None:
    """The day that the first fitting rule counts out."""
    for pattern, rule in _RULES:
        if found := pattern.fullmatch(folded):
            try:
                return rule(found, base)
            except (ValueError, OverflowError):  # beyond the calendar
                return None
    return None


def _other_year(folded: str, base: date) -> date | None:
    """A day of this, the next or the last year; the lunar year for a lunar one."""
    found = _OTHER_YEAR.fullmatch(folded)
    read = parts(found["rest"]) if found else None
    if found is None or read is None or read.year is not None:
        return None
    this = lunar.from_solar(base).year if read.lunar and lunar.covers(base) else base.year
    year = this + {"去": -1, "明": 1, "后": 2}.get(found["year"], 0)
    return resolve(msgspec.structs.replace(read, year=year), base, forward=True).value
