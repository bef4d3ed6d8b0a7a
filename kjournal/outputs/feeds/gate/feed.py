"""The gate for a joined feed: its events' order and names, and for tests and `doctor` the whole file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kjournal.outputs.feeds.gate.event import check_event
from kjournal.outputs.feeds.gate.head import check_head
from kjournal.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAIL = b"END:VCALENDAR\r\n"
_EVENT = re.compile(rb"^BEGIN:VEVENT\b", re.MULTILINE)
_START = re.compile(rb"^DTSTART[^:\r\n]*:([^\r\n]*)\r\n", re.MULTILINE)
_UID = re.compile(rb"^UID:([^\r\n]*(?:\r\n [^\r\n]*)*)\r\n", re.MULTILINE)
_ZONE = re.compile(rb"^TZID:([^\r\n]+)\r\n", re.MULTILINE)


def check_joined(order: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong with a feed's events together; `order` is the (DTSTART, UID) of each, in the file's order."""
    order = list(order)
    if len({uid for _start, uid in order}) == len(order) and order == sorted(order):
        return []
    problems = []
    seen: set[str] = set()
    last = ("", "")
    for key in order:
        if key[1] in seen:
            problems.append(_("the UID {uid} stands twice").format(uid=key[1]))
        elif key < last:
            problems.append(_("the event {uid} is not sorted by DTSTART and UID").format(uid=key[1]))
        seen.add(key[1])
        last = key
    return problems


def check_feed(data: bytes) -> list[str]:
    """What is wrong with a whole feed."""
    problems = []
    if not data.endswith(b"\n" + _TAIL):
        problems.append(_("a feed ends with END:VCALENDAR"))
    places = [found.start() for found in _EVENT.finditer(data)]
    end = len(data.removesuffix(_TAIL))
    head = data[: places[0] if places else end]
    problems += check_head(head)
    zone = _said(_ZONE, head)
    order = []
    for start, stop in zip(places, [*places[1:], end], strict=False):
        event = data[start:stop]
        uid = _said(_UID, event)
        order.append((_said(_START, event), uid))
        problems += [f"{uid}: {problem}" for problem in check_event(event, zone)]
    return problems + check_joined(order)


def _said(line: re.Pattern[bytes], data: bytes) -> str:
    """The unfolded value of the first such line; `?` where there is none."""
    found = line.search(data)
    return found.group(1).replace(b"\r\n ", b"").decode("utf-8", "replace") if found else "?"
