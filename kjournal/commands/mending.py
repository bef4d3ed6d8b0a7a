"""Mend the notes of a journal as their findings say: written, or only shown as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kjournal.commands.opening import Opened
from kjournal.files.decoding import decode
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.files.writing import Changed, write_guarded
from kjournal.findings.finding import Finding
from kjournal.journal.store import FOLDER
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.words import _

ORIGINALS = f"{FOLDER}/originals"
"""Where a note lies as it was before it was written in another encoding."""


class How(NamedTuple):
    """How notes are to be mended."""

    diff: bool = False  # only shown
    unsafe: bool = False  # by guesses too


class Mended(NamedTuple):
    """One note before and after."""

    path: str
    before: bytes
    after: bytes
    findings: tuple[Finding, ...]  # those of which at least one place was mended

    @property
    def recoded(self) -> bool:
        """Whether it was written in another encoding."""
        return any(finding.fix is not None and finding.fix.recode for finding in self.findings)


def mendings(
    journal: Opened, found: Iterable[Finding], wanted: Callable[[Finding], bool], *, unsafe: bool
) -> Iterator[Mended]:
    """What mending would make of each note that has a finding with a fix; nothing is written. `found` is sorted by place."""
    reader = NoteReader(journal.settings.read(journal.today))
    mendable = (finding for finding in found if finding.fix is not None and wanted(finding))
    for path, some in groupby(mendable, key=lambda finding: finding.place.path):
        carried = list(some)
        before = read_note_bytes(journal.root / path, path)
        if isinstance(before, Refused):
            continue  # it went away meanwhile; the next refresh says so
        made = fixed(reader, path, before, unsafe=unsafe, wanted=wanted, others=carried)
        if made.data != before:
            yield Mended(path, before, made.data, made.mended)


def write(root: Path, mended: Mended) -> str:
    """Write one note, and say what was done; what somebody else changed in this moment is left as it is."""
    try:
        if mended.recoded:
            keep(root, mended)
        write_guarded(root / mended.path, mended.before, mended.after)
    except Changed:
        return _("{path}: not written; somebody else is changing it just now").format(path=mended.path)
    except OSError as error:
        return _("{path}: not written: {reason}").format(path=mended.path, reason=error.strerror or error)
    codes = ", ".join(sorted({finding.code for finding in mended.findings}))
    return _("{path}: mended ({codes})").format(path=mended.path, codes=codes)


def keep(root: Path, mended: Mended) -> None:
    """Put the bytes of a note aside before its encoding changes: no guess about bytes is beyond taking back."""
    from kjournal.files.writing import sweep_temporaries, write_if_changed

    copy = root / ORIGINALS / mended.path
    copy.parent.mkdir(parents=True, exist_ok=True)
    sweep_temporaries(copy.parent)
    write_if_changed(copy, mended.before, durable=True)


def difference(mended: Mended) -> str:
    """The lines that change, as `diff -u` shows them."""
    before, after = (decode(data).text.splitlines() for data in (mended.before, mended.after))
    lines = difflib.unified_diff(before, after, f"a/{mended.path}", f"b/{mended.path}", lineterm="")
    shown = "\n".join(lines)
    if mended.recoded:
        encoding = decode(mended.before).encoding.upper()
        if encoding.startswith("UTF-8"):
            said = _("{path}: the byte order mark (BOM) goes").format(path=mended.path)
        else:
            said = _("{path}: {encoding} becomes UTF-8").format(path=mended.path, encoding=encoding)
        return f"{said}\n{shown}" if shown else said
    return shown
