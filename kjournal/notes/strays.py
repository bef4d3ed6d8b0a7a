"""Keys that a record does not declare: those in another spelling, and those that are kept as they are."""

from __future__ import annotations

from kjournal.findings.finding import MASK, Fix
from kjournal.notes.nodes import Entry, Mapping, Node, Scalar
from kjournal.notes.problem import Problem
from kjournal.notes.reading import Reading
from kjournal.notes.values import spelling
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.people import FamilyMember, LifeEvent
from kjournal.records.spec import Field, Record
from kjournal.words import _
from kjournal.words.folding import fold, nearest

KEY_LIMIT = 40
"""Characters of the longest key that is looked up."""
_INTIMATE = frozenset({FamilyMember, LifeEvent})
_ADVISED = 20  # keys of a note for which the nearest known one is looked up
_SENTENCE = regex("[，。！？；]|[\u4e00-\u9fff]{6}")


def recognised(
    reading: Reading, known: dict[str, Field], key: Scalar, node: Node
) -> tuple[Field | None, Scalar, Node]:
    """A key in another spelling."""
    if (field := _folded(known, key.text)) is not None:
        plain = _spelling(field, key.text)
        reading.add(
            "KJ224", key, fix=reading.rewrite(key, plain), key=key.text, label=field.called, plain=plain
        )
        return field, key, node
    return None, key, node


def _folded(known: dict[str, Field], key: str) -> Field | None:
    return known.get(fold(key)) if len(key) <= KEY_LIMIT else None


def _spelling(field: Field, key: str) -> str:
    """The accepted spelling that a key comes closest to: 农历生日 says more than 生日."""
    folded = fold(key)
    return next(word for word in (field.key, field.label, *field.also) if fold(word) == folded)


def runs_on(mapping: Mapping, reading: Reading, known: dict[str, Field]) -> Problem | None:
    """A header whose last field is a sentence on its own that ends with a colon: text, and the fence is missing above."""
    if not mapping.entries:
        return None
    key, node = mapping.entries[-1]
    if (
        not isinstance(node, Scalar)
        or node.text
        or not _SENTENCE.search(key.text)
        or _folded(known, key.text)
    ):
        return None
    above = [number for number in range(1, key.line) if reading.lines[number - 1].strip()]
    if key.column > 1 or not above or above[-1] == key.line - 1:
        return None
    return Problem("KJ102", key.line, 1, {"after": str(above[-1])})


class Strays:
    """Tells of the keys in one note that are not known."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._told = 0
        self._under = -1  # the last line of those that may belong to an empty key above them

    def tell(self, kind: type[Record], entries: list[Entry]) -> None:
        """An unknown key, the first of `entries`; with the one behind it."""
        key, value = entries[0]
        if self._under == key.line - 1:
            self._under = key.line  # one cause, one finding
        elif not self.hollow(kind, entries):
            self._told += 1
            if kind in _INTIMATE:
                self._tell_intimate(key, value)
                return
            guess = None
            advice = _("declare it in kjournal.toml if it is your own")
            if self._told <= _ADVISED and len(key.text) <= KEY_LIMIT:
                shown = [field.label for field in spec.fields(kind)] + [
                    field.key for field in spec.fields(kind)
                ]
                if close := nearest(key.text, shown, 1):
                    advice = _("did you mean {word}?").format(word=close[0])
                    guess = self.reading.rewrite(key, close[0], safe=False)
            self.reading.add("KJ205", key, fix=guess, key=key.text, nearest=advice)

    def _tell_intimate(self, key: Scalar, node: Node) -> None:
        """Of a child the key may be the name (`小明: 初三`), of an illness what it is: neither is repeated."""
        self.reading.keep_secret(key)
        self.reading.keep_secret(node)
        self.reading.add("KJ205", key, key=MASK, nearest=_("declare it in kjournal.toml if it is your own"))

    def hollow(self, kind: type[Record], entries: list[Entry], part: type[Record] | None = None) -> bool:
        """Whether a key is empty, and the unknown one on the next line may belong to it: the indent is missing.

        `part` is the record that the key should hold.
        """
        key, node = entries[0]
        if len(entries) < 2 or not isinstance(node, Scalar) or not node.empty:
            return False
        following = entries[1][0]
        known = spec.by_key(kind)
        if following.line != key.line + 1 or following.text in known or _folded(known, following.text):
            return False
        if kind in _INTIMATE:
            self.reading.keep_secret(key)
        guess = _indented(self.reading, entries, known, spec.by_key(part)) if part is not None else None
        self.reading.add("KJ220", key, fix=guess, key=MASK if kind in _INTIMATE else key.text)
        self._under = key.line
        return True


def _indented(
    reading: Reading, entries: list[Entry], known: dict[str, Field], inner: dict[str, Field]
) -> Fix | None:
    """The guess that the lines below an empty key belong to it, as far as its record has their fields."""
    first = last = entries[0][0].line + 1
    for key, node in entries[1:]:
        mine = key.text in inner or _folded(inner, key.text) is not None
        if key.text in known or not mine or not isinstance(node, Scalar) or key.line > last + 1:
            break
        last = max(node.end_line, key.line)
    return spelling.indented(reading, first, last) if last > first or len(entries) > 1 else None
