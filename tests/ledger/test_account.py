"""The account: what is owed, since when, and whether agreed balances agree (DOMAIN.md 6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.today import Today
from kjournal.ledger.account import Account, account
from kjournal.ledger.ageing import ageing, slab_of
from kjournal.ledger.entries import Entry, entries
from kjournal.ledger.sales import net_sales
from kjournal.ledger.settings import Terms
from tests.care.written import day, dossier

CARD = "name: 福民药店\nclass: 村镇药店\n"


def owed(card: str, *visits: str, when: str = "11-20") -> Account:
    made = dossier(CARD + card, *visits)
    return account(made.customer, entries(made, Today(day(when))), Terms())


def items(found: Account) -> list[str]:
    """Each open item: its day, what is open, its due day."""
    return [
        f"{item.day:%m-%d} {item.open} {f'{item.due:%m-%d}' if item.due else 'not due'}{' consigned' if item.consigned else ''}"
        for item in found.items
    ]


ORDER = "2026-10-08-甲\ncustomer: 甲\norders: [阿莫西林 20盒 ×12.5, 维C片 10瓶 =96]\n"


@pytest.mark.parametrize(
    ("settlement", "due"),
    [
        ("结款方式: 款到发货", "10-08"), ("结款方式: 货到付款", "10-08"), ("结款方式: 周结", "10-11"), ("结款方式: 月结", "10-31"),
        ("结款方式: 月结\n账期: 15", "11-15"), ("结款方式: 账期\n账期: 45", "11-22"), ("结款方式: 赊销", "11-07"), ("账期: 7", "10-15"),
        ("结款方式: 压批", "12-07"), ("", "not due"), ("结款方式: 资信限额\n信用额度: 1000", "not due"),
        ("结款方式: 代销", "not due consigned"), ("结款方式: 铺底", "not due consigned"),
    ],
)  # fmt: skip
def test_the_due_day(settlement: str, due: str) -> None:
    """By the way of settlement; a visit's lines are one item."""
    assert items(owed(settlement, ORDER)) == [f"10-08 346.00 {due}"]


def test_a_batch_is_due_with_the_next() -> None:
    """压批: the next order's day, at the latest after 60 days."""
    found = owed("结款方式: 压批", ORDER, "2026-10-30-甲\ncustomer: 甲\norders: [维C片 1瓶 =9.6]\n")
    assert items(found) == ["10-08 346.00 10-30", "10-30 9.60 12-29"]


def test_the_limit_lets_only_the_excess_be_due() -> None:
    """资信限额: what exceeds it, of the newest order."""
    again = "2026-10-30-甲\ncustomer: 甲\norders: [维C片 10瓶 =100]\n"
    found = owed("结款方式: 资信限额\n信用额度: 400", ORDER, again)
    assert items(found) == ["10-08 346.00 not due", "10-30 54.00 not due", "10-30 46.00 10-30"]
    assert found.balance == Decimal("446.00")


def test_money_goes_to_the_oldest_debt() -> None:
    """First the opening line, then the orders; what is too much is kept for the next one."""
    card = "结款方式: 赊销\n期初: {日期: 2026-09-01, 应收: 100}"
    paid = "2026-10-20-甲\ncustomer: 甲\npayments: [300 现金]\n"
    assert items(owed(card, ORDER, paid)) == ["10-08 146.00 11-07"]
    found = owed(card, "2026-10-05-甲\ncustomer: 甲\npayments: [300 现金]\n", ORDER)
    assert (items(found), found.credit) == (["10-08 146.00 11-07"], Decimal(0))
    late = "2026-11-15-甲\ncustomer: 甲\npayments: [346 现金]\n"
    assert owed("结款方式: 赊销", ORDER, late).late == 1


def test_money_for_a_named_order() -> None:
    """By its day or its note."""
    later = "2026-10-30-甲\ncustomer: 甲\norders: [维C片 10瓶 =100]\n"
    for named in ("10-30", "2026-10-30-甲"):
        paid = f"2026-11-05-甲\ncustomer: 甲\npayments: [100 转账 对应订货={named}]\n"
        assert items(owed("结款方式: 赊销", ORDER, later, paid)) == ["10-08 346.00 11-07"]


def test_goods_that_come_back() -> None:
    """Returns and adjustments lower what is owed; a bad debt too; below zero it is credit."""
    back = "2026-10-20-甲\ncustomer: 甲\nreturns: [阿莫西林 10盒 ×12.5]\nadjustments: [冲价 阿莫西林 =21, 返利 =50]\n"
    found = owed("结款方式: 赊销", ORDER, back)
    assert items(found) == ["10-08 150.00 11-07"]
    assert owed("", back).balance == Decimal("-196.00")


def test_what_lies_ahead_has_not_happened() -> None:
    """Neither a plan nor a visit after today."""
    assert owed("结款方式: 赊销", ORDER, when="10-07").balance == 0
    assert owed("结款方式: 赊销", ORDER.replace("customer: 甲", "customer: 甲\nstatus: 计划")).balance == 0


