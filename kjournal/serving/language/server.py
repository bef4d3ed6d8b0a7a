"""The server: requests to answers, changes to diagnostics; what goes wrong in it is logged and it lives on."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer

import kjournal
from kjournal.serving.language import actions, completion, diagnostics, hover, navigation, renaming, symbols
from kjournal.serving.language.buffers import Buffers
from kjournal.serving.language.document import Document
from kjournal.serving.language.journal import Journal, Surroundings, root_of
from kjournal.serving.language.uris import below, path_of, uri_of
from kjournal.serving.watcher import Clock

QUIET = 0.05
"""Seconds without a change before a note is looked at."""
LONGEST = 0.12
"""Seconds after a change at which it is looked at, quiet or not."""
_PARENT = 3.0
"""Seconds between two looks whether the editor still lives."""


class _Protocol(LanguageServer):
    """pygls's server, which tells failures in one line."""

    def __init__(self) -> None:
        # the whole text with each change: a note is a page, and pygls cuts lines where the protocol does not
        super().__init__("kjournal", kjournal.__version__, types.TextDocumentSyncKind.Full)

    def report_server_error(self, error: Exception, source: type[PyglsError | JsonRpcException]) -> None:
        """A message that could not be understood."""
        if source is FeatureRequestError:
            return  # the answer itself says it
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, str(error).split("\n")[0]))


