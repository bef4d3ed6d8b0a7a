"""Restock and near expiry: before the goods run out, and before they are too old."""

from __future__ import annotations

from tests.care.written import dossier, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\n"
ORDER = "2026-{}-甲\ncustomer: 甲\norders: [阿莫西林 2盒]\n"


def told(rule: str, *visits: str, when: str = "11-20", card: str = CARD) -> list[str]:
    return lines(reminded(dossier(card, *visits), when), rule)


def test_by_the_written_cycle() -> None:
    """Three days before it is over, on a working day; until the next order."""
    card = CARD + "补货周期: 30天\n"
    assert told("restock", ORDER.format("11-10"), card=card) == ["12-07 10:00 Ask for an order: 福民药店"]
    assert told("restock", ORDER.format("11-10"), ORDER.format("11-18"), card=card) == [
        "12-15 10:00 Ask for an order: 福民药店"
    ]


def test_by_the_gaps_between_orders() -> None:
    """The median of at least three gaps of the last twelve months."""
    three = [ORDER.format(day) for day in ("08-01", "09-01", "10-01")]
    assert told("restock", *three) == []
    assert told("restock", *three, ORDER.format("11-02")) == ["11-30 10:00 Ask for an order: 福民药店"]
    assert (
        told("restock", *three, ORDER.format("11-02"), when="2027-09-01")
        == ["11-30 10:00 Ask for an order: 福民药店"][:0]
    )


def test_by_the_hospital_s_plan() -> None:
    """Three working days before 报计划日, unless they ordered for it."""
    card = CARD.replace("村镇药店", "县医院") + "报计划日: 每月25日\n"
    assert told("restock", card=card) == ["11-21 10:00 Ask for an order: 福民药店"]
    assert told("restock", ORDER.format("11-23"), card=card, when="11-24") == [
        "12-22 10:00 Ask for an order: 福民药店"
    ]
    assert told("restock", card=card.replace("每月25日", "看情况")) == []


def test_by_the_stock_seen() -> None:
    """Below the safety stock: the next working day, until an order."""
    low = "2026-11-14-甲\ncustomer: 甲\nstock: [板蓝根 6袋 安全=20, 维C片 9瓶 安全=5]\n"
    made = [one for one in reminded(dossier(CARD, low), "11-20") if one.rule == "restock"]
    assert lines(made) == ["11-16 10:00 Ask for an order: 福民药店"]
    assert made[0].why == "on 2026-11-14 the stock was low: 板蓝根"
    assert told("restock", low, ORDER.format("11-18")) == []
    assert told("restock", low.replace("6袋", "20袋")) == []


def test_stock_nobody_looked_at() -> None:
    """The next brief line asks for it."""
    card = CARD + "补货周期: 30\n"
    made = [one for one in reminded(dossier(card, ORDER.format("11-10")), "11-20") if one.rule == "restock"]
    assert made[0].lines[0].text == "The stock was not looked at last time: ask for it"


def test_near_expiry() -> None:
    """From six months before, until it is gone from the shelf or was taken back."""
    seen = "2026-11-10-甲\ncustomer: 甲\nstock: [{产品: 板蓝根, 数量: 6袋, 效期: 2027-08}]\n"
    assert told("expiry", seen) == ["2027-03-01 all day Look at the shelf: 福民药店"]
    assert told("expiry", seen.replace("2027-08", "2026-12")) == ["11-10 all day Look at the shelf: 福民药店"]
    assert told("expiry", seen, "2026-11-18-甲\ncustomer: 甲\nstock: [板蓝根 0袋]\n") == []
    assert told("expiry", seen, "2026-11-18-甲\ncustomer: 甲\nreturns: [板蓝根 6袋 ×5]\n") == []


def test_nothing_is_sold_around_the_spring_festival() -> None:
    """From New Year's Eve to the seventh of the first month: the first working day after it."""
    card = CARD + "补货周期: 30\n"
    made = told(
        "restock", ORDER.format("11-10").replace("2026-11-10", "2027-01-11"), when="2027-01-20", card=card
    )
    assert made == ["2027-02-13 10:00 Ask for an order: 福民药店"]
