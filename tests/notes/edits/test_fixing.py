"""Notes mended: only what is meant, only where the note still says the same, and never twice."""

from __future__ import annotations

from kjournal.findings.finding import Edit, Finding, Fix, Place
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings

PATH = "customers/福民药店.md"
READER = NoteReader(ReadSettings())


def mend(text: str, *others: Finding, unsafe: bool = False) -> str:
    return fixed(READER, PATH, text.encode(), unsafe=unsafe, others=others).data.decode()


def about(*edits: Edit, safe: bool = True) -> Finding:
    return Finding("KJ205", (Place(PATH, edits[0].line, edits[0].column),), fix=Fix(edits, safe=safe))


def test_every_repair_of_the_header_is_written() -> None:
    """Full-width colons, missing blanks, tabs and wide blanks become what they were read as; the rest stays."""
    before = "---\nname：福民药店   # 老客户\nclass:单体药店\ncontacts:\n\t- name: 黄\n\u3000\u3000role: 老板\n---\n正文：不变\n"
    after = "---\nname: 福民药店   # 老客户\nclass: 单体药店\ncontacts:\n  - name: 黄\n    role: 老板\n---\n正文：不变\n"
    assert mend(before) == after


def test_a_second_run_finds_nothing_to_do() -> None:
    """fix(fix(x)) = fix(x)."""
    once = mend("---\nname：福民药店\nclass:单体药店\n---\n")
    assert mend(once) == once


def test_an_edit_that_changes_what_is_read_is_left_out() -> None:
    """Whatever a finding proposes as safe: the name stays, the comment may go."""
    text = "---\nname: 福民药店\nclass: 单体药店 # x\n---\n"
    wrong, right = Edit(2, 7, 2, 9, "富民"), Edit(3, 12, 3, 16, "")
    assert mend(text, about(wrong, right)) == "---\nname: 福民药店\nclass: 单体药店\n---\n"


def test_a_guess_is_made_only_where_it_is_asked_for() -> None:
    """Unsafe fixes change what is read."""
    text = "---\nname: 福民药店\nclass: 单体药店\n---\n"
    guess = about(Edit(2, 7, 2, 9, "富民"), safe=False)
    assert mend(text, guess) == text
    assert mend(text, guess, unsafe=True) == text.replace("福民", "富民")


def test_a_guess_that_makes_new_errors_is_left_out() -> None:
    """Even when asked for."""
    text = "---\nname: 福民药店\nclass: 单体药店\n---\n"
    assert mend(text, about(Edit(3, 1, 3, 1, "name: x\n"), safe=False), unsafe=True) == text
