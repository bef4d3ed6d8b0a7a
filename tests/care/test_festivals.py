"""When festivals fall, and who is greeted on them."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.care.festivals import FESTIVALS, between, coming, thanked_until, wanted
from kjournal.care.greeted import Greeted, greeted
from kjournal.care.settings import FESTIVAL_NAMES
from kjournal.dates import lunar
from kjournal.dates.today import Today
from tests.care.written import day, dossier, facts_on

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\n"
ALL = ["元旦", "春节", "元宵", "五一", "端午", "中秋", "国庆", "年终答谢"]


def named(year: int, **chosen: bool) -> dict[str, str]:
    """The festivals of a year."""
    return {
        one.festival.name: one.day.isoformat()[5:]
        for one in between(chosen, date(year, 1, 1), date(year + 1, 1, 1))
    }


def test_the_days_of_a_year() -> None:
    """春节 is greeted on 除夕; three are off until they are switched on."""
    assert named(2027) == {
        "元旦": "01-01", "春节": "02-05", "元宵": "02-20", "三八": "03-08", "五一": "05-01", "护士节": "05-12", "端午": "06-09",
        "医师节": "08-19", "中秋": "09-15", "国庆": "10-01", "年终答谢": "12-15",
    }  # fmt: skip
    assert named(2027, 母亲节=True, 感恩节=True, 圣诞=True, 元旦=False).items() >= {
        "母亲节": "05-09", "感恩节": "11-25", "圣诞": "12-25"
    }.items()  # fmt: skip
    assert "元旦" not in named(2027, 元旦=False)


def test_moving_feasts() -> None:
    """The second Sunday of May, the fourth Thursday of November (DOMAIN.md 9.3), each 除夕."""
    years = range(2024, 2031)
    on = {"母亲节": True, "感恩节": True}
    assert [named(year, **on)["母亲节"] for year in years] == [
        "05-12", "05-11", "05-10", "05-09", "05-14", "05-13", "05-12"
    ]  # fmt: skip
    assert [named(year, **on)["感恩节"] for year in years] == [
        "11-28", "11-27", "11-26", "11-25", "11-23", "11-22", "11-28"
    ]  # fmt: skip
    assert [named(year)["春节"] for year in (2026, 2027, 2028, 2030)] == ["02-16", "02-05", "01-25", "02-02"]


def test_never_a_day_of_the_dead() -> None:
    """Nobody is greeted on 清明 or 中元, whatever the settings say."""
    assert tuple(one.name for one in FESTIVALS) == FESTIVAL_NAMES
    assert not {"清明", "中元"} & {*FESTIVAL_NAMES}
    assert len(wanted({"清明": True})) == len(wanted({}))


@pytest.mark.parametrize("year", range(1901, 2100))
def test_thanks_at_the_years_end(year: int) -> None:
    """The day lies between 15 December and 腊月廿三 of every year; the text says until when there is time."""
    (one,) = [
        one for one in between({}, date(year, 12, 1), date(year, 12, 31)) if one.festival.name == "年终答谢"
    ]
    last = thanked_until(one.day)
    assert last is not None
    assert date(year, 12, 15) <= one.day <= last
    assert (lunar.from_solar(last).month, lunar.from_solar(last).day) == (12, 23)


def test_how_far_the_feeds_show_them() -> None:
    """Two lunar years ahead, thirty days back; the first one beyond is waited for."""
    today = Today(day("11-20"))
    found = [one.day for one in coming({}, today)]
    assert (found[0], found[-1]) == (day("12-15"), date(2028, 12, 15))
    assert today.until == date(2026, 11, 25), "元旦 2029 comes into sight"
    assert coming({}, Today(day("10-31")))[0].day == day("10-01")
    assert coming({}, Today(day("11-01")))[0].day == day("12-15")


def row(card: str, when: str = "11-20") -> Greeted | None:
    """What a card lays down."""
    made = dossier(card)
    return greeted(made, facts_on(made, when), {}, Today(day(when)))


def kept(card: str) -> list[str]:
    """On which festivals a customer is greeted."""
    found = row(card)
    assert found is not None
    return [one.name for one in FESTIVALS if one.on and found.keeps(one)]


def test_who_is_greeted_when() -> None:
    """三八: where somebody is a woman; 护士节 and 医师节: medical staff, a doctor on the doctors' day alone."""
    assert kept(CARD) == ALL
    assert kept(CARD + "contacts:\n  - {name: 卢姐, gender: 女}\n") == [*ALL[:3], "三八", *ALL[3:]]
    clinic = CARD.replace("村镇药店", "村卫生室")
    assert [name for name in kept(clinic) if name not in ALL] == ["护士节", "医师节"]
    doctor = clinic + "kind: 个人\nrole: 主任医师\n"
    assert [name for name in kept(doctor) if name not in ALL] == ["医师节"]
    assert [name for name in kept(doctor.replace("主任医师", "护士长")) if name not in ALL] == ["护士节"]
    assert kept(clinic + "recipient: 商业客户\n") == ALL


@pytest.mark.parametrize(
    "line", ["status: 停业", "status: 合并", "status: 流失", "kind: 内部", "kind: 个人\nleft: 2026-11-01"]
)
def test_who_is_never_greeted(line: str) -> None:
    """Closed, merged, lost, one of us, somebody who left."""
    assert row(CARD + line) is None


def test_what_is_kept_in_mind() -> None:
    """Who decides, who is there still, the wish, the quiet time, and that medical staff get good words only."""
    found = row(
        CARD.replace("村镇药店", "乡镇卫生院") + "contacts:\n  - {name: 老王, left: 2026-11-01}\n"
        "  - {name: 小李}\n  - {name: 陆院长, decides: 是, wish: 评上二甲}\n大事:\n  - {日期: 2026-11-15, 事项: 去世, 谁: 父母}\n"
    )
    assert found is not None
    assert (found.people, found.wish, found.words_only) == (("陆院长",), "评上二甲", True)
    assert (found.silent(day("2027-01-01")), found.silent(day("2027-02-05"))) == (True, False)
    assert (found.mourns(day("2027-02-05")), found.mourns(day("2027-11-15"))) == (True, False)
    assert found.whom(FESTIVALS[0]) == "福民药店 · 陆院长"
