"""Completion: fields, choices, customers, people and days at the cursor."""

from __future__ import annotations

from lsprotocol import types

from kjournal.serving.language.document import Document
from kjournal.serving.language.proposals import Proposal, Sort, proposals
from kjournal.serving.language.spot import Outline, Spot, kind_of_note, spot
from kjournal.words import language

TRIGGERS = [":", "：", " ", "[", ",", "，", "、", "=", "{"]
_KINDS: dict[Sort, types.CompletionItemKind] = {
    "field": types.CompletionItemKind.Field,
    "choice": types.CompletionItemKind.EnumMember,
    "customer": types.CompletionItemKind.Reference,
    "person": types.CompletionItemKind.Reference,
    "day": types.CompletionItemKind.Constant,
    "code": types.CompletionItemKind.Constant,
}


def complete(document: Document, position: types.Position) -> types.CompletionList:
    """What may be written at a position. Never complete: the editor asks again with every letter.

    Editors sort out by their own rules, which know no pinyin; so each item claims to be what is typed.
    """
    line, column = document.text.cursor(position)
    outline = Outline(document.text.lines, kind_of_note(document.path))
    found = spot(outline, line - 1, column - 1)
    if found is None:
        return types.CompletionList(is_incomplete=False, items=[])
    chinese = outline.chinese
    if chinese is None:
        chinese = language() != "en"
    listed = proposals(document, found, chinese=chinese)
    items = [_item(document, line, found, one, rank) for rank, one in enumerate(listed)]
    return types.CompletionList(is_incomplete=True, items=items)


def _item(document: Document, line: int, found: Spot, one: Proposal, rank: int) -> types.CompletionItem:
    text = document.text
    start, end = text.index(line, found.start + 1), text.index(line, found.end + 1)
    new = one.new
    if found.what == "link" and not text.source.startswith("]]", end):
        new += "]]"
    return types.CompletionItem(
        label=one.label,
        kind=_KINDS[one.sort],
        detail=one.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, one.means) if one.means else None,
        sort_text=f"{rank:04}",
        filter_text=found.typed or None,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(text.range(start, end), new),
    )
