"""Promise: on the day it is due and on the working day before, until it is kept."""

from __future__ import annotations

from datetime import date, time

import pytest

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.settings import CareSettings, RuleSettings
from kjournal.records.rep import Rep
from tests.care.written import SETTINGS, dossier, lines, reminded

CARD = "name: 甲诊所\nclass: 个体诊所\nrep: li\nphone: '19900000001'"


def promised(
    body: str,
    *,
    made: str = "2026-11-02",
    card: str = CARD,
    when: str = "11-20",
    settings: CareSettings = SETTINGS,
) -> list[Reminder]:
    """The reminders of the promises in a visit's body."""
    found = reminded(dossier(card, f"{made}-甲\npeople: 王\n\n{body}"), when, settings=settings)
    return [one for one in found if one.rule == "promise"]


def test_the_day_itself() -> None:
    """At half past eight; the words stand in the description only, who it was promised to is private."""
    found = promised("- [ ] 送两盒样品 给王医生 2026-12-01")[1]
    assert found == Reminder(
        uid=uid("promise", "JIA", "2026-11-02-甲\0送两盒样品\0"),
        rule="promise",
        kind="promise",
        customer="JIA",
        rep="li",
        day=date(2026, 12, 1),
        verb="Promise due",
        name="甲诊所",
        why="promised to 王医生 on 2026-11-02, due 2026-12-01",
        start=time(8, 30),
        lines=(Line("送两盒样品"), Line("Phone: 19900000001")),
        alarms=(Alarm(0),),
        due=date(2026, 12, 1),
        why_sensitivity="private",
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-12-01", ["11-30 08:30 Get a promise ready: 甲诊所", "12-01 08:30 Promise due: 甲诊所"]),
        ("2026-12-07", ["12-05 08:30 Get a promise ready: 甲诊所", "12-07 08:30 Promise due: 甲诊所"]),
        ("2026-12-06", ["12-04 08:30 Get a promise ready: 甲诊所", "12-05 08:30 Promise due: 甲诊所"]),
    ],
)
def test_the_days_it_stands_on(due: str, expected: list[str]) -> None:
    """The due day and the working day before; a Sunday reminds on the Saturday that is worked."""
    assert lines(promised(f"- [ ] 送样品 {due}")) == expected


@pytest.mark.parametrize(
    ("made", "due", "expected"),
    [
        ("2026-11-19", "2026-11-20", ["11-20 08:30 Promise due: 甲诊所"]),
        ("2026-11-21", "2026-11-22", ["11-21 08:30 Promise due: 甲诊所"]),
        ("2026-11-22", "2026-11-22", ["11-22 08:30 Promise due: 甲诊所"]),
    ],
)
def test_no_reminder_before_it_was_made(made: str, due: str, expected: list[str]) -> None:
    """Made the day before, it has no entry to get it ready; made on a Sunday for that Sunday, it stands there."""
    assert lines(promised(f"- [ ] 送样品 {due}", made=made, when="11-23")) == expected


def test_a_promise_of_theirs() -> None:
    """It is asked about."""
    assert lines(promised("- [ ] 盖章的合同寄来 由客户 2026-12-01")) == [
        "11-30 08:30 Remind of their promise: 甲诊所",
        "12-01 08:30 Ask about their promise: 甲诊所",
    ]
    assert (
        promised("- [ ] 寄合同 由客户 2026-12-01")[0].why
        == "promised by 甲诊所 on 2026-11-02, due 2026-12-01"
    )


def test_no_word_of_it_in_a_title() -> None:
    """What was promised may be an amount or a gift; it shows on a locked screen."""
    for one in promised("- [ ] 礼品五百元送到 2026-12-01"):
        assert "礼品" not in one.verb + one.name + one.why
        assert one.lines[0] == Line("礼品五百元送到", "private")


def test_forty_five_days_late() -> None:
    """It is open, without an entry of its own: the daily entry lists it."""
    (late,) = promised("- [ ] 送样品 2026-10-08", made="2026-09-20", when="11-22")
    assert (late.day, late.open, late.entry) == (date(2026, 10, 8), True, False)


def test_thirty_days_late() -> None:
    """It still has its entry, and the one to get it ready is gone."""
    (late,) = promised("- [ ] 送样品 2026-10-21", made="2026-09-20")
    assert (late.day, late.open, late.entry) == (date(2026, 10, 21), True, True)


def test_kept() -> None:
    """Ticked off, it is gone."""
    assert promised("- [x] 送样品 2026-12-01") == []


