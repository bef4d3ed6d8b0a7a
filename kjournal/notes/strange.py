"""What should not stand in a note: characters nobody sees, garbled text, identity numbers; and what nobody may see."""

from __future__ import annotations

import re
from functools import cache

from kjournal.findings.finding import Place
from kjournal.notes.reading import Reading
from kjournal.notes.words import INVISIBLE
from kjournal.records.customer import Customer
from kjournal.records.people import FamilyMember, LifeEvent
from kjournal.records.secrecy import IDENTITY_NUMBER, without_numbers
from kjournal.records.spec import SECRET, fields
from kjournal.words.folding import fold

__all__ = ["hide_secrets", "look", "without_numbers"]

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn a text's direction round, in a body too
_FIRST_BYTES = "".join(
    bytes([lead, trail]).decode("gbk", "ignore") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)
)
"""What the beginnings of Chinese characters in UTF-8 look like when they are read as GBK."""
_GARBLED = re.compile(f"\ufffd|锟斤拷|烫烫|屯屯|[{_FIRST_BYTES}]")
_RUN = re.compile(r"[^\x00-\x7f，。、；：！？“”（）]{2,}")
_KEY_WITHIN = 2000  # characters of a line in which keys are looked for
_KEY = re.compile(r"[^\s:：=＝{}\[\],，-][^:：=＝{}\[\],，]{0,12}?(?=[ \u3000]*[:：=＝])")


def look(reading: Reading, header: str, first: int, body: str, body_line: int) -> None:
    """Tell of what is strange in a note that can be read."""
    reading.hashes = "#" in header or "＃" in header
    if header and not header.isascii():
        reading.invisible = INVISIBLE.search(header) is not None
        if reading.invisible:
            _tell_invisible(reading, INVISIBLE, header, first)
    if not body.isascii() and _TURNING.search(body):
        _tell_invisible(reading, _TURNING, body, body_line)
    text = reading.text
    if _GARBLED.search(text):
        _tell_garbled(reading)
    for number, place in _numbers(reading) if IDENTITY_NUMBER.search(text) else ():
        reading.again("KJ602", place)
        reading.hide(place.line, number.start(), number.end())


def _tell_invisible(reading: Reading, pattern: re.Pattern[str], text: str, first: int) -> None:
    for number, line in enumerate(text.split("\n"), first):
        for match in pattern.finditer(line):
            place = Place(reading.path, number, match.start() + 1, number, match.end() + 1)
            reading.again("KJ012", place, kind=f"U+{ord(match[0]):04X}")


def _tell_garbled(reading: Reading) -> None:
    for number, line in enumerate(reading.lines, 1):
        if not _GARBLED.search(line):
            continue
        for run in _RUN.finditer(line):
            if _is_garbled(run[0]):
                place = Place(reading.path, number, run.start() + 1, number, run.end() + 1)
                reading.again("KJ013", place, text=run[0])


def _is_garbled(run: str) -> bool:
    """Whether a text shows damage, or comes out as Chinese when its GBK bytes are read as UTF-8."""
    if any(sign in run for sign in ("\ufffd", "锟斤拷", "烫烫", "屯屯")):
        return True
    back = run.encode("gbk", "ignore").decode("utf-8", "ignore")
    return sum("\u4e00" <= char <= "\u9fff" for char in back) * 3 >= len(run) * 1.5


def _numbers(reading: Reading) -> list[tuple[re.Match[str], Place]]:
    return [
        (match, Place(reading.path, number, match.start() + 1, number, match.end() + 1))
        for number, line in enumerate(reading.lines, 1)
        for match in IDENTITY_NUMBER.finditer(line)
    ]


@cache
def _hidden_keys() -> frozenset[str]:
    """Spellings of keys whose value nobody may see: secret fields, and lists of records that have such."""
    hidden = [
        field
        for field in fields(Customer)
        if field.sensitivity == SECRET or field.record in (FamilyMember, LifeEvent)
    ]
    return frozenset(fold(word) for field in hidden for word in (field.key, field.label, *field.also))


def hide_secrets(reading: Reading) -> None:
    """Keep secret values out of the excerpts of a note that could not be read, line by line."""
    hidden_from: int | None = None  # the indent below which lines belong to a secret key
    for number, line in enumerate(reading.lines, 1):
        said = line.lstrip(" \t\u3000-")
        indent = len(line) - len(line.lstrip(" \t\u3000"))
        if hidden_from is not None and said and (indent > hidden_from or line.lstrip().startswith("-")):
            reading.hide(number, indent, len(line))
            continue
        hidden_from = None
        for key in _KEY.finditer(line[:_KEY_WITHIN]):
            if fold(key[0].lstrip("- ")) in _hidden_keys():
                reading.hide(number, key.end() + 1, len(line))
                hidden_from = indent
                break
        for match in IDENTITY_NUMBER.finditer(line):
            reading.hide(number, match.start(), match.end())
