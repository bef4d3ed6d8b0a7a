"""Visit and call: on the planned day, until a contact fills the slot."""

from __future__ import annotations

from datetime import date, time

import pytest

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.settings import CareSettings, RuleSettings
from tests.care.written import SETTINGS, dossier, lines, reminded

CARD = "name: 那料村卫生室\nclass: 村卫生室\naddress: 那料街 1 号\ngeo: 24.9,107.0\nphone: '19900000001'"
VISIT = "2026-09-10-那料村卫生室\n\n老王在。"


def test_a_visit() -> None:
    """On its planned day at eight, with the reason, the place and what helps at the door."""
    (visit, _call) = reminded(dossier(CARD, VISIT), "11-20")
    assert visit == Reminder(
        uid=uid("visit", "JIA", "2026-09-10"),
        rule="visit",
        kind="visit",
        customer="JIA",
        rep="li",
        day=date(2026, 12, 9),
        verb="Visit",
        name="那料村卫生室",
        why="last visit 2026-09-10 (上门); 第三终端: every 90 days; due 2026-12-09",
        start=time(8),
        minutes=30,
        lines=(Line("Phone: 19900000001"), Line("Last talk 2026-09-10: 老王在。")),
        alarms=(Alarm(0),),
        location="那料街 1 号",
        geo=(24.902938, 106.996106),  # GCJ-02 on the card, WGS-84 for the phone
        due=date(2026, 12, 9),
        band="正常",
    )


def test_who_was_never_met_is_not_late() -> None:
    """The day of the card lies behind, and the band says 将到: the reason says why."""
    (visit, *_rest) = reminded(dossier(f"{CARD}\ncreated: 2026-11-05"), "11-20")
    assert (visit.band, visit.due) == ("将到", date(2026, 11, 5))
    assert visit.why.endswith("; not late before the first time, any day from 2026-11-05 on")


def test_both_slots() -> None:
    """The call comes a day after the visit that would spare it."""
    assert lines(reminded(dossier(CARD, VISIT), "11-20")) == [
        "12-09 08:00 Visit: 那料村卫生室",
        "12-10 14:30 Call: 那料村卫生室",
    ]


def test_never_in_the_past_and_on_a_working_day() -> None:
    """What is overdue stands on today; on a free day, on the next that is worked."""
    made = dossier(CARD, "2026-05-01-甲\npeople: 王")
    assert lines(reminded(made, "11-20"))[0] == "11-20 14:30 Call: 那料村卫生室"
    assert lines(reminded(made, "11-22"))[0] == "11-23 14:30 Call: 那料村卫生室"


@pytest.mark.parametrize(
    ("class_", "at"),
    [
        ("县医院", "16:00"), ("县中医院", "16:00"), ("乡镇卫生院", "16:00"), ("社区卫生服务中心", "16:00"),
        ("村卫生室", "14:30"), ("个体诊所", "14:30"), ("村镇药店", "14:30"), ("零售终端", "14:30"), ("商业公司", "10:00"),
    ],
)  # fmt: skip
def test_the_hour_of_a_call(class_: str, at: str) -> None:
    """Hospitals and 卫生院 at four, clinics and shops at half past two, dealers at ten."""
    found = reminded(dossier(f"name: 甲\nclass: {class_}", "2026-09-10-甲\npeople: 王"), "11-20")
    assert [line for line in lines(found) if "Call" in line] == [f"12-10 {at} Call: 甲"]


def test_the_settings_set_the_hour() -> None:
    """One time for all classes."""
    settings = CareSettings(SETTINGS.calendar, rules={"call": RuleSettings(time=time(9, 30))})
    assert lines(reminded(dossier(CARD, VISIT), "11-20", settings=settings)) == [
        "12-09 08:00 Visit: 那料村卫生室",
        "12-10 09:30 Call: 那料村卫生室",
    ]


def test_an_appointment_stands_for_the_slot() -> None:
    """Exactly one pending reminder a customer and slot; the other slot is not touched."""
    made = dossier(CARD, VISIT, "2026-11-25-甲\nstatus: 计划\nstart: 09:00")
    assert lines(reminded(made, "11-20")) == [
        "11-25 09:00 Planned visit: 那料村卫生室",
        "12-10 14:30 Call: 那料村卫生室",
    ]


def test_an_appointment_that_passed() -> None:
    """The cadence takes over; what was planned stays open, for the daily entry."""
    made = dossier(CARD, VISIT, "2026-11-18-甲\nstatus: 计划")
    found = reminded(made, "11-20")
    assert lines(found)[:2] == ["11-18 08:00 Planned visit: 那料村卫生室", "12-09 08:00 Visit: 那料村卫生室"]
    assert [one.open for one in found[:2]] == [True, True]


def test_a_title_is_a_verb_and_a_name() -> None:
    """No amount, grade or band: it shows on a locked screen."""
    for one in reminded(dossier(CARD, "2026-01-10-甲\npeople: 王"), "11-20", "VIP"):
        if one.rule in {"visit", "call", "affection"}:
            assert (one.verb, one.name) in {
                ("Visit", "那料村卫生室"), ("Call", "那料村卫生室"), ("Call to keep in touch", "那料村卫生室")
            }  # fmt: skip


def test_the_uid_is_of_the_contact_it_counts_from() -> None:
    """It stays when the customer is renamed, and moves with the next contact."""
    before = reminded(dossier(CARD, VISIT), "11-20")
    renamed = reminded(dossier(CARD.replace("那料村卫生室", "那料卫生室"), VISIT), "11-20")
    after = reminded(dossier(CARD, VISIT, "2026-11-19-甲\npeople: 王"), "11-20")
    assert [one.uid for one in before] == [one.uid for one in renamed]
    assert not {one.uid for one in before} & {one.uid for one in after}


def test_what_is_planned_beyond_the_window() -> None:
    """A visit in three years has no entry yet."""
    assert lines(reminded(dossier(CARD + "\ncadence: 999天", VISIT), "11-20")) == [
        "12-10 14:30 Call: 那料村卫生室"
    ]
