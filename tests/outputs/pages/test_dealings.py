"""Money, stock, gifts and complaints on a customer's page: what the notes come to, and how it is marked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.care.facts import facts
from kjournal.dates.today import Today
from kjournal.ledger.account import account as replay
from kjournal.ledger.entries import NONE, entries
from kjournal.ledger.settings import Terms
from kjournal.outputs.pages.compose.account import booked
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.customer import CustomerView, render_customer
from kjournal.outputs.pages.dealings import Account, AccountLine, Debt, Gifts, Grievance, Money, OnShelf
from tests.outputs.pages.conftest import SITE, TODAY, Look, dossier

SHOP = "---\nname: 甲\nid: 甲\nclass: 村镇药店\nsettlement: 账期\ncredit_days: 30\ncredit_limit: 1000\n"


def shown(head: str = "", *, grade: str = "", card: str = SHOP, **visits: str) -> CustomerView:
    """The page of a shop; a visit a day, `d1005="orders: [...]"` on 5 October."""
    notes = {
        f"visits/2026-{key[1:3]}-{key[3:]}-甲.md": f"---\ncustomer: 甲\nrep: zhou\n{text}\n---\n去了。\n"
        for key, text in visits.items()
    }
    known = dossier(f"{card}{head}---\n", notes, path="customers/甲.md")
    found = facts(known, Today(TODAY))
    row = customer_row(known, found, [], grade=grade, band="", rep=None, today=Today(TODAY))
    return customer_view(known, found, row, [], Around(), Today(TODAY))


def account(head: str = "", **visits: str) -> Account:
    """The account of such a shop."""
    made = shown(head, **visits).account
    assert made is not None
    return made


def text(view: CustomerView) -> str:
    """What a reader sees."""
    look = Look(render_customer(SITE, view))
    assert look.wrong == []
    return look.text


def test_the_account_line_by_line() -> None:
    """The newest first, lines of one visit and kind drawn together, what was owed after each; the day leads to the visit."""
    made = account(
        "opening: {date: 2026-09-01, receivable: 500}\n",
        d0910="orders: [板蓝根颗粒 10盒 ×20, 钙片 =100]\npayments: [500 转账]",
        d1010="agreed: 280",
        d1105="orders: [钙片 =1000, 蒙脱石散 5盒]",
    )
    assert made.lines == (
        AccountLine(date(2026, 11, 5), "Orders", "1,280.00", more="1,000.00", about="钙片", anchor="v2026-11-05"),
        AccountLine(date(2026, 10, 10), "Agreed", "280.00", anchor="v2026-10-10", agreed=True, apart="20.00"),
        AccountLine(date(2026, 9, 10), "Payments", "300.00", less="500.00", about="转账", anchor="v2026-09-10"),
        AccountLine(date(2026, 9, 10), "Orders", "800.00", more="300.00", about="板蓝根颗粒、钙片", anchor="v2026-09-10"),
        AccountLine(date(2026, 9, 1), "from before the journal", "500.00", more="500.00"),
    )  # fmt: skip
    assert made.unpriced == 1


def test_what_is_owed_overdue_and_above_the_limit() -> None:
    """In the header and in the block; each open order with its day, those past due marked; the sum by days past due."""
    made = shown(d0910="orders: [钙片 =300]", d1105="orders: [钙片 =1000]", d1106="payments: [100 转账]")
    assert made.account is not None
    assert made.account.money == Money(
        owed="1,200 yuan", overdue="200 yuan", since=date(2026, 10, 10), limit="1,000 yuan", above="200 yuan"
    )
    assert made.account.debts == (
        Debt("200 yuan", date(2026, 9, 10), "300 yuan", date(2026, 10, 10), late=True, anchor="v2026-09-10"),
        Debt("1,000 yuan", date(2026, 11, 5), "", date(2026, 12, 5), anchor="v2026-11-05"),
    )
    assert made.account.ageing is not None
    assert [(part.label, part.said) for part in made.account.ageing.parts if part.value] == [
        ("not overdue", "1,000 yuan"),
        ("31–60 days past due", "200 yuan"),
    ]
    said = text(made)
    assert "Owed1,200 yuan overdue 200 yuan credit limit 1,000 yuan · 200 yuan above it" in said
    assert "2026-09-10 200 yuan of 300 yuan due on 2026-10-10" in said


def test_nothing_is_owed() -> None:
    """Said where money is known at all; a shop without any money has no block."""
    assert "nothing owed" in text(shown())
    assert shown(card=SHOP.replace("credit_limit: 1000\n", "")).account is None
    assert account(d0910="payments: [80 转账]").money.ahead == "80 yuan"


amounts = st.integers(1, 900)
days = st.integers(1, 28)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(days, st.sampled_from(["orders: [钙片 ={}]", "payments: [{} 转账]", "returns: [钙片 ={}]", "agreed: {}"]), amounts),
        max_size=8, unique_by=lambda one: one[0],
    ),
    st.sampled_from(["", "opening: {date: 2026-10-03, receivable: 700}\n"]),
)  # fmt: skip
def test_the_last_line_is_what_is_owed(lines: list[tuple[int, str, int]], opening: str) -> None:
    """Whatever is written, the running balance ends at the balance of the ledger."""
    notes = {
        f"visits/2026-10-{day:02}-甲.md": f"---\ncustomer: 甲\n{what.format(sum_)}\n---\n去了。\n"
        for day, what, sum_ in lines
    }
    known = dossier(f"{SHOP}{opening}---\n", notes, path="customers/甲.md")
    found = entries(known, Today(TODAY))
    balance = replay(known.customer, found, Terms()).balance
    assert [Decimal(0), *(one.balance for one in booked(found))][-1] == balance
    assert sum((one.change for one in booked(found)), NONE) == sum((one.change for one in found), NONE)


def test_stock_as_it_was_seen_last() -> None:
    """By product, the last look on top; what is short, near its end or past it is marked in words."""
    made = shown(
        d0901="stock: [{product: 钙片, qty: 30, unit: 盒}, {product: 糖浆, qty: 4, unit: 瓶}]",
        d1001="stock: [{product: 钙片, qty: 8, unit: 盒, safety: 20}]",
        d1101="stock: [{product: 颗粒, qty: 5, unit: 盒, batch: B1, expiry: 2027-03}, {product: 片剂, expiry: 2026-10}]\nreturns: [糖浆 =20]",
    )
    assert made.shelf == (
        OnShelf("片剂", date(2026, 11, 1), expiry=date(2026, 10, 31), gone=True),
        OnShelf("颗粒", date(2026, 11, 1), "5盒", "B1", date(2027, 3, 31), near=True),
        OnShelf("钙片", date(2026, 10, 1), "8盒", low="20盒"),
    )
    said = text(made)
    assert "钙片 8盒 below 20盒" in said
    assert "片剂 expired 2026-10-31" in said


def test_gifts_beside_their_caps() -> None:
    """This year's, by person and occasion; what is above the cap is marked."""
    made = shown(
        grade="A",
        d0920="gifts: [茶叶 400元 给老板 场合=中秋]",
        d0924="gifts: [月饼 150元 给老板 场合=中秋]",
        d1001="gifts: [毛巾 20元 3条 给店员 场合=国庆]",
    )
    assert made.gifts == (
        Gifts((date(2026, 10, 1),), "毛巾", "60 yuan", "500 yuan", "店员", "国庆", anchor="v2026-10-01"),
        Gifts((date(2026, 9, 20), date(2026, 9, 24)), "茶叶、月饼", "550 yuan", "500 yuan", "老板", "中秋", over=True, anchor="v2026-09-24"),
    )  # fmt: skip
    assert "550 yuan of at most 500 yuan above the cap" in text(made)


