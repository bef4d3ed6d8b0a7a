"""Promises that are still to be kept (DOMAIN.md 3 "Promises")."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.care.promised import OpenPromise, pending
from kjournal.dates.every import read_every
from tests.care.written import day, dossier, facts_on

CARD = "name: 甲诊所\nclass: 个体诊所\ncontacts: [王建业 医生]"


def open_ones(*visits: str, card: str = CARD, when: str = "11-20") -> list[tuple[str, str, bool]]:
    """What is promised, by when, and whether by the customer."""
    promises = facts_on(dossier(card, *visits), when).promises
    return [(one.what, one.due.isoformat() if one.due else "", one.theirs) for one in promises]


def test_an_open_promise() -> None:
    """What, to whom, by when; made on the visit's day by the rep who was there."""
    made = dossier(CARD, "2026-11-01-甲\nrep: han\n\n- [ ] 送两盒样品 给王医生 2026-12-01")
    assert facts_on(made, "11-20").promises == (
        OpenPromise(
            what="送两盒样品",
            due=day("12-01"),
            made=day("11-01"),
            to="王医生",
            by="",
            path="visits/2026-11-01-甲.md",
            visit="2026-11-01-甲",
            rep="han",
        ),
    )


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("- [ ] 送样品 2026-12-01", [("送样品", "2026-12-01", False)]),
        ("- [x] 送样品 2026-12-01", []),
        ("- [ ] 送样品", [("送样品", "2026-11-08", False)]),
        ("- [ ] 寄合同 由客户 2026-12-01", [("寄合同", "2026-12-01", True)]),
        ("- [ ] 寄合同 由王建业 2026-12-01", [("寄合同", "2026-12-01", True)]),
        ("- [ ] 寄合同 由仓库 2026-12-01", [("寄合同", "2026-12-01", False)]),
    ],
)
def test_lines_of_the_body(note: str, expected: list[tuple[str, str, bool]]) -> None:
    """Open until ticked off; without a day due a week after the visit; 由客户 and 由 a person there are theirs."""
    assert open_ones(f"2026-11-01-甲\npeople: 王\n\n{note}") == expected


def test_a_promise_in_the_header_that_is_done() -> None:
    """A day on which it was kept closes it."""
    assert open_ones("2026-11-01-甲\npromises:\n  - {what: 送样品, due: 2026-11-10, done: 2026-11-09}") == []


def test_a_promise_in_a_plan_counts_at_once() -> None:
    """It may be due before the plan's day; it was not said on a visit yet."""
    made = dossier(CARD, "2026-12-05-甲\nstatus: 计划\n\n- [ ] 把促销台送到 2026-12-01")
    (promise,) = facts_on(made, "11-20").promises
    assert (promise.due, promise.made) == (day("12-01"), None)
    assert facts_on(made, "12-05").promises[0].made == day("12-05")


def test_a_promise_on_the_card_without_a_day() -> None:
    """No day to count from: it is open without one."""
    assert open_ones(card=CARD + "\n\n- [ ] 找人修门口的路灯") == [("找人修门口的路灯", "", False)]


def test_promises_to_people_stay_with_them() -> None:
    """A promise made on a visit to a doctor is in the doctor's dossier."""
    made = dossier(CARD, via=["2026-11-01-李医生\npeople: 李\n\n- [ ] 送文献 2026-12-01"])
    assert facts_on(made, "11-20").promises == ()


def test_the_first_due_comes_first() -> None:
    """By day, those without one last."""
    body = "- [ ] 丙 2026-12-03\n- [ ] 乙 2026-12-01"
    card = CARD + "\n\n- [ ] 甲事"
    assert [what for what, _due, _theirs in open_ones(f"2026-11-01-甲\npeople: 王\n\n{body}", card=card)] == [
        "乙",
        "丙",
        "甲事",
    ]


def test_a_day_that_cannot_be_meant_is_none() -> None:
    """A promise due in the year 1026 is not a thousand years late."""
    assert open_ones("2026-11-01-甲\npromises: [{what: 送样品, due: 1026-12-01}]") == [("送样品", "", False)]


@pytest.mark.parametrize(
    ("every", "first", "done", "expected"),
    [
        ("每周三", None, [], "11-04"),
        ("每周三", None, ["11-04"], "11-11"),
        ("每周三", None, ["11-06"], "11-11"),
        ("每周三", None, ["11-03"], "11-11"),
        ("每周三", None, ["11-03", "11-10"], "11-18"),
        ("每周三", None, ["11-30"], "12-02"),
        ("每两周", "11-10", [], "11-10"),
        ("每两周", "11-10", ["11-10"], "11-24"),
        ("每月31日", None, ["11-30"], "12-31"),
        ("每月31日", None, [], "11-30"),
        ("每月10日", None, ["11-10", "12-10"], "2027-01-10"),
        ("每年3月8日", None, [], "2027-03-08"),
    ],
)
def test_one_occurrence_at_a_time(every: str, first: str | None, done: list[str], expected: str) -> None:
    """Kept late, the next one comes after that day; kept early, that occurrence is settled; a day the month lacks is its last."""
    recurrence = read_every(every).value
    assert recurrence is not None
    kept = tuple(day(one) for one in done)
    assert pending(recurrence, day(first) if first else None, day("11-02"), kept) == day(expected)


def test_a_recurring_promise() -> None:
    """It stays open for ever, each time for its next day; the last day it was kept is known."""
    visit = "2026-11-02-甲\npromises:\n  - {what: 报价, every: 每周三, done: [2026-11-04, 2026-11-11]}"
    (promise,) = facts_on(dossier(CARD, visit), "11-20").promises
    assert (promise.due, promise.every, promise.kept) == (day("11-18"), "每周三", day("11-11"))


def test_a_recurrence_that_nobody_understands() -> None:
    """It is a promise like any other."""
    assert (
        open_ones(
            "2026-11-02-甲\npromises:\n  - {what: 报价, every: 有空就, due: 2026-12-01, done: 2026-11-30}"
        )
        == []
    )


def test_the_end_of_the_calendar() -> None:
    """A promise until the year 9999 is due on no day."""
    recurrence = read_every("每年").value
    assert recurrence is not None
    assert pending(recurrence, date(2100, 12, 31), date(2026, 1, 1), (date(2100, 12, 31),)) is None
