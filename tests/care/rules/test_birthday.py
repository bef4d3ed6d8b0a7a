"""Birthdays and anniversaries: an entry to prepare, and the day itself, which never moves."""

from __future__ import annotations

from datetime import date, time

import pytest

from kjournal.care.celebrations import celebrated
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.settings import CareSettings, RuleSettings
from kjournal.dates.annual import DayOfYear
from kjournal.dates.birthdays import read_birthday
from tests.care.written import SETTINGS, dossier, lines, reminded

CARD = "name: 甲诊所\nclass: 个体诊所\nrep: li\n"


def birthdays(
    card: str,
    when: str = "11-20",
    grade: str = "",
    days: int = 400,
    people: tuple[str, ...] = (),
    settings: CareSettings = SETTINGS,
) -> list[str]:
    """The entries of birthdays up to 400 days ahead."""
    return lines(reminded(dossier(CARD + card, people=people), when, grade, settings), "birthday", days)


def test_the_two_entries() -> None:
    """To prepare, all day, with a ring on the eve; and the day at half past eight. The reason is private."""
    card = "contacts: [{name: 王建业, role: 医生, phone: '19900000001', birthday: 1975-12-01, hobbies: 钓鱼, greeting: 微信, wish: 评职称, dislikes: 莫送酒}]"
    day = Reminder(
        uid=uid("birthday", "JIA", "王建业\0\0solar\x002026"),
        rule="birthday",
        kind="birthday",
        customer="JIA",
        rep="li",
        day=date(2026, 12, 1),
        verb="Birthday",
        name="王建业 · 甲诊所",
        why="birthday 12月1日, which is 2026-12-01",
        start=time(8, 30),
        lines=(
            Line("Phone: 19900000001"),
            Line("医生", "internal"),
            Line("Likes to be greeted: 微信"),
            Line("Likes: 钓鱼"),
            Line("Wishes: 评职称"),
            Line("Avoid: 莫送酒"),
        ),
        alarms=(Alarm(0),),
        open=False,
        why_sensitivity="private",
    )
    prepare = {
        "uid": uid("birthday-prepare", "JIA", "王建业\0\0solar\x002026"),
        "day": date(2026, 11, 30),
        "verb": "Prepare a birthday",
        "start": None,
        "alarms": (Alarm(900),),
        "due": date(2026, 12, 1),
    }
    found = [one for one in reminded(dossier(CARD + card), "11-20") if one.rule == "birthday"]
    assert found[1] == day
    assert {name: getattr(found[0], name) for name in prepare} == prepare


@pytest.mark.parametrize(
    ("grade", "prepare"), [("VIP", "11-23"), ("A", "11-27"), ("B", "11-30"), ("", "11-30")]
)
def test_when_to_prepare(grade: str, prepare: str) -> None:
    """VIP 7, A 3, others 1 working days before."""
    assert (
        birthdays("birthday: 12-01", grade=grade, days=30)[0]
        == f"{prepare} all day Prepare a birthday: 甲诊所"
    )


def test_a_birthday_never_moves() -> None:
    """On a Sunday it stands on the Sunday; it is prepared on a working day."""
    assert birthdays("birthday: 12-06", days=30) == [
        "12-05 all day Prepare a birthday: 甲诊所",
        "12-06 08:30 Birthday: 甲诊所",
    ]


def test_the_settings_set_the_leads() -> None:
    """Of VIP, A and others; one number holds for all; 0 leaves the preparing out."""
    for lead, expected in (((5, 2), "11-28"), ((2,), "11-28"), ((0,), "12-01")):
        settings = CareSettings(SETTINGS.calendar, rules={"birthday": RuleSettings(lead=lead)})
        assert birthdays("birthday: 12-01", days=30, settings=settings)[0].startswith(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("birthday: 农历1978-10-25", ["12-03"]),
        ("birthday: 农历1984年闰十月十九", ["11-27"]),
        ("birthday: 农历冬月二十", ["12-28"]),
        ("birthday: 1978-11-25\ncelebrates: 过农历", ["12-03"]),
        ("birthday: 农历1978-10-25\ncelebrates: 公历", ["11-25"]),
        ("birthday: 农历1978-10-25\ncelebrates: 两个都过", ["11-25", "12-03"]),
        ("birthday: 1978-11-25\ncelebrates: 不过生日", []),
    ],
)
def test_lunar_birthdays(written: str, expected: list[str]) -> None:
    """Kept by the calendar in which it is written, or as `celebrates` says."""
    found = [line[:5] for line in birthdays(written, days=40) if "Birthday" in line]
    assert found == expected


def test_a_leap_month() -> None:
    """Born in 闰六月: kept in the plain month in years without one (2036 is the next leap)."""
    card = "contacts: [{name: 莫家旺, birthday: 农历2025年闰六月初九}]"
    found = [one for one in reminded(dossier(CARD + card), "2034-11-20") if one.verb == "Birthday"]
    assert [(one.day.isoformat(), one.why) for one in found] == [
        ("2035-07-13", "birthday 农历闰六月初九, which is 2035-07-13"),
        ("2036-07-31", "birthday 农历闰六月初九, which is 2036-07-31"),
    ]


def test_days_that_a_year_lacks() -> None:
    """29 February on the 28th, 腊月三十 on 廿九; the reason says so."""
    leap = [
        one for one in reminded(dossier(CARD + "birthday: 1980-02-29"), "11-20") if one.verb == "Birthday"
    ]
    assert [(one.day.isoformat(), one.why) for one in leap] == [
        (
            "2027-02-28",
            "birthday 2月29日, which is 2027-02-28 (that month is too short, so it is kept a day earlier)",
        ),
        ("2028-02-29", "birthday 2月29日, which is 2028-02-29"),
    ]
    eve = [one for one in reminded(dossier(CARD + "birthday: 腊月三十"), "11-20") if one.verb == "Birthday"]
    assert [one.day.isoformat() for one in eve] == ["2027-02-05", "2028-01-25"]


