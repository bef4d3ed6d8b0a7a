"""show: a customer or a note as it was understood."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from kjournal.commands.choosing import customer
from kjournal.commands.opening import Opened, Stop, graph, progress
from kjournal.dates.annual import DayOfYear
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.findings.data import as_dict
from kjournal.findings.text import render
from kjournal.graph.findings import Weighed, of_notes, weigh
from kjournal.notes.note import Note, NoteReader
from kjournal.records.customer import Customer
from kjournal.records.secrecy import public_part
from kjournal.records.spec import SECRET, Record, fields
from kjournal.words import _, language


def run(journal: Opened, *, word: str, form: str = "text", secret: bool = False) -> int:
    """Print the record of a note; with `secret`, and only on a terminal, its secret values too."""
    if secret and not sys.stdout.isatty():
        raise Stop(_("secret values are shown on a terminal only"))
    with graph(journal, "show") as opened:
        opened.refresh(progress(), reminders=False)
        path, identity = _path(journal, opened.connection, word)
        across = of_notes(opened.connection, journal.settings, [path])
    data = read_note_bytes(journal.root / path, path)
    if isinstance(data, Refused):
        raise Stop(
            _("{path} cannot be read: {reason}").format(path=path, reason=data.detail or data.reason), 1
        )
    note = NoteReader(journal.settings.read(journal.today)).read(path, data)
    seen = {(one.finding.code, one.finding.place) for one in across}
    found = [
        *across,
        *(
            one
            for one in weigh(note.findings, journal.settings)
            if (one.finding.code, one.finding.place) not in seen
        ),
    ]
    if form == "json":
        print(json.dumps(_data(note, identity, found, secret=secret), ensure_ascii=False, indent=2))
    else:
        _text(note, identity, found, secret=secret)
    return 0


def _path(journal: Opened, connection: Any, word: str) -> tuple[str, str]:
    """The note that a word means: a path, or a customer."""
    given = Path(word)
    for full in (given if given.is_absolute() else Path.cwd() / given, journal.root / given):
        if full.is_file():
            try:
                path = full.resolve().relative_to(journal.root.resolve()).as_posix()
            except ValueError as error:
                raise Stop(_("{path} is not in this journal").format(path=word)) from error
            row = connection.execute("SELECT id FROM customers WHERE path = ?", (path,)).fetchone()
            return path, row[0] if row else full.stem
    identity = customer(connection, word)
    row = connection.execute("SELECT path FROM customers WHERE id = ?", (identity,)).fetchone()
    return row[0], identity


def _data(note: Note, identity: str, found: list[Weighed], *, secret: bool) -> dict[str, Any]:
    record = _shown(note, secret=secret)
    return {
        "kind": note.kind,
        "id": identity,
        "path": note.path,
        "fields": plain(record) if record is not None else {},
        "extra": dict(record.extra) if record is not None else {},
        "findings": [as_dict(one.finding, one.severity) for one in found],
    }


def _shown(note: Note, *, secret: bool) -> Any:
    if note.record is None:
        return None
    return note.record if secret else public_part(note.record)


def plain(record: Record) -> dict[str, Any]:
    """A record as JSON has it: English keys, ISO dates, money as text; what is empty is left out."""
    made: dict[str, Any] = {}
    for field in fields(type(record)):
        value = _plain(getattr(record, field.name))
        if value not in (None, "", [], {}):
            made[field.key] = value
    if isinstance(record, Customer) and record.promises:
        made["promises"] = _plain(record.promises)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, DayOfYear):
        return value.text()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _text(note: Note, identity: str, found: list[Weighed], *, secret: bool) -> None:
    print(f"{note.path}  ({identity})")
    record = _shown(note, secret=secret)
    if record is not None:
        _lines(record, "  ")
        for key, value in record.extra.items():
            print(f"  {key}: {value}")
    if note.body:
        print("\n" + "\n".join("  " + line for line in note.body.splitlines()))
    for one in found:
        print("\n" + render(one.finding, one.severity))


def _lines(record: Record, indent: str) -> None:
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if value in (None, "", (), {}):
            continue
        label = field.called if language() != "en" else field.key
        if isinstance(value, Record):
            print(f"{indent}{label}:")
            _lines(value, indent + "    ")
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            print(f"{indent}{label}:")
            for one in value:
                print(f"{indent}  -")
                _lines(one, indent + "    ")
        else:
            mark = " 🔒" if field.sensitivity == SECRET else ""
            print(f"{indent}{label}: {_flat(value)}{mark}")


def _flat(value: Any) -> str:
    made = _plain(value)
    if isinstance(made, bool):
        return _("yes") if made else _("no")
    return "、".join(map(str, made)) if isinstance(made, list) else str(made)
