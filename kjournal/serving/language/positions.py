"""Places of a note and positions of the protocol, each turned into the other.

A place counts lines and characters from 1, and lines as the reader of notes ends them. A position counts from 0, its
lines end where the protocol ends them (a U+2028 ends none), and its columns count UTF-16 units unless the editor asked
for something else.
"""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, Range, TextEdit

from kjournal.findings.finding import Edit, Place
from kjournal.patterns import regex

_READER_ENDS = regex("\r\n|[\r\n\u2028\u2029\x85]")
_PROTOCOL_ENDS = regex("\r\n|[\r\n]")
_BOM = "\ufeff"


class Text:
    """A buffer's text as the editor holds it."""

    def __init__(self, source: str, encoding: str = "utf-16") -> None:
        self.source = source = _whole(source)
        self.encoding = encoding
        mark = int(source.startswith(_BOM))  # the reader does not count it
        self._lines = [mark, *(found.end() for found in _READER_ENDS.finditer(source))]
        self._ends = [*(found.start() for found in _READER_ENDS.finditer(source)), len(source)]
        self._rows = [0, *(found.end() for found in _PROTOCOL_ENDS.finditer(source))]

    @property
    def data(self) -> bytes:
        """The bytes that the reader of notes gets: those of the file if it were saved now."""
        return self.source.encode()

    @property
    def lines(self) -> list[str]:
        """The lines as the reader counts them, without their ends."""
        return [self.source[start:end] for start, end in zip(self._lines, self._ends, strict=True)]

    def index(self, line: int, column: int) -> int:
        """The index of a place; one behind the end of its line is that end."""
        if line > len(self._lines):
            return len(self.source)
        start = self._lines[max(line, 1) - 1]
        return min(start + max(column, 1) - 1, self._ends[max(line, 1) - 1])

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of an index."""
        line = max(bisect_right(self._lines, index), 1)
        return line, max(min(index, self._ends[line - 1]) - self._lines[line - 1], 0) + 1

    def position(self, index: int) -> Position:
        """The position of an index."""
        row = bisect_right(self._rows, index) - 1
        return Position(row, self._units(self.source[self._rows[row] : index]))

    def at(self, position: Position) -> int:
        """The index of a position; one behind the end of its line is that end."""
        if position.line >= len(self._rows):
            return len(self.source)
        start = self._rows[position.line]
        ends = self._rows[position.line + 1] if position.line + 1 < len(self._rows) else len(self.source)
        row = self.source[start:ends].rstrip("\r\n")
        return start + self._characters(row, position.character)

    def cursor(self, position: Position) -> tuple[int, int]:
        """Line and column, from 1, of a position."""
        return self.place(self.at(position))

    def span(self, place: Place) -> tuple[int, int]:
        """The indexes that a finding's place marks: without a line the first one, without an end the rest of its line."""
        line = max(place.line, 1)
        start = self.index(line, place.column)
        if place.end_line and place.end_column:
            end = self.index(place.end_line, place.end_column)
        else:
            end = self.index(line, 1 << 30)
        if end <= start:  # an editor shows nothing for an empty range
            end = min(start + 1, self.index(line, 1 << 30))
        return start, max(start, end)

    def range(self, start: int, end: int) -> Range:
        """The range between two indexes."""
        return Range(self.position(start), self.position(end))

    def range_of(self, place: Place) -> Range:
        """The range that a place marks."""
        return self.range(*self.span(place))

    def text_edit(self, edit: Edit) -> TextEdit:
        """An edit of a note as one of the protocol; line ends are the buffer's own."""
        new = edit.new.replace("\n", self.newline)
        return TextEdit(self.range(self.index(*edit.start), self.index(*edit.end)), new)

    @property
    def newline(self) -> str:
        """How the buffer ends its lines."""
        return "\r\n" if "\r\n" in self.source else "\n"

    def _units(self, text: str) -> int:
        """The length of a piece of a line, as the editor counts it."""
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(char > "\uffff" for char in text)

    def _characters(self, row: str, units: int) -> int:
        """How many characters of a row take `units`; within one it is its start."""
        if row.isascii() or self.encoding == "utf-32":
            return min(units, len(row))
        seen = 0
        for count, char in enumerate(row):
            seen += self._units(char)
            if seen > units:
                return count
        return len(row)


def _whole(source: str) -> str:
    """The text with a `?` for each half of a character, which has no bytes; the columns stay as they are."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return source.encode("utf-8", "replace").decode()
    return source
