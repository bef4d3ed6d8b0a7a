"""When a visit and a call are due, and why (DOMAIN.md 4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kjournal.care.cadence import band, weekday
from kjournal.care.plan import Waiting, plan
from kjournal.care.settings import Cadence, CareSettings, Preset
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from tests.care.written import SETTINGS, dossier, due_days, dues_on

VILLAGE = "name: 甲\nclass: 村卫生室\ncreated: 2026-01-05"
HOSPITAL = "name: 甲\nclass: 县医院"
BY_CLASS = CareSettings(SETTINGS.calendar, Cadence(classes={"县医院": "医院代表", "商业公司": "城区配送"}))


@pytest.mark.parametrize(
    ("days_after", "expected"),
    [
        (0, "正常"),
        (23, "正常"),
        (24, "将到"),
        (30, "将到"),
        (31, "超期"),
        (60, "超期"),
        (61, "久未联系"),
        (900, "久未联系"),
    ],
)
def test_bands_of_thirty_days(days_after: int, expected: str) -> None:
    """n = 30: 正常 to day 23, 将到 24–30, 超期 31–60, 久未联系 from 61."""
    last = date(2026, 1, 1)
    assert band(last, 30, Today(last + timedelta(days=days_after))) == expected


@pytest.mark.parametrize("days", [1, 2, 3, 7, 14, 30, 59, 60, 90, 91, 365])
def test_bands_of_any_interval(days: int) -> None:
    """正常 while 5e < 4n, 将到 while e ≤ n, 超期 while e ≤ 2n, then 久未联系."""
    last = date(2026, 1, 1)
    for e in range(3 * days):
        expected = (
            "正常" if 5 * e < 4 * days else "将到" if e <= days else "超期" if e <= 2 * days else "久未联系"
        )
        assert band(last, days, Today(last + timedelta(days=e))) == expected


def test_who_was_never_met_is_near() -> None:
    """There is something to do, and nothing to have missed."""
    assert band(None, 30, Today(date(2026, 1, 1))) == "将到"


@pytest.mark.parametrize(
    ("card", "grade", "expected"),
    [
        (VILLAGE, "VIP", {"visit": "10-31", "call": "12-31"}),
        (VILLAGE, "A", {"visit": "11-30", "call": "12-31"}),
        (VILLAGE, "B", {"visit": "12-30", "call": "12-31"}),
        (VILLAGE, "", {"visit": "12-30", "call": "12-31"}),
        (HOSPITAL, "A", {"visit": "10-08"}),
        (HOSPITAL, "B", {"visit": "10-15"}),
        (HOSPITAL, "C", {"visit": "10-31"}),
        (HOSPITAL, "", {"visit": "10-31"}),
        (HOSPITAL + "\nkind: 个人\norg: 乙\ndept: 药剂科", "A", {"visit": "10-31"}),
        (HOSPITAL + "\nkind: 个人\norg: 乙\ndept: 儿科", "A", {"visit": "10-08"}),
        ("name: 甲\nclass: 商业公司", "", {"visit": "10-04"}),
        ("name: 甲\nclass: 村卫生室\ncadence: 季度回访", "VIP", {"visit": "12-30", "call": "12-31"}),
        ("name: 甲\nclass: 村卫生室\ncadence: 两周一次", "C", {"visit": "10-15", "call": "12-31"}),
        ("name: 甲\nclass: 村卫生室\n拜访频率: 不排", "VIP", {}),
    ],
)  # fmt: skip
def test_presets(card: str, grade: str, expected: dict[str, str]) -> None:
    """Each preset's intervals count from the last contact, by grade; a department or the card may set its own."""
    made = dossier(card, "2026-10-01-甲\npeople: 王医生")
    assert due_days(made, "2026-10-02", grade, BY_CLASS) == expected


def test_a_reason_names_contact_and_interval() -> None:
    """Why: the contact it counts from, whose interval it is, and how long it is."""
    made = dossier(VILLAGE, "2026-10-01-甲\npeople: 王医生", "2026-10-05-甲\nchannel: 电话\nresult: 达成")
    assert [due.why for due in dues_on(made, "10-06", "A")] == [
        "last visit 2026-10-01 (上门); 第三终端, grade A: every 60 days",
        "last contact 2026-10-05 (电话); 第三终端, grade A: every 91 days",
    ]


def test_an_interval_on_the_card_that_nobody_understands() -> None:
    """The preset holds, and the reason says what was not understood."""
    made = dossier(VILLAGE + "\ncadence: 随缘", "2026-10-01-甲\npeople: 王医生")
    assert dues_on(made, "10-06")[0].why == (
        "last visit 2026-10-01 (上门); 第三终端 (the card's 随缘 is not understood): every 90 days"
    )


def test_the_ramp() -> None:
    """Dense first, sparse later: a customer begun as 开发中 is seen on days 7, 14, 28, 42, 72, then as usual."""
    begin = date(2026, 1, 1)
    seen, offsets = [0], []
    for _contact in range(6):
        visits = [f"{begin + timedelta(days=n)}-甲\npeople: 王医生" for n in seen]
        made = dossier("name: 甲\nclass: 村卫生室\nstatus: 开发中", *visits)
        due = dues_on(made, (begin + timedelta(days=seen[-1])).isoformat())[0].due
        assert due is not None
        seen.append((due - begin).days)
        offsets.append(seen[-1])
    assert offsets == [7, 14, 28, 42, 72, 162]


