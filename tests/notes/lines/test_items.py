"""One line instead of a mapping (FIELDS.md 3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.notes.lines.items import worth
from kjournal.notes.lines.pieces import _PART, Part, parts
from kjournal.records.business import Complaint, Cost, Gift, OrderLine, Payment, Promise, Stock, TimeUse
from kjournal.records.papers import Competitor
from kjournal.records.people import LifeEvent
from tests.notes.written import VISIT, card, header, said, told, visit


def item(field: str, line: str) -> Any:
    """The one item of a list on a visit."""
    (found,) = getattr(visit(f"{field}:\n  - {line}"), field)
    return found


def test_example_1() -> None:
    """A product, its quantity, the price of one."""
    assert item("orders", "阿莫西林胶囊 20盒 ×12.5") == OrderLine(
        product="阿莫西林胶囊", qty=Decimal(20), unit="盒", price=Decimal("12.50")
    )


def test_example_2() -> None:
    """A strength is a word, and a rebate a rate."""
    assert item("orders", '"阿莫西林 0.25g*24粒 20盒 @12.5 9折"') == OrderLine(
        product="阿莫西林 0.25g*24粒",
        qty=Decimal(20),
        unit="盒",
        price=Decimal("12.50"),
        discount=Decimal("0.9"),
    )


def test_example_3() -> None:
    """Of several quantities the last counts; the total of the line."""
    assert item("orders", "维C片 100片 10瓶 =96") == OrderLine(
        product="维C片 100片", qty=Decimal(10), unit="瓶", amount=Decimal("96.00")
    )


def test_example_4() -> None:
    """Money, a choice, a date."""
    assert item("payments", "1.2万 银行承兑 2027-02-20") == Payment(
        amount=Decimal("12000.00"), instrument="银行承兑", due=date(2027, 2, 20)
    )


def test_example_5() -> None:
    """A bare number is the amount; a key beats every guess."""
    assert item("payments", "5000 现金 上交=2026-11-21") == Payment(
        amount=Decimal("5000.00"), instrument="现金", handed_in=date(2026, 11, 21)
    )


def test_example_6() -> None:
    """To whom, and quotes that belong to a word."""
    assert item("gifts", "「给力」茶叶 168元 给王店长 场合=中秋") == Gift(
        item="「给力」茶叶", value=Decimal("168.00"), to="王店长", occasion="中秋"
    )


def test_example_7() -> None:
    """A key in Chinese."""
    assert item("stock", "板蓝根颗粒 6袋 安全=20") == Stock(
        product="板蓝根颗粒", qty=Decimal(6), unit="袋", safety=Decimal(20)
    )


def test_example_8() -> None:
    """A task line of the body is a promise, by us, open."""
    assert visit("", "- [ ] 送两盒样品 给李医生 2026-12-01\n").promises == (
        Promise(what="送两盒样品", to="李医生", due=date(2026, 12, 1)),
    )


def test_examples_without_findings() -> None:
    """The examples are the plain way to write."""
    note = header(
        """
        客户: 福民药店
        orders:
          - 阿莫西林胶囊 20盒 ×12.5
          - 阿莫西林 0.25g*24粒 20盒 @12.5 9折
          - 维C片 100片 10瓶 =96
        payments: [1.2万 银行承兑 2027-02-20, 5000 现金 上交=2026-11-21]
        gifts: [「给力」茶叶 168元 给王店长 场合=中秋]
        stock: [板蓝根颗粒 6袋 安全=20]
        """,
        "visits/2026-11-20-x.md",
        "- [ ] 送两盒样品 给李医生 2026-12-01\n",
    )
    assert told(note) == []


def test_worth() -> None:
    """Quantity × price × rate, or less yuan; half a fen is rounded up."""
    assert worth(Decimal(20), Decimal("12.5"), None) == Decimal("250.00")
    assert worth(Decimal(20), Decimal("12.5"), Decimal("0.9")) == Decimal("225.00")
    assert worth(Decimal(20), Decimal("12.5"), Decimal(30)) == Decimal("220.00")
    assert worth(Decimal(3), Decimal("3.335"), None) == Decimal("10.01")


def test_parts() -> None:
    """Blanks of any width divide; a quoted piece and what stands at it without a blank are one word."""
    assert parts("阿莫西林　20盒") == [Part("阿莫西林", 0), Part("20盒", 5)]
    assert parts("“两个 词” 「给力」茶叶 场合=“中秋 节”") == [
        Part("“两个 词”", 0),
        Part("「给力」茶叶", 7),
        Part("场合=“中秋 节”", 14),
    ]
    assert parts("“没有 右边") == [Part("“没有", 0), Part("右边", 4)]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("“20盒” 5盒", OrderLine(product="20盒", qty=Decimal(5), unit="盒")),
        ("「每月 一盒」 5盒", OrderLine(product="每月 一盒", qty=Decimal(5), unit="盒")),
        ("板蓝根 20盒 8.5元", OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", price=Decimal("8.50"))),
        ("板蓝根 170元", OrderLine(product="板蓝根", amount=Decimal("170.00"))),
        (
            "板蓝根 ￥170 20盒",
            OrderLine(product="板蓝根", amount=Decimal("170.00"), qty=Decimal(20), unit="盒"),
        ),
        (
            "板蓝根 20盒 x8.525",
            OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", price=Decimal("8.525")),
        ),
        ("板蓝根 20盒 *8.5", OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", price=Decimal("8.50"))),
        (
            "板蓝根 ２０盒 ×８.５",
            OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", price=Decimal("8.50")),
        ),
        (
            "板蓝根 20盒 95折",
            OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", discount=Decimal("0.95")),
        ),
        (
            "板蓝根 20盒 单价＝8.5",
            OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", price=Decimal("8.50")),
        ),
        (
            "产品=板蓝根 数量=20盒 近效期",
            OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", note="近效期"),
        ),
        ("板蓝根 20盒 未交", OrderLine(product="板蓝根", qty=Decimal(20), unit="盒", papers="未交")),
        ("板蓝根 20盒 批次=3", OrderLine(product="板蓝根 批次=3", qty=Decimal(20), unit="盒")),
        ("肥皂 3块", OrderLine(product="肥皂", qty=Decimal(3), unit="块")),
        ("给力茶叶 2盒", OrderLine(product="给力茶叶", qty=Decimal(2), unit="盒")),
        ("维C片 100片 铝塑 10瓶", OrderLine(product="维C片 100片 铝塑", qty=Decimal(10), unit="瓶")),
    ],
)
def test_orders(line: str, made: OrderLine) -> None:
    """Each kind of part of the grammar, where a list of orders has the field for it."""
    assert item("orders", f"'{line}'") == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("3848 对公转账", Payment(amount=Decimal("3848.00"), instrument="转账")),
        (
            "￥1.2万元 承兑 2027年2月20日",
            Payment(amount=Decimal("12000.00"), instrument="银行承兑", due=date(2027, 2, 20)),
        ),
        ("5000 现金 尾款", Payment(amount=Decimal("5000.00"), instrument="现金", note="尾款")),
        ("69.6 扫码", Payment(amount=Decimal("69.60"), instrument="公司收款码")),
        ("5000 转账 付款人=李四", Payment(amount=Decimal("5000.00"), instrument="转账", payer="李四")),
    ],
)
def test_payments(line: str, made: Payment) -> None:
    """A bare number is the amount; words that are nothing else go into the note."""
    assert item("payments", line) == made


def test_other_lists() -> None:
    """Costs, time, complaints, goods of others, stock by month, life events."""
    assert item("costs", "打车 35") == Cost(what="打车", amount=Decimal("35.00"))
    assert item("time_use", "洽谈 40") == TimeUse(what="洽谈", minutes=40)
    assert item("time_use", "路上 1小时") == TimeUse(what="交通", minutes=60)
    assert item("time_use", "排队买票 15分钟") == TimeUse(what="排队买票", minutes=15)
    assert item("complaints", "质量 紧急 胶囊受潮 产品=板蓝根") == Complaint(
        kind="质量", level="紧急", symptom="胶囊受潮", product="板蓝根"
    )
    assert item("competitors", "健胃消食片 厂家=江中 5.2元") == Competitor(
        product="健胃消食片", maker="江中", retail=Decimal("5.20")
    )
    assert item("stock", "小儿氨酚 22盒 2026-12") == Stock(
        product="小儿氨酚", qty=Decimal(22), unit="盒", expiry=date(2026, 12, 31)
    )
    assert card("大事: [2026-10-25 添丁 子女 第二胎]").life_events == (
        LifeEvent(date=date(2026, 10, 25), kind="得子", who="子女", note="第二胎"),
    )


def test_promises() -> None:
    """Who does it, how often, when it was kept; 由客户 is theirs."""
    assert item("promises", "送样品 给李医生 由周宁 2026-12-01") == Promise(
        what="送样品", to="李医生", by="周宁", due=date(2026, 12, 1)
    )
    assert item("promises", "补齐证照 由客户 12-05") == Promise(
        what="补齐证照", by="客户", due=date(2026, 12, 5)
    )
    assert item("promises", "送对账单 每月10日") == Promise(what="送对账单", every="每月10日")
    assert item("promises", "送样品 完成=2026-11-21") == Promise(what="送样品", done=(date(2026, 11, 21),))


def test_filled_twice() -> None:
    """The second price is told with its place and left out."""
    note = header("orders: [板蓝根 20盒 ×8.5 ×9]", "visits/2026-11-20-x.md")
    assert told(note) == ["2:23 warning KJ208"]
    assert said(note)["KJ208"]["reason"] == "单价 stands here twice"


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("阿莫西林 20盒×12.5", "put a blank between them:  20盒 ×12.5"),
        ("阿莫西林 20", "a quantity has a unit behind it:  20盒"),
    ],
)
def test_a_word_that_begins_with_a_digit(line: str, remedy: str) -> None:
    """On a line without quantity it is told, with the split that was meant."""
    note = header(f"orders:\n  - {line}", "visits/2026-11-20-x.md")
    assert told(note) == ["3:10 warning KJ208"]
    assert said(note)["KJ208"]["remedy"] == remedy


def test_a_total_that_does_not_agree() -> None:
    """It is told; the total counts."""
    note = header("orders: [阿莫西林 20盒 ×12.5 =240]", "visits/2026-11-20-x.md")
    assert told(note) == ["2:10 error KJ218"]
    assert {name: said(note)["KJ218"][name] for name in ("sum", "total")} == {
        "sum": "250.00",
        "total": "240.00",
    }
    assert told(header("orders: [阿莫西林 20盒 ×12.5 9折 =225]", "visits/2026-11-20-x.md")) == []


def test_a_date_that_does_not_exist() -> None:
    """It is refused with its place, and is no word."""
    note = header("payments: [5000 现金 2026-02-30]", "visits/2026-11-20-x.md")
    assert told(note) == ["2:20 error KJ203"]


def test_unknown_words_are_never_errors() -> None:
    """What cannot be placed stays in the first field."""
    assert item("gifts", "一本书 两本 给") == Gift(item="一本书 两本 给")
    assert item("stock", "板蓝根 还有一些") == Stock(product="板蓝根 还有一些")


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("1,200 现金", "1200"), ("1,200.50 现金", "1200.50"), ("￥1，200 现金", "1200"), ("5千 现金", "5000"), ("5千元 现金", "5000"),
        ("1.2万元 现金", "12000"), ("300块 现金", "300"), ("12块5 现金", "12.5"), ("三百 现金", "300"), ("两万五 现金", "25000"),
        ("五千元 现金", "5000"),
    ],
)  # fmt: skip
def test_sums_as_people_write_them(line: str, amount: str) -> None:
    """Where a bare number is money, any way to write money is."""
    (made,) = visit(f"收款:\n- {line}").payments
    assert (made.amount, made.instrument, made.note) == (Decimal(amount), "现金", "")


def test_a_payment_without_an_amount() -> None:
    """Its line is told where a figure stands in it."""
    assert said(header("收款: [约300 现金]", VISIT))["KJ208"]["reason"] == "read as a word, not as an amount"
    assert told(header("收款: [现金]", VISIT)) == []


def test_a_quantity_in_chinese_figures() -> None:
    """Stays a word: 三七片 is a product. It is told, with the quantity that may be meant."""
    assert said(header("订货: [阿莫西林 二十盒]", VISIT))["KJ208"]["remedy"].endswith("20盒")
    assert told(header("订货: [三七片 20盒]", VISIT)) == []


@given(st.text(" \u3000\t\u2003“”「」甲盒1×", max_size=20))
def test_a_line_without_quotes_is_cut_as_one_with_them(text: str) -> None:
    """At blanks of every kind, each part at its place."""
    assert parts(text) == [Part(match[0], match.start()) for match in _PART.finditer(text)]
