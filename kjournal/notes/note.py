"""A note's bytes to its record, its body and its findings: the one way in for everything that reads notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from kjournal.files.naming import stem
from kjournal.findings.finding import MASK, Edit, Finding, Fix, Place
from kjournal.notes import astray, illness, strange
from kjournal.notes.card import card
from kjournal.notes.conflicts import conflict, told
from kjournal.notes.edits.links import Link
from kjournal.notes.fields import Fields
from kjournal.notes.header.fences import holds_header
from kjournal.notes.header.ownlines import COLONS
from kjournal.notes.header.places import Repair
from kjournal.notes.header.reader import HeaderReader
from kjournal.notes.memory import Memory
from kjournal.notes.problem import Problem
from kjournal.notes.reading import Reading
from kjournal.notes.settings import ReadSettings
from kjournal.notes.source import name_finding, take
from kjournal.notes.strays import runs_on
from kjournal.notes.visits import DATED_NAME, visit
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.spec import Record, by_key, own_field
from kjournal.records.visit import Visit
from kjournal.words import _
from kjournal.words.folding import fold

Kind = Literal["customer", "visit"]
_RECORDS: dict[Kind, type[Record]] = {"customer": Customer, "visit": Visit}
_LIKE_A_FIELD = regex(rf"([^\s:{COLONS}=＝]{{1,12}})[ \t\u3000]*[:{COLONS}=＝]")


class Note(msgspec.Struct, frozen=True):
    """What one note says. Refused: `record` is None and a finding says why."""

    path: str
    kind: Kind
    record: Customer | Visit | None
    body: str = ""
    body_line: int = 1  # the file's line on which the body begins
    findings: tuple[Finding, ...] = ()
    # where the values stand that other notes are held against: line, column, last line, column behind it
    places: dict[str, tuple[int, int, int, int]] = {}
    links: tuple[Link, ...] = ()  # customers named in the header

    @property
    def refused(self) -> bool:
        """Whether the note could not be read."""
        return self.record is None


def kind_of(path: str) -> Kind:
    """A note below `customers/` is a card, one below `visits/` a visit."""
    return "visit" if path.startswith("visits/") else "customer"


class NoteReader:
    """Reads notes under one set of settings."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings
        self._classes = settings.class_choices
        self._memory = Memory(settings, self._classes)
        self._own = {
            "customer": {fold(key): own_field(key, kind) for key, kind in settings.customer_fields.items()},
            "visit": {fold(key): own_field(key, kind) for key, kind in settings.visit_fields.items()},
        }

    def read(self, path: str, data: bytes, others: Iterable[Finding] = ()) -> Note:
        """The note at `path` with the bytes `data`. Never raises for what a note holds.

        `others` are findings about it from elsewhere: here they get their excerpts, and secret values their masks.
        """
        kind = kind_of(path)
        source = take(path, data)
        if isinstance(source, Finding):
            return Note(path, kind, None, findings=(source,))
        reading = Reading(path, source.text, self.settings, self._classes)
        reading.take([*source.findings, *others])
        if (found := conflict(path, source.text)) is not None:
            what = told(found.marks, reading.lines, strange.masked(path, reading.lines, found.marks.regions))
            reading.add("KJ008", found.place, what=what)
            return _refused(reading, kind)
        head = HeaderReader()
        header, body = head.split(source.text)
        if head.problem is not None:
            return self._without_header(reading, head.problem, kind)
        problem = head.understand(header) or runs_on(head.header, reading, by_key(_RECORDS[kind]))
        if problem is not None:
            return _refused(reading, kind, problem)
        for fence in head.fences:
            _add(reading, fence)
        strange.look(reading, header, head.first, body, head.body_line)
        return self._record(reading, kind, head, body)

    def _without_header(self, reading: Reading, problem: Problem, kind: Kind) -> Note:
        """No header: a dated visit may be one sentence under its file's name."""
        said = reading.text.strip()
        sentence = problem.code == "KJ101" and kind == "visit"
        if not sentence or said.startswith(("```", "{", "+++")) or _has_fields(said):
            return _refused(reading, kind, problem)
        if DATED_NAME.fullmatch(stem(reading.path)) is None:
            remedy = _("name the file by the day and the customer, in the form 2026-11-20-customer.md")
            return _refused(reading, kind, problem._replace(args={"remedy": remedy}, fix=None))
        strange.look(reading, "", 1, reading.text, 1)
        return self._record(reading, kind, HeaderReader(), reading.text)

    def _record(self, reading: Reading, kind: Kind, head: HeaderReader, body: str) -> Note:
        fields = Fields(reading, self._own[kind], self._memory)
        body_line = head.body_line
        made: Customer | Visit
        made = (card if kind == "customer" else visit)(fields, head.header, body, body_line)
        for repair in head.repairs:  # told now that it is known which lines are secret
            _tell(reading, repair)
        astray.look(reading, _RECORDS[kind], body, body_line)
        illness.look(reading, head.header, _RECORDS[kind], body, head.body_line)
        if (odd := name_finding(reading.path)) is not None:
            reading.take([odd])
        body = body.strip("\n")
        if reading.unsaid:
            body = strange.without_numbers(body)
        if (secret := reading.first_secret()) is not None:
            reading.places["secret"] = secret
        found = reading.findings(made.ignore)
        return Note(reading.path, kind, made, body, body_line, found, reading.places, tuple(reading.links))


def _has_fields(text: str) -> bool:
    """Whether a text without a first fence has fields: it begins with a key of a visit, or a header stands further down."""
    if holds_header(text):
        return True
    match = _LIKE_A_FIELD.match(text)
    if match is None:
        return False
    known = by_key(Visit)
    return (
        match[1] in known
        or fold(match[1]) in known
        or re.search(r"^---[ \t]*$", text, re.MULTILINE) is not None
    )


def _refused(reading: Reading, kind: Kind, problem: Problem | None = None) -> Note:
    """A note that cannot be read: nobody knows any more which of its lines are secret."""
    strange.hide_secrets(reading)
    if problem is not None:
        _add(reading, problem)
    return Note(reading.path, kind, None, findings=reading.findings())


def _add(reading: Reading, problem: Problem) -> None:
    """A problem as a finding, marked to the end of its line where nothing else is said."""
    line = reading.lines[problem.line - 1] if problem.line else ""
    end = problem.end_column or max(len(line.rstrip()) + 1, problem.column + 1)
    place = Place(reading.path, problem.line, problem.column, problem.line, end) if problem.line else None
    args = _discreet(reading, problem.line, problem.args)
    if "remedy" in args:
        args["remedy"] = args["remedy"].replace("{text}", args.get("text", ""))
    reading.add(problem.code, place, fix=problem.fix, **args)


def _tell(reading: Reading, repair: Repair) -> None:
    end = max(repair.end, repair.start + 1)
    place = Place(reading.path, repair.line, repair.start + 1, repair.line, end + 1)
    edit = Edit(repair.line, repair.start + 1, repair.line, repair.end + 1, repair.new)
    reading.again(repair.code, place, fix=Fix((edit,)), **_discreet(reading, repair.line, repair.args))


def _discreet(reading: Reading, line: int, args: dict[str, str]) -> dict[str, str]:
    """The arguments of a message without the words of a secret line: only its key stays."""
    if "text" not in args or not reading.hides(line):
        return dict(args)
    key, colon, _value = args["text"].partition(":")
    return {**args, "text": f"{key}: {MASK}" if colon else MASK}
