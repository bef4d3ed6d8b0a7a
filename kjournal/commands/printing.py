"""Print findings: for a terminal, for programs, for code hosts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import kjournal
from kjournal.commands.opening import Opened
from kjournal.files.reading import read_note_bytes
from kjournal.findings.finding import Finding
from kjournal.graph.findings import Weighed
from kjournal.notes.note import NoteReader
from kjournal.words import ngettext


def show(journal: Opened, found: Sequence[Weighed], form: str, notes: int, known: str = "") -> None:
    """Print the findings in a form; `known` says what a baseline left out, empty where there is none."""
    listed = with_excerpts(journal, found)
    if form == "text":
        _text(listed, notes)
        if known:
            print(known)
        return
    if form == "json":
        from kjournal.findings.data import report

        print(json.dumps(report(listed), ensure_ascii=False, indent=2))
    elif form == "sarif":
        from kjournal.findings.sarif import log

        made = log(listed, kjournal.__version__, baseline=bool(known))
        print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        from kjournal.findings.data import github

        for one in listed:
            print(github(one.finding, one.severity))
    if known:
        print(known, file=sys.stderr)  # on the side: what is printed for programs stays whole


def _text(found: Sequence[Weighed], notes: int) -> None:
    from kjournal.findings.text import by_code, mendable, render, summary

    for one in found:
        print(render(one.finding, one.severity))
        print()
    if found:
        print("\n".join(by_code(found)))
    counted = ngettext("{notes} note: {summary}", "{notes} notes: {summary}", notes)
    print(counted.format(notes=notes, summary=summary(one.severity for one in found)))
    if said := mendable(found):
        print(said)


def with_excerpts(journal: Opened, found: Sequence[Weighed]) -> list[Weighed]:
    """The findings, those across notes with the line at their first place too.

    Each note is read again for that: only its reading knows which of its words nobody may see.
    """
    bare: dict[str, list[Finding]] = {}
    for finding, _severity in found:
        if not finding.excerpt and finding.place.line and finding.place.path.endswith(".md"):
            bare.setdefault(finding.place.path, []).append(finding)
    reader = NoteReader(journal.settings.read(journal.today))
    told = {
        id(one): shown
        for path, some in bare.items()
        for one, shown in _told(journal.root, reader, path, some)
    }
    return [one._replace(finding=told.get(id(one.finding), one.finding)) for one in found]


def _told(
    root: Path, reader: NoteReader, path: str, findings: list[Finding]
) -> Iterator[tuple[Finding, Finding]]:
    """Each finding beside the same with its line."""
    data = read_note_bytes(root / path, path)
    shown = reader.read(path, data, findings).findings if isinstance(data, bytes) else ()
    for one in findings:
        for other in shown:
            if (one.code, one.places, one.args) == (other.code, other.places, other.args):
                yield one, other
                break