def test_a_step_only_while_it_is_shorter() -> None:
    """Where the steady interval is shorter than a step it holds."""
    made = dossier(
        "name: 甲\nclass: 县医院\nstatus: 开发中",
        "2026-10-01-甲\npeople: 王",
        "2026-10-02-甲\npeople: 王",
        "2026-10-03-甲\npeople: 王",
    )
    assert due_days(made, "10-03", "A", BY_CLASS) == {"visit": "10-10"}
    assert due_days(made, "10-03", "C", BY_CLASS) == {"visit": "10-17"}


def test_the_ramp_is_of_visits() -> None:
    """A written message is no step, and calls are not made dense beside visits."""
    made = dossier(
        VILLAGE + "\nstatus: 潜在", "2026-10-01-甲\npeople: 王", "2026-10-02-甲\nchannel: 微信\nresult: 待定"
    )
    assert due_days(made, "10-03") == {"visit": "10-08", "call": "12-31"}


def test_a_customer_that_came_to_us_grown_has_no_ramp() -> None:
    """Only who was begun as 潜在 or 开发中: the status says so, or the first visit was for 开发."""
    grown = dossier(VILLAGE, "2026-10-01-甲\npeople: 王")
    won = dossier(VILLAGE + "\nstatus: 合作", "2026-10-01-甲\npurpose: 开发\npeople: 王")
    assert due_days(grown, "10-03")["visit"] == "12-30"
    assert due_days(won, "10-03")["visit"] == "10-08"


def test_never_met() -> None:
    """A visit is due from the day of the card; the call an interval after; with no such day any day will do."""
    assert due_days(dossier(VILLAGE), "02-01") == {"visit": "01-05", "call": "04-06"}
    assert due_days(dossier("name: 甲\nclass: 村卫生室"), "02-01") == {"visit": "any day"}
    assert [due.why for due in dues_on(dossier(VILLAGE), "02-01")] == [
        "no visit yet; 第三终端: every 90 days",
        "no call yet; 第三终端: every 91 days",
    ]


def test_several_intervals_missed_are_one_slot() -> None:
    """Exactly one pending a customer and slot, however many intervals were missed."""
    made = dossier(VILLAGE, "2025-01-01-甲\npeople: 王")
    assert [(due.slot, due.due, due.band) for due in dues_on(made, "11-20")] == [
        ("visit", date(2025, 4, 1), "久未联系"),
        ("call", date(2025, 4, 2), "久未联系"),
    ]


def test_the_floor_of_a_vip_is_kept_by_its_visit() -> None:
    """Any contact every 30 days: while a visit is due no later than that, no call is asked for beside it."""
    made = dossier(VILLAGE, "2026-10-01-甲\npeople: 王")
    assert due_days(made, "10-20", "VIP") == {"visit": "10-31", "call": "12-31"}


def test_the_floor_of_a_vip_whose_visit_is_far() -> None:
    """Agreed for later than the floor: a call comes between, and says why."""
    made = dossier(
        VILLAGE, "2026-10-01-甲\npeople: 王\nnext: 2026-12-15", "2026-10-05-甲\nchannel: 微信\nresult: 达成"
    )
    assert due_days(made, "10-20", "VIP") == {"visit": "12-15", "call": "11-04"}
    assert dues_on(made, "10-20", "VIP")[1].why == (
        "last contact 2026-10-05 (微信); no longer than 30 days without any contact"
    )


def test_a_floor_alone() -> None:
    """A preset of one's own may ask for nothing but any contact."""
    settings = CareSettings(cadence=Cadence("只问候", presets={"只问候": Preset(any={"*": 45})}))
    made = dossier(VILLAGE, "2026-10-01-甲\nchannel: 微信\nresult: 达成")
    assert due_days(made, "10-20", settings=settings) == {"call": "11-15"}


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("status: 停业", {}),
        ("status: 合并", {}),
        ("status: 流失", {}),
        ("kind: 内部", {}),
        ("status: 休眠", {"call": "12-31"}),
        ("status: 休眠\ncadence: 7天", {"call": "12-31"}),
        ("status: 休眠\ncadence: 不排", {}),
        ("status: 搬迁", {"visit": "12-30", "call": "12-31"}),
        ("kind: 个人\nleft: 2026-10-20", {}),
        ("kind: 个人\nleft: 是", {}),
        ("kind: 个人\nleft: 2026-10-21", {"visit": "12-30", "call": "12-31"}),
    ],
)
def test_statuses(card: str, expected: dict[str, str]) -> None:
    """Closed, merged, lost and our own people have no cadence; 休眠 one call every 91 days; 搬迁 goes on; who left, nothing."""
    made = dossier(f"name: 甲\nclass: 村卫生室\n{card}", "2026-10-01-甲\npeople: 王")
    assert due_days(made, "10-20") == expected


