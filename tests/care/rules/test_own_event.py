"""Events of the customer's own."""

from __future__ import annotations

from kjournal.care.reminder import Line
from tests.care.written import dossier, lines, reminded

CARD = "name: 桂和堂\nclass: 村镇药店\nrep: li\nphone: '19900000001'\n"


def own(text: str, when: str = "11-20", card: str = CARD) -> list[str]:
    """The reminders of one event."""
    return lines(reminded(dossier(f"{card}客户活动:\n  - {text}\n"), when), "own-event")


def test_fifteen_and_three_days_before() -> None:
    """All day; without a year every year; on the working day before where that is free."""
    assert own("{名目: 店庆, 日期: 12-08}") == [
        "11-23 all day Prepare their event: 桂和堂 · 店庆", "12-05 all day Prepare their event: 桂和堂 · 店庆",
        "2027-11-23 all day Prepare their event: 桂和堂 · 店庆", "2027-12-04 all day Prepare their event: 桂和堂 · 店庆",
    ]  # fmt: skip


def test_with_a_year_once() -> None:
    """An opening comes once."""
    assert own("{名目: 开业, 日期: 2026-12-08}") == [
        "11-23 all day Prepare their event: 桂和堂 · 开业", "12-05 all day Prepare their event: 桂和堂 · 开业",
    ]  # fmt: skip
    assert own("{名目: 开业, 日期: 2025-12-08}") == []


def test_by_the_moon() -> None:
    """腊月十八 is 2027-01-25."""
    assert own("{名目: 店庆, 日期: 农历腊月十八}")[:2] == [
        "2027-01-09 all day Prepare their event: 桂和堂 · 店庆", "2027-01-22 all day Prepare their event: 桂和堂 · 店庆",
    ]  # fmt: skip


def test_until_the_day() -> None:
    """The last entry is open until the day; then both are gone. Nothing while the customer is left in peace."""
    (first, last) = [
        one for one in reminded(dossier(CARD + "客户活动: [{名目: 开业, 日期: 2026-12-08}]"), "12-08") if one.rule == "own-event"
    ]  # fmt: skip
    assert (first.open, last.open, last.why) == (False, True, "开业 on 2026-12-08")
    assert own("{名目: 开业, 日期: 2026-12-08}", "12-09") == []
    assert own("{名目: 开业, 日期: 2026-12-08}", card=CARD + "大事: [{日期: 2026-11-19, 事项: 去世}]\n") == []


def test_medical_staff() -> None:
    """Good words only; what the card says of the event helps."""
    card = CARD.replace("村镇药店", "县医院") + "客户活动: [{名目: 院庆, 日期: 2026-12-08, 备注: 在大礼堂}]"
    one = next(one for one in reminded(dossier(card), "11-20") if one.rule == "own-event")
    assert one.lines[1:] == (
        Line("在大礼堂", "internal"),
        Line("medical staff and public servants: good words only, nothing of value", "internal"),
    )
