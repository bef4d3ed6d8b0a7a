"""What should not stand in a note: characters nobody sees, garbled text, identity numbers; and what nobody may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kjournal.findings.finding import Edit, Fix, Place
from kjournal.notes.edits.sides import Region, view
from kjournal.notes.reading import Reading
from kjournal.notes.settings import ReadSettings
from kjournal.notes.values.words import INVISIBLE, UNSEEN
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.numbers import IDENTITY, secret_numbers
from kjournal.records.people import FamilyMember, LifeEvent
from kjournal.records.secrecy import without_numbers
from kjournal.records.spec import SECRET, fields
from kjournal.words.folding import fold

__all__ = ["hidden_keys", "hide_secrets", "look", "masked", "without_numbers"]

_UNSEEN = regex(f"({INVISIBLE.pattern})\\1*")  # a run of one is one place
_TURNING = regex("([\u202a-\u202e\u2066-\u2069])\\1*")  # they turn a text's direction round, in a body too
_FIRST_BYTES = "".join(
    bytes([lead, trail]).decode("gbk", "ignore") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)
)
"""What the beginnings of Chinese characters in UTF-8 look like when they are read as GBK."""
_GARBLED = regex(f"\ufffd|锟斤拷|烫烫|屯屯|[{_FIRST_BYTES}]")
_MAY_BE_STRANGE = regex(rf"[{UNSEEN}\u200d\ufffd锟烫屯{_FIRST_BYTES}]")
"""One of these stands in whatever nobody sees, turns a text round or is garbled: nearly no note has any."""
_RUN = regex(r"[^\x00-\x7f，。、；：！？“”（）]{2,}")
_KEY_WITHIN = 2000  # characters of a line in which keys are looked for
_KEY = regex(r"[^\s:：=＝{}\[\],，-][^:：=＝{}\[\],，]{0,12}?(?=[ \u3000]*[:：=＝])")


def look(reading: Reading, header: str, first: int, body: str, body_line: int) -> None:
    """Tell of what is strange in a note that can be read."""
    reading.hashes = "#" in header or "＃" in header
    if _MAY_BE_STRANGE.search(reading.text):
        _look_closer(reading, header, first, body, body_line)
    for kind, place in _numbers(reading):
        reading.again("KJ602" if kind == IDENTITY else "KJ603", place)


def _look_closer(reading: Reading, header: str, first: int, body: str, body_line: int) -> None:
    reading.invisible = INVISIBLE.search(header) is not None
    if reading.invisible:
        _tell_invisible(reading, _UNSEEN, header, first)
    if _TURNING.search(body):
        _tell_invisible(reading, _TURNING, body, body_line)
    if _GARBLED.search(reading.text):
        _tell_garbled(reading)


def _tell_invisible(reading: Reading, pattern: re.Pattern[str], text: str, first: int) -> None:
    for number, line in enumerate(text.split("\n"), first):
        for match in pattern.finditer(line):
            place = Place(reading.path, number, match.start() + 1, number, match.end() + 1)
            edit = Edit(number, match.start() + 1, number, match.end() + 1, "")
            reading.again("KJ012", place, fix=Fix((edit,)), kind=f"U+{ord(match[0][0]):04X}")


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


def _numbers(reading: Reading) -> Iterator[tuple[str, Place]]:
    """The identity and bank card numbers of a note, kept out of all that findings say."""
    line = begin = 0  # the line, from 0, and where it begins
    for number in secret_numbers(reading.text):
        line += reading.text.count("\n", begin, number.start)
        begin = reading.text.rfind("\n", 0, number.start) + 1
        start, end = number.start - begin, number.end - begin
        reading.hide(line + 1, start, end)
        reading.unsaid.add(reading.text[number.start : number.end])
        yield number.kind, Place(reading.path, line + 1, start + 1, line + 1, end + 1)


@cache
def hidden_keys() -> frozenset[str]:
    """Spellings of keys whose value nobody may see: secret fields, and lists of records that have such."""
    hidden = [
        field
        for field in fields(Customer)
        if field.sensitivity == SECRET or field.record in (FamilyMember, LifeEvent)
    ]
    return frozenset(fold(word) for field in hidden for word in (field.key, field.label, *field.also))


def masked(path: str, lines: list[str], regions: list[Region]) -> list[str]:
    """The lines of a note with conflicts, ●●● in place of secret values: each version is looked at as a whole."""
    shown = list(lines)
    for upper in (True, False):
        numbers = view(lines, regions, upper=upper)
        version = Reading(path, "\n".join(lines[number - 1] for number in numbers), ReadSettings())
        hide_secrets(version)
        for at, number in enumerate(numbers, 1):
            if version.hides(at):
                shown[number - 1] = version.masked(at)
    return shown


def hide_secrets(reading: Reading) -> None:
    """Keep secret values out of the excerpts of a note that could not be read, line by line."""
    for _kind, _place in _numbers(reading):
        pass
    hidden_from: int | None = None  # the indent below which lines belong to a secret key
    for number, line in enumerate(reading.lines, 1):
        said = line.lstrip(" \t\u3000-")
        indent = len(line) - len(line.lstrip(" \t\u3000"))
        if hidden_from is not None and said and (indent > hidden_from or line.lstrip().startswith("-")):
            reading.hide(number, indent, len(line))
            continue
        hidden_from = None
        for key in _KEY.finditer(line[:_KEY_WITHIN]):
            if fold(key[0].lstrip("- ")) in hidden_keys():
                reading.hide(number, key.end() + 1, len(line))
                hidden_from = indent
                break
