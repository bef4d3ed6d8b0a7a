"""What helps at the door, and who may read it (DOMAIN.md 5, 8)."""

from __future__ import annotations

import pytest

from kjournal.care.doorstep import lines
from kjournal.care.personality import ADVICE
from kjournal.care.reminder import Line
from kjournal.care.rule import Case
from kjournal.dates.today import Today
from kjournal.records.choices import PERSONALITY
from tests.care.written import SETTINGS, day, dossier, facts_on

CARD = """
name: 向阳镇卫生院
class: 乡镇卫生院
reception: 每周三
hours: 下午三点后
market_days: 农历逢三六九
contacts:
  - {name: 覃院长, decides: 是, phone: "19900000001", personality: 怀疑}
  - {name: 韦会计, phone: "19900000002", personality: 内向}
  - {name: 老覃, decides: 是, phone: "19900000003", personality: 好斗, left: 2026-12-01}
"""
VISIT = """2026-11-10-向阳镇卫生院
people: 覃院长
next: 带新价目表

院长嫌回款急。

- [ ] 送两盒样品 给覃院长 2026-12-01
- [ ] 盖章的合同寄来 由客户 2026-11-30
"""


def case(card: str = CARD, *visits: str, when: str = "11-20") -> Case:
    """A customer on a day."""
    made = dossier(card, *visits)
    return Case(made, facts_on(made, when), "", (), SETTINGS, Today(day(when)))


def test_the_lines_of_a_visit() -> None:
    """Phone, when to come, who decides, last talk, what was left, promises of both sides, advice; only hours are not private."""
    assert lines(case(CARD, VISIT), door=True) == (
        Line("Phone: 覃院长 19900000001、韦会计 19900000002、老覃 19900000003"),
        Line("When to come: 下午三点后", "internal"),
        Line("Received on: 每周三", "internal"),
        Line("Market days: 农历逢三六九", "internal"),
        Line("Decides: 覃院长、老覃"),
        Line("Last talk 2026-11-10: 院长嫌回款急。"),
        Line("Left for the next time: 带新价目表"),
        Line("They promised: 盖章的合同寄来 (by 2026-11-30)"),
        Line("We promised: 送两盒样品 (by 2026-12-01)"),
        Line("Advice: show confidence and data; never yield lightly on the price"),
        Line("Advice: come well prepared; no idle argument"),
    )


def test_hours_with_a_number_to_call() -> None:
    """A brief feed shows no phone, wherever it stands."""
    found = lines(case("name: 甲\nhours: 先打 199 0000 0001，8:30-17:30"), door=True)
    assert found == (Line("When to come: 先打 199 0000 0001，8:30-17:30"),)


def test_who_left_is_not_named() -> None:
    """Neither phone nor advice of somebody who is gone, from that day on."""
    texts = [line.text for line in lines(case(when="12-01"))]
    assert texts == [
        "Phone: 覃院长 19900000001、韦会计 19900000002",
        "Decides: 覃院长",
        "Advice: show confidence and data; never yield lightly on the price",
    ]


def test_a_telephone_of_its_own() -> None:
    """The card's number goes before those of its people."""
    assert lines(case("name: 甲\nphone: 0778-1234567\ncontacts: [王 19900000001]"))[0] == Line(
        "Phone: 0778-1234567"
    )


def test_tried_in_vain() -> None:
    """The last attempt is told."""
    found = lines(case("name: 甲", "2026-11-18-甲\nstatus: 未遇"))
    assert found == (Line("Tried in vain: 2026-11-18", "internal"),)


def test_no_phone_and_no_prose_in_a_brief_feed() -> None:
    """A brief feed shows what is internal; neither a number nor prose may be among it."""
    internal = [line.text for line in lines(case(CARD, VISIT), door=True) if line.sensitivity != "private"]
    assert internal == ["When to come: 下午三点后", "Received on: 每周三", "Market days: 农历逢三六九"]


@pytest.mark.parametrize("kind", PERSONALITY.values)
def test_the_type_is_never_named(kind: str) -> None:
    """Only its advice is given; each of the nine types has one."""
    texts = [line.text for line in lines(case(f"name: 甲\npersonality: {kind}"))]
    assert texts == [f"Advice: {ADVICE[kind].said}"]
    assert kind not in texts[0]


def test_at_most_five_promises() -> None:
    """The rest stand on the customer's page."""
    body = "\n".join(f"- [ ] 第{n}件 2026-12-0{n}" for n in range(1, 8))
    found = lines(case("name: 甲", f"2026-11-10-甲\npeople: 王\n\n{body}"))
    assert len([line for line in found if line.text.startswith("We promised")]) == 5
