"""Events of a region."""

from __future__ import annotations

from datetime import date

from kjournal.care.reminder import Line, Reminder
from kjournal.journal.regions import RegionEvent
from tests.care.written import day, dossier, lines, reminded

CARD = "name: 莫氏诊所\nclass: 个体诊所\nregion: 纳洪乡\nrep: li\nphone: '19900000001'\n"
FLOOD = RegionEvent(
    "visits/2026-11-18-洪水.md", "广西/峨江县/纳洪乡", "河水上街", day("11-18"), None, "人平安不平安"
)


def found(
    when: str, grade: str = "B", *visits: str, card: str = CARD, last: date | None = None
) -> list[Reminder]:
    """The reminders of the rule."""
    event = RegionEvent(FLOOD.path, FLOOD.region, FLOOD.what, FLOOD.begins, last, FLOOD.script)
    made = reminded(dossier(card, *visits), when, grade, events=(event,))
    return [one for one in made if one.rule == "region-event"]


def test_within_how_many_days() -> None:
    """It stands on the first day at nine; VIP and A are asked after within a day, others within three."""
    for grade, due in (("VIP", "11-19"), ("A", "11-19"), ("B", "11-21"), ("", "11-21")):
        (one,) = found("11-18", grade)
        assert lines([one]) == ["11-18 09:00 Ask how they are: 莫氏诊所"]
        assert one.due == day(due)
        assert one.why == f"纳洪乡, from 2026-11-18: 河水上街; ask until 2026-{due}"
        assert one.lines == (Line("Phone: 19900000001"), Line("Say: 人平安不平安", "internal"))


def test_until_it_is_over() -> None:
    """Its last day, else a week."""
    assert len(found("11-25")) == 1
    assert found("11-26") == []
    assert len(found("12-10", last=day("12-10"))) == 1
    assert found("12-11", last=day("12-10")) == []


def test_a_contact_from_its_first_day_on() -> None:
    """Of any kind; one before does not count."""
    assert found("11-20", "B", "2026-11-18-甲\nchannel: 微信\npeople: 王") == []
    assert len(found("11-20", "B", "2026-11-17-甲\npeople: 王")) == 1


def test_not_silenced() -> None:
    """Who is left in peace is asked after all the same; one of us is not."""
    assert len(found("11-20", card=CARD + "大事:\n  - {日期: 2026-11-15, 事项: 去世}\n")) == 1
    assert found("11-20", card=CARD + "kind: 内部\n") == []
