"""What falls within three days of a planned visit."""

from __future__ import annotations

from kjournal.care.reminder import Line
from kjournal.journal.regions import RegionEvent
from tests.care.written import day, dossier, reminded

CARD = "name: 甲店\nclass: 村镇药店\nrep: li\n"
PLAN = "2026-12-30-甲\nstatus: 计划"


def near(card: str, *visits: str, rule: str = "next", events: tuple[RegionEvent, ...] = ()) -> list[Line]:
    """The lines of the visit that tell of them."""
    made = reminded(dossier(card, *visits), "11-20", events=events)
    return [
        line
        for one in made
        if one.rule == rule
        for line in one.lines
        if line.text.startswith("At the same time")
    ]


def test_festivals_birthdays_and_events() -> None:
    """By day; a birthday is private."""
    card = (
        CARD
        + "contacts:\n  - 王建国 老板 生日12月27日\n  - 李 店员 生日1月3日\n客户活动: [{名目: 店庆, 日期: 01-02}]\n"
    )
    event = RegionEvent("visits/水.md", "广西", "洪水", day("12-29"), None, "")
    assert near(card, PLAN, events=(event,)) == [
        Line("At the same time: 王建国 birthday on 2026-12-27"),
        Line("At the same time: 洪水 on 2026-12-29", "internal"),
        Line("At the same time: 元旦 on 2027-01-01", "internal"),
        Line("At the same time: 店庆 on 2027-01-02", "internal"),
    ]


def test_three_days_and_not_four() -> None:
    """On either side."""
    card = (
        CARD
        + "客户活动:\n  - {名目: 早, 日期: 12-26}\n  - {名目: 前, 日期: 12-27}\n  - {名目: 晚, 日期: 01-03}\n"
    )
    assert [line.text.split()[4] for line in near(card, PLAN)] == ["前", "元旦"]


def test_of_a_visit_of_the_cadence_too() -> None:
    """Where it is planned."""
    assert near(CARD, "2026-10-02-甲\npeople: 王", rule="visit") == [
        Line("At the same time: 元旦 on 2027-01-01", "internal")
    ]


def test_nothing_in_a_quiet_time() -> None:
    """Nobody is wished a happy new year then."""
    assert near(CARD + "大事: [{日期: 2026-12-20, 事项: 去世}]\n", PLAN) == []
