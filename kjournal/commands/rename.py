"""rename: a customer takes another name or id, on its card and wherever notes name it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from kjournal.commands.asking import agreed
from kjournal.commands.choosing import customer
from kjournal.commands.mending import Mended, difference
from kjournal.commands.opening import Opened, Stop, graph, progress
from kjournal.files import Changed, Refused, decode, read_note_bytes, tidy
from kjournal.findings.finding import Edit
from kjournal.graph.changes import Change, write
from kjournal.graph.renaming import Obstacle, Plan, Wanted, plan
from kjournal.notes.edits.renaming import slice_of
from kjournal.notes.note import NoteReader
from kjournal.words import _

_SHOWN = 30
"""Notes of a plan that are listed one by one; all where the difference is shown."""


def run(
    journal: Opened,
    *,
    word: str,
    name: str = "",
    identity: str = "",
    alias: bool = True,
    diff: bool = False,
    yes: bool = False,
) -> int:
    """Show what changes, ask, and write it; 1 where nothing was written although something was to be."""
    wanted = Wanted(tidy(name), tidy(identity), alias, tidy(word))
    if not (name or identity):
        raise Stop(_("write the new name behind the old one, or a new id:  --id NEW"))
    made, unread = _plan(journal, word, wanted)
    if not made.changes:
        print(_("nothing to change: it is called that already"))
        return 0
    _show(made, diff=diff)
    if unread:
        said = _(
            "cannot be read now, and have {old} in their text; mend them, then look whether they name it: {paths}"
        )
        print("  " + said.format(old=made.old, paths="、".join(unread)))
    if diff and not yes:
        return 0
    if not (yes or _agreed()):
        return 1
    return _write(journal, made)


def _plan(journal: Opened, word: str, wanted: Wanted) -> tuple[Plan, list[str]]:
    with graph(journal, "rename") as opened:
        opened.refresh(progress(), reminders=False)
        reader = NoteReader(journal.settings.read(journal.today))
        identity = customer(opened.connection, word)
        made = plan(opened.connection, journal.root, reader, identity, wanted)
        if isinstance(made, Obstacle):
            raise Stop(made.sentence, 1)
        return made, _unread(opened.connection, journal.root, made)


def _unread(connection: sqlite3.Connection, root: Path, made: Plan) -> list[str]:
    """Notes of which nothing at all can be read now, and that have the old name somewhere: nobody knows what for."""
    rows = connection.execute("SELECT path FROM notes WHERE refused = 1 AND record IS NULL ORDER BY path")
    found = []
    for (path,) in rows.fetchall():
        data = read_note_bytes(root / path, path)
        if path not in made.unread and not isinstance(data, Refused):
            text = decode(data).text
            if made.old in text or made.old in path:
                found.append(path)
    return found


def _show(made: Plan, *, diff: bool) -> None:
    """The plan, note by note, and what a person should know before agreeing."""
    if diff:
        print("\n".join(_differences(change) for change in made.changes))
    else:
        for change in made.changes[:_SHOWN]:
            print("\n".join(_lines(change)))
        if len(made.changes) > _SHOWN:
            more = _("… and {count} more notes; --diff shows every line")
            print(more.format(count=len(made.changes) - _SHOWN))
    notes = sum(bool(change.edits) for change in made.changes)
    files = sum(bool(change.to) for change in made.changes)
    said = _("{old} → {new}: {notes} notes to change, {files} files to rename")
    print("\n" + said.format(old=made.old, new=made.new, notes=notes, files=files))
    for remark in _remarks(made):
        print(f"  {remark}")


def _lines(change: Change) -> list[str]:
    """One note's changes: `path:line  old → new`, and its new name."""
    text = decode(change.before).text.replace("\r\n", "\n")
    lines = text.split("\n")
    shown = [f"{change.path}:{edit.line}  {_edit(lines, edit)}" for edit in change.edits]
    return [*shown, *([f"{change.path} → {change.to}"] if change.to else [])]


def _edit(lines: list[str], edit: Edit) -> str:
    old = slice_of(lines, edit.line, edit.column, edit.end_line, edit.end_column)
    new = "  + ".join(edit.new.strip().split("\n"))
    return f"{old} → {new}" if old else f"+ {new}"


def _differences(change: Change) -> str:
    """One note's changes as `diff -u` shows them, and its new name."""
    moved = f"{change.path} → {change.to}" if change.to else ""
    shown = difference(Mended(change.path, change.before, change.after, ()))
    return "\n".join(filter(None, (moved, shown)))


def _remarks(made: Plan) -> list[str]:
    """What the changes bring with them, and what stays."""
    remarks = []
    if made.written_id:
        said = _("the card gets the id {id}, by which it was known: its entries on the phone stay the same")
        remarks.append(said.format(id=made.written_id))
    if made.identity:
        said = _("the id becomes {id}: phones take its entries for new ones")
        remarks.append(said.format(id=made.identity))
    if made.alias:
        said = _("the card keeps {words} as another name")
        remarks.append(said.format(words="、".join(made.alias)))
    if made.left:
        places = "、".join(f"{one.path}:{max(one.line, 1)}" for one in made.left)
        remarks.append(_("left as it is, to be changed by hand: {places}").format(places=places))
    if made.unread:
        said = _("cannot be read now and stay as they are: {paths}")
        remarks.append(said.format(paths="、".join(made.unread)))
    if made.others:
        places = "、".join(f"{one.path}:{max(one.line, 1)}" for one in made.others)
        said = _("others are called {old} too; look at these, which did not say who was meant: {places}")
        remarks.append(said.format(old=made.old, places=places))
    if made.pinyin:
        remarks.append(
            _("the card says that the name is read {pinyin}: check that").format(pinyin=made.pinyin)
        )
    if made.said:
        said = _("{count} notes speak of {old} in their text; that stays as it was written")
        remarks.append(said.format(count=made.said, old=made.old))
    return remarks


def _agreed() -> bool:
    """Ask on a terminal; where nobody can answer nothing is written."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(_("nothing was written; add --yes to write it"))
        return False
    if agreed(_("Write it?")):
        return True
    print(_("nothing was written"))
    return False


def _write(journal: Opened, made: Plan) -> int:
    """Write the plan; where a note changed meanwhile nothing, or the rest not."""
    done: list[str] = []
    try:
        with graph(journal, "rename"):
            write(journal.root, made.changes, lambda change: done.append(change.path))
    except (Changed, FileExistsError, OSError) as error:
        raise Stop(_stopped(journal.root, error, len(done), len(made.changes)), 1) from error
    print(_("done: {old} is now {new}").format(old=made.old, new=made.new))
    return 0


def _stopped(root: Path, error: Exception, done: int, todo: int) -> str:
    """Why the writing ended, and how to go on."""
    path = error.path if isinstance(error, Changed) else Path(getattr(error, "filename", None) or str(error))
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    reason = getattr(error, "strerror", None) or _("somebody else changed it just now")
    if not done:
        return _("{path}: {reason}; nothing was written, run the same command again").format(
            path=shown, reason=reason
        )
    said = _("{path}: {reason}; {done} of {todo} notes are written, run the same command again for the rest")
    return said.format(path=shown, reason=reason, done=done, todo=todo)
