"""A note's bytes as text with plain line ends, and what was unusual about them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kjournal.files.decoding import Decoded, decode
from kjournal.files.naming import portable_name, stem
from kjournal.findings.finding import Edit, Finding, Fix, Place
from kjournal.patterns import regex
from kjournal.words import _

_LINE_ENDS = {"\r": "CR", "\u2028": "U+2028", "\u2029": "U+2029", "\x85": "U+0085"}
_TO_PLAIN = str.maketrans(dict.fromkeys(_LINE_ENDS, "\n"))
_ANY_END = regex("[\n\r\u2028\u2029\x85]")
_ENOUGH = 6
"""Characters of daily use from which on bytes that are valid GB18030 are no accident."""
_PORTABLE = regex(
    r"[\w()（）·、《》-]+"
)  # nothing that any system objects to, but names of devices, which are ASCII
_CODES = {"nul": "KJ006", "nul-tail": "KJ006"}


class Source(msgspec.Struct, frozen=True):
    """A note's text, its lines ended by `\\n` alone."""

    text: str
    findings: list[Finding]


def take(path: str, data: bytes) -> Source | Finding:
    """The text of the note at `path`, or why there is none."""
    found: list[Finding] = []
    text = _plain_utf8(data)
    if text is None:
        decoded = decode(data)
        if decoded.problem:
            return _undecoded(path, data, decoded)
        text = decoded.text
        if decoded.encoding != "utf-8":
            line = next((n for n, line in enumerate(text.split("\n"), 1) if not line.isascii()), 1)
            fix = Fix(safe=decoded.encoding != "gb18030" or _certain(text), recode=True)
            args = {"encoding": decoded.encoding.upper()}
            found.append(Finding("KJ003", (Place(path, line, 1),), args, fix=fix))
        elif decoded.bom:
            found.append(Finding("KJ004", (Place(path, 1, 1),), fix=Fix(recode=True)))
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if kinds := [name for end, name in _LINE_ENDS.items() if end in text]:
        fix = Fix(tuple(_line_ends(text)))
        found.append(
            Finding("KJ011", (Place(path, fix.edits[0].line, 1),), {"kind": ", ".join(kinds)}, fix=fix)
        )
        text = text.translate(_TO_PLAIN)
    return Source(text, found)


def _certain(text: str) -> bool:
    """Whether a text can have been written in GB18030 alone: enough characters of daily use, and hardly any other."""
    strange = [char for char in text if char > "\x7f"]
    daily = sum(1 for char in strange if b"\xb0\xa1" <= char.encode("gb18030") <= b"\xd7\xf9")
    signs = sum(1 for char in strange if b"\xa1\xa1" <= char.encode("gb18030") <= b"\xa3\xfe")
    return daily >= _ENOUGH and (daily + signs) * 20 >= len(strange) * 19


def _line_ends(text: str) -> Iterator[Edit]:
    """Each unusual line end becomes a plain one."""
    start = 0
    for number, match in enumerate(_ANY_END.finditer(text), 1):
        if match[0] != "\n":
            yield Edit(number, match.start() - start + 1, number + 1, 1, "\n")
        start = match.end()


def _plain_utf8(data: bytes) -> str | None:
    """The text of a note that begins as most do and is UTF-8: what begins with `---` is no other kind of file."""
    if not data.startswith(b"---") or b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def name_finding(path: str) -> Finding | None:
    """A file's name that not every system takes."""
    name = stem(path)
    if (not name.isascii() and _PORTABLE.fullmatch(name)) or (portable := portable_name(name)) == name:
        return None
    reason = _("it has characters or an ending that Windows does not take, or is a device's name there")
    return Finding("KJ014", (Place(path),), {"reason": reason, "name": f"{portable}.md"})


def _undecoded(path: str, data: bytes, decoded: Decoded) -> Finding:
    """Why a note's bytes are no text."""
    code = _CODES.get(decoded.problem, "KJ005")
    line, column = int(decoded.args.get("line", 0)), int(decoded.args.get("column", 0))
    if decoded.problem == "nul-tail":
        line, column = data.rstrip(b"\0").count(b"\n") + 1, 1
    place = Place(path, line, column, line, column + 1 if column else 0)
    if code == "KJ006":
        return Finding(code, (place,), {"count": str(decoded.args["count"])})
    args = {name: str(value) for name, value in decoded.args.items()}
    return Finding(code, (place,), {"reason": _reason(decoded.problem, args)})


def _reason(problem: str, args: dict[str, str]) -> str:
    match problem:
        case "binary" if args.get("kind"):
            return _("it is another kind of file ({kind})").format(kind=args["kind"])
        case "binary":
            return _("it is another kind of file")
        case "truncated":
            return _("the last character is cut off (byte {byte})").format(byte=args["byte"])
        case "surrogates":
            return _("line {line}, byte {byte} is not valid UTF-8 (CESU-8)").format(**args)
    return _("line {line}, byte {byte} is not valid UTF-8").format(line=args["line"], byte=args["byte"])
