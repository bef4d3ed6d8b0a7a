"""Lines that look like fields by their key, whatever sign stands behind it: what tells fields from prose."""

from __future__ import annotations

import re

from kjournal.notes.header.keys import is_field, is_key, takes_list
from kjournal.notes.header.ownlines import COLONS, NUMBER
from kjournal.patterns import regex

_BLANK = " \t\u3000\xa0"
_SIGNS = f":{COLONS}=＝"
_KEY = regex(
    rf"[{_BLANK}]*+(?>(?:[-－—–•●·*+]++[{_BLANK}]*+)*)(?P<key>[^\s{_SIGNS}#*\-][^{_SIGNS}*]{{0,30}}?)[{_BLANK}*]*[{_SIGNS}]"
)
_WITHOUT_SIGN = regex(rf"(?P<key>[^\s{_SIGNS}]{{2,20}})[{_BLANK}]+\S")
_PROMISE = frozenset({"答应", "承诺"})
"""Keys that begin a line of the text as well: what was promised."""


def key_of(line: str) -> str:
    """The known key that a line begins with; empty where there is none."""
    match = _KEY.match(line)
    return match["key"] if match is not None and is_key(match["key"]) else ""


def lacks_sign(line: str) -> bool:
    """Whether a line is a field without its colon: `收款 1200 现金`."""
    match = _WITHOUT_SIGN.match(line)
    return match is not None and is_field(match["key"])


def is_numbered_item(lines: list[str], at: int) -> bool:
    """Whether a line is an item with a number, in a list under a key that takes one."""
    while at >= 0 and NUMBER.match(lines[at]):
        at -= 1
        if at >= 0 and (key := key_of(lines[at])) and takes_list(key) and not NUMBER.match(lines[at]):
            return True
    return False


def last_behind(lines: list[str], at: int) -> int | None:
    """The last line of the fields that stand behind the prose at `at`, with what belongs to it; None: there are none.

    A line of a promise may stand in the text.
    """
    known = (
        n for n in range(len(lines) - 1, at, -1) if key_of(lines[n]) and key_of(lines[n]) not in _PROMISE
    )
    last = next(known, None)
    while last is not None and last + 1 < len(lines) and re.match(r"[\s-]+\S", lines[last + 1]):
        last += 1
    return last
