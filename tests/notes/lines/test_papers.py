"""Licences and the next visit in one line (FIELDS.md 3)."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.records.papers import Licence
from kjournal.records.visit import Next
from tests.notes.written import VISIT, card, header, told, visit


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("营业执照", Licence(kind="营业执照")),
        ("购销协议 到2026-12-31", Licence(kind="购销协议", expires=date(2026, 12, 31))),
        (
            "医疗机构执业许可证 有效期至2030-03-31",
            Licence(kind="医疗机构执业许可证", expires=date(2030, 3, 31)),
        ),
        (
            "药证 桂DB7780012 有效期至 2030年3月31日",
            Licence(kind="药品经营许可证", number="桂DB7780012", expires=date(2030, 3, 31)),
        ),
        (
            "委托书 2025-01-01至2026-01-01",
            Licence(kind="法人委托书", issued=date(2025, 1, 1), expires=date(2026, 1, 1)),
        ),
        ("GSP 到2027-05", Licence(kind="GSP证", expires=date(2027, 5, 31))),
        ("营业执照 长期", Licence(kind="营业执照", note="长期")),
        (
            "营业执照 证号=9145 到期=2030-03-31 备注=复印件",
            Licence(kind="营业执照", number="9145", expires=date(2030, 3, 31), note="复印件"),
        ),
        ("消毒产品许可 到2027-05-31", Licence(kind="消毒产品许可", expires=date(2027, 5, 31))),
    ],
)
def test_licences(line: str, made: Licence) -> None:
    """The kind, a number if any, a date."""
    assert card(f"证照: [{line}]").licences == (made,)


def test_a_licence_day_that_does_not_exist() -> None:
    """Is told at its place, and left out."""
    assert card("证照: [营业执照 到2027-02-30]").licences == (Licence(kind="营业执照"),)
    assert told(header("证照: [营业执照 到2027-02-30]")) == ["2:12 error KJ203"]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("2026-12-05 带合同", Next(date=date(2026, 12, 5), what="带合同")),
        ("2026-12-05", Next(date=date(2026, 12, 5))),
        ("12月5日，带合同", Next(date=date(2026, 12, 5), what="带合同")),
        ("12月5日带合同", Next(date=date(2026, 12, 5), what="带合同")),
        ("下周三 带合同", Next(date=date(2026, 11, 25), what="带合同")),
        ("下周五前带合同", Next(date=date(2026, 11, 27), what="带合同")),
        ("月底：收款", Next(date=date(2026, 11, 30), what="收款")),
        ("带合同", Next(what="带合同")),
        ("带合同 12月5日", Next(date=date(2026, 12, 5), what="带合同")),
        ("2026-11-10 补单子", Next(date=date(2026, 11, 10), what="补单子")),
    ],
)
def test_next(line: str, made: Next) -> None:
    """A leading date, the rest is what."""
    assert visit(f"下次: {line}").next == made


def test_next_without_a_visits_day() -> None:
    """Words that count from it mean nothing."""
    made = visit("下次: 下周三 带合同", path="visits/甲.md")
    assert made.next == Next(what="下周三 带合同")
    assert visit("下次: 2026-12-05带合同", path="visits/甲.md").next == Next(
        date=date(2026, 12, 5), what="带合同"
    )


def test_findings_of_next() -> None:
    """A counted day is told with the date."""
    assert told(header("下次: 下周三 带合同", VISIT)) == ["2:5 info KJ222"]
    assert told(header("下次: 2026-02-30 带合同", VISIT)) == ["2:5 error KJ203"]
