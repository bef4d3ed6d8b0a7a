"""Gifts, money and conduct: what is allowed to whom, to the fen (DOMAIN.md 6)."""

from __future__ import annotations

import pytest

from kjournal.care.remind import reminders
from kjournal.care.rule import Case
from kjournal.care.settings import RULE_NAMES, CareSettings, RuleSettings
from kjournal.check.books import Books
from kjournal.check.compliance import comply
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import Dossier
from kjournal.ledger.gifts import CASH, MEDICINE, PRINTED
from kjournal.ledger.settings import Caps, LedgerSettings
from tests.care.written import SETTINGS, day, dossier, facts_on

SHOP = "name: 福民药店\nclass: 村镇药店\nrep: li\nsettlement: 货到付款\n"
CLINIC = SHOP.replace("村镇药店", "村卫生室")


PLAIN = LedgerSettings()


def found(
    made: Dossier, grade: str = "", when: str = "11-20", settings: LedgerSettings = PLAIN
) -> list[Finding]:
    books = Books(
        made, facts_on(made, when).account, grade, settings, {"yi": "医药代表"}, SETTINGS.calendar, Today(day(when)),
        lambda path, field: Place(path),
    )  # fmt: skip
    return comply(books)


def codes(card: str, *visits: str, grade: str = "", when: str = "11-20") -> list[str]:
    return [one.code for one in found(dossier(card, *visits), grade, when)]


def gift(*lines: str, kind: str = "") -> str:
    return f"2026-11-10-甲\ncustomer: 甲\n{kind}gifts: [{', '.join(lines)}]\n\n送到。\n"


@pytest.mark.parametrize(
    ("grade", "lines", "over"),
    [
        ("VIP", ["茶叶 500.00元 给王店长"], False), ("A", ["茶叶 500.01元 给王店长"], True),
        ("VIP", ["茶叶 300.00元 给王店长 场合=中秋", "月饼 200.01元 给王店长 场合=中秋"], True),
        ("VIP", ["茶叶 300.00元 给王店长 场合=中秋", "月饼 200.00元 给王店长 场合=中秋"], False),
        ("VIP", ["茶叶 300.00元 给王店长 场合=中秋", "月饼 200.01元 给王店长 场合=店庆"], False),
        ("VIP", ["茶叶 300.00元 给王店长 场合=中秋", "月饼 200.01元 给李会计 场合=中秋"], False),
        ("B", ["茶叶 100.00元 给王店长"], False), ("B", ["茶叶 100.01元 给王店长"], True), ("", ["茶叶 100.01元 给王店长"], True),
        ("C", ["毛巾 3条 40.00元 给王店长"], True), ("C", ["毛巾 2条 40.00元 给王店长"], False),
    ],
)  # fmt: skip
def test_the_caps(grade: str, lines: list[str], over: bool) -> None:
    """Key customers 500 yuan, others 100, a person and occasion, lines added up, quantity counted."""
    assert ("KJ520" in codes(SHOP, gift(*lines), grade=grade)) is over


def test_a_guest_of_an_activity() -> None:
    """A VIP too gets no more than others there."""
    assert "KJ520" in codes(SHOP, gift("茶杯 100.01元 给王店长", kind="kind: 活动\n"), grade="VIP")
    assert "KJ520" not in codes(SHOP, gift("茶杯 100.00元 给王店长", kind="kind: 活动\n"), grade="VIP")


def test_the_card_s_own_cap_and_a_year_s() -> None:
    """The lower one holds; a year's cap only where the settings give it."""
    assert "KJ520" in codes(SHOP + "gift_cap: 50\n", gift("茶叶 50.01元 给王店长"))
    made = dossier(SHOP, gift("茶叶 90元 给王店长"), gift("酒 90元 给王店长 场合=店庆"))
    assert "KJ520" not in [one.code for one in found(made)]
    strict = LedgerSettings(caps=Caps(year=Caps().key / 4))
    assert [one.args["sum"] for one in found(made, settings=strict) if one.code == "KJ520"] == ["180.00"]


def test_one_occasion_over_two_visits() -> None:
    """Weeks apart it is one occasion; the next year it is another."""
    first, second = (
        gift("茶叶 60元 给王店长 场合=中秋"),
        gift("月饼 60元 给王店长 场合=中秋").replace("11-10", "11-18"),
    )
    assert "KJ520" in codes(SHOP, first, second)
    assert "KJ520" not in codes(SHOP, first.replace("2026-11-10", "2025-11-10"), second)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("茶叶 0.01元 给李医生", ["KJ521"]), ("宣传品 12.00元 给李医生", []), ("宣传品 20.01元 给李医生", ["KJ521"]),
        ("学术资料 给李医生", []), ("水果 给李医生", ["KJ521"]), ("红包 100元 给李医生", ["KJ521"]),
    ],
)  # fmt: skip
def test_medical_staff(line: str, expected: list[str]) -> None:
    """Nothing of any value; printed matter up to twenty yuan. One cause, one finding."""
    assert codes(CLINIC, gift(line)) == expected