def test_a_pause() -> None:
    """Nothing is asked for before the day on the card; then what is due by arithmetic."""
    made = dossier(VILLAGE + "\nsnooze: 2026-12-01", "2026-08-01-甲\npeople: 王")
    assert due_days(made, "11-30") == {"visit": "12-01", "call": "12-01"}
    assert due_days(made, "12-01") == {"visit": "10-30", "call": "10-31"}
    assert dues_on(made, "11-30")[0].why.endswith("every 90 days; paused until 2026-12-01")


def test_a_pause_that_ends_before_the_due_day() -> None:
    """It changes nothing, and is not spoken of."""
    made = dossier(VILLAGE + "\nsnooze: 2026-10-02", "2026-08-01-甲\npeople: 王")
    assert dues_on(made, "10-01")[0].why.endswith("every 90 days")


def test_reception_days() -> None:
    """A visit is due on the first day on which reps are received; once it is overdue, on the next such day."""
    made = dossier(HOSPITAL + "\nreception: 每周三", "2026-11-02-甲\npeople: 王")
    assert due_days(made, "11-03", "B", BY_CLASS) == {"visit": "11-18"}
    assert due_days(made, "11-18", "B", BY_CLASS) == {"visit": "11-18"}
    assert due_days(made, "11-19", "B", BY_CLASS) == {"visit": "11-25"}
    assert dues_on(made, "11-03", "B", BY_CLASS)[0].why == (
        "last visit 2026-11-02 (上门); 医院代表, grade B: every 14 days; received on: 周三"
    )


def test_reception_days_that_are_no_weekdays() -> None:
    """Other words are only shown."""
    made = dossier(HOSPITAL + "\nreception: 每月第一个周三", "2026-11-02-甲\npeople: 王")
    assert due_days(made, "11-03", "B", BY_CLASS) == {"visit": "11-16"}


def test_what_is_agreed_is_due_that_day() -> None:
    """An agreed visit stands for the visit's slot, a planned call for the call's; each takes its place on that day."""
    made = dossier(
        VILLAGE,
        "2026-11-02-甲\npeople: 王\nnext: 2026-11-25 送样品",
        "2026-12-01-甲\nchannel: 电话\nstatus: 计划",
    )
    assert due_days(made, "11-20") == {"visit": "11-25", "call": "12-01"}
    assert dues_on(made, "11-20")[0].why.endswith("every 90 days; agreed for 2026-11-25")


def test_what_is_agreed_takes_its_place() -> None:
    """With room for one, another visit that is due that day stands on the next, however late it is."""
    agreed = dossier(VILLAGE, "2026-11-02-甲\npeople: 王\nnext: 2026-11-25 送样品")
    other = dossier(VILLAGE, "2026-08-27-甲\npeople: 王")
    rows = [
        Waiting(name, due.due, due.days, due.band, 0)
        for name, made in (("甲", agreed), ("乙", other))
        for due in dues_on(made, "11-20")[:1]
    ]
    planned = plan(rows, 1, SETTINGS.calendar, date(2026, 11, 20))
    assert planned == {"甲": date(2026, 11, 25), "乙": date(2026, 11, 26)}


def test_what_was_agreed_and_forgotten() -> None:
    """Once its day has passed the cadence takes over, counted from the last contact."""
    made = dossier(VILLAGE, "2026-11-02-甲\npeople: 王\nnext: 2026-11-25 送样品")
    assert due_days(made, "11-25")["visit"] == "11-25"
    assert due_days(made, "11-26")["visit"] == "2027-01-31"


def test_a_visit_to_a_person_counts_for_the_organisation() -> None:
    """The organisation's slots count from it."""
    made = dossier(VILLAGE, "2026-10-01-甲\npeople: 王", via=["2026-11-01-李医生\nresult: 达成"])
    assert due_days(made, "11-20") == {"visit": "2027-01-30", "call": "2027-01-31"}


def test_intervals_without_end() -> None:
    """A settings file that asks for a million days does not break the calendar."""
    settings = CareSettings(WorkCalendar(), Cadence("永远", presets={"永远": Preset({"*": 10**9})}))
    made = dossier(VILLAGE, "2026-10-01-甲\npeople: 王")
    assert due_days(made, "10-20", settings=settings) == {"visit": "2036-09-28"}


def test_weekday_of_a_region() -> None:
    """As the settings say, by the longest path or the bare name; else the same day of the week for ever."""
    weekdays = {"广西/河池/峨江县/向阳镇": 2, "纳洪乡": 4, "峨江县": 0}
    assert weekday("广西/河池/峨江县/向阳镇", weekdays) == 2
    assert weekday("广西/河池/峨江县/向阳镇/那料村", weekdays) == 2
    assert weekday("广西/河池/峨江县/纳洪乡", weekdays) == 4
    assert weekday("广西/河池/峨江县/板坡镇", weekdays) == 0
    assert weekday("板坡镇", {}) == weekday("板坡镇", {})
    assert {weekday(f"镇{n}", {}) for n in range(50)} == {0, 1, 2, 3, 4}
