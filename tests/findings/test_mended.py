"""What `--fix` does to the broken notes of every KJ2 code: what is declared there is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from kjournal.findings.codes import CODES
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings

CASES = Path(__file__).parent / "cases"
READER = NoteReader(ReadSettings(region="广西/河池/峨江县"))
VALUES = [code for code in CODES if code.startswith("KJ2")]


def broken(code: str) -> tuple[str, bytes]:
    """The note of a case that has the finding."""
    for file in sorted((CASES / code).rglob("*.md")):
        path = file.relative_to(CASES / code).as_posix()
        if code in codes(path, file.read_bytes()):
            return path, file.read_bytes()
    raise AssertionError(code)


def codes(path: str, data: bytes) -> list[str]:
    """The codes of a note's findings."""
    return [finding.code for finding in READER.read(path, data).findings]


@pytest.mark.parametrize("code", VALUES)
def test_safe_fixes(code: str) -> None:
    """What is declared safe is gone and the record is the same; what is not stays to the byte."""
    path, data = broken(code)
    mended = fixed(READER, path, data).data
    assert READER.read(path, mended).record == READER.read(path, data).record
    assert (code in codes(path, mended)) is (CODES[code].mends != "safe")
    assert (mended == data) is (CODES[code].mends != "safe")
    assert fixed(READER, path, mended).data == mended


@pytest.mark.parametrize("code", VALUES)
def test_guesses(code: str) -> None:
    """What is declared a guess is made when it is asked for, and nothing else is."""
    path, data = broken(code)
    mended = fixed(READER, path, data, unsafe=True).data
    assert (code in codes(path, mended)) is (CODES[code].mends == "")
    assert (mended == data) is (CODES[code].mends == "")
    assert fixed(READER, path, mended, unsafe=True).data == mended


@pytest.mark.parametrize("code", [code for code in VALUES if CODES[code].mends])
def test_only_the_lines_of_the_finding_change(code: str) -> None:
    """Every other line stays."""
    path, data = broken(code)
    mended = fixed(READER, path, data, unsafe=True).data.decode().splitlines()
    before = data.decode().splitlines()
    same = sum(line in mended for line in before)
    assert len(before) - same <= (2 if code == "KJ220" else 1)