def test_who_somebody_is() -> None:
    """As written on the person, then on the card, then by the class."""
    card = SHOP + "contacts:\n  - {name: 李梅, role: 坐堂医, recipient: 医务人员}\n  - 王建国 店长\n"
    assert codes(card, gift("茶叶 80元 给李梅")) == ["KJ521"]
    assert codes(card, gift("茶叶 80元 给王店长")) == []
    assert codes(SHOP + "recipient: 公职人员\n", gift("茶叶 80元 给王")) == ["KJ521"]


@pytest.mark.parametrize("item", ["现金", "红包", "购物卡", "油卡", "阿莫西林胶囊", "板蓝根颗粒", "代金券"])
def test_what_nobody_gets(item: str) -> None:
    """Cash, what is as good as cash, and medicine."""
    assert codes(SHOP, gift(f"{item} 50元 给王店长")) == ["KJ522"]


@pytest.mark.parametrize("item", ["贺卡", "茶叶", "药箱挂历", "台历", "雨伞"])
def test_what_is_no_medicine(item: str) -> None:
    """Ordinary things."""
    assert not CASH.search(item)
    assert not MEDICINE.search(item)


def test_the_same_again() -> None:
    """Within twelve months; printed matter may come again."""
    first = gift("茶叶 60元 给王店长").replace("2026-11-10", "2025-11-{}")
    assert codes(SHOP, first.format("12"), gift("茶叶 60元 给王店长")) == ["KJ523"]
    assert codes(SHOP, first.format("10"), gift("茶叶 60元 给王店长")) == []
    assert (
        codes(SHOP, gift("宣传册 10元 给王店长"), gift("宣传册 10元 给王店长").replace("10-甲", "18-甲"))
        == []
    )


def test_a_gift_to_nobody() -> None:
    """On a card with several people it must be said; the rest goes on."""
    card = SHOP + "contacts:\n  - 王建国 店长\n  - 李梅 店员\n"
    assert codes(card, gift("茶叶 120元")) == ["KJ520", "KJ524"]


def test_roles() -> None:
    """No orders by a 医药代表, none on a doctor's card."""
    order = "2026-11-10-甲\ncustomer: 甲\n{}orders: [板蓝根 2盒 ×5]\npayments: [10 转账]\n"
    assert codes(SHOP, order.format("rep: yi\n")) == ["KJ530"]
    assert codes(SHOP, order.format("")) == []
    assert codes(CLINIC + "kind: 个人\n", order.format("")) == ["KJ531"]


def test_an_order_before_the_spring_festival_is_no_sign() -> None:
    """Everybody buys more then."""
    orders = [
        f"2026-{m:02}-02-甲\ncustomer: 甲\norders: [板蓝根 =100]\npayments: [100 转账]\n"
        for m in range(5, 12)
    ]
    rush = "2027-01-{}-甲\ncustomer: 甲\norders: [板蓝根 =200]\npayments: [200 转账]\n"
    assert codes(SHOP, *orders, rush.format("08"), when="2027-01-30") == ["KJ510"]
    assert codes(SHOP, *orders, rush.format("20"), when="2027-01-30") == []
    assert codes(SHOP, *orders, rush.format("08").replace("200", "199"), when="2027-01-30") == []


@pytest.mark.parametrize("card", [SHOP, CLINIC, SHOP + "recipient: 公职人员\n", CLINIC + "kind: 个人\n"])
@pytest.mark.parametrize("grade", ["VIP", "A", "B", "C", ""])
def test_no_rule_proposes_what_a_check_forbids(card: str, grade: str) -> None:
    """All rules switched on: to medical staff and public servants nothing of value, to others nothing above their cap."""
    made = dossier(
        card + "birthday: 12-01\nlife_events: [{date: 2026-11-19, kind: 得子}]\nown_events: [店庆 12-10]\n",
        "2026-09-10-甲\ncustomer: 甲\norders: [板蓝根 2盒 ×5]\n",
    )
    settings = CareSettings(SETTINGS.calendar, rules={name: RuleSettings(on=True) for name in RULE_NAMES})
    case = Case(made, facts_on(made, "11-20"), grade, (), settings, Today(day("11-20")))
    told = [" ".join([one.verb, one.why, *(line.text for line in one.lines)]) for one in reminders(case)]
    guarded = "村镇药店" not in card or "公职" in card
    for text in told:
        assert not CASH.search(text)
        assert not MEDICINE.search(text)
        if guarded:
            assert "gift" not in text
            assert not any(word in text for word in ("礼品", "礼物", "outing", "points"))
        if "At most" in text:
            assert f"At most {500 if grade in {'VIP', 'A'} else 100} yuan" in text
    assert told
    assert PRINTED.search("学术资料")
