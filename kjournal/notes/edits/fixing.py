"""Mend a note: the edits that its findings carry, made only where the note still says the same afterwards.

What an edit does is not believed but looked at: the note is read again, and an edit that changes what is read is left
out. So a safe fix is safe whatever made it, and a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kjournal.findings.codes import CODES
from kjournal.findings.finding import Edit, Finding, Fix
from kjournal.notes.edits.applying import apply, compatible
from kjournal.notes.note import Note, NoteReader

ROUNDS = 8
"""How often a note is read again for what a fix brought to light."""


class Fixed(NamedTuple):
    """A note after it was mended."""

    data: bytes
    mended: tuple[Finding, ...]  # the findings of which at least one place was mended, as they were told


Wanted = Callable[[Finding], bool]


def fixed(
    reader: NoteReader,
    path: str,
    data: bytes,
    *,
    unsafe: bool = False,
    wanted: Wanted = lambda _finding: True,
    others: Iterable[Finding] = (),
) -> Fixed:
    """The note at `path` mended: by safe fixes, with `unsafe` by guesses too.

    `others` are findings about this note that do not come from its reading.
    """
    mended: list[Finding] = []
    note = reader.read(path, data)
    found = (*note.findings, *others)
    for _round in range(ROUNDS):
        before = data
        for safe in (True, False) if unsafe else (True,):
            step = _Step(reader, note, data, safe=safe)
            for finding in found:
                if wanted(finding) and finding.fix is not None and finding.fix.safe is safe:
                    step.offer(finding)
            data, done = step.made()
            mended += done
            if done:
                note = reader.read(path, data)
                break
        if data == before:
            break
        found = note.findings
    return Fixed(data, tuple(mended))


class _Step:
    """The edits of one reading, tried together and, where that changes what is read, in halves."""

    def __init__(self, reader: NoteReader, note: Note, data: bytes, *, safe: bool) -> None:
        self.reader, self.note, self.data, self.safe = reader, note, data, safe
        self.offered: dict[Edit, Finding] = {}
        self.recoded: list[Finding] = []

    def offer(self, finding: Finding) -> None:
        """One more finding that carries a fix."""
        fix = finding.fix or Fix()
        if fix.recode:
            self.recoded.append(finding)
        for edit in fix.edits:
            self.offered.setdefault(edit, finding)

    def made(self) -> tuple[bytes, list[Finding]]:
        """The bytes with the edits that hold, and what they mended."""
        recode = bool(self.recoded)
        base = self.data
        if recode and not self._holds(self._with([], recode=True), []):
            recode = False
        kept = self._kept([], compatible(self.offered), recode=recode)
        if recode or kept:
            base = self._with(kept, recode=recode)
        done = dict.fromkeys(
            id(finding)
            for finding in [*(self.recoded if recode else ()), *(self.offered[edit] for edit in kept)]
        )
        every = {id(finding): finding for finding in [*self.recoded, *self.offered.values()]}
        return base, [every[key] for key in done]

    def _kept(self, before: list[Edit], edits: list[Edit], *, recode: bool) -> list[Edit]:
        """Of `edits`, made on top of `before`, those after which the note says the same."""
        if not edits or self._holds(self._with([*before, *edits], recode=recode), [*before, *edits]):
            return edits
        if len(edits) == 1:
            return []
        half = len(edits) // 2
        first = self._kept(before, edits[:half], recode=recode)
        return first + self._kept([*before, *first], edits[half:], recode=recode)

    def _with(self, edits: list[Edit], *, recode: bool) -> bytes:
        return apply(self.data, edits, recode=recode)

    def _holds(self, data: bytes, edits: list[Edit]) -> bool:
        """Whether the edited note says what it said; one that could not be read must be readable."""
        before, after = self.note, self.reader.read(self.note.path, data)
        if before.refused:
            return not after.refused or (not edits and _refusals(before) == _refusals(after))
        if after.refused or _errors(after) > _errors(before):
            return False
        if not self.safe:
            return True
        in_body = any(edit.end_line >= before.body_line for edit in edits)
        return after.record == before.record and (in_body or after.body == before.body)


def _refusals(note: Note) -> set[str]:
    return set(_of_grade(note))


def _errors(note: Note) -> int:
    return sum(1 for _code in _of_grade(note))


def _of_grade(note: Note) -> Iterator[str]:
    """The codes of a note's errors."""
    return (finding.code for finding in note.findings if CODES[finding.code].severity == "error")
