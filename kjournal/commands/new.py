"""new: a note from its template, ready to edit."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import frontmatter

from kjournal import words
from kjournal.commands import choosing
from kjournal.commands.opening import Opened, Stop, graph, progress
from kjournal.dates.typed import read_day
from kjournal.files import NOTE_LIMIT, Refused, case_key, decode, portable_name, read_note_bytes, tidy
from kjournal.findings.finding import Finding, Place
from kjournal.findings.message import message
from kjournal.journal.who import who
from kjournal.notes.edits.writing import Unknown, english_keys, fill, write_new
from kjournal.notes.header.handler import NoteHandler
from kjournal.notes.note import NoteReader
from kjournal.notes.problem import Problem
from kjournal.records import template
from kjournal.records.choices import CHANNEL, Choices
from kjournal.records.spec import fields
from kjournal.records.template import Layout
from kjournal.words import _
from kjournal.words.folding import fold, nearest

TEMPLATES = "templates"
_SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""What an id's ending is made of: nothing that is taken for another sign, and no vowel that makes it a word."""
_LOOKED_AT = 20
"""Notes from which the language of a journal's keys is told."""


def customer(
    journal: Opened, *, name: str, class_: str | None, region: str | None, identity: str | None
) -> int:
    """Write `customers/<name>.md` and print its path; never over another card, and no second one of the same name."""
    name, region, identity = tidy(name), tidy(region or ""), tidy(identity or "")
    stem = portable_name(name)
    if not any(char.isalnum() for char in stem):
        raise Stop(
            _("{name} cannot be the name of a file; write the customer's name").format(name=name or "''")
        )
    class_ = _choice("--class", class_, journal.settings.read(journal.today).class_choices)
    with graph(journal, "new") as opened:
        opened.refresh(progress(), reminders=False)
        _name_is_free(opened.connection, name)
        day = journal.today.isoformat()
        values = {
            "name": name,
            "id": _own_id(opened.connection, identity)
            if identity
            else _made_id(opened.connection, name, journal.today),
            "class": class_,
            "region": region,
            "rep": _only_rep(journal),
            "created": day,
        }
        given = [key for key, value in (("class", class_), ("region", region), ("id", identity)) if value]
        wanted = [*given, "name"] if name != stem else given
        path = f"customers/{stem}.md"
        if case_key(f"{stem}.md") in _names_in(journal.root / "customers"):
            raise Stop(_("there is a file {path} already; nothing was written").format(path=path))
        text = _text(journal, opened.connection, template.CUSTOMER, path, values | _days(day), wanted)
        _write(journal, path, text)
    return 0


def visit(journal: Opened, *, word: str, date: str | None, channel: str | None) -> int:
    """Write a visit's note and print its path; a second one of the day gets a `-2`."""
    day = _visit_day(date, journal.today)
    channel = _choice("--channel", channel, CHANNEL)
    with graph(journal, "new") as opened:
        opened.refresh(progress(), reminders=False)
        identity = choosing.customer(opened.connection, word)
        name = choosing.name_of(opened.connection, identity)
        values = {
            "customer": name if who(opened.connection, name)[0] == identity else identity,
            "date": day.isoformat(),
            "channel": channel,
            "rep": _rep_of(journal, opened.connection, identity),
            **dict.fromkeys(("name", "名称", "姓名"), name),
        }
        folder = f"visits/{day:%Y-%m}"
        path = f"{folder}/{_free_name(journal.root / folder, f'{day}-{portable_name(name)}')}"
        wanted = ["customer", "date", *(["channel"] if channel else [])]
        text = _text(
            journal, opened.connection, template.VISIT, path, values | _days(day.isoformat()), wanted
        )
        _write(journal, path, text)
    return 0


def _days(day: str) -> dict[str, str]:
    """The words for the day that stand in any template."""
    return dict.fromkeys(("date", "today", "日期", "今天"), day)


def _choice(option: str, word: str | None, choices: Choices) -> str:
    """A value of a choice as it is shown."""
    if not word or not word.strip():
        return ""
    value = choices.read(word)
    if value is None:
        raise Stop(
            _("{option}: there is no {word}; one of: {words}").format(
                option=option, word=word, words="、".join(choices.values)
            )
        )
    return value


def _visit_day(text: str | None, today: date) -> date:
    """The day of a visit as typed, today where nothing is; without a year the nearest such day."""
    if not text:
        return today
    read = [read_day(text, near=today, forward=forward) for forward in (False, True)]
    days = [one.value for one in read if one.value is not None and one.problem not in {"weekday", "far-year"}]
    if not days:
        raise Stop(_("--date: {text} is not a date; write it as 2026-11-20").format(text=text))
    return min(days, key=lambda day: abs(day - today))


def _name_is_free(connection: sqlite3.Connection, name: str) -> None:
    """Two cards of one name, or one named like another's alias, would leave it open which one a visit means."""
    row = connection.execute(
        "SELECT path FROM names WHERE folded = ? ORDER BY path", (fold(name),)
    ).fetchone()
    if row:
        raise Stop(
            _(
                "{name} is the name of {path} already; write what tells the two apart, such as the town"
            ).format(name=name, path=row[0])
        )


def _own_id(connection: sqlite3.Connection, identity: str) -> str:
    """An id that was given, if it can be one."""
    if portable_name(identity) != identity:
        raise Stop(
            _("--id: {id} has signs that not every system takes; {better} would do").format(
                id=identity, better=portable_name(identity)
            )
        )
    if _known(connection, identity):
        raise Stop(_("--id: another customer is called {id} already").format(id=identity))
    return identity


