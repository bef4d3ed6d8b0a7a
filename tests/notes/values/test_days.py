"""Days, birthdays, times and moments, as they are typed in notes."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.notes.written import VISIT, card, header, said, told, visit

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "day", "findings"),
    [
        ("2026-11-21", date(2026, 11, 21), []),
        ("2026-4-7", date(2026, 4, 7), ["info KJ204"]),
        ("2026/11/21", date(2026, 11, 21), ["info KJ204"]),
        ("2026.11.21", date(2026, 11, 21), ["info KJ204"]),
        ("20261121", date(2026, 11, 21), ["info KJ204"]),
        ("2026年11月21日", date(2026, 11, 21), ["info KJ204"]),
        ("二〇二六年十一月廿一", date(2026, 12, 29), ["info KJ204"]),
        ("２０２６－１１－２１", date(2026, 11, 21), ["info KJ204"]),
        ("2026-11-21 14:30", date(2026, 11, 21), ["info KJ204"]),
        ("2026-11-20T16:30:00Z", date(2026, 11, 21), ["info KJ204"]),
        ("26-11-21", date(2026, 11, 21), ["warning KJ206"]),
        ("2026-11-21 周六", date(2026, 11, 21), ["info KJ204"]),
        ("2026-11-21 周一", date(2026, 11, 21), ["warning KJ213"]),
        ("1026-11-21", date(1026, 11, 21), ["warning KJ227"]),
        ("2026-02-30", None, ["error KJ203"]),
        ("11-21", None, ["error KJ203"]),
        ("2026-11", None, ["error KJ203"]),
        ("后天", None, ["error KJ203"]),
        ("0000-00-00", None, ["error KJ203"]),
        ("很久以前", None, ["error KJ203"]),
        ("“2026-11-21”", date(2026, 11, 21), ["warning KJ210"]),
    ],
)
def test_days_of_a_card(text: str, day: date | None, findings: list[str]) -> None:
    """Every form of DOMAIN.md 9.6; another than the plain one is an info, a guess a warning, no day an error."""
    note = header(f"建档: {text}")
    assert card(f"建档: {text}").created == day
    assert told(note) == [f"2:5 {finding}" for finding in findings]


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("2026-02-30", "month 2 has no day 30", "correct the day; the last one is 2026-02-28"),
        ("11月31日", "month 11 has no day 31", "correct the day; the last one is 11-30"),
        ("2026-13-01", "there is no month 13", "correct the month or the day"),
        ("11-21", "the year is missing", "write the year with four digits"),
        ("2026-11", "the day of the month is missing", "write the day too"),
        ("后天", "it says something else every day", "write the date itself, for example 2026-03-08"),
        ("农历2026-二-三十", "that lunar month had only 29 days", "correct the day"),
        (
            "农历2026年闰三月初一",
            "that lunar year had no such leap month; it had no leap month",
            "correct the month",
        ),
        (
            "农历2025年闰三月初一",
            "that lunar year had no such leap month; its leap month was 闰六月",
            "correct the month",
        ),
        ("农历1800-01-01", "lunar years are known from 1900 to 2100", "correct the year"),
        (
            "明天下午三点见",
            "not a date",
            "write it as 2026-03-08; without the year --03-08; lunar 农历八月十五",
        ),
    ],
)
def test_why_a_day_is_refused(text: str, reason: str, remedy: str) -> None:
    """With what to write instead."""
    args = said(header(f"建档: {text}"))["KJ203"]
    assert (args["reason"], args["remedy"], args["value"]) == (reason, remedy, text)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("后天", "2026-11-22", "KJ222"),
        ("下周五", "2026-11-27", "KJ222"),
        ("三天内", "2026-11-23", "KJ222"),
        ("月底", "2026-11-30", "KJ222"),
        ("10号", "2026-12-10", "KJ222"),
        ("12-05", "2026-12-05", "KJ204"),
        ("3月8日", "2027-03-08", "KJ204"),
        ("腊月廿三", "2027-01-30", "KJ204"),
    ],
)
def test_days_ahead_of_a_visit(text: str, day: str, code: str) -> None:
    """What is due counts from the visit's day; without a year it is the next one (FIELDS.md 3, DOMAIN.md 9.6)."""
    next_ = visit(f"下次: {{日期: {text}}}").next
    assert next_ is not None
    assert str(next_.date) == day
    assert told(header(f"下次: {{日期: {text}}}", VISIT)) == [f"2:10 info {code}"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("今天", "2026-11-20"), ("昨天", "2026-11-19"), ("11-18", "2026-11-18"), ("12-18", "2025-12-18")],
)
def test_days_behind_a_visit(text: str, day: str) -> None:
    """What was done lies on or before the visit's day."""
    (payment,) = visit(f"收款: [{{金额: 5000, 上交: {text}}}]").payments
    assert str(payment.handed_in) == day


