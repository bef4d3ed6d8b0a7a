"""What counts as a contact, and which slot it fills (DOMAIN.md 4 "Strength")."""

from __future__ import annotations

from kjournal.records.visit import Visit

_VISIT = frozenset({"上门", "会议"})
_CALL = frozenset({"视频", "电话"}) | _VISIT


def is_contact(visit: Visit) -> bool:
    """A contact that took place; 未遇 and 取消 are attempts, a plan is none."""
    return visit.status == "完成" and visit.kind in {"", "拜访"}


def fills_visit(visit: Visit) -> bool:
    """上门, 会议, and the customer's coming to us."""
    return visit.channel in _VISIT or visit.direction == "来访"


def fills_call(visit: Visit) -> bool:
    """视频, 电话 (来电 too) and anything stronger."""
    return visit.channel in _CALL or visit.direction in {"来访", "来电"}