def _known(connection: sqlite3.Connection, word: str) -> bool:
    return connection.execute("SELECT 1 FROM names WHERE folded = ?", (fold(word),)).fetchone() is not None


def _made_id(connection: sqlite3.Connection, name: str, today: date) -> str:
    """`C261120-7KQ`: the day, and three signs made from the name.

    No counter: two reps who write cards on one day, far from each other, would both count 1.
    """
    attempt = 0
    while True:
        number = int.from_bytes(hashlib.sha256(f"{fold(name)}\0{attempt}".encode()).digest()[:8], "big")
        ending = ""
        for _place in range(3):
            number, sign = divmod(number, len(_SIGNS))
            ending += _SIGNS[sign]
        identity = f"C{today:%y%m%d}-{ending}"
        if not _known(connection, identity):
            return identity
        attempt += 1


def _only_rep(journal: Opened) -> str:
    """The rep, where the journal has exactly one; supervisors look after nobody."""
    reps = [rep for rep in journal.settings.reps.values() if rep.role != "主管"]
    return reps[0].shown if len(reps) == 1 else ""


def _rep_of(journal: Opened, connection: sqlite3.Connection, identity: str) -> str:
    row = connection.execute("SELECT rep_id FROM customers WHERE id = ?", (identity,)).fetchone()
    known = journal.settings.reps.get(row[0] or "") if row else None
    return known.shown if known else (row[0] or "" if row else "")


def _names_in(folder: Path) -> set[str]:
    """The names in a folder, as a system sees them that ignores case."""
    try:
        return {case_key(entry.name) for entry in os.scandir(folder)}
    except FileNotFoundError:
        return set()


def _free_name(folder: Path, stem: str) -> str:
    taken = _names_in(folder)
    name, number = f"{stem}.md", 1
    while case_key(name) in taken:
        number += 1
        name = f"{stem}-{number}.md"
    return name


def _text(
    journal: Opened,
    connection: sqlite3.Connection,
    layout: Layout,
    path: str,
    values: Mapping[str, str],
    wanted: Collection[str],
) -> str:
    """The note's text: the journal's own template filled in, else the built-in one."""
    shown = f"{TEMPLATES}/{layout.file}"
    own = _own_template(journal.root / TEMPLATES / layout.file, shown)
    if own is None:
        print(_("{path} is missing; the built-in template was used").format(path=shown), file=sys.stderr)
        own = template.template(layout, _language(journal, connection, layout))
    made = fill(own, layout.record, values, wanted)
    if isinstance(made, Unknown):
        known = "、".join(f"{{{{{key}}}}}" for key in _nearest(layout, made.word))
        raise _unusable(
            shown,
            made.line,
            _("{{{{{word}}}}} is no field; for example {known}").format(word=made.word, known=known),
        )
    if isinstance(made, Problem):
        raise _unusable(shown, made.line, message(Finding(made.code, (Place(shown),), made.args)))
    note = NoteReader(journal.settings.read(journal.today)).read(path, made.encode())
    if note.refused:
        raise _unusable(shown, note.findings[-1].place.line, message(note.findings[-1]))
    return made


def _nearest(layout: Layout, word: str) -> list[str]:
    keys = [spelling for field in fields(layout.record) for spelling in (field.label, field.key)]
    return nearest(word, keys, 3) or [keys[0]]


def _unusable(shown: str, line: int, reason: str) -> Stop:
    place = f"{shown}:{line}" if line else shown
    return Stop(
        _("{place}: {reason}; mend the template, or delete it and the built-in one is used").format(
            place=place, reason=reason.rstrip(" :：")
        )
    )


def _own_template(path: Path, shown: str) -> str | None:
    """The journal's own template; None where there is none."""
    data = read_note_bytes(path.resolve(), shown, limit=NOTE_LIMIT)
    if isinstance(data, Refused):
        if data.reason == "gone":
            return None
        raise _unusable(shown, 0, _("it cannot be read ({reason})").format(reason=data.detail or data.reason))
    found = decode(data)
    if found.problem:
        raise _unusable(shown, int(found.args.get("line", 0)), _("it is no text"))
    return found.text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"


def _language(journal: Opened, connection: sqlite3.Connection, layout: Layout) -> str:
    """The language of new keys: that of the notes there are; the journal's where they do not agree, or are none."""
    kind = "customer" if layout is template.CUSTOMER else "visit"
    rows = connection.execute(
        "SELECT path FROM notes WHERE kind = ? AND refused = 0 ORDER BY path DESC LIMIT ?", (kind, _LOOKED_AT)
    )
    headers = []
    for (path,) in rows:
        data = read_note_bytes(journal.root / path, path)
        if isinstance(data, bytes):
            headers.append(list(frontmatter.parse(decode(data).text, handler=NoteHandler())[0]))
    english = english_keys(headers, layout.record)
    if english is None:
        return journal.settings.language or words.language()
    return "en" if english else "zh"


def _write(journal: Opened, path: str, text: str) -> None:
    full = journal.root / path
    try:
        write_new(full, text)
    except FileExistsError as error:
        raise Stop(_("there is a file {path} already; nothing was written").format(path=path)) from error
    try:
        shown = os.path.relpath(full)
    except ValueError:  # another drive of Windows
        shown = str(full)
    print(shown)
