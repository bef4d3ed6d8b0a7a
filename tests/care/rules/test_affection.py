"""情感 calls: irregular, never moving, and never a second call."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from kjournal.care.affection import FIRST, affection
from kjournal.care.facts import Facts
from kjournal.care.rule import Case
from kjournal.care.settings import CareSettings, RuleSettings
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from tests.care.written import SETTINGS, day, dossier, lines, reminded

CARD = "name: 福民药店\nclass: 村镇药店\nrep: li\n"
EVERY_DAY = CareSettings(
    calendar=WorkCalendar(makeup=frozenset(FIRST + timedelta(days=n) for n in range(3000)))
)


def on(when: date, grade: str, identity: str = "JIA", known: Facts = Facts()) -> date | None:  # noqa: B008
    """The call that is pending on a day, where all days are worked."""
    made = replace(dossier(CARD), id=identity)
    found = affection(Case(made, known, grade, (), EVERY_DAY, Today(when)))
    return found.day if found else None


@pytest.mark.parametrize(("grade", "days", "spread"), [("VIP", 30, 8), ("A", 60, 15)])
def test_irregular_and_never_moving(grade: str, days: int, spread: int) -> None:
    """Asked on any day, a cycle's call is the same; from call to call it is 30 ± 8 (60 ± 15) days, never always 30."""
    for identity in ("JIA", "EJ-XY-04", "桂和堂"):
        seen = [on(FIRST + timedelta(days=n), grade, identity) for n in range(days, 40 * days)]
        calls = [one for one in dict.fromkeys(seen) if one is not None]
        gaps = [
            (later - earlier).days
            for earlier, later in pairwise(calls)
            if not any(one.month in {1, 2} for one in (earlier, later))
        ]
        assert len(calls) in {39, 40}
        assert all(days - spread <= gap <= days + spread for gap in gaps)
        assert len({*gaps}) > 5
        assert sum(gaps) / len(gaps) == pytest.approx(days, abs=2)


def test_spread_over_the_customers() -> None:
    """A rep's calls do not fall on the same days."""
    found = {on(day("11-20"), "VIP", f"C{n}") for n in range(100)}
    assert len(found) > 25


def test_only_vip_and_a() -> None:
    """Nobody else, and nobody who is dormant, closed, one of us, or never to be called."""
    assert on(day("11-20"), "B") is None
    for line in ("status: 休眠", "status: 停业", "kind: 内部", "cadence: 不排", "snooze: 2030-01-01"):
        assert lines(reminded(dossier(CARD + line), "11-20", "VIP"), "affection") == []
    off = replace(SETTINGS, rules={"affection": RuleSettings(on=False)})
    assert lines(reminded(dossier(CARD), "11-20", "VIP", off), "affection") == []


def test_a_contact_in_the_cycle_stands_for_it() -> None:
    """A call or a visit; a text does not. Then the next cycle's call is pending."""
    (before,) = lines(reminded(dossier(CARD), "11-20", "VIP"), "affection")
    for channel, same in (("电话", False), ("上门", False), ("微信", True)):
        visit = f"2026-11-19-甲\nchannel: {channel}\npeople: 王"
        (after,) = lines(reminded(dossier(CARD, visit), "11-20", "VIP"), "affection")
        assert (after == before) == same


def test_one_pending_call() -> None:
    """Of the ordinary call and this one the earlier stands alone."""
    for when in ("2026-11-20", "2026-12-10", "2027-01-10", "2027-02-10"):
        for grade in ("VIP", "A"):
            made = dossier(CARD, "2026-10-01-甲\nchannel: 电话\npeople: 王")
            found = [one for one in reminded(made, when, grade) if one.rule in {"call", "affection"}]
            assert len(found) == 1


def test_nobody_is_called_while_a_call_is_agreed_or_in_a_quiet_time() -> None:
    """What was agreed stands for it; a gentle call comes first."""
    agreed = "2026-12-01-甲\nstatus: 计划\nchannel: 电话"
    assert lines(reminded(dossier(CARD, agreed), "11-20", "VIP"), "affection") == []
    death = CARD + "大事: [{日期: 2026-11-15, 事项: 去世}]\n"
    assert lines(reminded(dossier(death), "11-20", "VIP"), "affection") == []


def test_what_it_says() -> None:
    """Why, and nothing of selling."""
    (one,) = [
        one
        for one in reminded(dossier(CARD, "2026-11-19-甲\npeople: 王"), "11-20", "VIP")
        if one.rule == "affection"
    ]
    assert (
        one.why
        == "last contact 2026-11-19 (上门); grade VIP: every 30 days, 8 more or less, with no business"
    )
    assert (one.verb, one.start and one.start.isoformat("minutes")) == ("Call to keep in touch", "14:30")
