"""The shapes are journals as they are meant: what grows with them is not the number of findings."""

from __future__ import annotations

import pytest

from kjournal.findings.codes import CODES
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from tests.bench.shapes import SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_notes_are_read_as_meant(shape: str) -> None:
    """Each note is another file, and none but the broken ones has an error."""
    notes = list(SHAPES[shape](30))
    assert len({path for path, _text in notes}) == len(notes) >= 30
    reader = NoteReader(ReadSettings(region="广西/河池/百溪县"))
    for path, text in notes:
        codes = [one.code for one in reader.read(path, text.encode()).findings]
        wrong = [code for code in codes if CODES[code].severity == "error"]
        assert bool(wrong) == (shape == "broken headers"), (text, codes)
