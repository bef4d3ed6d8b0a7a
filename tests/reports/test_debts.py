"""Money: who owes what since when, and what warns."""

from __future__ import annotations

from kjournal.care.facts import Facts
from kjournal.ledger.ageing import ageing
from kjournal.reports.debts import debts
from tests.graph.conftest import Journal
from tests.reports.conftest import Told, card, visit

TERMS = "settlement: 账期\ncredit_days: 10\n"


def test_who_owes_most_first(journal: Journal, told: Told) -> None:
    """With what is overdue since when, by slabs; a slab of which nobody owes is no column; who owes nothing is no row."""
    card(journal, 1, TERMS + "credit_limit: 400\n")
    card(journal, 2, TERMS)
    card(journal, 3, TERMS)
    visit(journal, 1, "2026-08-20", "orders: [板蓝根 10盒 ×10]\n")
    visit(journal, 1, "2026-11-15", "orders: [板蓝根 10盒 ×20]\npayments: [30 转账]\n")
    visit(journal, 2, "2026-11-01", "orders: [板蓝根 100盒 ×10]\n")
    visit(journal, 3, "2026-11-01", "orders: [板蓝根 100盒 ×10]\npayments: [1000 转账]\n")
    report = told(journal, "owing")
    assert [column.key for column in report.columns][:7] == [
        "customer", "owed", "overdue", "since", "signs", "slab1", "slab3",
    ]  # fmt: skip
    assert [row[:7] for row in report.rows] == [
        (("K2", "店2", "向阳镇 · VIP"), "1000.00", "1000.00", "2026-11-11", None, "1000.00", None),
        (("K1", "店1", "向阳镇 · B"), "270.00", "70.00", "2026-08-30", ("late", "61 days overdue or more"), None, "70.00"),
    ]  # fmt: skip
    assert told.cells(journal, "owing", "limit", "used", "paid", "rep")[1] == (
        "400.00",
        0.675,
        "2026-11-15",
        "李雷",
    )
    assert report.total[:3] == (("all",), "1270.00", "1070.00")
    assert told(journal, "debts-by-rep").rows[0][:4] == ("李雷", 2, "1270.00", "1070.00")


def test_slabs_are_those_of_the_settings(journal: Journal, told: Told) -> None:
    """The first day of a slab and its last; what is due today is not overdue."""
    toml = (journal.root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write("kjournal.toml", toml + "[money]\nslabs = [7, 14]\n")
    for n, day in enumerate(
        ("2026-11-20", "2026-11-19", "2026-11-13", "2026-11-12", "2026-11-06", "2026-11-05"), 1
    ):
        card(journal, n, "settlement: 货到付款\n")
        visit(journal, n, day, f"orders: [板蓝根 1盒 ×{10**n}]\n")
    question = told.question(journal)
    known = debts(question)
    question.connection.close()
    assert known.slabs == ("not overdue", "1–7 days", "8–14 days", "over 14 days")
    assert known.sums() == (10, 1_100, 110_000, 1_000_000)


def test_the_slabs_are_the_ledgers(sample: Journal, told: Told) -> None:
    """The index adds up what `ledger.ageing` does, for every customer of the sample."""
    import msgspec

    question = told.question(sample)
    found = {one.customer: one for one in debts(question).found}
    terms = question.ledger.terms
    for customer, packed in question.rows("SELECT customer, facts FROM facts"):
        account = msgspec.json.decode(packed, type=Facts).account
        items = [item for item in account.items if not item.consigned]
        slabs = [float(slab.amount) for slab in ageing(items, sample.day, terms.slabs)]
        if account.items:
            assert [round(value, 2) for value in found.pop(customer).slabs] == slabs
    question.connection.close()
    assert found == {}


def test_what_warns(journal: Journal, told: Told) -> None:
    """Above the limit, late payments, signs that a visit noted within half a year, findings of the account."""
    card(journal, 1, "settlement: 货到付款\ncredit_limit: 50\n")
    for month in (7, 8, 9):
        visit(journal, 1, f"2026-0{month}-01", "orders: [板蓝根 1盒 ×10]\n")
        visit(journal, 1, f"2026-0{month}-20", "payments: [10 转账]\nrisk_signs: [拖欠工资]\n")
    visit(journal, 1, "2026-02-01", "risk_signs: [可能搬迁]\n")
    visit(journal, 1, "2026-11-19", "orders: [板蓝根 1盒 ×100]\n")
    [(signs,)] = told.cells(journal, "owing", "signs")
    assert signs == (
        "late", "above its limit", "paid late 3 times", "拖欠工资 2026-09-20", "拖欠工资 2026-08-20", "拖欠工资 2026-07-20",
    )  # fmt: skip


def test_consigned_goods_stand_apart(journal: Journal, told: Told) -> None:
    """They are no debt that is asked for, until both sides agreed on them."""
    card(journal, 1, "settlement: 代销\n")
    visit(journal, 1, "2026-05-01", "orders: [板蓝根 10盒 ×10]\n")
    assert told(journal, "owing").rows == ()
    assert told.cells(journal, "consigned", "customer", "sum", "first") == [
        (("K1", "店1"), "100.00", "2026-05-01")
    ]


def test_the_oldest_goods_on_sale(journal: Journal, told: Told) -> None:
    """What was agreed on is owed, and no goods on sale any more: those that came after are the oldest."""
    card(journal, 1, "settlement: 代销\n")
    visit(journal, 1, "2026-09-01", "orders: [{product: 板蓝根, amount: 500}]\n")
    visit(journal, 1, "2026-10-01", "agreed: 500\n")
    visit(journal, 1, "2026-10-02", "orders: [{product: 板蓝根, amount: 50}]\n")
    assert told.cells(journal, "consigned", "sum", "first") == [("50.00", "2026-10-02")]
    assert told.cells(journal, "owing", "owed", "since") == [("500.00", "2026-10-01")]
