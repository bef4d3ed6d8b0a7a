"""Checks within one dossier: order in time, plans, closed customers, papers."""

from __future__ import annotations

import pytest

from kjournal.check.dossier import CHECKS, check
from kjournal.dates.today import Today
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import Dossier
from tests.care.written import day, dossier

CARD = "name: 甲\nclass: 村卫生室"


FIELDS = ("address", "complaints", "customer", "date", "end", "licences.0", "licences.1", "life_events", "next", "payments", "promises", "review", "start")  # fmt: skip


def place(path: str, field: str) -> Place:
    """A place whose line tells the field."""
    return Place(path, FIELDS.index(field))


def found(made: Dossier, when: str = "11-20") -> list[Finding]:
    """All findings of a dossier."""
    return check(made, Today(day(when)), place)


def told(*visits: str, card: str = CARD, when: str = "11-20", via: tuple[str, ...] = ()) -> list[str]:
    """Each finding as `code place words`."""
    return [
        " ".join(
            [one.code, *(f"{at.path}:{FIELDS[at.line]}" for at in one.places), *sorted(one.args.values())]
        )
        for one in found(dossier(card, *visits, via=via), when)
    ]


def test_the_table() -> None:
    """Codes in their order, each known; a place, the day and the words make the finding."""
    assert [one.code for one in CHECKS] == sorted(one.code for one in CHECKS)
    assert all(one.code in CODES for one in CHECKS)


def test_nothing_wrong() -> None:
    """A customer as most are."""
    assert told("2026-11-01-甲\npeople: 王\nnext: 2026-12-01", "2026-12-01-甲\nstatus: 计划") == []


def test_done_in_the_future() -> None:
    """An error until its day has come."""
    note = "2026-11-25-甲\nstatus: 完成\npeople: 王"
    assert found(dossier(CARD, note)) == [
        Finding("KJ401", (place("visits/2026-11-25-甲.md", "date"),), {"day": "2026-11-25"})
    ]
    assert told(note, when="11-25") == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("start: 15:00\nend: 14:30", "end 14:30 15:00 到达 离开"),
        ("start: 14:30\nend: 15:00", ""),
        ("people: 王\nnext: 2026-10-25", "next 2026-10-25 2026-11-01 下次 日期"),
        ("people: 王\nnext: 2026-11-01", ""),
        ("people: 王\npromises: [{what: 送样品, due: 2026-11-10, done: 2026-10-30}]", "promises 2026-10-30 2026-11-01 完成日期 日期"),
        ("people: 王\npromises: [{what: 送样品, due: 2026-11-10, done: 2026-11-01}]", ""),
        ("people: 王\npromises: [{what: 报价, every: 每周三, done: 2026-10-28}]", ""),
        ("people: 王\n\n- [x] 送样品 2026-10-20", ""),
        ("payments: [{amount: 100, handed_in: 2026-10-31}]", "payments 2026-10-31 2026-11-01 上交日期 日期"),
        ("people: 王\nreview: {by: 梁, on: 2026-10-31, text: 好}", "review 2026-10-31 2026-11-01 批示 日期"),
        ("complaints: [{opened: 2026-11-01 10:00, closed: 2026-11-01 09:00}]", "complaints 2026-11-01 09:00 2026-11-01 10:00 受理时间 结案日期"),
        ("complaints: [{opened: 2026-11-01 10:00, closed: 2026-11-01}]", ""),
        ("complaints: [{opened: 2026-11-01 10:00, closed: 2026-10-31}]", "complaints 2026-10-31 2026-11-01 10:00 受理时间 结案日期"),
        ("complaints: [{opened: 2026-11-01, answered: 2026-11-03, closed: 2026-11-02}]", "complaints 2026-11-02 2026-11-03 结案日期 首次答复"),
    ],
)  # fmt: skip
def test_what_comes_before_what_it_follows(note: str, expected: str) -> None:
    """Ends, answers, next days and moneys handed in; a day and a moment are compared by the day."""
    wanted = [f"KJ402 visits/2026-11-01-甲.md:{expected}"] if expected else []
    assert told(f"2026-11-01-甲\nstatus: 完成\n{note}") == wanted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "licences: [{kind: 营业执照, issued: 2026-05-01, expires: 2026-04-01}]",
            "licences.0 2026-04-01 2026-05-01 到期日 发证日期",
        ),
        (
            "life_events: [{date: 2026-05-01, kind: 生病, quiet_until: 2026-04-01}]",
            "life_events 2026-04-01 2026-05-01 勿扰至 日期",
        ),
        ("created: 2026-11-19", ""),
    ],
)
def test_what_a_card_says_backwards(line: str, expected: str) -> None:
    """Papers and quiet times; a card made after the first visit is no mistake."""
    made = told("2026-11-01-甲\npeople: 王", card=f"{CARD}\n{line}", when="2026-03-01")
    wanted = [f"KJ402 customers/甲.md:{expected}"] if expected else []
    assert [one for one in made if one.startswith("KJ402")] == wanted


