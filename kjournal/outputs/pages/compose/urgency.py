"""What goes first of what was left lying: harm, then words given, then money, then who was not seen for long."""

from __future__ import annotations

from datetime import date

import msgspec

from kjournal.care.reminder import Kind, Reminder
from kjournal.outputs.pages.marks import GRADE_ORDER

_FIRST = {
    "adverse": 0,
    "complaint": 0,
    "life-event": 1,
    "promise": 1,
    "next": 1,
    "region-event": 2,
    "handin": 2,
    "money": 2,
}
"""Rules that go before all visits, by their order."""
_BANDS = {"久未联系": 3, "超期": 4}
_REST = 5


class Late(msgspec.Struct, frozen=True, gc=False):
    """What a line says of something past its day: the narrow columns of its reminder."""

    uid: str
    rule: str
    kind: Kind
    customer: str
    rep: str
    day: date
    verb: str
    name: str
    band: str = ""


def late_of(one: Reminder) -> Late:
    """The narrow row of a reminder."""
    return Late(one.uid, one.rule, one.kind, one.customer, one.rep, one.day, one.verb, one.name, one.band)


def urgency(one: Late, grade: str) -> tuple[int, int, date, str, str]:
    """What it is sorted by: its rule, how long unseen, the customer's grade, then the oldest."""
    first = _FIRST.get(one.rule, _BANDS.get(one.band, _REST))
    return (first, GRADE_ORDER.get(grade, len(GRADE_ORDER)), one.day, one.name, one.uid)
