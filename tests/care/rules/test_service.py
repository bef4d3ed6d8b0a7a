"""Complaints, adverse reactions, slips, and what comes after a sale."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kjournal.care.reminder import Line
from kjournal.care.settings import RuleSettings
from tests.care.written import SETTINGS, dossier, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\n"


def told(rule: str, *visits: str, when: str = "11-20", card: str = CARD, days: int = 400) -> list[str]:
    return lines(reminded(dossier(card, *visits), when), rule, days)


@pytest.mark.parametrize(
    ("level", "answer", "solution"),
    [
        ("一般", "11-20 08:30", "11-23 08:30"), ("", "11-20 08:30", "11-23 08:30"), ("重大", "11-20 08:30", "11-21 08:30"),
        ("紧急", "11-19 08:30", "11-20 08:30"),
    ],
)  # fmt: skip
def test_a_complaint(level: str, answer: str, solution: str) -> None:
    """The first answer and the solution, by level; six working days a week, Thursday 11-19 at 18:00."""
    visit = f"2026-11-19-甲\ncustomer: 甲\ncomplaints: [{{现象: 破损, 级别: {level or '一般'}}}]\n"
    assert told("complaint", visit) == [f"{answer} Answer: 福民药店", f"{solution} Find a solution: 福民药店"]


def test_a_complaint_ends() -> None:
    """With the answer, then with the solution."""
    visit = "2026-11-19-甲\ncustomer: 甲\ncomplaints: [{{现象: 破损, 首次答复: 2026-11-19 19:00{}}}]\n"
    assert told("complaint", visit.format("")) == ["11-23 08:30 Find a solution: 福民药店"]
    assert told("complaint", visit.format(", 结案日期: 2026-11-20")) == []


def test_the_hours_count_from_when_it_was_taken_down() -> None:
    """As written, else from the end of the visit; the hour stands in the reason."""
    visit = "2026-11-19-甲\ncustomer: 甲\nstart: 9:00\nend: 9:30\ncomplaints: [{现象: 破损, 级别: 紧急}]\n"
    made = [one for one in reminded(dossier(CARD, visit), "11-20") if one.rule == "complaint"]
    assert made[0].why == "complaint of 2026-11-19 (紧急); by 2026-11-19 11:30"
    assert made[0].lines == (Line("破损"),)


def test_an_adverse_reaction() -> None:
    """At once, until it is handed over; what was told stays in the note."""
    visit = "2026-11-19-甲\ncustomer: 甲\nadverse: 张某某服后皮疹\n"
    made = [one for one in reminded(dossier(CARD, visit), "11-20") if one.rule == "adverse"]
    assert lines(made) == ["11-19 18:00 Report to the drug-safety officer: 福民药店"]
    assert "张" not in repr(made)
    late = told("adverse", visit + "start: 18:00\nend: 18:40\n")
    assert late == ["11-19 18:40 Report to the drug-safety officer: 福民药店"]
    assert told("adverse", visit + "escalate: 已报质管部\n") == []


def test_a_slip() -> None:
    """A week after a gift to a business customer, until it is in; printed matter for a doctor needs none."""
    visit = "2026-11-10-甲\ncustomer: 甲\ngifts: [茶叶 80元 给王店长]\n"
    assert told("slip", visit) == ["11-17 08:30 Get the feedback slip: 福民药店"]
    assert told("slip", visit.replace("给王店长", "给王店长 已收")) == []
    assert told("slip", visit, card=CARD.replace("村镇药店", "乡镇卫生院")) == []


def test_after_a_first_order() -> None:
    """A week later, for each product ordered for the first time, unless there was a contact; and a year later."""
    order = "2026-11-10-甲\ncustomer: 甲\norders: [阿莫西林 2盒]\n"
    again = "2026-11-18-甲\ncustomer: 甲\norders: [阿莫西林 2盒]\n"
    assert told("aftersale", order) == [
        "11-17 10:00 Ask how it goes: 福民药店",
        "2027-11-10 10:00 Say thanks: 福民药店",
    ]
    assert told("aftersale", order, again) == ["2027-11-10 10:00 Say thanks: 福民药店"]
    other = told("aftersale", order, again.replace("阿莫西林", "维C片"))
    assert other == ["11-25 10:00 Ask how it goes: 福民药店", "2027-11-10 10:00 Say thanks: 福民药店"]
    thanked = "2027-11-12-甲\ncustomer: 甲\n\n道谢。\n"
    assert told("aftersale", order, thanked, when="2027-11-15") == []


def test_dealers() -> None:
    """Half a year after the first visit, until the card says that the list is complete."""
    card = CARD.replace("村镇药店", "商业公司")
    visit = "2026-06-20-甲\ncustomer: 甲\n\n见到了。\n"
    assert told("dealer", visit, card=card) == ["12-17 all day Complete the list of customers: 福民药店"]
    assert told("dealer", visit, card=card + "下游名单齐全: 是\n") == []
    assert told("dealer", visit) == []


def test_what_the_brief_asks() -> None:
    """No entry on the phone: the card after half a year, how content they are once a quarter."""
    visit = "2026-09-20-甲\ncustomer: 甲\nsatisfaction: 4\n\n见到了。\n"
    found = reminded(dossier(CARD + "核实日期: 2026-06-01\n", visit), "11-20", brief=True)
    brief = [one for one in found if one.kind == "brief"]
    assert [f"{one.day} {one.verb}: {one.why}" for one in brief] == [
        "2026-10-01 Ask how content they are: not asked since 2026-09-20",
        "2026-11-28 Check the card: last found true on 2026-06-01",
    ]
    assert not any(one.entry or one.open for one in brief)
    made = dossier(CARD, visit.replace("satisfaction: 4\n", ""))
    assert [one.why for one in reminded(made, "11-20", brief=True) if one.kind == "brief"] == ["never asked"]
    made = dossier(CARD, visit, visit.replace("09-20", "11-02"))
    assert [one for one in reminded(made, "11-20", brief=True) if one.rule == "survey"] == []


def test_care_by_grade_is_off() -> None:
    """Until it is switched on; then an outing for A, a festival gift for B, within the caps, and never for a doctor."""
    made = dossier(CARD)
    assert [one for one in reminded(made, "11-20", "A") if one.rule == "gradecare"] == []
    on = replace(SETTINGS, rules={"gradecare": RuleSettings(on=True)})
    found = [one for one in reminded(made, "11-20", "A", on) if one.rule == "gradecare"]
    assert [
        f"{one.day.isoformat()} {one.why} {one.lines[0].text}" for one in found if one.day.year == 2027
    ] == ["2027-04-01 grade A: a yearly outing inside the province At most 500 yuan a person and occasion"]
    found = [one for one in reminded(made, "11-20", "B", on) if one.rule == "gradecare"]
    assert [one.day.isoformat() for one in found if one.day.year == 2027] == ["2027-09-01"]
    doctor = dossier(CARD.replace("村镇药店", "村卫生室"))
    assert [one for one in reminded(doctor, "11-20", "A", on) if one.rule == "gradecare"] == []


def test_points() -> None:
    """Fifteen days before the quarter's end, business customers with an account only, until they are settled."""
    card = CARD + "期初: {日期: 2026-07-01, 积分: 800}\n"
    redeemed = "2026-11-18-甲\ncustomer: 甲\nredeemed: [电饭煲 1个 =500]\n"
    made = [one for one in reminded(dossier(card, redeemed), "11-20") if one.rule == "points"]
    assert lines(made) == ["12-17 09:00 Settle the points: 福民药店"]
    assert made[0].lines == (Line("Points: 300"),)
    assert told("points", redeemed.replace("11-18", "12-20"), when="12-21", card=card)[0].startswith(
        "2027-03-17"
    )
    assert told("points", redeemed) == []
    assert told("points", redeemed, card=card.replace("村镇药店", "村卫生室")) == []
