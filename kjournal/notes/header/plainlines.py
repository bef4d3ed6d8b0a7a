"""The common header, read line by line: the nodes that the strict parse gives, several times quicker.

Only a header is taken of which every line stands for itself: `key: value`, `key:`, `- value`, `[a, b]`, `{a: b}`, a
text in quotes, a comment. At the first line that could mean more, None, and the strict parse decides; whatever is wrong
in a header is therefore said there. A test holds the two against each other.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence
from kjournal.patterns import regex

_DEPTH = 8  # deeper ones are rare; the strict parse has the limit
# Told by what may not stand there: signs of ASCII alone, which is made ready and asked many times quicker than ranges of
# all characters. Those beyond ASCII that YAML lets stand in no text are looked for once, before all lines.
_ODD = regex("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LEAD = r"[^\x00-#%-'*,\-:>-@\[\]`{-}]"  # none of YAML's indicators
_FIRST = rf"(?:{_LEAD}|-(?=[^\x00-,./:-@\[-`{{-~]))"
_SIMPLE = r"[^\x00- \"#',:?\[\]{}]"  # neither brackets, quotes, comma, colon, ? nor #
_IN_BLOCK = r"[^\x00- #:]"  # neither colon nor #
# Most values have neither colon nor #: to the end of the line at one go. The others word by word.
_BLOCK = (
    rf"{_LEAD}[^\x00-\x1f#:]*+(?<! )$|{_FIRST}(?>(?:{_IN_BLOCK}++|:(?=[^\x00- ])|(?<! )\#|[ ]++(?=[^\n #]))*)"
)
_FLOW = rf"{_FIRST}(?>(?:{_SIMPLE}++|:(?=[0-9])|[ ]++(?={_SIMPLE}))*)"
_KEY = rf"(?!<){_LEAD}{_SIMPLE}{{0,60}}+(?:[ ]{_SIMPLE}{{1,60}}+|)"  # nor `<<`, by which mappings are merged
_PAIR = rf"{_KEY}:[ ]{_FLOW}"
# What may be missing is an alternative with nothing in it: `(…)?` would take several times as long. Nothing that one of
# them takes could be taken otherwise, so that none needs to be barred from being tried again.
_LINES = regex(
    rf"^([ ]*+)(?:(-[ ])|)(?:({_KEY}):(?:[ ]|$)|)"
    rf"(?:({_BLOCK})|\[({_FLOW}(?>(?:,[ ]{_FLOW})*))\]|\{{({_PAIR}(?>(?:,[ ]{_PAIR})*))\}}"
    r"|(\"[^\x00-\x1f\"\\]*+\"|'[^\x00-\x1f']*+')|)(?:[ ]*+|(?:[ ]++|(?<= )|^)\#[^\x00-\x1f]*+)$",
    re.MULTILINE,
)
_Line: TypeAlias = tuple[str, str, str, str, str, str, str]
"""What a line is made of: blanks, dash, key, and one of plain text, list, mapping, text in quotes; empty where it has none."""


class _Open:
    """A mapping (`entries`) or a list (`items`) whose lines are being read."""

    __slots__ = ("entries", "indent", "items", "keys")

    def __init__(
        self, indent: int, entries: list[Entry] | None = None, items: list[Node] | None = None
    ) -> None:
        self.indent = indent
        self.entries = entries
        self.items = items
        self.keys: set[str] = set()

    def add(self, key: Scalar, value: Node) -> bool:
        """Put a field into the mapping; False where its key stands there already."""
        assert self.entries is not None  # noqa: S101  a list takes no fields; `_Lines` sees to it
        if key.text in self.keys:
            return False
        self.keys.add(key.text)
        self.entries.append((key, value))
        return True


def read(text: str, first: int) -> Mapping | None:
    """The header's fields; None where a line may mean more than it says. `first` is the file's line of `text`."""
    if _ODD.search(text) is not None:
        return None
    found: list[_Line] = _LINES.findall(text)
    if len(found) <= text.count("\n"):  # a line is not of the kinds that are taken
        return None
    root: list[Entry] = []
    lines = _Lines(_Open(0, root))
    stack = lines.stack
    for number, line in enumerate(found, first):
        blank, dash, key, plain, listed, _pairs, _quoted = line
        top = stack[-1]
        if (plain or listed) and key and not dash and lines.waiting is None and len(blank) == top.indent:
            entries = top.entries
            if entries is not None and key not in top.keys:  # as nearly always: taken without a further look
                column = top.indent + 1
                behind = column + len(key)
                start = behind + 2
                top.keys.add(key)
                entries.append(
                    (
                        Scalar(key, number, column, number, behind),
                        Scalar(plain, number, start, number, start + len(plain))
                        if plain
                        else _list(listed, number, start),
                    )
                )
                continue
        if not lines.take(number, line):
            return None
    if not lines.close() or not root:
        return None
    begin, _value = root[0]
    return Mapping(root, begin.line, begin.column)


class _Lines:
    """Puts lines where their indent says that they belong."""

    def __init__(self, root: _Open) -> None:
        self.stack = [root]
        self.waiting: Scalar | None = None  # a key whose value may stand on the lines below

    def take(self, number: int, line: _Line) -> bool:
        """Whether one more line could be put in its place."""
        blank, dash, key, plain, listed, pairs, quoted = line
        indent = len(blank)
        if not (dash or key):  # a comment, a line of blanks; else it goes on with the line above
            return not (plain or listed or pairs or quoted)
        if not self._descend(number, indent, dash=dash != ""):
            return False
        column = indent + len(dash) + 1
        start = column + len(key) + 2 if key else column
        value: Node | None = None
        if plain:
            value = Scalar(plain, number, start, number, start + len(plain))
        elif listed:
            value = _list(listed, number, start)
        elif pairs:
            value = _mapping(pairs, number, start)
            if value is None:
                return False
        elif quoted:
            value = Scalar(quoted[1:-1], number, start, number, start + len(quoted), plain=False)
        if not key:
            return value is not None and self._item(value)
        name = Scalar(key, number, column, number, column + len(key))
        if dash:
            inner: list[Entry] = []
            self._item(Mapping(inner, number, column))
            self.stack.append(_Open(indent + 2, inner))
        if value is None:
            self.waiting = name
            return True
        return self.stack[-1].add(name, value)

    def close(self) -> bool:
        """Give a key that still waits its empty value."""
        waiting = self.waiting
        if waiting is None:
            return True
        self.waiting = None
        after = waiting.end_column + 1
        return self.stack[-1].add(waiting, Scalar("", waiting.line, after, waiting.line, after))

    def _descend(self, number: int, indent: int, *, dash: bool) -> bool:
        """Open or leave mappings and lists until the innermost is the one in which a line of this indent stands."""
        stack, waiting = self.stack, self.waiting
        top = stack[-1]
        if waiting is not None:
            if indent > top.indent or (dash and indent == top.indent):
                return self._open(waiting, number, indent, dash=dash)
            if not self.close():
                return False
        while top.indent > indent or (top.indent == indent and top.items is not None and not dash):
            stack.pop()
            if not stack:
                return False
            top = stack[-1]
        return top.indent == indent and (top.items is not None) is dash

    def _open(self, waiting: Scalar, number: int, indent: int, *, dash: bool) -> bool:
        """Begin the mapping or list that is the value of a key above."""
        if len(self.stack) >= _DEPTH:
            return False
        self.waiting = None
        entries: list[Entry] = []
        items: list[Node] = []
        opened = _Open(indent, items=items) if dash else _Open(indent, entries)
        node = Sequence(items, number, indent + 1) if dash else Mapping(entries, number, indent + 1)
        added = self.stack[-1].add(waiting, node)
        self.stack.append(opened)
        return added

    def _item(self, value: Node) -> bool:
        items = self.stack[-1].items
        assert items is not None  # noqa: S101  `_descend` found a list
        items.append(value)
        return True


def _list(text: str, line: int, start: int) -> Sequence:
    """`a, b` between brackets, of which the first stands in the column `start`."""
    items: list[Node] = []
    column = start + 1
    for word in text.split(", "):
        end = column + len(word)
        items.append(Scalar(word, line, column, line, end))
        column = end + 2
    return Sequence(items, line, start, flow=True)


def _mapping(text: str, line: int, start: int) -> Mapping | None:
    """`a: b, c: d` between braces; None where a key stands twice."""
    entries: list[Entry] = []
    column = start + 1
    for pair in text.split(", "):
        key, _colon, value = pair.partition(": ")
        behind = column + len(key)
        end = column + len(pair)
        entries.append((Scalar(key, line, column, line, behind), Scalar(value, line, behind + 2, line, end)))
        column = end + 2
    keys = {name.text for name, _value in entries}
    return Mapping(entries, line, start) if len(keys) == len(entries) else None
