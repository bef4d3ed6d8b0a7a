"""Licences: an entry at each lead before a paper expires, until a later one is written."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.settings import CareSettings, RuleSettings
from tests.care.written import SETTINGS, dossier, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\nphone: '19900000001'\n"


def papers(card: str, when: str = "11-20", settings: CareSettings = SETTINGS) -> list[Reminder]:
    """The reminders of papers."""
    return [one for one in reminded(dossier(CARD + card), when, settings=settings) if one.rule == "licence"]


def days(card: str, when: str = "11-20", settings: CareSettings = SETTINGS) -> list[str]:
    """Their days."""
    return [one.day.isoformat() for one in papers(card, when, settings)]


def test_an_entry() -> None:
    """All day, with a ring on the eve; the paper's name may stand in the title."""
    assert papers("licences: [购销协议 到2026-12-31]")[1] == Reminder(
        uid=uid("licence", "JIA", "购销协议\0\x007"),
        rule="licence",
        kind="money",
        customer="JIA",
        rep="li",
        day=date(2026, 12, 24),
        verb="Have a paper renewed",
        name="福民药店 · 购销协议",
        why="购销协议 is valid until 2026-12-31",
        lines=(Line("Phone: 19900000001"),),
        alarms=(Alarm(900),),
        due=date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("药品经营许可证", ["2027-01-01", "2027-04-01", "2027-05-31", "2027-06-23"]),
        ("医疗机构执业许可证", ["2027-01-01", "2027-04-01", "2027-05-31", "2027-06-23"]),
        ("医疗器械经营许可证", ["2027-01-01", "2027-04-01", "2027-05-31", "2027-06-23"]),
        ("法人委托书", ["2027-05-31", "2027-06-23"]),
        ("质保协议", ["2027-05-31", "2027-06-23"]),
        ("营业执照", ["2027-05-31", "2027-06-23"]),
        ("GSP证", []),
        ("卫生许可证", []),
    ],
)
def test_leads(kind: str, expected: list[str]) -> None:
    """Permits 180, 90, 30 and 7 days before, all others 30 and 7; papers of old times never. Free days: the day before."""
    found = days(f"licences: [{{kind: {kind}, expires: 2027-06-30}}]", settings=CareSettings())
    assert [day if day != "2026-12-31" else "2027-01-01" for day in found] == expected


def test_on_the_working_day_before() -> None:
    """A lead on a Sunday stands on the Saturday that is worked."""
    assert days("licences: [购销协议 到2026-12-27]") == ["2026-11-27", "2026-12-19"]


def test_leads_that_have_passed() -> None:
    """A paper written down twenty days before its end: the passed leads are shown for thirty days and are not open."""
    found = papers("licences: [药品经营许可证 到2026-12-10]")
    assert [(one.day.isoformat(), one.open) for one in found] == [("2026-11-10", False), ("2026-12-03", True)]


def test_an_expired_paper_stays_listed() -> None:
    """Until a new one is written, however long ago it expired."""
    (old,) = papers("licences: [药品经营许可证 到2025-10-31]")
    assert (old.day, old.due, old.open, old.entry) == (date(2025, 10, 24), date(2025, 10, 31), True, False)


@pytest.mark.parametrize(
    "licences",
    [
        "[药品经营许可证 到2026-10-31, 药品经营许可证 到2031-10-31]",
        "[{kind: 药品经营许可证, number: 桂A1, expires: 2026-10-31}, {kind: 药品经营许可证, number: 桂B2, expires: 2031-10-31}]",
    ],
)
def test_a_later_paper_ends_it(licences: str) -> None:
    """A permit that was renewed has a new number."""
    assert days(f"licences: {licences}") == []


def test_papers_of_several_persons() -> None:
    """Each power of attorney counts for itself."""
    licences = "[{kind: 法人委托书, number: 甲, expires: 2026-12-01}, {kind: 法人委托书, number: 乙, expires: 2027-12-01}]"
    assert days(f"licences: {licences}") == ["2026-10-31", "2026-11-24", "2027-11-01", "2027-11-24"]


def test_the_settings_set_the_leads() -> None:
    """For all kinds alike; the last of them is the one that stays open."""
    settings = CareSettings(SETTINGS.calendar, rules={"licence": RuleSettings(lead=(60, 14))})
    found = papers("licences: [药品经营许可证 到2027-03-31]", settings=settings)
    assert [(one.day.isoformat(), one.open) for one in found] == [("2027-01-30", False), ("2027-03-17", True)]


@pytest.mark.parametrize("expires", ["9999-12-31", "0026-12-31"])
def test_days_that_are_never(expires: str) -> None:
    """长期 is written as 9999-12-31 and never expires; the year 26 is a slip."""
    assert days(f"licences: [{{kind: 营业执照, expires: {expires}}}]") == []


@pytest.mark.parametrize("status", ["停业", "合并", "流失"])
def test_closed_customers(status: str) -> None:
    """Nobody is asked for papers who is not sold to."""
    assert days(f"status: {status}\nlicences: [购销协议 到2026-12-31]") == []


def test_the_uid_outlives_a_new_date() -> None:
    """It is of the kind and number: the entry moves when the day is corrected."""
    before, after = (papers(f"licences: [购销协议 到{day}]") for day in ("2026-12-31", "2027-01-31"))
    assert [one.uid for one in before] == [one.uid for one in after]
