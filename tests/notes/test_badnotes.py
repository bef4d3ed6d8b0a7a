"""Notes as people really write them: what is wanted of each, and what they become when they are mended."""

from __future__ import annotations

import csv
import os
import tomllib
from functools import cache
from pathlib import Path

import pytest

from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings
from tests.notes.written import ASKED_FOR

FOLDER = Path(__file__).parent / "badnotes"
GRADES = {"info": 1, "warning": 2, "error": 3}
ELSEWHERE = {"184-path-traversal-ref.md": "KJ306"}
"""Found across notes: tests/findings/cases has them."""
LONG = "173-long-line-1mb.md"
UNREADABLE_EMPTY = frozenset({"KJ007"})  # an empty file: there is nothing to read, and nothing lost


@cache
def wanted() -> dict[str, str]:
    """The wanted level of each note."""
    with (FOLDER / "cases.tsv").open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["wanted_level"] for row in csv.DictReader(file, delimiter="\t")}


@cache
def reader() -> NoteReader:
    """Reads with the settings beside the notes."""
    own = tomllib.loads((FOLDER / "kjournal.toml").read_text(encoding="utf-8"))["fields"]
    return NoteReader(ReadSettings(year=2026, customer_fields=own["customer"]))


def data(case: str) -> bytes:
    if case == LONG:  # made here, so that nobody has to carry a megabyte
        return ("---\nname: " + "王" * 350_000 + "\n---\n").encode()
    return (FOLDER / case).read_bytes()


def path(case: str) -> str:
    return f"{'visits' if case in ELSEWHERE else 'customers'}/{case}"


def said(note: Note) -> list[Finding]:
    """The findings that are about the mistake: these notes hold only the fields they need."""
    return [one for one in note.findings if one.code not in ASKED_FOR]


def grade(note: Note) -> int:
    return max((GRADES[CODES[one.code].severity] for one in said(note)), default=0)


@pytest.mark.parametrize("case", sorted(wanted()))
def test_as_wanted(case: str) -> None:
    """Each is read as meant, or refused with its line and the reason."""
    if case in ELSEWHERE:
        assert (FOLDER.parents[1] / "findings" / "cases" / ELSEWHERE[case]).is_dir()
        return
    note = reader().read(path(case), data(case))
    worst = grade(note)
    match wanted()[case]:
        case "ok":
            assert worst <= GRADES["info"]
        case "autofix":
            assert worst in {1, 2}
            assert not note.refused
        case "warn":
            assert worst in {1, 2}
            assert not note.refused or {one.code for one in said(note)} <= UNREADABLE_EMPTY
        case "error":
            assert worst == GRADES["error"]
            assert all(one.place.line > 0 for one in said(note) if CODES[one.code].severity == "error")


@pytest.mark.parametrize("case", sorted(case for case, level in wanted().items() if level == "autofix"))
def test_mended(case: str) -> None:
    """After `check --fix` nothing is left to say, the record is as it was read before, and a second run does nothing."""
    before = reader().read(path(case), data(case))
    mended = fixed(reader(), path(case), data(case))
    after = reader().read(path(case), mended.data)
    assert mended.mended
    assert mended.data != data(case)
    assert after.record == before.record
    assert [one.code for one in said(after) if one.code in {it.code for it in mended.mended}] == []
    assert fixed(reader(), path(case), mended.data).data == mended.data


def test_where_and_what() -> None:
    """Code, severity and place of each finding: a change here is a change for users."""
    lines = []
    for case in sorted(wanted()):
        note = reader().read(path(case), data(case))
        told = [
            f"{CODES[one.code].severity} {one.code} {one.place.line}:{one.place.column}" for one in said(note)
        ]
        lines.append(f"{case}  {'refused' if note.refused else 'read'}  {'; '.join(told) or '-'}\n")
    snapshot = FOLDER / "found.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == snapshot.read_text(encoding="utf-8")
