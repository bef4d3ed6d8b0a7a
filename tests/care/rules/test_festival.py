"""Festivals: the lists of a rep, and the entries of VIPs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from kjournal.care.greeted import Greeted
from kjournal.care.quiet import Quiet
from kjournal.care.reminder import Line, Reminder
from kjournal.care.rules import festival
from kjournal.care.rules.festival import Row
from kjournal.care.settings import FESTIVAL_NAMES, CareSettings, RuleSettings
from kjournal.dates.today import Today
from tests.care.written import SETTINGS, day, dossier, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\nphone: '19900000001'\nwish: 想扩店\n"
DEATH = "大事:\n  - {日期: 2026-11-15, 事项: 去世, 谁: 父母, 勿扰至: 2026-11-30}\n"


def lists(rows: list[Row], when: str = "11-20", settings: CareSettings = SETTINGS) -> list[Reminder]:
    """All lists of a rep on a day."""
    return festival.lists("li", rows, settings, Today(day(when)))


def of(name: str, rows: list[Row], when: str = "11-20", settings: CareSettings = SETTINGS) -> list[str]:
    """The next lists of one festival: day, verb, whom."""
    found = [one for one in lists(rows, when, settings) if one.name == name and one.day < day("2027-11-01")]
    return [f"{one.day} {one.verb}: {'、'.join(shorts(one))}" for one in found]


def shorts(one: Reminder) -> Iterator[str]:
    """Whom a list names, as a brief feed shows it."""
    return (line.short for line in one.lines if line.short)


def customer(name: str, grade: str = "", **more: object) -> Row:
    """A row."""
    return Row(grade, replace(Greeted(name, "li", name), **more))


def test_prepared_by_grade_and_greeted_on_the_day() -> None:
    """VIP seven, A three, others one working day before; one list on the day, the best grades first."""
    rows = [customer("丁"), customer("丙", "B"), customer("乙", "A"), customer("甲", "VIP")]
    assert of("元旦", rows) == [
        "2026-12-24 Prepare greetings: 甲 (VIP)",
        "2026-12-29 Prepare greetings: 乙 (A)",
        "2026-12-31 Prepare greetings: 丙 (B)、丁",
        "2027-01-01 Festival greetings: 甲 (VIP)、乙 (A)、丙 (B)、丁",
    ]


def test_the_great_festivals_are_prepared_for_together() -> None:
    """春节 twenty days before 除夕, 中秋 fourteen, on the working day before where that is free."""
    rows = [customer("乙", "A"), customer("甲", "VIP")]
    assert of("春节", rows) == [
        "2027-01-16 Prepare greetings: 甲 (VIP)、乙 (A)",
        "2027-02-05 Festival greetings: 甲 (VIP)、乙 (A)",
    ]
    assert of("中秋", rows)[0] == "2027-09-01 Prepare greetings: 甲 (VIP)、乙 (A)"


def test_the_numbers_are_settings() -> None:
    """The days by grade, those of one festival, and which festivals there are."""
    rows = [customer("甲", "VIP")]
    tuned = replace(SETTINGS, rules={"festival": RuleSettings(lead=(2,))}, festival_leads={"春节": 10})
    assert of("元旦", rows, settings=tuned)[0].startswith("2026-12-30")
    assert of("春节", rows, settings=tuned)[0].startswith("2027-01-26")
    assert of("元旦", rows, settings=replace(SETTINGS, festivals={"元旦": False})) == []
    assert len(of("元旦", rows, settings=replace(SETTINGS, rules={"festival": RuleSettings(lead=(0,))}))) == 1
    assert lists(rows, settings=replace(SETTINGS, rules={"festival": RuleSettings(on=False)})) == []


def test_a_list_in_full() -> None:
    """Names for everybody; near the day wish and last talk of VIP and A; no text that all get, nothing of value."""
    rows = [
        customer("甲", "VIP", people=("卢姐",), wish="评先进", talk="2026-11-12 聊了分店"),
        customer("乙", "B", wish="换门头", words_only=True, deaths=(day("2026-11-01"),)),
    ]
    (found,) = [one for one in lists(rows, "12-05") if one.day == day("2027-01-01")]
    assert found.lines == (
        Line("甲 · 卢姐 (VIP); Wishes: 评先进; Last talk: 2026-11-12 聊了分店", short="甲 (VIP)"),
        Line("乙 (B); a death in the house: no word of joy", short="乙 (B)"),
        Line("Greet each in your own words, one by one; send no text to all.", "public"),
        Line("medical staff and public servants: good words only, nothing of value", "public"),
    )
    assert (found.customer, found.rep, found.kind, found.start, found.open) == (
        "",
        "li",
        "birthday",
        None,
        False,
    )
    (far,) = [one for one in lists(rows, "11-20") if one.day == day("2027-01-01")]
    assert far.lines[0].text == "甲 · 卢姐 (VIP)", "further ahead it would only change"


def test_thirty_and_the_rest() -> None:
    """Thirty are named, the rest are counted."""
    rows = [customer(f"{n:02}", "B") for n in range(31)]
    (found,) = [one for one in lists(rows) if one.day == day("2027-01-01")]
    assert len([*shorts(found)]) == 30
    assert found.lines[30] == Line("and 1 more, see the page", "public")
    (exact,) = [one for one in lists(rows[:30]) if one.day == day("2027-01-01")]
    assert len(exact.lines) == 31, "thirty names and a word of advice"


def test_the_quiet_are_left_out() -> None:
    """On the day, and from the list that prepares it; who is quiet on the day of preparing only is greeted."""
    quiet = customer("乙", "A", quiet=(Quiet(day("12-20"), day("12-30"), "去世"),))
    assert of("元旦", [customer("甲", "A"), quiet]) == [
        "2026-12-29 Prepare greetings: 甲 (A)",
        "2027-01-01 Festival greetings: 乙 (A)、甲 (A)",
    ]
    still = customer("乙", "A", quiet=(Quiet(day("12-20"), day("2027-01-01"), "去世"),))
    assert of("元旦", [still]) == []


def test_three_eight() -> None:
    """Only customers where a woman is, and her name."""
    rows = [customer("甲", "A"), customer("乙", "A", women=("卢姐", "小李"), people=("老王",))]
    (found,) = [
        one for one in lists(rows, "2027-03-01") if one.name == "三八" and one.day == date(2027, 3, 8)
    ]
    assert found.lines[0].text == "乙 · 卢姐、小李 (A)"


def test_a_vips_own_entry() -> None:
    """All day, from sixty days before, with phone, wish and last talk; nobody else has one."""
    made = dossier(CARD, "2026-11-10-甲\n\n聊了开分店的事。")
    assert lines(reminded(made, "11-20", "VIP"), "festival") == [
        "12-15 all day Greet: 福民药店 · 年终答谢", "2027-01-01 all day Greet: 福民药店 · 元旦",
    ]  # fmt: skip
    (first, _second) = [one for one in reminded(made, "11-20", "VIP") if one.rule == "festival"]
    assert first.why == "年终答谢 from 2026-12-15 to 2027-01-30"
    assert first.lines == (
        Line("Phone: 19900000001"), Line("Wishes: 想扩店"), Line("Last talk: 2026-11-10 聊了开分店的事。"),
    )  # fmt: skip
    assert lines(reminded(made, "11-20", "A"), "festival") == []


def test_a_vip_in_mourning() -> None:
    """Silent while quiet; for a year no word of joy."""
    made = dossier(CARD + DEATH)
    assert lines(reminded(made, "11-20", "VIP"), "festival")[0] == "12-15 all day Greet: 福民药店 · 年终答谢"
    found = [one for one in reminded(made, "11-20", "VIP") if one.rule == "festival"]
    assert found[0].lines[1] == Line("a death in the house: no word of joy")
    longer = dossier(CARD + DEATH.replace("2026-11-30", "2026-12-31"))
    assert lines(reminded(longer, "11-20", "VIP"), "festival") == [
        "2027-01-01 all day Greet: 福民药店 · 元旦"
    ]


@pytest.mark.parametrize("name", FESTIVAL_NAMES)
def test_a_uid_is_of_festival_year_and_lead(name: str) -> None:
    """Not of the day shown: the same list keeps its UID when the day of preparing moves."""
    rows = [
        customer("甲", "VIP", women=("甲",), medical=True),
        customer("乙", "A", women=("乙",), medical=True),
    ]
    every = replace(SETTINGS, festivals=dict.fromkeys(FESTIVAL_NAMES, True))
    six = [one.uid for one in lists(rows, settings=every) if one.name == name]
    five = [
        one.uid
        for one in lists(rows, settings=replace(every, calendar=CareSettings().calendar))
        if one.name == name
    ]
    assert six == five
    assert len({*six}) == len(six) > 0
