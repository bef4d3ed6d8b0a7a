"""The small pieces that several pages show: a telephone number, a link, something to do, a finding."""

from datetime import date, time
from typing import NewType

import msgspec

from kjournal.care.reminder import Kind
from kjournal.findings.finding import Severity
from kjournal.patterns import regex
from kjournal.remembering import remembered

Html = NewType("Html", str)
"""HTML that is safe to stand on a page as it is; only `bodies` makes it."""

PLAIN_DATE = regex(r"\b\d{4}-\d{2}-\d{2}\b")
"""A date as notes should write it; it must not be torn apart at the end of a line."""

LINKED = regex(r"\[\[([^\[\]|\n]{1,120})(?:\|([^\[\]\n]{1,120}))?\]\]")
"""A link to a customer by name, `[[桂和堂]]` or `[[桂和堂|what is shown]]`."""

_NUMBER = regex(r"\+?\d[\d\- ()（）]{5,}\d")
_SEPARATORS = regex(r"[、，,;；/\n]+|\s{2,}|(?<=\d{7})\s+(?=\+?\d{3})")
_NOT_DIALLED = regex(r"[^\d+]")


class Phone(msgspec.Struct, frozen=True, gc=False):
    """A number as it was typed, and as a telephone dials it."""

    shown: str
    dial: str = ""  # empty: nothing that can be dialled


class Link(msgspec.Struct, frozen=True, gc=False):
    """A name and the page behind it."""

    text: str
    page: str = ""  # file below the site's root, not encoded; empty: no page


class Item(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something to do or to know, on a day."""

    kind: Kind
    verb: str
    name: str
    day: date
    said: str = ""  # what was promised or agreed
    why: str = ""
    start: time | None = None
    lines: tuple[str, ...] = ()  # what helps at the door
    page: str = ""  # the customer's, below the site's root
    phones: tuple[Phone, ...] = ()
    grade: str = ""
    place: str = ""
    band: str = ""
    due: date | None = None  # the day by arithmetic, where it differs
    bring: tuple[str, ...] = ()  # to a birthday: what they like, what may be given
    asks: tuple[str, ...] = ()  # on a visit: what was to be asked there before its day
    also: tuple["Item", ...] = ()  # further errands of the day at the same customer


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A finding in the user's words."""

    code: str
    severity: Severity
    path: str  # the note's, below the journal's root
    message: str
    remedy: str = ""
    line: int = 0
    column: int = 0
    end_column: int = 0
    excerpt: str = ""
    more: int = 0  # how many further places it shows in


@remembered(4096)  # those of a customer are asked for by its row, its page and its brief
def phones(text: str) -> tuple[Phone, ...]:
    """The numbers in a field of telephone numbers, each as typed; what is no number is shown and not dialled."""
    found = []
    for part in filter(None, (part.strip() for part in _SEPARATORS.split(text))):
        match = _NUMBER.search(part)
        found.append(Phone(part, _NOT_DIALLED.sub("", match[0]) if match else ""))
    return tuple(found)


def unlinked(text: str) -> str:
    """`text` without the brackets of links to customers: `[[桂和堂|黄姐]]` reads 黄姐."""
    return LINKED.sub(lambda match: (match[2] or match[1]).strip(), text) if "[[" in text else text
