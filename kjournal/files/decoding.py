"""Turn a note's bytes into text, or name the place where that is not possible."""

from __future__ import annotations

from typing import Literal

import msgspec

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be", "gb18030"]

Problem = Literal[
    "",
    "binary",  # another kind of file with a note's name; args: kind
    "nul",  # NUL bytes inside; args: line, column, byte, count
    "nul-tail",  # NUL bytes at the end, as a power cut leaves them; args: count
    "truncated",  # the last character is cut; args: line, column, byte
    "surrogates",  # UTF-8 with halves of UTF-16 characters (CESU-8); args: line, column, byte
    "not-utf8",  # neither UTF-8 nor GB18030 that reads as Chinese; args: line, column, byte, value
]

_MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"PK\x03\x04", "zip"),  # also Word and Excel since 2007
    (b"\xd0\xcf\x11\xe0", "ole"),  # Word and Excel before
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\0", "sqlite"),
)

COMMON = 0.8
"""The share of a GB18030 text's Chinese characters that must be of GB 2312 level 1 (the 3,755 of daily use, over
99 % of running text). Damaged UTF-8 read as GB18030 has about a third, single characters none."""


class Decoded(msgspec.Struct, frozen=True):
    """A note's text with its line ends as they stand, and how to come back from it to bytes."""

    text: str
    encoding: Encoding = "utf-8"
    bom: bool = False  # a byte order mark stood before the text
    newline: str = ""  # the commonest line end: `\n`, `\r\n`, `\r`; empty: there is none
    mixed: bool = False  # there are others too
    problem: Problem = ""  # not empty: the note cannot be read, and `text` is empty
    args: dict[str, int | str] = {}  # what the problem's message needs; lines, columns and bytes count from 1

    def encode(self, text: str) -> bytes:
        """`text` in the note's encoding, without a byte order mark."""
        return text.encode(self.encoding)

    def offset(self, index: int) -> int:
        """The byte in the file at which the character `text[index]` begins."""
        return self.mark_length + len(self.encode(self.text[:index]))

    @property
    def mark_length(self) -> int:
        """How many bytes the byte order mark takes."""
        return (
            next((len(mark) for mark, encoding in _MARKS if encoding == self.encoding), 0) if self.bom else 0
        )


def decode(data: bytes) -> Decoded:
    """`data` as UTF-8, UTF-16 with a mark, or GB18030 with common characters; else what is wrong and where."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))
    if encoding is not None and encoding != "utf-8":
        return _utf16(data, mark, encoding)
    if (refused := _not_text(data)) is not None:
        return refused
    try:
        return _read(data[len(mark) :].decode("utf-8"), "utf-8", bom=bool(mark))
    except UnicodeDecodeError as error:
        place = len(mark) + error.start
        cut = error.end == len(data) - len(mark) and error.reason == "unexpected end of data"
    if not mark and (text := _chinese(data)) is not None:
        return _read(text, "gb18030", bom=False)
    return _not_utf8(data, place, cut=cut)


def _read(text: str, encoding: Encoding, *, bom: bool) -> Decoded:
    """A text that can be read."""
    newline, mixed = _line_ends(text)
    return Decoded(text, encoding, bom, newline, mixed)


def _line_ends(text: str) -> tuple[str, bool]:
    """The commonest line end, and whether there is another one too."""
    pairs = text.count("\r\n")
    counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
    newline = max(counts, key=lambda end: counts[end])
    return (newline if counts[newline] else ""), sum(1 for count in counts.values() if count) > 1


def _refuse(problem: Problem, **args: int | str) -> Decoded:
    """A text that cannot be read."""
    return Decoded("", problem=problem, args=args)


def _utf16(data: bytes, mark: bytes, encoding: Encoding) -> Decoded:
    """UTF-16 as its mark says."""
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding)
        place = _place(before) | {
            "byte": error.start - len(before[: before.rfind("\n") + 1].encode(encoding)) + 1
        }
        return _refuse("truncated" if error.end >= len(body) - 1 else "surrogates", **place)
    nuls = text.count("\0")
    if nuls and not text.rstrip("\0").count("\0"):
        return _refuse("nul-tail", count=2 * nuls)
    if nuls:
        before = text[: text.index("\0")]
        return _refuse("nul", **_place(before), byte=len(_last_line(before).encode(encoding)) + 1, count=nuls)
    return _read(text, encoding, bom=True)


def _not_text(data: bytes) -> Decoded | None:
    """Other kinds of file, and NUL bytes at the end or inside."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if kind:
        return _refuse("binary", kind=kind)
    nuls = data.count(0)
    if not nuls:
        return None
    tail = len(data) - len(data.rstrip(b"\0"))
    if tail == nuls:
        return _refuse("nul-tail", count=nuls)
    if nuls > 8 and nuls * 20 > len(data):
        return _refuse("binary", kind="")
    return _refuse("nul", **_byte_place(data, data.index(0)), count=nuls)


def _not_utf8(data: bytes, place: int, *, cut: bool) -> Decoded:
    """The words for bytes that are no UTF-8 from `place` on."""
    where = _byte_place(data, place)
    if cut:
        return _refuse("truncated", **where)
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _refuse("not-utf8", **where, value=f"0x{data[place]:02X}")
    return _refuse("surrogates", **where)


def _chinese(data: bytes) -> str | None:
    """`data` as GB18030 when that reads as Chinese, else nothing.

    Almost any bytes are valid GB18030: what tells is whether the characters are those that people write.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    if text.encode("gb18030") != data:  # a byte-range edit could not come back to the bytes
        return None
    return text if _common(text) else None


def _common(text: str) -> bool:
    """Whether nearly all Chinese characters are of daily use, and the rest are signs of GB 2312."""
    daily = other = 0
    for char in text:
        if char < "\x80":
            continue
        code = char.encode("gb18030")
        if len(code) == 2 and code[1] >= 0xA1:
            if 0xB0 <= code[0] <= 0xD7:
                daily += 1
                continue
            if 0xA1 <= code[0] <= 0xA9:  # punctuation, full-width letters
                continue
        other += 1
    return daily > 0 and daily >= COMMON * (daily + other)


def _last_line(before: str) -> str:
    """What stands on the same line before a place."""
    return before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]


def _place(before: str) -> dict[str, int]:
    """Line and column, in characters from 1, of what follows `before`."""
    ends = before.count("\n") + before.count("\r") - before.count("\r\n")
    return {"line": ends + 1, "column": len(_last_line(before)) + 1}


def _byte_place(data: bytes, index: int) -> dict[str, int]:
    """Line, column in characters and byte in the line, from 1, of `data[index]`; before it stands valid UTF-8."""
    before = data[:index]
    line_start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    return _place(before.decode("utf-8-sig", "replace")) | {"byte": index - line_start + 1}
