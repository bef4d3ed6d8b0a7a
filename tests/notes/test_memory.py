"""What was read in one note never shows in another: with and without a memory the same comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kjournal.notes.memory import AsksForNote, Memory
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.choices import CLASS
from kjournal.records.visit import Visit
from tests.notes.mutants import mutants

SETTINGS = ReadSettings(region="广西/河池/峨江县", visit_fields={"天气": "choice", "里程": "number"})
ROOT = Path(__file__).parents[2]


def visit(reader: NoteReader, day: str, *lines: str) -> Visit:
    text = "\n".join(["---", "客户: 福民药店", f"日期: {day}", *lines, "---", "聊了几句。", ""])
    record = reader.read(f"visits/{day}-福民药店.md", text.encode()).record
    assert isinstance(record, Visit)
    return record


@pytest.mark.parametrize("seed", [3, 4])
def test_a_reader_that_has_read_much_reads_as_a_new_one(seed: int) -> None:
    """Values, places, findings and links, of good notes and of spoiled ones."""
    old = NoteReader(SETTINGS)
    for one in mutants(seed, 700):
        assert old.read(one.path, one.data) == NoteReader(SETTINGS).read(one.path, one.data)


def test_the_sample_journal_read_twice() -> None:
    """The second time nearly all is known."""
    reader = NoteReader(SETTINGS)
    for path in sorted([*ROOT.glob("customers/**/*.md"), *ROOT.glob("visits/**/*.md")]):
        shown = path.relative_to(ROOT).as_posix()
        assert reader.read(shown, path.read_bytes()) == reader.read(shown, path.read_bytes())


def test_a_word_that_counts_from_the_visit_is_read_in_each() -> None:
    """后天 is another day in the next visit, and 12-05 lies behind or ahead of it."""
    reader = NoteReader(SETTINGS)
    first = visit(reader, "2026-11-20", "下次: 后天 送货", "承诺:", "  - 送样品 明天", "  - 送海报 12-05")
    second = visit(reader, "2026-12-20", "下次: 后天 送货", "承诺:", "  - 送样品 明天", "  - 送海报 12-05")
    assert (first.next, second.next) != (None, first.next)
    assert [f"{one.due}" for one in first.promises] == ["2026-11-21", "2026-12-05"]
    assert [f"{one.due}" for one in second.promises] == ["2026-12-21", "2027-12-05"]


def test_each_note_has_its_own_finding() -> None:
    """A word that is told of is told of in every note, at its place."""
    reader = NoteReader(SETTINGS)
    texts = [
        f"---\n客户: 福民药店\n{'目的: 订货' + chr(10) if more else ''}结果: 达城\n---\n" for more in (0, 1)
    ]
    found = [reader.read("visits/2026-11-20-福民药店.md", text.encode()).findings for text in texts]
    assert [[(one.code, one.place.line) for one in notes] for notes in found] == [
        [("KJ202", 3)],
        [("KJ202", 4)],
    ]


def test_a_text_cut_off_is_told_of_though_its_words_are_known() -> None:
    """`达成 #下周再去` says 达成, and what stands behind is told of."""
    reader = NoteReader(SETTINGS)
    assert visit(reader, "2026-11-20", "结果: 达成").result == "达成"
    text = "---\n客户: 福民药店\n结果: 达成 #下周再去\n---\n"
    (found,) = reader.read("visits/2026-11-21-福民药店.md", text.encode()).findings
    assert (found.code, found.place.line) == ("KJ209", 3)


def test_no_note_stands_behind_a_memory() -> None:
    """Whatever else of a note is asked for stops the reading."""
    nobody = Memory(SETTINGS, CLASS).reading
    for name in ("day", "lines", "text", "path", "places", "links", "unsaid", "header"):
        with pytest.raises(AsksForNote):
            getattr(nobody, name)
    with pytest.raises(AsksForNote):
        nobody.add("KJ203", None)
    assert nobody.settings is SETTINGS