class Server:
    """The journals of one editor, and its open notes."""

    def __init__(
        self, clock: Clock, day: date | None, explain: Callable[[Exception], str], folder: Path | None = None
    ) -> None:
        self.clock, self.day, self.explain = clock, day, explain
        self.folder = folder  # where the command was begun: for an editor that names no folder
        self.lsp = _Protocol()
        self.journals: dict[Path, Journal] = {}
        self.buffers = Buffers(self.journal_of)
        self.timers: dict[str, asyncio.TimerHandle] = {}
        self.waiting: dict[str, float] = {}  # since when a changed note waits to be looked at
        self.shown: dict[str, list[types.Diagnostic]] = {}  # what was published last
        self.loop: asyncio.AbstractEventLoop | None = None
        self.parting = False  # the editor has asked to end
        self._register()

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Answer until the editor ends or goes away; 1 where it left without asking to end."""
        self.lsp.start_io(stdin, stdout)
        for journal in self.journals.values():
            journal.end()
        return 0 if self.parting else 1

    # What the editor begins with

    def initialize(self, params: types.InitializeParams) -> None:
        """Remember the loop, and see whether the editor's process lives."""
        self.loop = asyncio.get_running_loop()
        if params.process_id is not None and os.name == "posix":  # elsewhere a signal 0 would end the process
            self.loop.call_later(_PARENT, self._see_parent, params.process_id)

    def initialized(self, params: types.InitializedParams) -> None:
        """Begin with the journals that the editor's folders lie in."""
        del params
        folders = [path_of(folder.uri) for folder in self.lsp.workspace.folders.values()]
        if not folders and self.lsp.workspace.root_uri:
            folders = [path_of(self.lsp.workspace.root_uri)]
        for folder in folders or [self.folder]:
            if folder is not None:
                self.begin(folder)

    def _see_parent(self, process: int) -> None:
        """End with the editor: one that was killed may leave our input open in another process."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            sys.stderr.flush()
            os._exit(1)  # a thread waits for input that never comes: nothing else would end it
        except OSError:
            pass  # it lives, under another user
        if self.loop is not None:
            self.loop.call_later(_PARENT, self._see_parent, process)

    # Journals

    def begin(self, folder: Path) -> Journal | None:
        """The journal that a folder lies in, watched from now on."""
        root = root_of(folder)
        if root is None:
            return None
        if root not in self.journals:
            around = Surroundings(self.clock, self.day, self._say, self._failed, self._renewed)
            self.journals[root] = Journal(root, around)
            self.journals[root].begin()
        return self.journals[root]

    def journal_of(self, path: Path) -> Journal | None:
        """The journal that a file lies in."""
        holding = [root for root in self.journals if below(root, path) is not None]
        known = self.journals[max(holding, key=lambda root: len(root.parts))] if holding else None
        if known is None and (folder := _existing(path.parent)) is not None:
            known = self.begin(folder)
        if known is not None:
            known.speak()
        return known

    def _renewed(self, journal: Journal) -> None:
        """The index was refreshed, in the watcher's thread."""
        self._soon(self._show_all, journal)

    def _say(self, text: str) -> None:
        self._soon(self._log, types.MessageType.Info, text)

    def _failed(self, error: Exception) -> None:
        self._soon(self._log, types.MessageType.Warning, self.explain(error))

    def _soon(self, call: Callable[..., None], *values: Any) -> None:
        """Do it in the loop: only one thread writes to the editor."""
        if self.loop is not None:
            with suppress(RuntimeError):  # the loop has ended, and with it whoever would read this
                self.loop.call_soon_threadsafe(call, *values)

    def _log(self, kind: types.MessageType, text: str) -> None:
        self.lsp.window_log_message(types.LogMessageParams(kind, text))

    # Diagnostics

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A note was opened."""
        document = params.text_document
        self.buffers.put(document.uri, document.version, document.text, self.encoding)
        self._show(document.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A note was changed: look at it when it is quiet."""
        uri = params.text_document.uri
        if uri not in self.buffers.open:
            return  # it was never opened: nothing is known of it
        source = self.lsp.workspace.get_text_document(uri).source
        self.buffers.change(uri, params.text_document.version, source)
        loop = asyncio.get_running_loop()
        since = self.waiting.setdefault(uri, loop.time())
        if uri in self.timers:
            self.timers[uri].cancel()
        due = min(loop.time() + QUIET, since + LONGEST)
        self.timers[uri] = loop.call_at(due, self._show, uri)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """A note was saved: the watch need not wait for the system's notice."""
        self._touched(params.text_document.uri)

    def files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        """The editor saw files change."""
        for change in params.changes:
            self._touched(change.uri)

    def _touched(self, uri: str) -> None:
        path = path_of(uri)
        journal = self.journal_of(path) if path is not None else None
        name = below(journal.root, path) if journal is not None and path is not None else None
        if journal is not None and journal.watcher is not None and name is not None:
            journal.watcher.touched(name)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A note was closed: nothing is said of it any more, but of settings."""
        uri = params.text_document.uri
        self._forget_timer(uri)
        journal = self.buffers.journal(uri)
        self.buffers.drop(uri)
        self._publish(uri, None, [])
        if journal is not None:
            self._show_settings(journal)

    def _forget_timer(self, uri: str) -> None:
        self.waiting.pop(uri, None)
        timer = self.timers.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def _show_all(self, journal: Journal) -> None:
        """Look at every open note of a journal anew, and at its settings."""
        self._guarded(self._show_settings)(journal)
        for uri in self.buffers.of(journal):
            self.buffers.renew(uri)
            if uri not in self.waiting:  # else it is looked at in a moment
                self._guarded(self._look_again)(uri)

    def _show(self, uri: str) -> None:
        """Publish what is wrong with a note."""
        self._forget_timer(uri)
        self._guarded(self._look)(uri)

    def _look(self, uri: str) -> None:
        document = self.buffers.document(uri)
        if document is not None:
            self._publish(uri, document.version, diagnostics.of_note(document))
        elif (journal := self.buffers.journal(uri)) is not None:
            self._show_settings(journal)

    def _look_again(self, uri: str) -> None:
        """The same where other notes have changed: an editor need not draw what it shows already."""
        document = self.buffers.document(uri)
        if document is not None and (found := diagnostics.of_note(document)) != self.shown.get(uri, []):
            self._publish(uri, document.version, found)

    def _show_settings(self, journal: Journal) -> None:
        """Publish what is wrong with the settings: as they are typed where they are open, else as they lie on the disk."""
        path = journal.settings_file
        uri = self.buffers.uri_of(journal, path) or uri_of(journal.root / path)
        source = self.buffers.source(uri)
        if source is None:
            try:
                source = (journal.root / path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                source = ""
        found = diagnostics.of_settings(journal, path, source, self.encoding) if source else []
        version = self.buffers.version(uri)
        if found or version is not None or uri in self.shown:
            self._publish(uri, version, found)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        if not found and uri not in self.shown and version is None:
            return
        if found:
            self.shown[uri] = found
        else:
            self.shown.pop(uri, None)
        self.lsp.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    # Answers

    @property
    def encoding(self) -> str:
        """What the editor counts columns in."""
        chosen = self.lsp.workspace.position_encoding
        return str(getattr(chosen, "value", chosen) or "utf-16")

    def document(self, uri: str) -> Document | None:
        """The open note at an address."""
        return self.buffers.document(uri)

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        """What may be written here."""
        document = self.document(params.text_document.uri)
        return completion.complete(document, params.position) if document else None

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What stands here."""
        document = self.document(params.text_document.uri)
        return hover.hover(document, params.position) if document else None

    def definition(self, params: types.DefinitionParams) -> Any:
        """The note of the customer that is named here."""
        document = self.document(params.text_document.uri)
        links = _can(self.lsp.client_capabilities, "text_document.definition.link_support")
        where = params.position
        return navigation.definition(document, where, self.buffers.text, links=links) if document else None

    def references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        """The places that name the customer that is named here."""
        document = self.document(params.text_document.uri)
        with_card = params.context.include_declaration
        if document is None:
            return None
        return navigation.references(document, params.position, self.buffers.text, with_card=with_card)

    def highlight(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        """The same customer in this note."""
        document = self.document(params.text_document.uri)
        return navigation.highlights(document, params.position) if document else None

    def outline(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        """The note's fields and headings."""
        document = self.document(params.text_document.uri)
        return symbols.symbols(document) if document else None

    def find(self, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        """The customers that fit a query."""
        return [
            one for journal in self.journals.values() for one in navigation.customers(journal, params.query)
        ]

    def act(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """What may be done about the findings here."""
        document = self.document(params.text_document.uri)
        if document is None:
            return None
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()] or None
        versions = _can(self.lsp.client_capabilities, "workspace.workspace_edit.document_changes")
        return actions.actions(document, params.range, only, versions=versions)

    def prepare_rename(self, params: types.PrepareRenameParams) -> Any:
        """Whether the customer that is named here can be renamed."""
        document = self.document(params.text_document.uri)
        return renaming.prepare(document, params.position) if document else None

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """A customer's new name or id, in all notes."""
        document = self.document(params.text_document.uri)
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

    def shutdown(self, params: None) -> None:
        """The editor is about to end."""
        del params
        self.parting = True

    # Registering

    def _register(self) -> None:
        for method, handler, options in self._handlers():
            self.lsp.feature(method, options)(self._guarded(handler))

    def _handlers(self) -> Iterator[tuple[str, Callable[[Any], Any], Any]]:
        yield types.INITIALIZE, self.initialize, None
        yield types.INITIALIZED, self.initialized, None
        yield types.SHUTDOWN, self.shutdown, None
        yield types.TEXT_DOCUMENT_DID_OPEN, self.opened, None
        yield types.TEXT_DOCUMENT_DID_CHANGE, self.changed, None
        yield types.TEXT_DOCUMENT_DID_SAVE, self.saved, types.SaveOptions(include_text=False)
        yield types.TEXT_DOCUMENT_DID_CLOSE, self.closed, None
        yield types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.files_changed, None
        yield types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self.folders_changed, None
        triggers = types.CompletionOptions(trigger_characters=completion.TRIGGERS)
        yield types.TEXT_DOCUMENT_COMPLETION, self.complete, triggers
        yield types.TEXT_DOCUMENT_HOVER, self.hover, None
        yield types.TEXT_DOCUMENT_DEFINITION, self.definition, None
        yield types.TEXT_DOCUMENT_REFERENCES, self.references, None
        yield types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, self.highlight, None
        yield types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.outline, None
        yield types.WORKSPACE_SYMBOL, self.find, None
        prepared = types.RenameOptions(prepare_provider=True)
        yield types.TEXT_DOCUMENT_PREPARE_RENAME, self.prepare_rename, None
        yield types.TEXT_DOCUMENT_RENAME, self.rename, prepared
        yield types.TEXT_DOCUMENT_CODE_ACTION, self.act, types.CodeActionOptions(actions.KINDS)

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """The editor opened or closed folders; a journal of which a note is still open goes on."""
        for folder in params.event.removed:
            path = path_of(folder.uri)
            journal = self.journals.get(root_of(path) or path) if path is not None and path.is_dir() else None
            if journal is not None and not self.buffers.of(journal):
                self.journals.pop(journal.root).end()
        for folder in params.event.added:
            path = path_of(folder.uri)
            if path is not None:
                self.begin(path)

    def _guarded(self, handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """The handler; what goes wrong in it is our mistake: it is logged, and the answer is empty."""

        def guarded(params: Any) -> Any:
            try:
                return handler(params)
            except JsonRpcException:
                raise  # an answer: why it cannot be done
            except Exception as error:  # noqa: BLE001  the server lives on
                self._log(types.MessageType.Error, self.explain(error))
                return None

        return guarded


def _existing(folder: Path) -> Path | None:
    """The folder, or the nearest above it that is there: a note may be new in a new folder."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), None)


def _find(capabilities: types.ClientCapabilities, path: str) -> Any:
    """A capability of the editor by its path; None where it says nothing of it."""
    found: Any = capabilities
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def _can(capabilities: types.ClientCapabilities, path: str) -> bool:
    """Whether the editor can do something."""
    return bool(_find(capabilities, path))
