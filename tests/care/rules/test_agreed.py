"""Next visit: on the agreed day, not moved."""

from __future__ import annotations

from datetime import date, time

import pytest

from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.settings import CareSettings
from kjournal.records.rep import Rep
from tests.care.written import SETTINGS, dossier, lines, reminded

CARD = "name: 甲\nclass: 村卫生室\naddress: 那料街 1 号\nrep: li"


def agreed(*visits: str, card: str = CARD, when: str = "11-20") -> list[Reminder]:
    """The reminders of what was agreed."""
    return [one for one in reminded(dossier(card, *visits), when) if one.rule == "next"]


def test_what_a_visit_agreed_on() -> None:
    """A Sunday stays a Sunday; what it is for stands in the description, for it may name an amount."""
    assert agreed("2026-11-02-甲\npeople: 王\nnext: 2026-11-22 收款一万") == [
        Reminder(
            uid=uid("next", "JIA", "2026-11-02-甲"),
            rule="next",
            kind="visit",
            customer="JIA",
            rep="li",
            day=date(2026, 11, 22),
            verb="Agreed visit",
            name="甲",
            why="agreed on 2026-11-02 for 2026-11-22",
            start=time(8),
            minutes=30,
            lines=(Line("For: 收款一万"),),
            alarms=(Alarm(0),),
            location="那料街 1 号",
        )
    ]


def test_a_plan_with_its_times() -> None:
    """An appointment: shown as busy, as long as it lasts."""
    (plan,) = agreed("2026-12-05-甲\nstatus: 计划\nstart: 09:00\nend: 11:30\naim: 站台")
    assert (plan.start, plan.minutes, plan.fixed, plan.why) == (time(9), 150, True, "planned for 2026-12-05")


@pytest.mark.parametrize(
    ("channel", "verb", "place"),
    [
        ("上门", "Planned visit", "那料街 1 号"), ("会议", "Meeting", "那料街 1 号"), ("电话", "Call", ""),
        ("视频", "Video call", ""), ("微信", "Write", ""), ("短信", "Write", ""), ("其他", "Planned visit", ""),
    ],
)  # fmt: skip
def test_what_it_is_called(channel: str, verb: str, place: str) -> None:
    """By the channel; only what is on the spot has a place."""
    (plan,) = agreed(f"2026-12-05-甲\nstatus: 计划\nchannel: {channel}")
    assert (plan.verb, plan.location) == (verb, place)


def test_a_plan_of_another_rep() -> None:
    """Whom the plan names goes; a name that the settings do not know leaves it to the customer's rep."""
    settings = CareSettings(SETTINGS.calendar, reps={"han": Rep("han", "韩梅"), "li": Rep("li", "李雷")})
    plans = ("2026-12-05-甲\nstatus: 计划\nrep: 韩梅", "2026-12-06-甲\nstatus: 计划\nrep: 走了的人")
    found = reminded(dossier(CARD, *plans), "11-20", settings=settings)
    assert [one.rep for one in found if one.rule == "next"] == ["han", "li"]


def test_a_forgotten_plan_stays_listed() -> None:
    """After thirty days it has no entry of its own any more, but is open until the note says what happened."""
    (plan,) = agreed("2026-09-05-甲\nstatus: 计划")
    assert (plan.day, plan.open, plan.entry) == (date(2026, 9, 5), True, False)


def test_closed_customers() -> None:
    """Nothing is agreed with who is not looked after any more; the plan is a finding."""
    plan = "2026-12-05-甲\nstatus: 计划"
    assert agreed(plan, card=CARD + "\nstatus: 流失") == []


def test_several() -> None:
    """Each plan stands on its own day."""
    plans = [f"2026-12-{n:02}-甲\nstatus: 计划\nchannel: {how}" for n, how in ((5, "上门"), (12, "电话"))]
    assert lines(agreed(*plans)) == ["12-05 08:00 Planned visit: 甲", "12-12 08:00 Call: 甲"]