def test_gifts_to_medical_staff() -> None:
    """Printed matter, each thing by itself."""
    made = shown("recipient: 医务人员\n", d0920="gifts: [宣传册 12元 2本 给李医生, 资料 15元 给李医生]")
    (gift,) = made.gifts
    assert (gift.guarded, gift.over, gift.cap, gift.sum) == (True, True, "20 yuan", "39 yuan")
    assert "39 yuan; printed matter only, at most 20 yuan a thing" in text(made)


def test_complaints_with_their_times() -> None:
    """An open one first with its deadlines, a settled one with how long it took."""
    made = shown(
        d1001="complaints: [{kind: 产品质量, product: 钙片, symptom: 受潮, opened: 2026-10-01 09:00, answered: 2026-10-01 12:00, closed: 2026-10-04, handling: 换了}]",
        d1118="end: '16:00'\ncomplaints: [{level: 重大, symptom: 送错货}]",
    )
    fresh, old = made.complaints
    assert fresh == Grievance(
        "送错货", date(2026, 11, 18), "重大", open=True, answer_by="2026-11-19 04:00", solve_by="2026-11-20 16:00", anchor="v2026-11-18",
    )  # fmt: skip
    assert (old.open, old.answered, old.closed, old.handling) == (False, 3, 3, "换了")
    said = text(made)
    assert "Complaints 1 open" in said
    assert "answer by 2026-11-19 04:00 · settle by 2026-11-20 16:00" in said
    assert "answered within 3 hours · settled within 3 days" in said
