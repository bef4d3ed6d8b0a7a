"""Bytes to content lines, and the rules that hold for every line of a feed (RFC 5545 section 3.1)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.patterns import regex
from kjournal.words import _

LONGEST = 75
_BOM = b"\xef\xbb\xbf"
# All controls but the line end, what Unicode calls one, and what reverses the reading direction.
_FORBIDDEN = regex("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_FRAMES = ("BEGIN:", "END:")


class Rule(NamedTuple):
    """What one property of a component must look like; the table's order is the order in the file."""

    head: str  # name and parameters, as they stand before the colon
    value: re.Pattern[str]
    wanted: str  # msgid: what stands there when all is well
    required: bool = True

    @property
    def name(self) -> str:
        """The property's name without its parameters."""
        return self.head.partition(";")[0]


class Rules:
    """The properties of one kind of component, ready to be looked up."""

    def __init__(self, *rules: Rule) -> None:
        self.by_head = {
            rule.head: (place, rule.name, rule.value.fullmatch, rule) for place, rule in enumerate(rules)
        }
        self.heads = {rule.name: [other.head for other in rules if other.name == rule.name] for rule in rules}
        self.required = {rule.name for rule in rules if rule.required}


def read(data: bytes) -> tuple[list[str], list[str]]:
    """The unfolded content lines, and what is wrong with the bytes; no lines where they cannot be read at all."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [
            _("octet {place}: not UTF-8, or a line is folded inside a character").format(place=error.start)
        ]
    rows = data.split(b"\r\n")
    problems = []
    if rows.pop():
        problems.append(_("the last line has no end"))
    if data.count(b"\n") != len(rows) or data.count(b"\r") != len(rows):
        problems.append(_("a line ends with something else than CR LF"))
    if max(map(len, rows), default=0) > LONGEST:
        problems.append(_("a line is longer than {most} octets").format(most=LONGEST))
    if b"" in rows or b" " in rows:
        problems.append(_("an empty line"))
    if data.startswith(_BOM):
        problems.append(_("a byte order mark"))
    elif found := _FORBIDDEN.search(text):
        problems.append(_("the character U+{code:04X} is not allowed").format(code=ord(found.group())))
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n"), problems


def unbalanced(lines: list[str]) -> list[str]:
    """Components that are opened and not closed, or closed and not opened."""
    is_open: list[str] = []
    for line in [line for line in lines if line.startswith(_FRAMES)]:
        keyword, _colon, name = line.partition(":")
        if keyword == "BEGIN":
            is_open.append(name)
        elif not is_open or is_open.pop() != name:
            return [_("END:{name} closes nothing").format(name=name)]
    return [_("BEGIN:{name} is not closed").format(name=name) for name in is_open]


def properties(lines: list[str], rules: Rules) -> tuple[dict[str, str], list[str]]:
    """The values of one component by name, and what breaks the rules: unknown, twice, misplaced, empty, malformed."""
    values: dict[str, str] = {}
    problems: list[str] = []
    last = -1
    for line in lines:
        head, colon, value = line.partition(":")
        known = rules.by_head.get(head)
        if known is None or not colon:
            problems.append(_stranger(head, rules))
            continue
        place, name, fits, rule = known
        if name in values:
            problems.append(_("{name} stands twice").format(name=name))
        elif place < last:
            problems.append(_("{name} stands in the wrong place").format(name=name))
        else:
            last = place
        values[name] = value
        if not fits(value):
            problems.append(_misfit(name, value, rule))
    missing = rules.required - values.keys()
    return values, problems + [_("{name} is missing").format(name=name) for name in sorted(missing)]


def _misfit(name: str, value: str, rule: Rule) -> str:
    if not value:
        return _("{name} is empty").format(name=name)
    return _("{name} must be {wanted}, not {value}").format(
        name=name, wanted=_(rule.wanted), value=value[:60]
    )


def _stranger(head: str, rules: Rules) -> str:
    name = head.partition(";")[0]
    if name in rules.heads:
        wanted = " / ".join(rules.heads[name])
        return _("{head} must be written {wanted}").format(head=head[:60], wanted=wanted)
    return _("{name} does not belong here").format(name=name[:60])
