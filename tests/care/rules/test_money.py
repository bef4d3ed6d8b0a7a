"""Money: before the day it is to be paid, on it, and to whom else it is told; the account agreed; money handed in."""

from __future__ import annotations

from msgspec.structs import replace

from kjournal.care.reminder import Line, Reminder
from kjournal.care.settings import RuleSettings
from kjournal.records.rep import Rep
from tests.care.written import SETTINGS, day, dossier, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\nphone: '19900000001'\n结款方式: 账期\n账期: 30\n"
ORDER = "2026-10-24-甲\ncustomer: 甲\norders: [阿莫西林 20盒 ×12.5]\n"
PAID = "2026-11-10-甲\ncustomer: 甲\npayments: [{} 转账]\n"
TEAM = replace(SETTINGS, reps={"li": Rep("li", "李雷", supervisor="he"), "he": Rep("he", "何")})


def money(*visits: str, when: str = "11-20", card: str = CARD, settings: object = SETTINGS) -> list[Reminder]:
    found = reminded(dossier(card, *visits), when, settings=settings)  # type: ignore[arg-type]
    return [one for one in found if one.rule == "money"]


def test_before_and_on_the_day() -> None:
    """Three days before and on the day, on working days; due on Monday 11-23."""
    assert lines(money(ORDER)) == [
        "11-20 09:00 Announce a payment: 福民药店",
        "11-23 09:00 Collect money: 福民药店",
    ]


def test_what_it_says() -> None:
    """The amount stands in private lines alone; nothing but a verb and a name is shown on a locked screen."""
    made = money(ORDER, PAID.format(100))[1]
    assert (made.why, made.why_sensitivity) == (
        "order of 2026-10-24, 250 yuan, to be paid by 2026-11-23; 150 yuan still open", "private",
    )  # fmt: skip
    assert made.lines == (Line("Phone: 19900000001"), Line("Owed in all: 150 yuan"))
    assert made.due == day("11-23")


def test_what_goes_over_the_credit_limit() -> None:
    """Of an order that goes over the limit only that part is asked for; it does not read as if the rest were paid."""
    card = CARD.replace("结款方式: 账期\n账期: 30\n", "结款方式: 资信限额\n信用额度: 100\n")
    assert money(ORDER, card=card)[0].why == (
        "order of 2026-10-24, 250 yuan; 150 yuan of it go over the credit limit, to be paid by 2026-10-24"
    )
    whole = money(ORDER, card=card.replace("100", "0"))[0].why
    assert whole == "order of 2026-10-24, 250 yuan, to be paid by 2026-10-24"


def test_it_ends_when_it_is_paid() -> None:
    """And comes back with the next order."""
    assert money(ORDER, PAID.format(250)) == []


def test_who_else_is_told() -> None:
    """From 31 days past due the supervisor, from 61 finance and legal; only when it is past due."""
    assert len(money(ORDER, settings=TEAM, when="11-23")) == 2
    found = sorted(
        f"{one.day.isoformat()} {one.rep} {one.verb}" for one in money(ORDER, settings=TEAM, when="11-24")
    )
    assert found == [
        "2026-11-20 li Announce a payment", "2026-11-23 li Collect money", "2026-12-24 he Talk about money owed",
        "2027-01-23 he Tell finance and legal", "2027-01-23 li Tell finance and legal",
    ]  # fmt: skip


def test_who_was_told_has_it_open_until_it_is_paid() -> None:
    """What the supervisor, finance and legal are to hear of is not done with its day; only the announcement is."""
    found = money(ORDER, settings=TEAM, when="12-31")
    assert {(one.rep, one.verb, one.open) for one in found} == {
        ("li", "Collect money", True), ("he", "Talk about money owed", True), ("he", "Tell finance and legal", True),
        ("li", "Tell finance and legal", True),
    }  # fmt: skip
    assert {one.open for one in money(ORDER) if one.verb == "Announce a payment"} == {False}
    assert [one.verb for one in money(ORDER, settings=TEAM, when="2027-06-01") if one.rep == "he"] == [
        "Talk about money owed", "Tell finance and legal",
    ]  # fmt: skip
    assert (
        money(ORDER, "2027-02-10-甲\ncustomer: 甲\npayments: [250 转账]\n", settings=TEAM, when="2027-06-01")
        == []
    )