def test_none_before_the_year_of_birth() -> None:
    """A year in the future is a slip, and nobody is greeted before being born."""
    assert birthdays("birthday: 2028-12-01", days=800) == [
        "2028-11-30 all day Prepare a birthday: 甲诊所",
        "2028-12-01 08:30 Birthday: 甲诊所",
    ]


@pytest.mark.parametrize(
    ("left", "when", "expected"),
    [("是", "11-20", 0), ("2026-11-20", "11-20", 0), ("2026-12-01", "11-20", 0), ("2026-12-02", "11-20", 2)],
)
def test_who_left_or_will_have_left(left: str, when: str, expected: int) -> None:
    """Nothing, ever: nor beforehand for a day after they go."""
    card = f"contacts: [{{name: 王, birthday: 12-01, left: {left}}}]"
    assert len(birthdays(card, when, days=60)) == expected


def test_nobody_of_the_family() -> None:
    """Birthdays of a family are known, not reminded of."""
    card = "contacts: [{name: 王, family: [{relation: 妻子, birthday: 12-01}]}]"
    assert birthdays(card) == []


def test_who_has_a_card_of_their_own() -> None:
    """The card takes the contact's place: one birthday, not two."""
    card = "contacts: [{name: 韦立新, birthday: 12-01}, {name: 王, birthday: 12-02}]"
    assert birthdays(card, days=20, people=("韦立新",)) == [
        "12-01 all day Prepare a birthday: 王 · 甲诊所",
        "12-02 08:30 Birthday: 王 · 甲诊所",
    ]


def test_a_person_with_an_organisation() -> None:
    """The name and where they work; the UID does not hang on the name of the card."""
    made = dossier("name: 韦立新\nkind: 个人\norg: 乙医院\nbirthday: 12-01", org="乙医院")
    found = [one for one in reminded(made, "11-20") if one.verb == "Birthday"]
    assert found[0].name == "韦立新 · 乙医院"
    assert found[0].uid == uid("birthday", "JIA", "\0\0solar\x002026")


def test_somebody_without_a_name() -> None:
    """The role names them."""
    assert (
        birthdays("contacts: [{role: 院长, birthday: 12-01}]", days=20)[1]
        == "12-01 08:30 Birthday: 院长 · 甲诊所"
    )


def test_a_department_is_named_once() -> None:
    """药剂科主任 says where already."""
    card = "contacts: [{name: 王, dept: 药剂科, role: 药剂科主任, title: 主任药师, birthday: 12-01}]"
    found = [one for one in reminded(dossier(CARD + card), "11-20") if one.rule == "birthday"]
    assert found[0].lines == (Line("药剂科主任 主任药师", "internal"),)


def test_anniversaries() -> None:
    """Their name is private and stands in the reason, not in the title."""
    card = "contacts: [{name: 王, anniversaries: [{what: 结婚纪念日, date: 2010-12-01}]}]"
    found = [one for one in reminded(dossier(CARD + card), "11-20") if one.rule == "birthday"][:2]
    assert lines(found) == [
        "11-30 all day Prepare an anniversary: 王 · 甲诊所",
        "12-01 08:30 Anniversary: 王 · 甲诊所",
    ]
    assert found[0].why == "结婚纪念日 12月1日, which is 2026-12-01"
    assert found[0].why_sensitivity == "private"


@pytest.mark.parametrize("status", ["停业", "合并", "流失"])
def test_closed_customers(status: str) -> None:
    """Nobody of theirs is congratulated."""
    assert birthdays(f"status: {status}\nbirthday: 12-01") == []


def test_nothing_is_open_afterwards() -> None:
    """A birthday that has passed is over."""
    assert not any(
        one.open for one in reminded(dossier(CARD + "birthday: 11-15"), "11-20") if one.rule == "birthday"
    )


def test_kept_by_a_calendar_that_cannot_be_told() -> None:
    """Without the year of birth the other calendar's day is unknown: as written, and the reason asks for the year."""
    found = [
        one
        for one in reminded(dossier(CARD + "birthday: 12-01\ncelebrates: 农历"), "11-20")
        if one.verb == "Birthday"
    ]
    assert (
        found[0].why
        == "birthday 12月1日, which is 2026-12-01 (kept by the other calendar: ask for the year of birth)"
    )


@pytest.mark.parametrize(
    ("birthday", "celebrates", "expected"),
    [
        ("1978-09-03", "", ["1978-09-03"]),
        ("1978-09-03", "农历", ["农历1978-08-01"]),
        ("1978-09-03", "阴历的", ["农历1978-08-01"]),
        ("农历1978-08-01", "农历", ["农历1978-08-01"]),
        ("农历1978-08-01", "新历", ["1978-09-03"]),
        ("农历1978-08-01", "农历公历都过", ["农历1978-08-01", "1978-09-03"]),
        ("--09-03", "农历", ["--09-03"]),
        ("1850-09-03", "农历", ["1850-09-03"]),
        ("1978-09-03", "在公司过", ["1978-09-03"]),
    ],
)
def test_which_calendar(birthday: str, celebrates: str, expected: list[str]) -> None:
    """By the words for either calendar; the other one needs the year, and a table that reaches it."""
    read = read_birthday(birthday).value
    assert isinstance(read, DayOfYear)
    assert [day.text() for day in celebrated(read, celebrates)] == expected
