"""A reminder: what to do, for whom, when, and why; the shape that every care rule gives and every output reads."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, time
from typing import Literal

import msgspec

from kjournal.dates.today import Today

Sensitivity = Literal["public", "internal", "private"]
Kind = Literal["visit", "birthday", "promise", "money", "brief"]
"""The feed a reminder belongs to: 拜访, 生日与节日, 承诺, 应收与证照; none: it is a line of the next brief."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of what helps at the door, and who may read it."""

    text: str
    sensitivity: Sensitivity = "private"
    short: str = ""  # what an internal reader is told instead, where the text is private


class Alarm(msgspec.Struct, frozen=True, gc=False):
    """When the phone rings: `minutes` before the start (an all-day event starts at midnight of its day)."""

    minutes: int


class Reminder(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One entry for the phone, `today` and the pages.

    It says nothing relative to today (no 三天后): it stands on its day and stays the same until something in the
    notes, the settings or a group's result changes it.
    """

    uid: str  # `rule-hash`, ASCII, without the journal's name (FEEDS.md "VEVENT")
    rule: str  # the care rule's name
    kind: Kind
    customer: str  # id; empty for an entry of the rep (the daily entry, a festival list)
    rep: str  # id of the rep it is for; empty: nobody's
    day: date
    verb: str  # what to do, e.g. 拜访
    name: str  # whom: a customer's or a person's name; empty where the verb says it all
    why: str  # one line: last contact, interval, whose promise (DOMAIN.md 5)
    start: time | None = None  # None: all day
    minutes: int = 15  # length of a timed entry
    lines: tuple[Line, ...] = ()  # what helps at the door
    alarms: tuple[Alarm, ...] = ()
    location: str = ""
    geo: tuple[float, float] | None = None  # latitude, longitude, WGS-84
    page: str = ""  # address of its page below the site's root, percent-encoded ASCII
    fixed: bool = False  # an appointment: shown as busy
    open: bool = True  # past its day and still to be done: listed in the daily entry
    due: date | None = None  # the day by arithmetic, where it differs from `day`
    band: str = ""  # of a cadence reminder
    why_sensitivity: Sensitivity = "internal"  # private where the reason is: a birthday, money, a life event
    entry: bool = True  # has one of its own in the feeds; else the daily entry, `today` and pages show it


_ASKED = frozenset({"restock", "reconcile", "slip", "region-event"})
"""Rules whose reminders are asked about at the door."""
QUESTIONS = frozenset({"aftersale", "restock"})
"""Rules that only ask something, at the next contact as well as on their day: past it nothing was broken that was given."""

LATE_FROM_DUE = frozenset({"money", "promise"})
"""Kinds that may ask on the working day before the day itself."""


def late_day(kind: Kind, day: date, due: date | None, today: date | Today) -> date:
    """Since when something open is late: what was to be paid or kept by a day is so from that day on."""
    return due if due is not None and kind in LATE_FROM_DUE and day < due < today else day


def at_the_door(kind: str, rule: str) -> bool:
    """Whether a brief tells of such a reminder; all others come to it as the customer's next step alone."""
    return kind == "brief" or rule in _ASKED


def as_late(one: Reminder, today: date | Today) -> Reminder:
    """An open reminder on the day since when it is late."""
    day = late_day(one.kind, one.day, one.due, today)
    return one if day == one.day else msgspec.structs.replace(one, day=day)


def uid(rule: str, customer: str, occurrence: str) -> str:
    """`rule-hash`: 16 hex digits over (rule, customer id, occurrence), the same for either Unicode form of a name."""
    words = unicodedata.normalize("NFC", f"{rule}\0{customer}\0{occurrence}")
    return f"{rule}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
