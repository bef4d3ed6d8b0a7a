"""Print findings: for a terminal, for programs, for code hosts."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

import kjournal
from kjournal.commands.opening import Opened
from kjournal.files.naming import named_like_note
from kjournal.files.reading import read_note_bytes
from kjournal.findings.finding import Finding
from kjournal.graph.findings import Weighed
from kjournal.notes.note import NoteReader
from kjournal.notes.reading import Reading
from kjournal.notes.source import take
from kjournal.words import ngettext

WITH_LINES = frozenset({"text", "sarif"})
"""The forms that show the user's own line."""


def show(
    journal: Opened,
    found: Sequence[Weighed],
    form: str,
    notes: int,
    plain: Mapping[str, bytes],
    known: str = "",
) -> None:
    """Print the findings in a form; `known` says what a baseline left out, empty where there is none.

    `plain` are the notes that hold no secret, each with the hash of what was read of it.
    """
    listed = with_excerpts(journal, found, plain) if form in WITH_LINES else found
    if form == "text":
        _text(listed, notes)
        if known:
            print(known)
        return
    if form == "json":
        from kjournal.findings.data import report

        _pieces(report(listed))
    elif form == "sarif":
        from kjournal.findings.sarif import log

        _pieces(log(listed, kjournal.__version__, baseline=bool(known)))
    else:
        from kjournal.findings.data import github

        for one in listed:
            print(github(one.finding, one.severity))
    if known:
        print(known, file=sys.stderr)  # on the side: what is printed for programs stays whole


def _pieces(text: Iterable[str]) -> None:
    for piece in text:
        print(piece, end="")
    print()


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


def lineless(found: Iterable[Weighed]) -> dict[str, list[Finding]]:
    """Findings across notes that have a line and do not show it yet, by the note of their first place."""
    bare: dict[str, list[Finding]] = {}
    for finding, _severity in found:
        if not finding.excerpt and finding.place.line and named_like_note(finding.place.path):
            bare.setdefault(finding.place.path, []).append(finding)
    return bare


def with_excerpts(journal: Opened, found: Sequence[Weighed], plain: Mapping[str, bytes]) -> list[Weighed]:
    """The findings, those across notes with the line at their first place too.

    A note that may hold something secret is read again for that: only its reading knows which of its words nobody may see.
    """
    reader = _Lines(journal, plain)
    told = {
        id(one): shown for path, some in lineless(found).items() for one, shown in reader.told(path, some)
    }
    return [one._replace(finding=told.get(id(one.finding), one.finding)) for one in found]


class _Lines:
    """Gives findings their lines, note by note."""

    def __init__(self, journal: Opened, plain: Mapping[str, bytes]) -> None:
        self.root, self.plain = journal.root, plain
        self.settings = journal.settings.read(journal.today)
        self.reader = NoteReader(self.settings)

    def told(self, path: str, findings: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
        """Each finding beside the same with its line."""
        data = read_note_bytes(self.root / path, path)
        shown = self._shown(path, data, findings) if isinstance(data, bytes) else ()
        for one in findings:
            for other in shown:
                if (one.code, one.places, one.args) == (other.code, other.places, other.args):
                    yield one, other
                    break

    def _shown(self, path: str, data: bytes, findings: list[Finding]) -> tuple[Finding, ...]:
        if self.plain.get(path) == hashlib.blake2b(data, digest_size=16).digest():
            source = take(path, data)
            if not isinstance(source, Finding):
                reading = Reading(path, source.text, self.settings)
                reading.take(findings)
                return reading.findings()
        return self.reader.read(path, data, findings).findings
