"""What counts as a contact, and which slot it fills (DOMAIN.md 4 "Strength")."""

from __future__ import annotations

from typing import Literal

from kjournal.journal.dossier import DatedVisit
from kjournal.patterns import regex
from kjournal.records.visit import Visit

Slot = Literal["visit", "call"]
SLOTS: tuple[Slot, ...] = ("visit", "call")

_VISIT = frozenset({"上门", "会议"})
_CALL = frozenset({"视频", "电话"}) | _VISIT
_WRITTEN = frozenset({"微信", "短信", "邮件", "信件"})
_MASS = regex("群发")


def is_contact(visit: DatedVisit) -> bool:
    """A contact that took place; 未遇 and 取消 are attempts, a plan is none, a mass text does not count."""
    said = visit.visit
    return said.status == "完成" and said.kind in {"", "拜访"} and not _is_mass(visit)


def _is_mass(visit: DatedVisit) -> bool:
    """Whether a written message went to many at once. No field says so; people write 群发."""
    said = visit.visit
    return said.channel in _WRITTEN and any(map(_MASS.search, (visit.body, said.aim, said.what, said.note)))


def fills_visit(visit: Visit) -> bool:
    """上门, 会议, and the customer's coming to us."""
    return visit.channel in _VISIT or visit.direction == "来访"


def fills_call(visit: Visit) -> bool:
    """视频, 电话 (来电 too) and anything stronger."""
    return visit.channel in _CALL or visit.direction in {"来访", "来电"}


def slot_of(visit: Visit) -> Slot | None:
    """The strongest slot that a contact of this kind fills; None where it keeps no slot but "any contact"."""
    return "visit" if fills_visit(visit) else "call" if fills_call(visit) else None


FILLS = {"visit": fills_visit, "call": fills_call}
"""Which contacts fill a slot."""
