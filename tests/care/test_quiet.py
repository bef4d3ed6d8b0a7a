"""Quiet times after a death, an illness or an accident (DOMAIN.md 5)."""

from __future__ import annotations

from msgspec.structs import replace

from kjournal.care.facts import Facts
from kjournal.care.greeted import greeted
from kjournal.care.quiet import Quiet, free_from, quiet_times
from kjournal.dates.today import Today
from tests.care.written import SETTINGS, day, dossier, due_days, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\ncontacts:\n  - 王建国 老板 生日12月20日\n"
DEATH = "大事:\n  - {日期: 2026-11-15, 事项: 去世, 谁: 父母}\n"
VISIT = "2026-08-20-甲\ncustomer: 甲\npeople: [王建国]\n\n见到了。\n\n- [ ] 送样品 2026-11-25\n"


def test_how_long() -> None:
    """49 days after a death, 14 after an illness or an accident; the card and the settings may say otherwise."""
    for kind, last in (("去世", "2027-01-03"), ("生病", "11-29"), ("事故", "11-29")):
        made = dossier(CARD + DEATH.replace("去世", kind)).customer
        assert quiet_times(made, {}) == (Quiet(day("11-15"), day(last), kind),)
    made = dossier(CARD + DEATH.replace("父母", "父母, 勿扰至: 2026-12-01")).customer
    assert quiet_times(made, {})[0].until == day("12-01")
    assert quiet_times(dossier(CARD + DEATH).customer, {"去世": 7})[0].until == day("11-22")
    assert quiet_times(dossier(CARD + DEATH.replace("去世", "结婚")).customer, {}) == ()


def test_what_is_silenced() -> None:
    """Visits wait, the birthday in between is left out, and the promise stands; a gentle call stands for the first one."""
    made = dossier(CARD + DEATH, VISIT)
    assert due_days(made, "11-20") == {"visit": "2027-01-04", "call": "2027-01-04"}
    assert lines(reminded(made, "11-20"), days=60) == [
        "11-15 09:00 Ask after: 福民药店 (something in the family)", "11-24 08:30 Get a promise ready: 福民药店",
        "11-25 08:30 Promise due: 福民药店", "2027-01-04 09:00 Ask after: 福民药店 (something in the family)",
        "2027-01-04 08:00 Visit: 福民药店",
    ]  # fmt: skip


def test_a_quiet_time_that_is_over_silences_nothing() -> None:
    """What was due within it is due behind it; what was open before is open again."""
    assert due_days(dossier(CARD + DEATH, VISIT), "2027-01-10")["visit"] == "2027-01-04"
    before = dossier(CARD + DEATH, VISIT.replace("08-20", "08-10"))
    assert due_days(before, "11-20")["visit"] == "2027-01-04"
    assert due_days(before, "2027-01-10")["visit"] == "11-08"


def test_the_days_of_silence_are_a_setting() -> None:
    """No number stands in the code alone."""
    settings = replace(SETTINGS, quiet={"去世": 10})
    assert due_days(dossier(CARD + DEATH, VISIT), "11-20", settings=settings)["visit"] == "11-26"


def test_free_days_and_mourning() -> None:
    """The first day that is not quiet; a year after a death nobody is wished joy."""
    quiet = (Quiet(day("11-15"), day("11-20"), "生病"), Quiet(day("11-21"), day("11-30"), "去世"))
    assert free_from(quiet, day("11-16")) == day("12-01")
    row = greeted(dossier(CARD + DEATH), Facts(), {}, Today(day("11-20")))
    assert row is not None
    mourned = [row.mourns(day(text)) for text in ("11-14", "11-15", "2027-11-14", "2027-11-15")]
    assert mourned == [False, True, True, False]
