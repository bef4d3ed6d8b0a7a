"""What a code says of `check --fix` is so: the broken journal of a code is mended, by itself, by a guess, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kjournal.config.loading import load
from kjournal.findings.codes import CODES, Mends
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from tests.findings.test_cases import ELSEWHERE, journal_of


def mended(code: str, root: Path) -> Mends:
    """How the notes of a code's journal lose their findings of that code."""
    reader = NoteReader(load(root).read(date(2026, 11, 20)))
    found: Mends = ""
    for path in sorted(root.rglob("*.md")):
        if not path.is_file():  # a FIFO
            continue
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        if code not in {one.code for one in reader.read(name, data).findings}:
            continue
        for unsafe in (False, True):
            after = reader.read(name, fixed(reader, name, data, unsafe=unsafe).data)
            if code not in {one.code for one in after.findings}:
                found = "unsafe" if unsafe else "safe"
                break
        else:
            return ""
    return found


@pytest.mark.parametrize("code", [code for code in CODES if code not in ELSEWHERE])
def test_the_claim(code: str, tmp_path: Path) -> None:
    """The fixer does on the code's own journal what the declaration says, no less and no more."""
    root = journal_of(code, tmp_path)
    seen = mended(code, root)
    assert seen == CODES[code].mends, f'write mends="{seen}" in the row of {code}, then make docs'