@pytest.mark.parametrize(
    ("text", "day", "findings"),
    [
        ("2026-12", "2026-12-31", []),
        ("2026年12月", "2026-12-31", ["info KJ204"]),
        ("2026-12-15", "2026-12-15", []),
    ],
)
def test_shelf_life(text: str, day: str, findings: list[str]) -> None:
    """A month stands for its last day, as on the package."""
    (stock,) = visit(f"库存: [{{产品: 甲, 效期: {text}}}]").stock
    assert str(stock.expiry) == day
    assert [
        one.partition(" ")[2] for one in told(header(f"库存: [{{产品: 甲, 效期: {text}}}]", VISIT))
    ] == findings


def test_a_licence_by_month() -> None:
    """The last day of the month, which is told."""
    (paper,) = card("证照: [{名称: 营业执照, 到期日: 2031-05}]").licences
    assert paper.expires == date(2031, 5, 31)
    assert told(header("证照: [{名称: 营业执照, 到期日: 2031-05}]")) == ["2:22 info KJ204"]


@pytest.mark.parametrize(
    ("text", "plain", "findings"),
    [
        ("1975-03-08", "1975-03-08", []),
        ("--03-08", "--03-08", []),
        ("3月8日", "--03-08", ["info KJ204"]),
        ("75-3-8", "1975-03-08", ["warning KJ206"]),
        ("农历1978-08-01", "农历1978-08-01", []),
        ("农历1968年八月十五", "农历1968-08-15", ["info KJ204"]),
        ("八月十五", "农历08-15", ["info KJ204"]),
        ("1875-03-08", "1875-03-08", ["warning KJ227"]),
        ("2026-02-30", None, ["error KJ203"]),
        ("1975", None, ["error KJ203"]),
    ],
)
def test_birthdays(text: str, plain: str | None, findings: list[str]) -> None:
    """Solar and lunar, with and without the year; two digits of a year are no warning here (DOMAIN.md 9.6)."""
    birthday = card(f"生日: {text}").birthday
    assert (birthday.text() if birthday else None) == plain
    assert told(header(f"生日: {text}")) == [f"2:5 {finding}" for finding in findings]


def test_the_plain_form_of_a_lunar_birthday() -> None:
    """Is shown together with how people say it."""
    args = said(header("生日: 农历1972年腊月三十"))["KJ204"]
    assert (args["read"], args["plain"]) == ("农历1972-12-30 (腊月三十)", "农历1972-12-30")


@pytest.mark.parametrize("key", ["农历生日", "阴历生日", "旧历生日", "老历生日", "農曆生日"])
def test_a_key_that_says_lunar(key: str) -> None:
    """Its value is lunar, whatever the form."""
    birthday = card(f"{key}: 1978-08-01").birthday
    assert birthday is not None
    assert birthday.text() == "农历1978-08-01"
    assert told(header(f"{key}: 1978-08-01")) == []


def test_anniversaries_with_short_years() -> None:
    """Outside birthdays two digits are a warning."""
    assert told(header("纪念日: [{名目: 结婚, 日期: 99-5-1}]")) == ["2:20 warning KJ206"]


