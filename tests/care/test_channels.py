"""What counts as a contact, and which slots it fills (DOMAIN.md 4 "Strength")."""

from __future__ import annotations

import pytest

from kjournal.care.channels import slot_of
from kjournal.care.facts import Contacted
from kjournal.records.visit import Visit
from tests.care.written import dossier, facts_on


@pytest.mark.parametrize(
    ("how", "visit", "call"),
    [
        ("channel: 上门", True, True),
        ("channel: 会议", True, True),
        ("channel: 视频", False, True),
        ("channel: 电话", False, True),
        ("channel: 电话\ndirection: 来电", False, True),
        ("channel: 其他\ndirection: 来访", True, True),
        ("channel: 微信", False, False),
        ("channel: 短信", False, False),
        ("channel: 邮件", False, False),
        ("channel: 信件", False, False),
        ("channel: 其他", False, False),
    ],
)
def test_strength(how: str, visit: bool, call: bool) -> None:
    """上门, 会议 and 来访 fill a visit slot; 视频 and 电话 a call slot, as all stronger ones do; the rest only "any contact"."""
    facts = facts_on(dossier("class: 村卫生室", f"2026-10-01-甲\n{how}\nresult: 达成"), "11-20")
    assert facts.last is not None
    assert (facts.last_visit is not None, facts.last_call is not None) == (visit, call)


@pytest.mark.parametrize("status", ["计划", "未遇", "取消"])
def test_attempts_are_no_contacts(status: str) -> None:
    """未遇 and 取消 are attempts, and a plan is none yet."""
    facts = facts_on(dossier("class: 村卫生室", f"2026-10-01-甲\nstatus: {status}"), "11-20")
    assert facts.last is None


@pytest.mark.parametrize(
    ("note", "counts"),
    [
        ("channel: 微信\n\n中秋群发了祝福。", False),
        ("channel: 短信\naim: 群发新品通知\nresult: 达成", False),
        ("channel: 微信\n\n问他生日怎么过。", True),
        ("channel: 上门\n\n看到他在群里群发我们的价格。", True),
    ],
)
def test_mass_texts_do_not_count(note: str, counts: bool) -> None:
    """A written message that went to many at once keeps nothing."""
    facts = facts_on(dossier("class: 村卫生室", f"2026-10-01-甲\n{note}"), "11-20")
    assert (facts.last is not None) == counts


def test_other_notes_are_no_contacts() -> None:
    """A day's report or a region event is no visit of the customer."""
    facts = facts_on(dossier("class: 村卫生室", "2026-10-01-甲\nkind: 日报\n\n跑了三家。"), "11-20")
    assert facts.last is None


def test_the_slot_of_a_kind_of_contact() -> None:
    """The strongest slot it fills; none for what is only written."""
    channels = {channel: slot_of(Visit(channel=channel)) for channel in ("上门", "电话", "微信")}
    assert channels == {"上门": "visit", "电话": "call", "微信": None}
    assert slot_of(Visit(channel="电话", direction="来访")) == "visit"


def test_the_last_of_each_strength() -> None:
    """Each slot counts from the last contact that fills it."""
    facts = facts_on(
        dossier(
            "class: 村卫生室",
            "2026-10-01-甲\n\n上门看了库存。",
            "2026-10-05-甲\nchannel: 电话\n\n电话问了到货。",
            "2026-10-09-甲\nchannel: 微信\n\n发了资料。",
        ),
        "11-20",
    )
    assert [facts.last_visit, facts.last_call, facts.last] == [
        Contacted(facts.first, "上门", "visits/2026-10-01-甲.md", "上门看了库存。") if facts.first else None,
        Contacted(facts.last_call.day, "电话", "visits/2026-10-05-甲.md", "电话问了到货。")
        if facts.last_call
        else None,
        Contacted(facts.last.day, "微信", "visits/2026-10-09-甲.md", "发了资料。") if facts.last else None,
    ]
    assert (facts.contacts, facts.calls, facts.visits) == (3, 2, 1)
