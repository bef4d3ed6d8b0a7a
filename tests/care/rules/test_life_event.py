"""Life events: a call or a visit on the day, and a gentle call after a quiet time."""

from __future__ import annotations

import pytest

from kjournal.care.reminder import Line, Reminder
from tests.care.written import dossier, lines, reminded

CARD = "name: 韦主任\nclass: 个体诊所\nkind: 个人\nrep: li\nphone: '19900000001'\nknown_leaders: 梁总\n"
GRAVE = CARD + "大事:\n  - {日期: 2026-11-18, 事项: 去世, 谁: 父母, 说明: 老父亲走了}\n"
WHO = "韦主任 (something in the family)"


def found(card: str, when: str, *visits: str) -> list[Reminder]:
    """The reminders of the rule."""
    return [one for one in reminded(dossier(card, *visits), when) if one.rule == "life-event"]


def test_a_death() -> None:
    """A short call at once at nine; then peace for 49 days and a gentle call the first working day behind it."""
    assert lines(found(GRAVE, "11-18")) == [
        f"11-18 09:00 Ask after: {WHO}",
        f"2027-01-07 09:00 Ask after: {WHO}",
    ]
    (call, _gentle) = found(GRAVE, "11-18")
    assert (call.why, call.why_sensitivity) == ("call at once, and keep it short", "private")
    assert call.lines == (
        Line("Phone: 19900000001"), Line("Say: never mind the business now."), Line("Left in peace until 2027-01-06"),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["去世", "生病", "事故"])
def test_nothing_of_it_on_the_phone(kind: str) -> None:
    """Neither what happened nor to whom: nothing but that somebody asks after them."""
    for one in found(GRAVE.replace("去世", kind), "11-18"):
        text = f"{one.verb} {one.name} {one.why} {' '.join(line.text for line in one.lines)}"
        assert kind not in text
        assert "父" not in text


def test_a_contact_ends_it() -> None:
    """One on the day or later ends the call; the gentle call waits for one behind the quiet time."""
    called = "2026-11-19-甲\nchannel: 微信\npeople: [韦主任]"
    assert lines(found(GRAVE, "11-20", called)) == [f"2027-01-07 09:00 Ask after: {WHO}"]
    later = "2027-01-07-甲\nchannel: 电话\npeople: [韦主任]"
    assert found(GRAVE, "2027-01-08", called, later) == []
    before = "2026-11-17-甲\npeople: [韦主任]"
    assert len(found(GRAVE, "11-20", before)) == 2


def test_it_stays_open() -> None:
    """Until the quiet time is over; the gentle call for ninety days."""
    assert [one.entry for one in found(GRAVE, "12-30")] == [False, True]
    assert lines(found(GRAVE, "2027-01-07")) == [f"2027-01-07 09:00 Ask after: {WHO}"]
    assert len(found(GRAVE, "2027-04-07")) == 1
    assert found(GRAVE, "2027-04-08") == []


def test_a_wedding() -> None:
    """Go or call, and bring a leader; on a locked screen it looks like all others."""
    card = (
        CARD.replace("个体诊所", "村镇药店")
        + "大事:\n  - {日期: 2026-12-05, 事项: 结婚, 谁: 子女, 说明: 儿子}\n"
    )
    (one,) = found(card, "11-20")
    assert lines([one]) == [f"12-05 09:00 Ask after: {WHO}"]
    assert (one.why, one.why_sensitivity) == ("结婚 on 2026-12-05: go or call", "private")
    assert one.lines == (Line("Phone: 19900000001"), Line("Best bring a leader whom they know: 梁总"))
    assert found(card, "2027-03-06") == [], "nobody is congratulated three months later"


def test_medical_staff_get_words_only() -> None:
    """Nothing of value is proposed to them: to a clinic's doctor neither, as gifts to one are counted so too (KJ521)."""
    for class_ in ("县医院", "个体诊所"):
        card = CARD.replace("个体诊所", class_).replace("known_leaders: 梁总\n", "")
        (one,) = found(card + "大事:\n  - {日期: 2026-12-05, 事项: 升职}\n", "11-20")
        assert one.lines[1:] == (
            Line("Best bring a leader along"),
            Line("medical staff and public servants: good words only, nothing of value", "internal"),
        )


def test_two_quiet_times_that_meet() -> None:
    """There is one gentle call behind both."""
    both = CARD + "大事:\n  - {日期: 2026-11-18, 事项: 生病}\n  - {日期: 2026-11-25, 事项: 去世}\n"
    assert lines(found(both, "11-26"))[-1:] == [f"2027-01-14 09:00 Ask after: {WHO}"]
    assert len([one for one in found(both, "11-26") if one.uid.startswith("life-event-after")]) == 1


def test_behind_the_spring_festival() -> None:
    """No gentle call between 除夕 and 正月初七."""
    card = CARD + "大事:\n  - {日期: 2026-11-18, 事项: 生病, 勿扰至: 2027-02-05}\n"
    assert lines(found(card, "11-20"))[-1] == f"2027-02-13 09:00 Ask after: {WHO}"


def test_the_gentle_call_stands_for_the_ordinary_one() -> None:
    """One call is pending behind a quiet time, not two."""
    made = reminded(dossier(GRAVE, "2026-11-01-甲\npeople: [韦主任]"), "2027-02-20")
    assert [one.rule for one in made if one.rule in {"call", "life-event"}] == ["life-event"]