def test_on_a_long_holiday() -> None:
    """Due in the National Day week, it reminds on the last working day before it."""
    assert lines(promised("- [ ] 送样品 2026-10-06", made="2026-09-20", when="10-01")) == [
        "09-29 08:30 Get a promise ready: 甲诊所",
        "09-30 08:30 Promise due: 甲诊所",
    ]


def test_a_recurring_promise() -> None:
    """One occurrence at a time, each with its own UID; none to get ready before the last was kept."""

    def weekly(done: str) -> list[Reminder]:
        note = f"2026-11-02-甲\npromises:\n  - {{what: 报价, every: 每周三, done: {done}}}"
        return [one for one in reminded(dossier(CARD, note), "11-10") if one.rule == "promise"]

    first, second = weekly("[]"), weekly("[2026-11-04]")
    assert lines(first) == ["11-03 08:30 Get a promise ready: 甲诊所", "11-04 08:30 Promise due: 甲诊所"]
    assert lines(second) == ["11-10 08:30 Get a promise ready: 甲诊所", "11-11 08:30 Promise due: 甲诊所"]
    assert not {one.uid for one in first} & {one.uid for one in second}


def test_on_a_card_without_a_day() -> None:
    """No day to count from: it has no entry, but is listed from the card's day on until it is kept."""
    card = CARD + "\ncreated: 2026-05-20\n\n- [ ] 找人修门口的路灯"
    (found,) = [one for one in reminded(dossier(card), "11-20") if one.rule == "promise"]
    assert (found.day, found.verb, found.why, found.open, found.entry, found.due, found.start) == (
        date(2026, 5, 20), "Promise without a day", "promised to 甲诊所; no day was said", True, False, None, None,
    )  # fmt: skip


def test_on_a_card_that_has_no_day_at_all() -> None:
    """It is listed all the same."""
    (found,) = [one for one in reminded(dossier(CARD + "\n\n- [ ] 修路灯"), "11-20") if one.rule == "promise"]
    assert found.day < date(2026, 11, 20)


@pytest.mark.parametrize("status", ["停业", "合并", "流失", "休眠"])
def test_it_stays_when_the_customer_is_lost(status: str) -> None:
    """The last promise stays (DOMAIN.md 4)."""
    found = promised("- [ ] 退还押金 2026-12-01", card=f"{CARD}\nstatus: {status}")
    assert lines(found)[-1] == "12-01 08:30 Promise due: 甲诊所"


def test_whose_it_is() -> None:
    """Who is named to do it, else who promised it, else the customer's rep."""
    settings = CareSettings(SETTINGS.calendar, reps={"li": Rep("li", "李雷"), "han": Rep("han", "韩梅")})
    body = "- [ ] 甲事 由韩梅 2026-12-01\n- [ ] 乙事 由仓库 2026-12-01\n- [ ] 丙事 2026-12-01"
    made = dossier(
        CARD, f"2026-11-02-甲\nrep: 李雷\n\n{body}", "2026-11-03-甲\nrep: han\n\n- [ ] 丁事 2026-12-01"
    )
    found = [one for one in reminded(made, "11-20", settings=settings) if one.verb == "Promise due"]
    assert sorted((one.lines[0].text, one.rep) for one in found) == [
        ("丁事", "han"), ("丙事", "li"), ("乙事", "li"), ("甲事", "han"),
    ]  # fmt: skip


def test_what_needs_an_agreement() -> None:
    """None beyond one's authority (S1): who has to agree is told."""
    note = "2026-11-02-甲\npromises:\n  - {what: 铺货一箱, due: 2026-12-01, approval: 梁经理}"
    found = [one for one in reminded(dossier(CARD, note), "11-20") if one.rule == "promise"]
    assert found[0].lines[:2] == (Line("铺货一箱"), Line("Needs the agreement of 梁经理"))


def test_further_leads() -> None:
    """The settings may ask for more working days before; each entry has its own UID."""
    settings = CareSettings(SETTINGS.calendar, rules={"promise": RuleSettings(lead=(3, 1))})
    found = promised("- [ ] 送样品 2026-12-01", settings=settings)
    assert [one.day.isoformat() for one in found] == ["2026-11-27", "2026-11-30", "2026-12-01"]
    assert len({one.uid for one in found}) == 3


def test_two_promises_in_the_same_words() -> None:
    """They are told apart."""
    found = promised("- [ ] 送样品 2026-12-01\n- [ ] 送样品 2026-12-03")
    assert len({one.uid for one in found}) == 4
