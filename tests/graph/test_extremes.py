"""Days at the ends of the calendar and numbers beyond all measure: told and left out, never carried into a sum."""

from __future__ import annotations

import pytest

from tests.graph.conftest import Journal

DAYS = (
    "9999-12-31", "9999-12-25", "2999-12-31", "0001-01-01", "1000-01-01", "农历9999-12-30", "农历2100-12-30", "1900-01-01", "2200-01-01",
    "--02-29", "是",
)  # fmt: skip
NUMBERS = (
    "999999999",
    "9999999999999999999999",
    "-5",
    "0",
    "1e9",
    "0.0000000001",
    "一亿",
    "999999天",
    "5000年",
)
CARD = """\
---
name: 店{n}
class: {class_}
region: 向阳镇
rep: li
created: {day}
verified: {day}
birthday: {day}
snooze: {day}
opening: {{date: {day}, receivable: {number}, points: {number}}}
licences: [{{kind: 营业执照, expires: {day}, issued: {day}}}]
life_events: [{{date: {day}, kind: 去世, quiet_until: {day}}}]
own_events: [{{what: x, date: {day}}}]
contacts: [{{name: 乙, birthday: {day}, left: {day}, anniversaries: [{{what: y, date: {day}}}]}}]
cadence: {number}
restock_days: {number}
order_day: {number}
reconcile: {number}
credit_days: {number}
credit_limit: {number}
staff: {number}
---
- [ ] x {day}
- [ ] y
"""
VISIT = """\
---
customer: 店{n}
date: {day}
status: 完成
next: {day} x
orders: [阿莫西林 {number}盒 ×{number}]
payments: [{number} 现金 上交={day}]
promises: [{{what: z}}, {{what: q, due: {day}, every: 每月31日}}, {{what: w, due: {day}, done: {day}}}, {{what: v, every: 每{number}天}}]
complaints: [{{level: 紧急, symptom: 破, opened: {day}}}]
stock: [a {number}袋 效期={day} 安全={number}]
time_use: [洽谈 {number}]
---
- [ ] 送样品 后天
- [ ] 送 {number}天内
- [ ] 送 月底
- [ ] 没日子
"""


@pytest.mark.parametrize("class_", ["村镇药店", "县医院"])
def test_extremes(journal: Journal, class_: str) -> None:
    """Built from scratch, and on another day, without a failure; every customer has its page."""
    cases = [(day, "5") for day in DAYS] + [("2026-11-01", number) for number in NUMBERS]
    for n, (day, number) in enumerate(cases):
        journal.write(f"customers/a{n}.md", CARD.format(n=n, day=day, number=number, class_=class_))
        journal.write(f"visits/v{n}.md", VISIT.format(n=n, day=day, number=number))
        journal.write(f"visits/{day}-店{n}.md", "去了。\n")
    for _day in range(2):
        journal.build()
        journal.day = journal.day.replace(year=journal.day.year + 1)
    assert len(list((journal.site / "customers").iterdir())) == len(cases)
