"""All rules asked about one customer: the table of them, what is shown, how they are told apart."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
import pytest

from kjournal.care.reminder import Line, Reminder, uid
from kjournal.care.rule import merged
from kjournal.care.rules import RULES
from kjournal.care.settings import RULE_NAMES, CareSettings, RuleSettings
from kjournal.journal.regions import RegionEvent
from tests.care.written import SETTINGS, dossier, reminded

ALL = """
name: 甲公司
class: 商业公司
birthday: 12-01
licences: [购销协议 到2026-12-31]
settlement: 账期
restock_days: 30
verified: 2026-06-01
opening: {date: 2026-07-01, points: 100}
大事: [{日期: 2026-12-10, 事项: 结婚}]
客户活动: [{名目: 店庆, 日期: 12-10}]
"""
EVENTS = (RegionEvent("visits/水.md", "广西", "洪水", date(2026, 11, 19), None, ""),)
VISITS = (
    (
        "2026-09-10-甲\npeople: 王\norders: [阿莫西林 2盒 ×10 未交]\npayments: [5 现金]\ngifts: [茶叶 80元 给王]\nadverse: 皮疹\n"
        "complaints: [破损]\nstock: [{product: 维C片, qty: 6瓶, expiry: 2027-08}]\n\n- [ ] 送样品 2026-12-01"
    ),
    "2026-12-05-甲\nstatus: 计划\nchannel: 电话",
)
EVERY = CareSettings(SETTINGS.calendar, rules={"gradecare": RuleSettings(on=True)})


def test_the_table() -> None:
    """Each rule once, with defaults that switch all but one on, a source where there is one, and a sentence."""
    assert tuple(rule.name for rule in RULES) == RULE_NAMES
    for rule in RULES:
        assert rule.defaults.on is (rule.name != "gradecare")
        assert re.fullmatch(r"(S\d ?)*", rule.source)
        assert 20 < len(rule.means) < 160


def test_every_rule_speaks() -> None:
    """A customer with everything hears of every rule but the calls, for which one is planned."""
    found = reminded(dossier(ALL, *VISITS), "11-20", "VIP", EVERY, brief=True, events=EVENTS)
    assert {one.rule for one in found} == {*RULE_NAMES} - {"call", "affection"}


@pytest.mark.parametrize("name", RULE_NAMES)
def test_each_can_be_switched_off(name: str) -> None:
    """And only it."""
    settings = CareSettings(SETTINGS.calendar, rules={**EVERY.rules, name: RuleSettings(on=False)})
    made = reminded(dossier(ALL, *VISITS), "11-20", "VIP", settings, brief=True, events=EVENTS)
    assert {one.rule for one in made} == {*RULE_NAMES} - {"call", "affection", name}


def test_settings_over_defaults() -> None:
    """What is left out is the rule's own."""
    defaults = RuleSettings(on=True, lead=(7, 3, 1))
    assert merged(defaults, RuleSettings()) == defaults
    assert merged(defaults, RuleSettings(on=False, days=4)) == RuleSettings(on=False, days=4, lead=(7, 3, 1))


def test_who_left() -> None:
    """A person's card with a day of leaving: nothing, ever; until that day, as always."""
    made = dossier(ALL.replace("class", "kind: 个人\nleft: 2026-11-25\nclass"), *VISITS)
    assert reminded(made, "11-25") == []
    assert {one.rule for one in reminded(made, "11-24")} >= {"visit", "promise", "licence"}


def test_in_order() -> None:
    """By day, and no two of one UID."""
    found = reminded(dossier(ALL, *VISITS), "11-20")
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len({one.uid for one in found}) == len(found)


def test_uids_have_the_form_of_the_feeds() -> None:
    """rule-hash, also of those told apart."""
    twice = VISITS[0] + "\n- [ ] 送样品 2026-12-01"
    for one in reminded(dossier(ALL, twice), "11-20"):
        assert re.fullmatch("[a-z-]+-[0-9a-f]{16}", one.uid)


def test_nothing_beyond_the_window() -> None:
    """From thirty days back to 400 ahead, birthdays two lunar years; only what is open reaches further back."""
    today = date(2026, 11, 20)
    made = dossier(ALL, *VISITS, "2026-01-05-甲\npeople: 王\n\n- [ ] 老账 2026-02-01")
    for one in reminded(made, "11-20"):
        reach = 768 if one.kind == "birthday" else 400
        assert one.day <= today + timedelta(days=reach)
        assert one.day >= today - timedelta(days=30) or (one.open and not one.entry)


def test_a_uid_of_any_text() -> None:
    """Either Unicode form of a name gives one UID; half a character does not stop it."""
    assert uid("visit", "cafe\u0301", "") == uid("visit", "caf\u00e9", "")
    assert re.fullmatch("visit-[0-9a-f]{16}", uid("visit", "\ud800", "\udfff"))


def test_a_reminder_comes_back_from_the_index() -> None:
    """It is kept as JSON, and one of an older form is read with what was added since at its default."""
    for one in reminded(dossier(ALL, *VISITS), "11-20"):
        assert msgspec.json.decode(msgspec.json.encode(one), type=Reminder) == one
    old = b'{"uid":"visit-0","rule":"visit","kind":"visit","customer":"K","rep":"li","day":"2026-11-20","verb":"v","name":"n","why":"w"}'
    read = msgspec.json.decode(old, type=Reminder)
    assert (read.why_sensitivity, read.entry) == ("internal", True)


def test_nothing_relative_to_today() -> None:
    """A reminder says the same on every day on which it stands: nothing of tomorrow, days ago, overdue."""
    made = dossier(ALL, *VISITS)
    texts = [
        f"{one.verb} {one.name} {one.why} {' '.join(line.text for line in one.lines)}"
        for one in reminded(made, "11-20")
    ]
    assert not [
        text for text in texts if re.search(r"tomorrow|today|yesterday|ago|this year|overdue|逾期|今年", text)
    ]


def test_the_same_the_day_after() -> None:
    """Where no band, window or month ends, nothing changes overnight."""
    made = dossier(ALL, *VISITS)
    assert reminded(made, "11-18") == reminded(made, "11-19")


def test_a_line_is_private_unless_said() -> None:
    """The careful default."""
    assert Line("x").sensitivity == "private"
