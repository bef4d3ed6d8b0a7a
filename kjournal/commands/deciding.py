"""The conflicts of one note: shown as yours and the other's, decided, and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import click

from kjournal.commands.asking import agreed
from kjournal.commands.opening import Opened, Stop
from kjournal.files import Changed, Refused, read_note_bytes, write_guarded
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding
from kjournal.findings.text import render
from kjournal.journal.owners import Doing, Owners, owners
from kjournal.notes import strange
from kjournal.notes.conflicts import conflict
from kjournal.notes.edits import sides
from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.merging import Choice, edits, open_pieces
from kjournal.notes.edits.sides import Marks, Piece, Region
from kjournal.notes.note import NoteReader, kind_of
from kjournal.notes.source import take
from kjournal.records.customer import Customer
from kjournal.records.spec import by_key
from kjournal.records.visit import Visit
from kjournal.words import _, language
from kjournal.words.folding import fold

Take = Literal["mine", "theirs", "both"]
_SHOWN = 12
"""Lines of a text that are shown of each version."""


class Conflicted(NamedTuple):
    """A note with conflicts."""

    path: str
    data: bytes
    lines: list[str]
    shown: list[str]  # the same with secrets masked
    marks: Marks


def read(journal: Opened, path: str, *, secret: bool) -> Conflicted | None:
    """The note as it is now; None where its conflicts are gone already."""
    data = read_note_bytes(journal.root / path, path)
    source = None if isinstance(data, Refused) else take(path, data)
    if source is None or isinstance(source, Finding) or isinstance(data, Refused):
        return None
    found = conflict(path, source.text)
    if found is None:
        return None
    lines = source.text.split("\n")
    shown = lines if secret else strange.masked(path, lines, found.marks.regions)
    return Conflicted(path, data, lines, shown, found.marks)


class Deciding:
    """One note while its conflicts are decided."""

    def __init__(self, journal: Opened, note: Conflicted, now: Doing | None) -> None:
        self.journal, self.note, self.marks = journal, note, note.marks
        self.owners = {
            region.start: owners(journal.root, note.path, region.lower_label, now)
            for region in note.marks.regions
        }
        self.chosen: dict[tuple[int, int], Choice] = {}
        self.leftovers: list[int] = []

    @property
    def count(self) -> int:
        """How many conflicts and marks there are."""
        return len(self.marks.regions) + len(self.marks.leftovers)

    @property
    def stashed(self) -> bool:
        """Whether a version comes from what was put aside."""
        return any(one.stash for one in self.owners.values())

    def show(self) -> None:
        """All conflicts of the note."""
        print(_("{path}: {count} conflicts").format(path=self.note.path, count=self.count))
        for region in self.marks.regions:
            self._head(region)
            for _number, piece in self._pieces(region):
                self._show_piece(region, piece)
        for line in self.marks.leftovers:
            said = _("line {line}: a mark that was left over: {text}")
            print("  " + said.format(line=line, text=self.note.shown[line - 1]))

    def ask(self) -> None:
        """Decide piece by piece."""
        print(self.note.path)
        for region in self.marks.regions:
            self._head(region)
            if not region.clear:
                continue
            for number, piece in self._pieces(region):
                self._show_piece(region, piece)
                answer = _answer(both=piece.both)
                if answer is not None:
                    self._choose(region, number, answer)
        for line in self.marks.leftovers:
            said = _("delete line {line}  {text}").format(line=line, text=self.note.shown[line - 1])
            if agreed(said):
                self.leftovers.append(line)

    def take_all(self, which: Take) -> None:
        """Decide all alike."""
        for region in self.marks.regions:
            for number, _piece in self._pieces(region):
                self._choose(region, number, which)
        self.leftovers = list(self.marks.leftovers)

    def write(self) -> int:
        """Write what was decided, and say what is still wrong with the note; how many conflicts are left."""
        note = self.note
        made = edits(note.lines, self.marks, self.chosen, self.leftovers)
        if not made:
            return self.count
        after = apply(note.data, made)
        try:
            write_guarded(self.journal.root / note.path, note.data, after)
        except Changed as error:
            said = _("{path}: not written; somebody else is changing it just now")
            raise Stop(said.format(path=note.path), 1) from error
        again = NoteReader(self.journal.settings.read(self.journal.today)).read(note.path, after)
        source = take(note.path, after)
        still = None if isinstance(source, Finding) else conflict(note.path, source.text)
        left = len(still.marks.regions) + len(still.marks.leftovers) if still else 0
        done = _("{path}: resolved") if not left else _("{path}: {count} conflicts are left")
        print(done.format(path=note.path, count=left))
        wrong = [one for one in again.findings if CODES[one.code].severity == "error" and one.code != "KJ008"]
        if wrong:
            print(_("now look at this in the note:"))
        for one in wrong:
            print(render(one, "error"))
        return left

    def _head(self, region: Region) -> None:
        where = _("lines {first}–{last}").format(first=region.start, last=region.end)
        print(f"  {where}")
        if not region.clear:
            print("    " + _("several lines ======= lie within: take this one by hand"))

    def _pieces(self, region: Region) -> Iterator[tuple[int, Piece]]:
        return open_pieces(self.note.lines, region, self.marks.regions)

    def _choose(self, region: Region, number: int, which: Take) -> None:
        if which == "both":
            self.chosen[region.start, number] = "both"
        else:
            upper = (which == "mine") is self.owners[region.start].upper_mine
            self.chosen[region.start, number] = "upper" if upper else "lower"

    def _of(self, region: Region) -> str:
        """Who wrote the other version, and when."""
        told = _told(self.owners[region.start])
        return f" ({told})" if told else ""

    def _show_piece(self, region: Region, piece: Piece) -> None:
        """One piece: a field on one line, a text line by line."""
        mine, theirs = piece.upper, piece.lower
        if not self.owners[region.start].upper_mine:
            mine, theirs = theirs, mine
        shown = self.note.shown
        if piece.key and max(len(mine), len(theirs)) <= 1:
            said = _("{label}: yours {mine} · the other's {theirs}{who}")
            print("    " + said.format(
                label=_label(self.note.path, piece.key), mine=sides.value(shown, mine) or _("(nothing)"),
                theirs=sides.value(shown, theirs) or _("(nothing)"), who=self._of(region),
            ))  # fmt: skip
            return
        if piece.key:
            print(f"    {_label(self.note.path, piece.key)}:")
        _show_text(_("yours:"), shown, mine)
        _show_text(_("the other's{who}:").format(who=self._of(region)), shown, theirs)


def _told(who: Owners) -> str:
    return ", ".join(filter(None, (who.who, who.day)))


def _show_text(title: str, lines: Sequence[str], numbers: Sequence[int]) -> None:
    print(f"    {title}")
    for number in numbers[:_SHOWN]:
        print(f"      | {lines[number - 1]}")
    if len(numbers) > _SHOWN:
        print("      | " + _("… {count} more lines").format(count=len(numbers) - _SHOWN))
    if not numbers:
        print("      " + _("(nothing)"))


def _label(path: str, key: str) -> str:
    """A field's label in the user's language; an unknown key as it is typed."""
    known = by_key(Customer if kind_of(path) == "customer" else Visit)
    field = known.get(key) or known.get(fold(key))
    if field is None:
        return key
    return field.key if language() == "en" else field.called


def _answer(*, both: bool) -> Take | None:
    """What the user takes; None: it is left for later."""
    words: dict[str, Take | None] = {"m": "mine", "t": "theirs", "s": None}
    question = _("take (m) yours, (t) the other's, (s) skip")
    if both:
        words["b"] = "both"
        question = _("take (m) yours, (t) the other's, (b) both, (s) skip")
    answer = click.prompt(f"    {question}", type=click.Choice(list(words)), show_choices=False)
    return words[answer]
