"""Gifts at an activity, guest by guest (DOMAIN.md 6)."""

from __future__ import annotations

import pytest

from kjournal.check.activities import Activity, check
from kjournal.findings.finding import Finding, Place
from kjournal.ledger.settings import Caps
from kjournal.records.customer import Customer
from tests.care.written import dossier

SHOP = "name: {}\nclass: 村镇药店\n"
CLINIC = "name: {}\nclass: 村卫生室\n"


def cards(*headers: str) -> tuple[Customer, ...]:
    return tuple(dossier(header).customer for header in headers)


def found(guests: tuple[Customer, ...], *lines: str) -> list[Finding]:
    made = dossier(
        SHOP.format("甲"), f"2026-11-10-甲\ncustomer: 甲\nkind: 活动\ngifts: [{', '.join(lines)}]\n\n办了。\n"
    )
    gifts = made.visits[0].visit.gifts
    return check(Activity("visits/a.md", gifts, guests, Caps()), lambda path, _field: Place(path))


def codes(guests: tuple[Customer, ...], *lines: str) -> list[str]:
    return [one.code for one in found(guests, *lines)]


SHOPS = cards(SHOP.format("甲店"), SHOP.format("乙店"), SHOP.format("丙店"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["茶杯 100.00元"], []), (["茶杯 100.01元"], ["KJ520"]), (["茶杯 100.00元 3个"], []), (["茶杯 50元 3个", "毛巾 50.00元 3条"], []),
        (["茶杯 50元 3个", "毛巾 50.01元 3条"], ["KJ520"]), (["茶杯 60元 6个"], ["KJ520"]), (["茶杯 60元 5个"], []),
        (["茶杯 60元 给甲店", "毛巾 60元 给乙店"], []), (["茶杯 60元 给甲店", "毛巾 60元 给甲店"], ["KJ520"]),
        (["茶杯 60元 给甲店", "毛巾 60元"], ["KJ520"]), (["购物卡 50元"], ["KJ522"]), (["板蓝根颗粒 20元 3盒"], ["KJ522"]),
    ],
)  # fmt: skip
def test_what_each_guest_gets(lines: list[str], expected: list[str]) -> None:
    """At most a hundred yuan each, the lines added up; what is not told whose it is goes to all alike; never cash."""
    assert codes(SHOPS, *lines) == expected


def test_who_got_too_much() -> None:
    """Those with the same sum in one finding; the cap of a card where it is lower."""
    one = found(SHOPS, "茶杯 60元 给甲店", "毛巾 60元 3条")[0]
    assert one.args == {"who": "甲店", "sum": "120.00", "most": "100.00"}
    assert found(SHOPS, "茶杯 101元")[0].args["who"] == "甲店、乙店、丙店"
    low = cards(SHOP.format("甲店") + "gift_cap: 30\n", SHOP.format("乙店"))
    assert [one.args for one in found(low, "茶杯 31元")] == [{"who": "甲店", "sum": "31.00", "most": "30.00"}]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("茶杯 0.01元", ["KJ521"]), ("学术资料 4元 2份", []), ("宣传品 12.00元 2份", []), ("宣传册 20.01元", ["KJ521"]),
        ("茶杯 30元 给甲店", []), ("茶杯 30元 给李医生", ["KJ521"]), ("红包 10元", ["KJ521"]),
    ],
)  # fmt: skip
def test_medical_guests(line: str, expected: list[str]) -> None:
    """Nothing but printed matter, whoever else came; what goes to another guest by name is that guest's."""
    mixed = cards(SHOP.format("甲店"), CLINIC.format("乙卫生室") + "contacts: [李梅 医生]\n")
    assert codes(mixed, line) == expected


def test_it_names_those_who_may_not_take_it() -> None:
    """The clinics, not the shop; a few of many."""
    mixed = (*SHOPS, *cards(*(CLINIC.format(f"{n}卫生室") for n in "一二三四五")))
    args = {
        "item": "茶杯 240.00",
        "who": "一卫生室、二卫生室、三卫生室 and 2 more",
        "recipient": "医务人员",
        "most": "20",
    }
    assert [(one.code, one.args) for one in found(mixed, "茶杯 30元 8个")] == [("KJ521", args)]


def test_nobody_says_who_came() -> None:
    """It is asked for; what a single guest would get is held against the cap all the same."""
    assert codes((), "茶杯 30元 9个") == ["KJ534"]
    assert codes((), "茶杯 130元 9个") == ["KJ520", "KJ534"]
    assert codes(()) == []


def test_two_of_one_name_are_two() -> None:
    """What two shops of the same name got is not added up."""
    assert codes(cards(SHOP.format("福民药店"), SHOP.format("福民药店")), "茶杯 60元 2个") == []
