"""Values as a page says them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kjournal.outputs.pages.compose.values import label, money, part, row, worth
from kjournal.records.business import Complaint, Gift, OrderLine, Payment, Stock, TimeUse
from kjournal.records.customer import Customer
from kjournal.records.people import Contact, FamilyMember
from kjournal.records.spec import Record, by_name
from kjournal.words.numbers import number


@pytest.mark.parametrize(
    ("value", "said"),
    [("1234.50", "1,234.5"), ("100", "100"), ("1E+3", "1,000"), ("0.10", "0.1"), ("-7.00", "-7")],
)
def test_numbers(value: str, said: str) -> None:
    """No zeros behind, thousands apart."""
    assert number(Decimal(value)) == said
    assert money(Decimal(value)) == f"{said} yuan"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (OrderLine(product="板蓝根", qty=Decimal(100), unit="盒", price=Decimal("8.5")), "板蓝根 100盒 ×\u00a08.5 =\u00a0850 yuan"),
        (OrderLine(product="板蓝根", qty=Decimal(100), price=Decimal(8), discount=Decimal("0.9")), "板蓝根 100 ×\u00a08 Discount 9/10 of the price"),
        (OrderLine(product="板蓝根", qty=Decimal(100), price=Decimal(8), discount=Decimal(50)), "板蓝根 100 ×\u00a08 Discount 50 yuan"),
        (OrderLine(product="板蓝根", amount=Decimal(850), papers="缺"), "板蓝根 850 yuan Papers 缺"),
        (Payment(amount=Decimal(3860), instrument="转账", payer="王"), "3,860 yuan 转账 王"),
        (Gift(item="折页", value=Decimal("1.5"), qty=Decimal(10), to="韦小玲"), "折页 1.5 yuan 10 韦小玲"),
        (Stock(product="藿香", qty=Decimal(15), unit="盒", safety=Decimal(60)), "藿香 15盒 Safety 60"),
        (TimeUse(what="等待", minutes=40), "等待 40 minutes"),
        (Complaint(kind="破损", opened=datetime(2026, 11, 1, 9, 5, tzinfo=UTC)), "破损 Opened 2026-11-01 09:05"),
        (FamilyMember(relation="女儿"), "女儿"),
        (Contact(name="王", personality=("虚荣",), decides=True), "王 Decides yes"),
    ],
)  # fmt: skip
def test_a_part_in_one_line(record: Record, said: str) -> None:
    """Words as they are, numbers with their label unless they speak for themselves."""
    assert part(record) == said


def test_what_a_line_of_goods_comes_to() -> None:
    """Only what is plainly written; a discount is left to the ledger."""
    assert worth(OrderLine(amount=Decimal(5))) == 5
    assert worth(OrderLine(qty=Decimal(2), price=Decimal("1.5"))) == 3
    assert worth(OrderLine(qty=Decimal(2), price=Decimal(2), discount=Decimal("0.9"))) is None
    assert worth(OrderLine(qty=Decimal(2))) is None


def test_secret_and_hidden_fields_are_no_lines() -> None:
    """Even where a record still holds them."""
    card = Customer(name="甲", health="x", religion="y", personality=("虚荣",), staff=0)
    assert [row(card, name) for name in ("health", "religion", "personality")] == [None, None, None]
    assert (found := row(card, "staff")) is not None
    assert found.values == ("0 people",)


def test_labels_in_english() -> None:
    """The key in words; in Chinese the declared label."""
    assert label(by_name(Customer)["credit_limit"]) == "Credit limit"
