"""Where a note names customers: the fields that hold one, and `[[ ]]` in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kjournal.findings.finding import Place
from kjournal.notes import lists
from kjournal.notes.handler import NoteHandler
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence
from kjournal.notes.note import kind_of
from kjournal.notes.reading import Reading, ReadSettings
from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.spec import Field
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

BODY = "body"
LINKED = re.compile(r"\[\[([^\[\]|\n]{1,120})(?:\|[^\[\]\n]{0,120})?\]\]")
_AROUND = " \t\u3000[]\"'“”"
_OWN = frozenset({"name", "id", "aliases"})


class Reference(NamedTuple):
    """A word that names a customer."""

    field: str  # the attribute's name, or `body`
    word: str
    place: Place  # of the word alone


class Named(NamedTuple):
    """What a note says of customers."""

    references: tuple[Reference, ...]  # to customers
    own: tuple[Reference, ...]  # a card's own name, id and other names


def named(path: str, text: str) -> Named:
    """The references in a note's text, whose lines end with `\\n`; none in a header that cannot be read."""
    handler = NoteHandler()
    header, body = handler.split(text)
    known = spec.by_key(Visit if kind_of(path) == "visit" else Customer)
    reading = Reading(path, text, ReadSettings())
    found: list[Reference] = []
    own: list[Reference] = []
    if handler.problem is None and handler.understand(header) is None:
        for key, node in handler.header.entries:
            field = known.get(key.text) or known.get(fold(key.text))
            if field is None:
                continue
            if field.type in (spec.LINK, spec.LINKS):
                found += _words(reading, field, node)
            elif field.name in _OWN and kind_of(path) == "customer":
                own += _words(reading, field, node)
    found += _linked(path, body, handler.body_line)
    return Named(tuple(found), tuple(own))


def _words(reading: Reading, field: Field, node: Node) -> Iterator[Reference]:
    """The words of a field, each at its own place."""
    for scalar in _scalars(node):
        several = field.type in (spec.LINKS, spec.TEXTS)
        for part in lists.texts(reading, field, scalar) if several else [scalar]:
            if word := part.text.strip(_AROUND).partition("|")[0].strip():
                yield Reference(field.name, word, _place(reading, part, word))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _key, value in node.entries:
            yield from _scalars(value)


def _place(reading: Reading, scalar: Scalar, word: str) -> Place:
    """Where the word itself stands, without quotes and brackets around it."""
    line = reading.lines[scalar.line - 1] if scalar.line <= len(reading.lines) else ""
    at = line.find(word, scalar.column - 1)
    if at < 0 or scalar.line != scalar.end_line:
        return Place(reading.path, scalar.line, scalar.column, scalar.end_line, scalar.end_column)
    return Place(reading.path, scalar.line, at + 1, scalar.line, at + 1 + len(word))


def _linked(path: str, body: str, first: int) -> Iterator[Reference]:
    if "[[" not in body:
        return
    for number, line in enumerate(body.split("\n"), first):
        for match in LINKED.finditer(line):
            word = match[1].strip()
            start = match.start(1) + len(match[1]) - len(match[1].lstrip()) + 1
            if word:
                yield Reference(BODY, word, Place(path, number, start, number, start + len(word)))
