"""Print findings: for a terminal, for programs, for code hosts."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property

import kjournal
from kjournal.commands.opening import Opened
from kjournal.files.naming import named_like_note
from kjournal.files.reading import read_note_bytes
from kjournal.findings.finding import Counts, Finding
from kjournal.graph.findings import Weighed
from kjournal.graph.listed import Listed
from kjournal.notes.note import NoteReader
from kjournal.notes.reading import Reading
from kjournal.notes.source import take
from kjournal.words import ngettext

WITH_LINES = frozenset({"text", "sarif"})
"""The forms that show the user's own line."""


def show(found: Listed, counts: Counts, form: str, notes: int, known: str = "") -> None:
    """Print the findings in a form; `known` says what a baseline left out, empty where there is none."""
    if form == "text":
        _text(found, counts, notes)
        if known:
            print(known)
        return
    if form == "json":
        from kjournal.findings.data import report

        _pieces(report(found, counts.severities))
    elif form == "sarif":
        from kjournal.findings.sarif import log

        _pieces(log(found, counts.codes, kjournal.__version__, baseline=bool(known)))
    else:
        from kjournal.findings.data import github

        for one in found:
            print(github(one.finding, one.severity))
    if known:
        print(known, file=sys.stderr)  # on the side: what is printed for programs stays whole


def _pieces(text: Iterable[str]) -> None:
    for piece in text:
        print(piece, end="")
    print()


def _text(found: Listed, counts: Counts, notes: int) -> None:
    from kjournal.findings.text import by_code, mendable, render, summary

    for one in found:
        print(render(one.finding, one.severity))
        print()
    if counts.codes:
        print("\n".join(by_code(counts.codes)))
    said = ngettext("{notes} note: {summary}", "{notes} notes: {summary}", notes)
    print(said.format(notes=notes, summary=summary(counts.severities)))
    if said := mendable(counts.mends):
        print(said)


class Lines:
    """Gives findings across notes, which do not show it yet, the line at their first place.

    A note that may hold something secret is read again for that: only its reading knows which of its words nobody may see.
    """

    def __init__(self, journal: Opened, plain: Mapping[str, bytes]) -> None:
        """`plain` are the notes that hold no secret, each with the hash of what was read of it."""
        self.root, self.plain = journal.root, plain
        self.settings = journal.settings.read(journal.today)

    @cached_property
    def reader(self) -> NoteReader:
        """What reads a note that may hold something secret: few journals have a finding that asks for it."""
        return NoteReader(self.settings)

    def __call__(self, found: list[Weighed]) -> list[Weighed]:
        """Findings, each with its line."""
        bare: dict[str, list[Finding]] = {}
        for finding, _severity in found:
            if not finding.excerpt and finding.place.line and named_like_note(finding.place.path):
                bare.setdefault(finding.place.path, []).append(finding)
        if not bare:
            return found
        told = [shown for path, some in bare.items() for shown in self._told(path, some)]
        return [
            one if one.finding.excerpt else one._replace(finding=_same(one.finding, told)) for one in found
        ]

    def _told(self, path: str, findings: list[Finding]) -> tuple[Finding, ...]:
        """What the note says of itself and of these findings, with lines; nothing where it is gone."""
        data = read_note_bytes(self.root / path, path)
        if not isinstance(data, bytes):
            return ()
        if self.plain.get(path) == hashlib.blake2b(data, digest_size=16).digest():
            source = take(path, data)
            if not isinstance(source, Finding):
                reading = Reading(path, source.text, self.settings)
                reading.take(findings)
                return reading.findings()
        return self.reader.read(path, data, findings).findings


def _same(finding: Finding, told: Iterable[Finding]) -> Finding:
    """The finding as it was told once more, else as it is."""
    for other in told:
        if (finding.code, finding.places, finding.args) == (other.code, other.places, other.args):
            return other
    return finding