def test_before_the_opening_line_nothing_counts() -> None:
    """Its sum holds all that went before."""
    assert items(owed("结款方式: 赊销\n期初: {日期: 2026-11-01, 应收: 50}", ORDER)) == ["11-01 50.00 12-01"]


def test_an_agreed_balance_is_a_fixed_point() -> None:
    """It must come out of the lines; either way the account goes on with it."""
    agreed = "2026-10-31-甲\ncustomer: 甲\npurpose: 对账\nagreed: {}\n"
    found = owed("结款方式: 赊销", ORDER, agreed.format("346"))
    assert [one.difference for one in found.agreements] == [Decimal(0)]
    found = owed("结款方式: 赊销", ORDER, agreed.format("300"))
    assert [(one.difference, len(one.since)) for one in found.agreements] == [(Decimal(46), 2)]
    assert (found.balance, found.reconciled) == (Decimal(300), date(2026, 10, 31))
    found = owed("结款方式: 赊销", ORDER, agreed.format("400"))
    assert items(found) == ["10-08 346.00 11-07", "10-31 54.00 11-30"]


def test_goods_on_sale_are_due_when_accounts_are_agreed() -> None:
    """代销: not before."""
    agreed = "2026-10-31-甲\ncustomer: 甲\npurpose: 对账\nagreed: 346\n"
    assert items(owed("结款方式: 代销", ORDER, agreed)) == ["10-08 346.00 10-31"]


def test_a_payment_for_nothing() -> None:
    """It is kept as credit, and told; paying ahead is no fault where goods go out against money."""
    paid = "2026-10-05-甲\ncustomer: 甲\npayments: [300 现金]\n"
    assert [entry.amount for entry in owed("", paid).stray] == [300]
    assert owed("结款方式: 款到发货", paid).stray == ()


@pytest.mark.parametrize(
    ("due", "slab"),
    [
        ("08-01", 0), ("07-31", 1), ("07-02", 1), ("07-01", 2), ("06-02", 2), ("06-01", 3), ("05-03", 3), ("05-02", 4),
        ("04-03", 4), ("04-02", 5),
    ],
)  # fmt: skip
def test_ageing(due: str, slab: int) -> None:
    """By days past due on 2026-08-01."""
    today = day("08-01")
    assert slab_of((today - day(due)).days, Terms().slabs) == slab
    order = f"2026-{due}-甲\ncustomer: 甲\norders: [维C片 =96]\n"
    found = ageing(owed("结款方式: 货到付款", order, when="08-01").items, today, Terms().slabs)
    assert [bool(row.amount) for row in found] == [n == slab for n in range(6)]
    assert [(row.first, row.last) for row in found][-2:] == [(91, 120), (121, None)]


def test_net_sales_of_twelve_months() -> None:
    """Orders less returns and reductions; a bad debt and money are no sale; a year later the order is gone."""
    made = dossier(
        CARD, ORDER,
        "2026-10-20-甲\ncustomer: 甲\nreturns: [维C片 =96]\nadjustments: [冲价 =10, 坏账 =100]\npayments: [300 现金]\n",
    )  # fmt: skip
    assert net_sales(entries(made, Today(day("11-20"))), Today(day("11-20"))) == 240
    for when, expected in (("2027-10-07", 240), ("2027-10-08", -106), ("2027-10-20", 0)):
        assert net_sales(entries(made, Today(day(when))), Today(day(when))) == expected


_kinds = st.sampled_from(["order", "order", "payment", "return", "adjustment", "agreed"])
_lines = st.lists(st.tuples(st.integers(0, 300), _kinds, st.integers(0, 5000)), max_size=20)


@given(_lines, st.sampled_from(["", "赊销", "月结", "压批", "资信限额", "代销"]))
def test_nothing_is_lost(lines: list[tuple[int, str, int]], settlement: str) -> None:
    """The balance is the last agreed one and all that came after it; no item is open below zero or above its amount."""
    made = dossier(CARD + (f"结款方式: {settlement}\n信用额度: 1000" if settlement else ""))
    entered = [
        Entry(date.fromordinal(date(2026, 1, 1).toordinal() + n), kind, Decimal(cents) / 100, "p", f"v{n}")  # type: ignore[arg-type]
        for n, kind, cents in sorted(lines)
    ]
    found = account(made.customer, entered, Terms())
    last = max((n for n, entry in enumerate(entered) if entry.kind == "agreed"), default=-1)
    base = entered[last].amount if last >= 0 else Decimal(0)
    assert found.balance == base + sum(entry.change for entry in entered[last + 1 :])
    assert all(0 < item.open <= item.amount for item in found.items)
    assert (
        sum(row.amount for row in ageing(found.items, date(2026, 6, 1), Terms().slabs))
        == found.balance + found.credit
    )
