"""Mutated notes: read or refused with a finding, never an exception, never a hang, and every record can be stored.

`MUTANTS=100000` reads as many; `SEED=7` takes other ones, `SEED=new` draws a seed.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding
from kjournal.findings.message import message, remedy
from kjournal.findings.text import render
from kjournal.journal.noterows import NoteRows
from kjournal.journal.store import connect, open_index
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings
from tests.notes.mutants import Mutant, mutants

COUNT = int(os.environ.get("MUTANTS", "2400"))
SEED = os.environ.get("SEED", "1")
HANG = 5.0
"""Seconds of this process's own time for one note: what takes so long hangs."""
SETTINGS = ReadSettings(region="广西/河池/峨江县")


@pytest.fixture(scope="module")
def seed() -> int:
    """The seed of this run, said so that it can be repeated."""
    drawn = random.SystemRandom().randrange(1 << 30) if SEED == "new" else int(SEED)
    print(f"SEED={drawn}")
    return drawn


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty index."""
    open_index(tmp_path, "test").close()
    connection = connect(tmp_path / "index.db")
    yield connection
    connection.close()


def test_every_mutant_is_read_or_refused(seed: int, index: sqlite3.Connection, tmp_path: Path) -> None:
    """A note comes back whatever the bytes are; refused ones say why; places lie in the file; rows can be laid down."""
    reader = NoteReader(SETTINGS)
    rows = NoteRows(index, tmp_path, SETTINGS, fresh=True)
    wrong = []
    for number, mutant in enumerate(mutants(seed, COUNT)):
        started = time.process_time()
        note = reader.read(mutant.path, mutant.data)
        path = mutant.path.replace(".md", f"-{number}.md")
        rows._take_in(msgspec.structs.replace(note, path=path), None)
        taken = time.process_time() - started
        assert taken < HANG, f"{mutant.done}: {taken:.1f} s"
        wrong += [f"{mutant.done}: {what}" for what in odd(mutant, note)]
        if number % 500 == 499:
            rows.close()
            rows = NoteRows(index, tmp_path, SETTINGS, fresh=True)
    rows.close()
    assert wrong == []
    assert index.execute("SELECT COUNT(*) FROM notes").fetchone() == (COUNT,)
    assert index.execute("SELECT COUNT(*) FROM notes WHERE refused").fetchone()[0] in range(COUNT // 5, COUNT)


def odd(mutant: Mutant, note: Note) -> Iterator[str]:
    """What a note must not be, after reading a mutant."""
    if note.refused and not any(
        CODES[finding.code].severity in {"error", "warning"} for finding in note.findings
    ):
        yield "refused without a word"
    for finding in note.findings:
        lines = plain_lines(mutant.data, decoded=finding.code not in {"KJ005", "KJ006"})
        said = f"{message(finding)} {remedy(finding)}"
        if "\n" in said or unfilled(finding):
            yield f"{finding.code} says {said!r}"
        for place in finding.places:
            if place.line > len(lines) or place.column < 0 or place.path != mutant.path:
                yield f"{finding.code} points at {place}"
            elif place.line and place.column > len(lines[place.line - 1]) + 2:
                yield f"{finding.code} points behind the line: {place}, {len(lines[place.line - 1])} characters"
        if render(finding, CODES[finding.code].severity).count("\n") not in range(5):
            yield f"{finding.code} is not shown in a few lines"


def unfilled(finding: Finding) -> bool:
    """Whether a message lacks what it wants to name."""
    code = CODES[finding.code]
    filled = {"path": "", **dict.fromkeys(finding.args, "")}
    try:
        code.message.format(**filled)
        code.remedy.format(**filled)
    except (KeyError, IndexError):
        return True
    return False


def plain_lines(data: bytes, *, decoded: bool) -> list[str]:
    """The lines of a note as the reader counts them; of one that is no text, those of its bytes."""
    unicode = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    if not decoded:
        text = data.decode(unicode, "replace").replace("\r\n", "\n").replace("\r", "\n")
        return text.split("\n")
    try:
        text = data.decode(unicode)
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    ends = dict.fromkeys(map(ord, "\r\u2028\u2029\x85"), "\n")
    return text.replace("\r\n", "\n").translate(ends).split("\n")