MORNING = "2026-11-01-甲\nstart: 09:00\nend: 10:30\nstatus: 完成"


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        ("2026-11-01-甲-2\nstart: 10:00\nend: 11:00\nstatus: 完成", True),
        ("2026-11-01-甲-2\nstart: 10:30\nend: 11:00\nstatus: 完成", False),
        ("2026-11-01-甲-2\nstart: 10:00\nend: 11:00\nstatus: 完成\nrep: han", False),
        ("2026-11-01-甲-2\nstart: 10:00\nend: 11:00\nstatus: 完成\nchannel: 电话", False),
        ("2026-11-01-甲-2\nstart: 10:00\nend: 11:00\nstatus: 取消", False),
        ("2026-11-02-甲-2\nstart: 10:00\nend: 11:00\nstatus: 完成", False),
        ("2026-11-01-甲-2\nstart: 10:00\nstatus: 完成", False),
    ],
)
def test_two_visits_at_once(other: str, overlap: bool) -> None:
    """Done on the spot by one rep on one day: a time is wrong, or one note stands twice."""
    expected = [
        "KJ402 visits/2026-11-01-甲-2.md:start visits/2026-11-01-甲.md:end 10:00 10:30 到达 离开 of the other visit"
    ]
    assert told(MORNING, other) == (expected if overlap else [])


def test_a_doctor_seen_during_a_visit_to_the_hospital() -> None:
    """The visit to a person lies within the one to the organisation, and that is right."""
    assert told(MORNING, via=("2026-11-01-李医生\nstart: 09:30\nend: 09:45\nstatus: 完成",)) == []


def test_visits_of_a_closed_customer() -> None:
    """Plans ahead and what was done after the card was verified: one finding, for the card is the one cause."""
    notes = (
        "2026-10-01-甲\npeople: 王",
        "2026-11-02-甲\npeople: 王",
        "2026-11-10-甲\npeople: 王\npurpose: 收款",
        "2026-11-12-甲\nstatus: 未遇",
        "2026-12-01-甲\nstatus: 计划",
    )
    card = f"{CARD}\nstatus: 停业\nverified: 2026-11-01"
    expected = "KJ403 visits/2026-11-02-甲.md:customer visits/2026-12-01-甲.md:customer 停业"
    assert told(*notes, card=card) == [expected]


def test_a_closed_customer_whose_day_nobody_knows() -> None:
    """Without a day on the card nobody can say whether a visit came too late; a plan ahead always does."""
    card = f"{CARD}\nstatus: 流失"
    assert told("2026-11-02-甲\npeople: 王", card=card) == []
    assert told("2026-12-02-甲\nstatus: 计划", card=card) == ["KJ403 visits/2026-12-02-甲.md:customer 流失"]


def test_did_you_go() -> None:
    """A plan whose day has passed is asked about, from the day after."""
    note = "2026-11-19-甲\nstatus: 计划"
    assert told(note, when="11-19") == []
    assert told(note, when="11-20") == ["KJ404 visits/2026-11-19-甲.md:date 2026-11-19"]


def test_an_address_that_is_out_of_date() -> None:
    """Of somebody who moved."""
    assert told(card=f"{CARD}\nstatus: 搬迁") == ["KJ407 customers/甲.md:address"]


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ("[药品经营许可证 到2026-11-19]", ["KJ601 customers/甲.md:licences.0 2026-11-19 药品经营许可证"]),
        (
            "[营业执照, 药品经营许可证 到2026-11-19]",
            ["KJ601 customers/甲.md:licences.1 2026-11-19 药品经营许可证"],
        ),
        ("[药品经营许可证 到2026-11-20]", []),
        ("[药品经营许可证 到2026-11-19, 药品经营许可证 到2031-11-19]", []),
        ("[GSP证 到2016-11-19]", []),
    ],
)
def test_expired_papers(licences: str, expected: list[str]) -> None:
    """Valid through its last day; a newer one of the kind stands for it; papers of old times are not asked for."""
    assert told(card=f"{CARD}\nlicences: {licences}") == expected


def test_papers_of_a_closed_customer() -> None:
    """Nobody is sold to."""
    assert told(card=f"{CARD}\nstatus: 停业\nlicences: [药品经营许可证 到2026-11-19]") == []


def test_what_a_note_does_not_want_to_see() -> None:
    """`ignore` holds for the note it stands in; of a finding with several places the others stay."""
    plans = "2026-12-01-甲\nstatus: 计划", "2026-12-02-甲\nstatus: 计划\nignore: [KJ403]"
    assert told(*plans, card=f"{CARD}\nstatus: 停业") == ["KJ403 visits/2026-12-01-甲.md:customer 停业"]
    assert told(*plans, card=f"{CARD}\nstatus: 停业\nignore: [KJ403]") == []
    assert told("2026-11-19-甲\nstatus: 计划\nignore: [KJ404]") == []
    assert told(card=f"{CARD}\nstatus: 搬迁\nignore: [KJ407]") == []


def test_visits_to_people_are_checked_with_them() -> None:
    """Each note is checked once."""
    assert told(via=("2026-11-19-李医生\nstatus: 计划",)) == []
