"""Parts of a line of business that stand together without a blank, and figures with the word that says what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kjournal.records.business import Gift, OrderLine, Payment, Stock
from kjournal.records.papers import Licence
from kjournal.records.people import Contact
from kjournal.records.spec import Record
from tests.notes.written import VISIT, card, header, said, visit


def item(field: str, line: str) -> Any:
    """The one item of a list on a visit."""
    (found,) = getattr(visit(f"{field}:\n  - {line}"), field)
    return found


@pytest.mark.parametrize(
    ("field", "line", "expected", "remedy"),
    [
        (
            "orders",
            "阿莫西林胶囊20盒x12.5",
            OrderLine(product="阿莫西林胶囊", qty=Decimal(20), unit="盒", price=Decimal("12.50")),
            "阿莫西林胶囊 20盒 x12.5",
        ),
        (
            "orders",
            "阿莫西林 20盒*12.5=250",
            OrderLine(
                product="阿莫西林",
                qty=Decimal(20),
                unit="盒",
                price=Decimal("12.50"),
                amount=Decimal("250.00"),
            ),
            "20盒 *12.5 =250",
        ),
        (
            "orders",
            "阿莫西林胶囊20盒 8.5元",
            OrderLine(product="阿莫西林胶囊", qty=Decimal(20), unit="盒", price=Decimal("8.50")),
            "阿莫西林胶囊 20盒",
        ),
        (
            "gifts",
            "茅台一瓶1499元给王店长",
            Gift(item="茅台", value=Decimal("1499.00"), qty=Decimal(1), to="王店长"),
            "茅台 1瓶 1499元 给王店长",
        ),
    ],
)
def test_what_is_stuck_together_is_cut_and_told(field: str, line: str, expected: Record, remedy: str) -> None:
    """Product, quantity, price and person are read one by one, and the blanks that are missing are proposed."""
    assert item(field, line) == expected
    told = said(header(f"{field}:\n  - {line}", VISIT))["KJ208"]
    assert told["remedy"] == f"put a blank between them:  {remedy}"


@pytest.mark.parametrize(
    ("field", "line", "expected"),
    [
        (
            "orders",
            "感冒灵 5盒 每盒15元",
            OrderLine(product="感冒灵", qty=Decimal(5), unit="盒", price=Decimal("15.00")),
        ),
        (
            "orders",
            "维C 20盒 单价12.5",
            OrderLine(product="维C", qty=Decimal(20), unit="盒", price=Decimal("12.50")),
        ),
        (
            "orders",
            "红霉素 2件 共960元",
            OrderLine(product="红霉素", qty=Decimal(2), unit="件", amount=Decimal("960.00")),
        ),
        ("payments", "现金500", Payment(amount=Decimal("500.00"), instrument="现金")),
        ("payments", "5000现金", Payment(amount=Decimal("5000.00"), instrument="现金")),
        ("payments", "转账1.2万", Payment(amount=Decimal("12000.00"), instrument="转账")),
        ("stock", "板蓝根 还剩5盒", Stock(product="板蓝根", qty=Decimal(5), unit="盒")),
    ],
)
def test_a_figure_with_its_word_needs_no_blank(field: str, line: str, expected: Record) -> None:
    """A figure whose word says what it is fills that field, without a finding."""
    assert item(field, line) == expected
    assert said(header(f"{field}:\n  - {line}", VISIT)) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("阿莫西林 约20盒", "read as a word, not as a quantity"),
        ("买10盒送1盒 阿莫西林 5盒", "read as a word, not as a quantity"),
        ("阿莫西林 5盒 每件15元", "read as a word, not as an amount"),
    ],
)
def test_business_that_fills_no_field_is_told(line: str, reason: str) -> None:
    """A number of boxes or a sum within a word is never lost silently."""
    assert said(header(f"orders:\n  - {line}", VISIT))["KJ208"]["reason"] == reason


def test_a_gift_of_one_basket_stays_as_it_is_written() -> None:
    """Of a gift a number in Chinese figures belongs to the thing, unless a sum stands behind it."""
    assert item("gifts", "沙田柚一箱") == Gift(item="沙田柚一箱")
    assert said(header("gifts:\n  - 沙田柚一箱", VISIT)) == {}


def test_a_strength_stays_a_word() -> None:
    """What is stuck to a name and has a figure in it is no quantity."""
    assert item("orders", "阿莫西林0.25g*24粒 20盒") == OrderLine(
        product="阿莫西林0.25g*24粒", qty=Decimal(20), unit="盒"
    )


def test_months_of_packages_and_papers() -> None:
    """Behind 效期 two figures are a year; on a licence 2027.5 is May 2027. Both end with the month."""
    assert item("stock", "板蓝根 5盒 效期27年3月").expiry == date(2027, 3, 31)
    assert card("证照:\n  - 药证 2027.5").licences == (
        Licence(kind="药品经营许可证", expires=date(2027, 5, 31)),
    )


def test_a_telephone_number_may_be_stuck_to_the_name() -> None:
    """A mobile number behind a name is the telephone."""
    assert card("联系人: [王建国13800000002]").contacts == (Contact(name="王建国", phone="13800000002"),)


def test_wide_brackets_hold_several_items() -> None:
    """【 】 around a list are its brackets, and wide commas part its items: goods with figures, people."""
    assert visit("订货: 【阿莫西林 20盒 ×12.5，板蓝根 10袋 ×8】").orders == (
        OrderLine(product="阿莫西林", qty=Decimal(20), unit="盒", price=Decimal("12.50")),
        OrderLine(product="板蓝根", qty=Decimal(10), unit="袋", price=Decimal("8.00")),
    )
    assert card("联系人: 【黄卫民 老板，李四 店员】").contacts == (
        Contact(name="黄卫民", role="老板"),
        Contact(name="李四", role="店员"),
    )