def test_the_third_late_payment() -> None:
    """Finance and legal hear of it at once."""
    late = [
        f"2026-0{month}-02-甲\ncustomer: 甲\norders: [板蓝根 =10]\npayments: [{paid} 转账]\n"
        for month, paid in ((1, 1), (3, 9), (5, 10), (7, 10))
    ]
    found = money(*late, "2026-09-20-甲\ncustomer: 甲\npayments: [10 转账]\n", ORDER, when="11-26")
    assert [one.day.isoformat() for one in found if one.verb == "Tell finance and legal"] == ["2026-11-24"]
    assert Line("Paid late so far: 4 times") in found[-1].lines


def test_without_terms_nothing_is_asked() -> None:
    """Nobody knows when it is due."""
    assert money(ORDER, card=CARD.replace("结款方式: 账期\n账期: 30\n", "")) == []


def test_in_a_quiet_time_nobody_asks_for_money() -> None:
    """A death in the house silences it, what was open before too."""
    assert money(ORDER, card=CARD + "大事: [{日期: 2026-11-15, 事项: 去世}]\n") == []
    assert money(ORDER, card=CARD + "大事: [{日期: 2026-11-28, 事项: 去世}]\n", when="12-02")[0].day == day(
        "2027-01-23"
    )
    assert len(money(ORDER, card=CARD + "大事: [{日期: 2026-11-28, 事项: 去世}]\n", when="11-26")) == 3


def test_a_closed_customer_still_owes() -> None:
    """The debt stays."""
    assert len(money(ORDER, card=CARD + "状态: 停业\n")) == 2


def test_lead_and_time_are_settings() -> None:
    """As every rule's."""
    chosen = replace(SETTINGS, rules={"money": RuleSettings(lead=(7, 1))})
    assert lines(money(ORDER, settings=chosen)) == [
        "11-16 09:00 Announce a payment: 福民药店", "11-21 09:00 Announce a payment: 福民药店", "11-23 09:00 Collect money: 福民药店",
    ]  # fmt: skip


def agree(*visits: str, when: str = "11-20", card: str = CARD) -> list[str]:
    found = reminded(dossier(card, *visits), when)
    return [f"{one.day.isoformat()} {one.why}" for one in found if one.rule == "reconcile"]


def test_the_account_is_agreed_once_a_month() -> None:
    """A month after the last time, or after the oldest debt; as the card says otherwise; not when nothing is owed."""
    assert agree(ORDER) == ["2026-11-24 never agreed yet, money is owed since 2026-10-24; by 2026-11-24"]
    agreed = "2026-10-30-甲\ncustomer: 甲\npurpose: 对账\nagreed: 250\n"
    assert agree(ORDER, agreed) == ["2026-11-30 agreed last on 2026-10-30; again by 2026-11-30"]
    assert agree(ORDER, agreed, card=CARD + "对账周期: 每季\n") == [
        "2027-01-30 agreed last on 2026-10-30; again by 2027-01-30"
    ]
    assert agree(ORDER, PAID.format(250)) == []


def handed(line: str, name: str = "2026-11-20-甲", more: str = "") -> list[str]:
    found = reminded(dossier(CARD, f"{name}\ncustomer: 甲\npayments: [{line}]\n{more}"), "11-22")
    return [f"{one.day:%m-%d} {one.start:%H:%M} {one.why}" for one in found if one.rule == "handin"]


def test_money_in_hand() -> None:
    """The same day at half past four, else the next working day at nine; until it is handed in."""
    why = "500 yuan (现金) received on 2026-11-20, not handed in yet"
    assert handed("500 现金") == [f"11-20 16:30 {why}"]
    assert handed("500 现金", more="end: 17:10\n") == [f"11-21 09:00 {why}"]
    assert handed("500 现金", name="2026-11-22-甲")[0].startswith("11-23 09:00")
    assert handed("500 现金 上交=2026-11-20") == []
    assert handed("500 转账") == []
    assert handed("500 银行承兑")[0].startswith("11-20 16:30 500 yuan (银行承兑)")


def test_missing_papers() -> None:
    """A week after the order, while they are missing."""
    made = dossier(CARD, "2026-11-10-甲\ncustomer: 甲\norders: [阿莫西林 20盒 ×12.5 未交, 维C片 =96 已交]\n")
    found = [one for one in reminded(made, "11-20") if one.rule == "delivery"]
    assert lines(found) == ["11-17 09:00 Get the delivery papers: 福民药店"]
    assert found[0].lines[1:] == (Line("阿莫西林"),)
