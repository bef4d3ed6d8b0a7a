"""What an editor asks about a note, and the answer in the protocol's words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from kjournal.serving.language import actions, completion, hover, navigation, renaming, symbols
from kjournal.serving.language.buffers import Buffers
from kjournal.serving.language.journal import Journal


class Answers:
    """Answers about the open notes of an editor, and the journals they lie in."""

    def __init__(self, lsp: LanguageServer, buffers: Buffers, journals: Mapping[Path, Journal]) -> None:
        self.lsp, self.buffers, self.journals = lsp, buffers, journals

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        """What may be written here."""
        document = self.buffers.document(params.text_document.uri)
        return completion.complete(document, params.position) if document else None

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What stands here."""
        document = self.buffers.document(params.text_document.uri)
        return hover.hover(document, params.position) if document else None

    def definition(self, params: types.DefinitionParams) -> Any:
        """The note of the customer that is named here."""
        document = self.buffers.document(params.text_document.uri)
        links = _can(self.lsp.client_capabilities, "text_document.definition.link_support")
        where = params.position
        return navigation.definition(document, where, self.buffers.text, links=links) if document else None

    def references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        """The places that name the customer that is named here."""
        document = self.buffers.document(params.text_document.uri)
        with_card = params.context.include_declaration
        if document is None:
            return None
        return navigation.references(document, params.position, self.buffers.text, with_card=with_card)

    def highlight(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        """The same customer in this note."""
        document = self.buffers.document(params.text_document.uri)
        return navigation.highlights(document, params.position) if document else None

    def outline(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        """The note's fields and headings."""
        document = self.buffers.document(params.text_document.uri)
        return symbols.symbols(document) if document else None

    def find(self, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        """The customers that fit a query."""
        return [
            one for journal in self.journals.values() for one in navigation.customers(journal, params.query)
        ]

    def act(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """What may be done about the findings here."""
        document = self.buffers.document(params.text_document.uri)
        if document is None:
            return None
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()] or None
        versions = _can(self.lsp.client_capabilities, "workspace.workspace_edit.document_changes")
        return actions.actions(document, params.range, only, versions=versions)

    def prepare_rename(self, params: types.PrepareRenameParams) -> Any:
        """Whether the customer that is named here can be renamed."""
        document = self.buffers.document(params.text_document.uri)
        return renaming.prepare(document, params.position) if document else None

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """A customer's new name or id, in all notes."""
        document = self.buffers.document(params.text_document.uri)
        if document is None:
            return None
        made = renaming.rename(document, params.position, params.new_name, self.buffers)
        if isinstance(made, str):
            raise JsonRpcException(made, types.LSPErrorCodes.RequestFailed.value)
        for sentence in renaming.remarks(made):
            self.lsp.window_show_message(types.ShowMessageParams(types.MessageType.Warning, sentence))
        capabilities = self.lsp.client_capabilities
        operations = _find(capabilities, "workspace.workspace_edit.resource_operations") or ()
        return renaming.workspace_edit(
            document.journal,
            made,
            self.buffers,
            versions=_can(capabilities, "workspace.workspace_edit.document_changes"),
            files=types.ResourceOperationKind.Rename in operations,
        )


def _find(capabilities: types.ClientCapabilities, path: str) -> Any:
    """A capability of the editor by its path; None where it says nothing of it."""
    found: Any = capabilities
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def _can(capabilities: types.ClientCapabilities, path: str) -> bool:
    """Whether the editor can do something."""
    return bool(_find(capabilities, path))
