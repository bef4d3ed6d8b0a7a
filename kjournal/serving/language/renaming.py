"""Rename: a customer's new name or id in all notes, as edits that the editor makes and can take back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from lsprotocol import types

from kjournal.files import tidy
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.graph.changes import Change
from kjournal.graph.renaming import Obstacle, Plan, Wanted, plan
from kjournal.serving.language.buffers import Buffers
from kjournal.serving.language.document import Document
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.snapshot import Card
from kjournal.serving.language.uris import uri_of
from kjournal.words import _
from kjournal.words.folding import fold

_MOST = 5  # places that a remark names


def prepare(document: Document, position: types.Position) -> types.PrepareRenamePlaceholder | None:
    """What would be renamed at a position: the customer's name, or its id where that is what stands there."""
    reference = document.reference(*document.text.cursor(position))
    card = document.journal.snapshot.cards.get(document.identity(reference) or "")
    if reference is None or card is None:
        return None
    old = card.id if _by_id(card, reference.word) else card.name
    return types.PrepareRenamePlaceholder(document.text.range_of(reference.place), old)


def rename(document: Document, position: types.Position, new: str, buffers: Buffers) -> Plan | str:
    """The plan for a new name of the customer at a position, else a sentence that says why there is none."""
    journal = document.journal
    reference = document.reference(*document.text.cursor(position))
    card = journal.snapshot.cards.get(document.identity(reference) or "")
    if reference is None or card is None:
        return _("no customer is named here")
    new = tidy(new)
    if not new:
        return _("write the new name")
    by_id = _by_id(card, reference.word)
    wanted = Wanted(identity=new) if by_id else Wanted(name=new, typed=reference.word)

    def read(path: str) -> bytes | Refused:
        text = buffers.opened(journal, path)
        return text.data if text is not None else read_note_bytes(journal.root / path, path)

    with journal.reading() as connection:
        if connection is None:
            return _("the journal is being read; try again in a moment")
        try:
            made = plan(connection, journal.root, journal.reader, card.id, wanted, read)
        except sqlite3.Error:
            return _("the journal is being read; try again in a moment")
    return made.sentence if isinstance(made, Obstacle) else made


def remarks(made: Plan) -> list[str]:
    """What the plan leaves to be done by hand."""
    found = []
    if made.left:
        places = "、".join(f"{one.path}:{max(one.line, 1)}" for one in made.left[:_MOST])
        found.append(_("left as it is, to be changed by hand: {places}").format(places=places))
    if made.unread:
        said = _("cannot be read now and stay as they are: {paths}")
        found.append(said.format(paths="、".join(made.unread[:_MOST])))
    return found


def workspace_edit(
    journal: Journal, made: Plan, buffers: Buffers, *, versions: bool, files: bool
) -> types.WorkspaceEdit:
    """A plan for the editor; `versions`, `files`: whether it takes edits of versions, and new names of files.

    Where it cannot rename files these keep their names, and the card its id and the old name beside the new one.
    """
    if not versions:
        return types.WorkspaceEdit(
            changes={
                _address(journal, buffers, change.path): _edits(journal, buffers, change)
                for change in made.changes
                if change.edits
            }
        )
    steps: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for change in made.changes:
        address = _address(journal, buffers, change.path)
        if change.edits:
            one = types.OptionalVersionedTextDocumentIdentifier(address, buffers.version(address))
            steps.append(types.TextDocumentEdit(one, _edits(journal, buffers, change)))
        if change.to and files:
            steps.append(types.RenameFile(address, uri_of(journal.root / change.to)))
    return types.WorkspaceEdit(document_changes=steps)


def _edits(journal: Journal, buffers: Buffers, change: Change) -> Sequence[types.TextEdit]:
    text = buffers.text(journal, change.path)
    return [text.text_edit(edit) for edit in change.edits] if text is not None else []


def _address(journal: Journal, buffers: Buffers, path: str) -> str:
    return buffers.uri_of(journal, path) or uri_of(journal.root / path)


def _by_id(card: Card, word: str) -> bool:
    """Whether a word is the customer's id and not its name as well."""
    return fold(word) == fold(card.id) and fold(word) != fold(card.name)
