"""Money, numbers, quantities and coordinates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.notes.values.numbers import amount, cents, rate, unit_price
from tests.notes.written import card, header, said, told, visit


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1200", "1200"), ("1200.5", "1200.5"), (".5", "0.5"), ("12,000", "12000"), ("12，000", "12000"), ("1,234,567.89", "1234567.89"),
        ("1.2万", "12000"), ("1.2万元", "12000"), ("3千", "3000"), ("0.5亿", "50000000"), ("￥12000元", "12000"), ("¥300", "300"),
        ("三百", "300"), ("两万五", "25000"), ("一千二百元", "1200"), ("壹万贰仟元整", "12000"), ("12块5", "12.5"), ("两块五毛", "2.5"),
        ("5毛", "0.5"), ("12元5角3分", "12.53"), ("¥ 300", "300"), ("人民币300元整", "300"), ("300块", "300"), ("１２０", "120"), ("12 000", "12000"), ("-300", "-300"), ("￥-300", "-300"),
    ],
)  # fmt: skip
def test_amounts(text: str, yuan: str) -> None:
    """Yuan as people write them, exactly."""
    assert amount(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["", ".", "元", "约三百", "三百多", "二〇二六", "一二三", "nan", "inf", "1e3", "1_000", "0x10", "1,2", "1,23,456", "12.3.4", "1.2.3万", "9" * 13, "10000亿"]
)  # fmt: skip
def test_no_amounts(text: str) -> None:
    """What is no sum of money, or a slip."""
    assert amount(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_never_through_a_float(value: Decimal) -> None:
    """Each fen comes back."""
    assert amount(f"{value:f}") == value
    assert amount(f"{value:,f}") == value


def test_fen() -> None:
    """Sums have two digits of fen, half of one rounded up; a price keeps more where they are written."""
    assert [cents(Decimal(text)) for text in ("1", "1.005", "1.015")] == [
        Decimal("1.00"),
        Decimal("1.01"),
        Decimal("1.02"),
    ]
    assert [unit_price(Decimal(text)) for text in ("1", "3.335")] == [Decimal("1.00"), Decimal("3.335")]


@pytest.mark.parametrize(
    ("number", "value"),
    [("9", "0.9"), ("95", "0.95"), ("8.8", "0.88"), ("88", "0.88"), ("10", "1"), ("100", "1"), ("0", "0")],
)
def test_rates(number: str, value: str) -> None:
    """9折 = 0.9, 95折 = 0.95."""
    assert rate(number) == Decimal(value)


def test_money_in_a_field() -> None:
    """Plain numbers are plain; other ways to write them are an info; what is no sum is refused and left out."""
    assert card("信用额度: 20000").credit_limit == Decimal("20000.00")
    assert told(header("信用额度: 20000")) == []
    assert told(header("信用额度: 2万")) == ["2:7 info KJ221"]
    assert (card("信用额度: 约两万").credit_limit, told(header("信用额度: 约两万"))) == (
        None,
        ["2:7 error KJ207"],
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", 30),
        ("30天", 30),
        ("30 天", 30),
        ("约30", None),
        ("30.5", None),
        ("30-35天", None),
        ("９０天", 90),
    ],
)
def test_whole_numbers(text: str, value: int | None) -> None:
    """A unit behind is dropped."""
    assert card(f"补货周期: {text}").restock_days == value
    assert told(header(f"补货周期: {text}")) == ([] if value else ["2:7 error KJ207"])


def test_numbers() -> None:
    """With a unit, with digits behind the point."""
    assert [card(f"面积: {text}").area_m2 for text in ("60", "60平方米", "60.5㎡")] == [
        Decimal(60),
        Decimal(60),
        Decimal("60.5"),
    ]


def test_quantities() -> None:
    """The unit goes into its own field."""
    orders = visit(
        "orders:\n- {product: 甲, qty: 20盒}\n- {product: 乙, qty: 20, unit: 瓶}\n- {product: 丙, qty: 很多}"
    ).orders
    assert [(line.qty, line.unit) for line in orders] == [
        (Decimal(20), "盒"),
        (Decimal(20), "瓶"),
        (None, ""),
    ]


def test_discounts() -> None:
    """A rate, or yuan off."""
    orders = visit(
        "orders:\n- {product: 甲, 折扣: 9折}\n- {product: 乙, 折扣: 30}\n- {product: 丙, 折扣: 0.85}"
    ).orders
    assert [line.discount for line in orders] == [Decimal("0.9"), Decimal(30), Decimal("0.85")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24.70361,107.04877", (24.70361, 107.04877)),
        ("107.04877, 24.70361", (24.70361, 107.04877)),
        ("24.7，107.0", (24.7, 107.0)),
        ("24.7N 107.0E", (24.7, 107.0)),
        ("24.7", None),
        ("124.7,107.0", None),
        ("nan,nan", None),
    ],
)
def test_coordinates(text: str, value: tuple[float, float] | None) -> None:
    """Latitude and longitude in either order."""
    assert card(f"坐标: {text}").geo == value
    assert told(header(f"坐标: {text}")) == ([] if value else ["2:5 error KJ207"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("两周", 14), ("1个月", 30), ("半个月", 15), ("每两周", 14), ("三十天", 30), ("一个半月", None), ("十几天", None), ("30多天", None)],
)  # fmt: skip
def test_times_in_days(text: str, value: int | None) -> None:
    """A unit of time counts: two weeks are no two days; what is only roughly known is refused."""
    assert card(f"账期: {text}").credit_days == value


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("半小时", 30), ("1.5小时", 90), ("一个半小时", 90), ("20分钟", 20), ("两小时半", 150)],
)
def test_times_in_minutes(text: str, minutes: int) -> None:
    """Hours too."""
    assert visit(f"时间使用:\n- {{名目: 洽谈, 分钟: {text}}}").time_use[0].minutes == minutes


@pytest.mark.parametrize(
    ("text", "rate_"),
    [("九折", "0.9"), ("八五折", "0.85"), ("打九折", "0.9"), ("85%", "0.85"), ("10%", None)],
)
def test_spoken_discounts(text: str, rate_: str | None) -> None:
    """A percentage that may mean what is left or what is taken off is refused."""
    (line,) = visit(f"订货:\n- {{产品: 甲, 折扣: {text}}}").orders
    assert line.discount == (Decimal(rate_) if rate_ else None)


@pytest.mark.parametrize(
    "text", ["24°42′13″N 108°3′0″E", "东经108°3′0″ 北纬24°42′13″", "北纬24.703611度，东经108.05度"]
)
def test_coordinates_in_degrees(text: str) -> None:
    """Minutes and seconds, before or behind their names."""
    found = card(f"坐标: {text}").geo
    assert found == pytest.approx((24.703611, 108.05), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1e5", "write all its digits: 100000"),
        ("1.2e4", "write all its digits: 12000"),
        ("1e99", "write for example 1200.00"),
        ("NaN", "write the number, or leave the field empty"),
        (".inf", "write the number, or leave the field empty"),
        ("约300元", "write the number alone: 300"),
        ("三百多", "write the number alone: 300"),
        ("两三百", "write for example 1200.00"),
        ("很多", "write for example 1200.00"),
    ],
)
def test_what_to_write_instead(text: str, remedy: str) -> None:
    """The number that was probably meant, where it can be told."""
    assert card(f"信用额度: {text}").credit_limit is None
    assert said(header(f"信用额度: {text}"))["KJ207"]["remedy"] == remedy
