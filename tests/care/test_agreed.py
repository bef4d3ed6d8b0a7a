"""What was agreed for the next time, and what ends it (DOMAIN.md 5 "next visit")."""

from __future__ import annotations

import pytest

from kjournal.care.agreed import Agreed, appointment
from kjournal.care.channels import Slot
from kjournal.dates.today import Today
from tests.care.written import day, dossier, facts_on

CARD = "name: 甲\nclass: 村卫生室"
AGREED = "2026-11-02-甲\npeople: 王\nnext: 2026-11-25 送样品"


def open_days(*visits: str, when: str = "11-30", via: tuple[str, ...] = ()) -> list[str]:
    """The days agreed and still open."""
    facts = facts_on(dossier(CARD, *visits, via=via), when)
    return [agreed.day.isoformat().removeprefix("2026-") for agreed in facts.agreed]


def test_the_next_of_a_visit() -> None:
    """The day, what for, and when it was agreed."""
    assert facts_on(dossier(CARD, AGREED), "11-20").agreed == (
        Agreed(day("11-25"), "送样品", "visits/2026-11-02-甲.md", "2026-11-02-甲", made=day("11-02")),
    )


@pytest.mark.parametrize(
    ("then", "still_open"),
    [
        ("2026-11-21-甲\npeople: 王", ["11-25"]),
        ("2026-11-22-甲\npeople: 王", []),
        ("2026-11-22-甲\nchannel: 微信\nresult: 待定", []),
        ("2026-11-25-甲\nstatus: 未遇", ["11-25"]),
        ("2026-11-28-甲\npeople: 王", []),
        ("2026-11-10-甲\npeople: 王\nnext: 2026-12-10", ["12-10"]),
        ("2026-11-10-甲\npeople: 王\nnext: 带价目表", ["11-25"]),
        ("2026-11-24-甲\nstatus: 计划", ["11-24"]),
        ("2026-11-24-甲\nstatus: 取消", []),
        ("2026-12-10-甲\nstatus: 计划", ["11-25", "12-10"]),
    ],
)
def test_what_ends_a_next(then: str, still_open: list[str]) -> None:
    """A contact from three days before, a later `next` with a day, a plan or a cancelled plan near that day."""
    assert open_days(AGREED, then) == still_open


def test_a_visit_to_a_person_there_ends_it() -> None:
    """It counts for the organisation."""
    assert open_days(AGREED, via=("2026-11-25-李医生\nresult: 达成",)) == []


def test_the_visit_itself_does_not_end_its_next() -> None:
    """Agreed for the day after tomorrow: only a later contact counts."""
    assert open_days("2026-11-02-甲\npeople: 王\nnext: 2026-11-04", when="11-03") == ["11-04"]


def test_a_next_that_lies_before_its_visit() -> None:
    """It is a slip with a finding, and agrees on nothing."""
    assert open_days("2026-11-02-甲\npeople: 王\nnext: 2026-10-25") == []


@pytest.mark.parametrize(
    ("then", "still_open"),
    [
        ("2026-11-24-甲\npeople: 王", ["11-25"]),
        ("2026-11-25-甲\npeople: 王", []),
        ("2026-11-27-甲\npeople: 王", []),
        ("2026-11-27-甲\nchannel: 电话\nresult: 达成", ["11-25"]),
        ("2026-11-25-甲二\nstatus: 未遇", ["11-25"]),
    ],
)
def test_what_ends_a_plan(then: str, still_open: list[str]) -> None:
    """Only a contact from its day on that fills the same slot; one the day before may be when it was planned."""
    assert open_days("2026-11-25-甲\nstatus: 计划", then) == still_open


def test_a_plan_to_write_ends_with_any_contact() -> None:
    """It fills no slot."""
    assert (
        open_days("2026-11-25-甲\nstatus: 计划\nchannel: 微信", "2026-11-26-甲\nchannel: 短信\nresult: 达成")
        == []
    )


def test_a_note_without_status_ahead_is_a_plan() -> None:
    """Nothing in it says that something happened."""
    facts = facts_on(dossier(CARD, "2026-12-05-甲\nstart: 09:00\naim: 站台"), "11-20")
    (plan,) = facts.agreed
    assert plan.plan
    assert (plan.day, plan.what, str(plan.start), plan.channel, plan.slot) == (
        day("12-05"), "站台", "09:00:00", "上门", "visit",
    )  # fmt: skip


def test_several_plans() -> None:
    """Each is a note of its own and stands on its own day."""
    plans = [f"2026-12-{n:02}-甲\nstatus: 计划" for n in (5, 12, 19)]
    assert open_days(*plans) == ["12-05", "12-12", "12-19"]


@pytest.mark.parametrize(
    ("slot", "when", "expected"),
    [
        ("visit", "11-20", "12-05"),
        ("visit", "12-05", "12-05"),
        ("visit", "12-06", "12-19"),
        ("visit", "12-20", None),
        ("call", "11-20", "12-12"),
    ],
)
def test_the_appointment_that_stands_for_a_slot(slot: Slot, when: str, expected: str | None) -> None:
    """The first to come that will fill it, today included."""
    plans = (
        "2026-12-05-甲\nstatus: 计划",
        "2026-12-12-甲\nstatus: 计划\nchannel: 电话",
        "2026-12-19-甲\nstatus: 计划",
    )
    facts = facts_on(dossier(CARD, *plans), when)
    found = appointment(facts.agreed, slot, Today(day(when)))
    assert (found.day if found else None) == (day(expected) if expected else None)


def test_plans_of_others_are_not_the_customers() -> None:
    """A plan to see a doctor stands in the doctor's own dossier."""
    assert open_days(via=("2026-12-05-李医生\nstatus: 计划",)) == []