@pytest.mark.parametrize(
    ("text", "clock", "findings"),
    [
        ("14:30", time(14, 30), []),
        ("9:05", time(9, 5), []),
        ("14：30", time(14, 30), ["warning KJ217"]),
        ("下午2点半", time(14, 30), ["info KJ221"]),
        ("2:30", time(2, 30), ["warning KJ228"]),
        ("25:00", None, ["error KJ207"]),
        ("早上", None, ["error KJ207"]),
    ],
)
def test_times(text: str, clock: time | None, findings: list[str]) -> None:
    """A time in the small hours is asked about."""
    assert visit(f"到达: {text}").start == clock
    assert told(header(f"到达: {text}", VISIT)) == [f"2:5 {finding}" for finding in findings]


@pytest.mark.parametrize(
    ("text", "moment", "findings"),
    [
        ("2026-11-20 10:00", datetime(2026, 11, 20, 10, tzinfo=ZONE), []),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=ZONE), []),
        ("2026-11-20T02:00:00Z", datetime(2026, 11, 20, 10, tzinfo=ZONE), []),
        ("11月20日下午3点", datetime(2026, 11, 20, 15, tzinfo=ZONE), ["info KJ204"]),
        ("10:30", datetime(2026, 11, 20, 10, 30, tzinfo=ZONE), []),
        ("昨天", datetime(2026, 11, 19, tzinfo=ZONE), ["info KJ222"]),
        ("不知道", None, ["error KJ203"]),
    ],
)
def test_moments(text: str, moment: datetime | None, findings: list[str]) -> None:
    """A day with an optional time, in the journal's zone; a time alone is of the visit's day."""
    (complaint,) = visit(f"投诉:\n  - 现象: 破损\n    受理时间: {text}").complaints
    assert complaint.opened == moment
    note = header(f"投诉:\n  - 现象: 破损\n    受理时间: {text}", VISIT)
    assert [one.partition(" ")[2] for one in told(note)] == findings


@pytest.mark.parametrize(
    ("text", "left"), [("2026-05-01", date(2026, 5, 1)), ("是", date.min), ("否", None), ("yes", date.min)]
)
def test_leaving(text: str, left: date | None) -> None:
    """A day, or 是 where nobody knows it."""
    (contact,) = card(f"联系人: [{{姓名: 甲, 离职: {text}}}]").contacts
    assert contact.left == left


def test_short_years_reach_to_the_settings_year() -> None:
    """Two digits are of the hundred years up to it; of days ahead twenty years further."""
    assert card("建档: 27-05-01", year=2026).created == date(1927, 5, 1)
    assert card("建档: 27-05-01", year=2027).created == date(2027, 5, 1)
    assert card("暂停至: 27-05-01", year=2026).snooze == date(2027, 5, 1)


def test_words_on_a_card_that_names_a_day() -> None:
    """The date that would be meant had they been written on that day is proposed."""
    note = header("建档日期: 2026-11-01\n核实日期: 昨天")
    assert (
        said(note)["KJ203"]["remedy"]
        == "write the date itself: 2026-10-31, if it counts from 建档日期 (2026-11-01)"
    )
    assert card("建档日期: 2026-11-01\n核实日期: 昨天").verified is None


def test_moments_keep_their_time() -> None:
    """A time of day is part of the plain form."""
    note = header("投诉: [{现象: 漏, 受理时间: 2026年11月20日 下午2点}]", VISIT)
    assert said(note)["KJ204"]["plain"] == "2026-11-20 14:00"


@pytest.mark.parametrize("text", ["75-3-8", "农历75年八月十五", "农历75-8-15"])
def test_the_remedy_of_a_short_year_can_be_typed(text: str) -> None:
    """What is to be written is understood as it stands, without a remark."""
    [finding] = [one for one in header(f"生日: {text}").findings if one.code == "KJ206"]
    assert told(header(f"生日: {finding.args['plain']}")) == []
    assert card(f"生日: {finding.args['plain']}").birthday == card(f"生日: {text}").birthday
