"""Bytes as text with plain line ends, and what was unusual about them."""

from __future__ import annotations

import msgspec
import pytest

from kjournal.files.naming import stem
from kjournal.findings.finding import Finding, Place
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.notes.source import Source, name_finding, take

PATH = "customers/甲.md"
TEXT = "---\nname: 王建国\n---\n正文\n"


def at(code: str, line: int, column: int = 1, **args: str) -> Finding:
    """A finding at a place without an end."""
    return Finding(code, (Place(PATH, line, column),), args)


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        (TEXT.encode(), []),
        (TEXT.replace("\n", "\r\n").encode(), []),
        (b"\xef\xbb\xbf" + TEXT.encode(), [at("KJ004", 1)]),
        (TEXT.encode("gb18030"), [at("KJ003", 2, encoding="GB18030")]),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), [at("KJ003", 2, encoding="UTF-16-LE")]),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), [at("KJ003", 2, encoding="UTF-16-BE")]),
        (TEXT.replace("\n", "\r").encode(), [at("KJ011", 1, kind="CR")]),
        (TEXT.replace("国\n", "国\u2028").encode(), [at("KJ011", 2, kind="U+2028")]),
        (
            TEXT.replace("国\n", "国\x85").replace("正文\n", "正文\u2029").encode(),
            [at("KJ011", 2, kind="U+2029, U+0085")],
        ),
    ],
    ids=["utf-8", "crlf", "bom", "gb18030", "utf-16-le", "utf-16-be", "cr", "u+2028", "two kinds"],
)
def test_read_as_meant(data: bytes, findings: list[Finding]) -> None:
    """Every encoding and line end in use gives the same text; what is unusual is told with its line."""
    found = take(PATH, data)
    assert isinstance(found, Source)
    assert (found.text, [msgspec.structs.replace(one, fix=None) for one in found.findings]) == (
        TEXT,
        findings,
    )


LONGER = "---\nname: 王建国\naddress: 向阳镇中街口\n---\n今天见到了\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbf" + LONGER.encode(), LONGER.encode()),
        (LONGER.encode("gb18030"), LONGER.encode()),
        (LONGER.replace("\n", "\r\n").encode("gb18030"), LONGER.replace("\n", "\r\n").encode()),
        (b"\xff\xfe" + LONGER.encode("utf-16-le"), LONGER.encode()),
        (b"\xfe\xff" + LONGER.encode("utf-16-be"), LONGER.encode()),
        (LONGER.replace("\n", "\r").encode(), LONGER.encode()),
        (LONGER.replace("国\n", "国\u2028").replace("了\n", "了\x85").encode(), LONGER.encode()),
        (
            LONGER.replace("\n", "\r\n").replace("国\r\n", "国\u2029").encode(),
            LONGER.replace("\n", "\r\n").encode(),
        ),
        (LONGER.replace("王建", "王\u200b建\x08").encode(), LONGER.encode()),
        (b"\xef\xbb\xbf" + LONGER.replace(": ", "：").encode(), LONGER.encode()),
    ],
    ids=[
        "bom",
        "gb18030",
        "gb18030 crlf",
        "utf-16-le",
        "utf-16-be",
        "cr",
        "u+2028",
        "in crlf",
        "unseen",
        "two at once",
    ],
)
def test_mended(before: bytes, after: bytes) -> None:
    """The file becomes UTF-8 with plain line ends and without what nobody sees; nothing else changes."""
    reader = NoteReader(ReadSettings())
    assert fixed(reader, PATH, before).data == after
    assert fixed(reader, PATH, after).data == after


def test_an_encoding_that_is_not_certain() -> None:
    """Two characters may be anything: the file is converted only where guesses are asked for."""
    data = "---\nname: 王建\n---\n".encode("gb18030")
    reader = NoteReader(ReadSettings())
    assert fixed(reader, PATH, data).data == data
    assert fixed(reader, PATH, data, unsafe=True).data == "---\nname: 王建\n---\n".encode()


def test_what_is_prose_keeps_what_nobody_sees() -> None:
    """There every character may be meant."""
    text = "---\nname: 甲\nnote: 王\u200b建国\n---\n".encode()
    assert fixed(NoteReader(ReadSettings()), PATH, text).data == text


def refused(data: bytes) -> Finding:
    """Why there is no text."""
    found = take(PATH, data)
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "args"),
    [
        (b"---\nname: a\0b\n---\n", "KJ006", 2, 8, {"count": "1"}),
        (b"---\nname: a\n---\n" + b"\0" * 512, "KJ006", 4, 1, {"count": "512"}),
        (b"---\nname: \xe7\x8e\xff\n---\n", "KJ005", 2, 7, {"reason": "line 2, byte 7 is not valid UTF-8"}),
        (
            b"---\nname: \xed\xa0\xbd\xed\xb8\x80\n---\n",
            "KJ005",
            2,
            7,
            {"reason": "line 2, byte 7 is not valid UTF-8 (CESU-8)"},
        ),
        ("---\nname: 王".encode()[:-1], "KJ005", 2, 7, {"reason": "the last character is cut off (byte 7)"}),
        (b"PK\x03\x04...", "KJ005", 0, 0, {"reason": "it is another kind of file (zip)"}),
        (b"\x01\0\0\0\0\0\0\0\0\0\0\0a", "KJ005", 0, 0, {"reason": "it is another kind of file"}),
    ],
    ids=["nul", "nul tail", "bad byte", "cesu-8", "cut", "zip", "binary"],
)
def test_no_text(data: bytes, code: str, line: int, column: int, args: dict[str, str]) -> None:
    """With the place in characters and bytes, and the reason."""
    found = refused(data)
    assert (found.code, found.place.line, found.place.column, found.args) == (code, line, column, args)


def test_stem() -> None:
    """The file's name without its ending."""
    assert [stem(path) for path in ("visits/2026-11/a.b.md", "x.md", "customers/甲")] == ["a.b", "x", "甲"]


@pytest.mark.parametrize("name", ["福民药店", "2026-11-20-福民药店", "EJ-01", "a b", "甲(二)", "é"])
def test_portable_names(name: str) -> None:
    """Every system takes them."""
    assert name_finding(f"customers/{name}.md") is None


@pytest.mark.parametrize(
    ("name", "portable"),
    [("甲:乙", "甲-乙"), ("药店?", "药店"), ("con", "con_"), ("e\u0301", "é"), ("甲 ", "甲"), ("~甲", "甲")],
)
def test_names_that_not_every_system_takes(name: str, portable: str) -> None:
    """With the one that it should have."""
    found = name_finding(f"customers/{name}.md")
    assert found is not None
    assert (found.code, found.place.line, found.args["name"]) == ("KJ014", 0, f"{portable}.md")
