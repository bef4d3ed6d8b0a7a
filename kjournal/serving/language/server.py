"""The server: the journals of one editor, and who hears which message; what goes wrong is logged and it lives on."""

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
from kjournal.serving.language import actions, completion
from kjournal.serving.language.answers import Answers
from kjournal.serving.language.buffers import Buffers
from kjournal.serving.language.journal import Journal, Surroundings, root_of
from kjournal.serving.language.showing import Showing
from kjournal.serving.language.uris import below, path_of
from kjournal.serving.watcher import Clock

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
        self.showing = Showing(self.lsp, self.buffers, self._guarded)
        self.answers = Answers(self.lsp, self.buffers, self.journals)
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
        self._soon(self.showing.show_all, journal)

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

    # What the editor saw happen

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
        yield types.TEXT_DOCUMENT_DID_OPEN, self.showing.opened, None
        yield types.TEXT_DOCUMENT_DID_CHANGE, self.showing.changed, None
        yield types.TEXT_DOCUMENT_DID_SAVE, self.saved, types.SaveOptions(include_text=False)
        yield types.TEXT_DOCUMENT_DID_CLOSE, self.showing.closed, None
        yield types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.files_changed, None
        yield types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self.folders_changed, None
        triggers = types.CompletionOptions(trigger_characters=completion.TRIGGERS)
        yield types.TEXT_DOCUMENT_COMPLETION, self.answers.complete, triggers
        yield types.TEXT_DOCUMENT_HOVER, self.answers.hover, None
        yield types.TEXT_DOCUMENT_DEFINITION, self.answers.definition, None
        yield types.TEXT_DOCUMENT_REFERENCES, self.answers.references, None
        yield types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, self.answers.highlight, None
        yield types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.answers.outline, None
        yield types.WORKSPACE_SYMBOL, self.answers.find, None
        prepared = types.RenameOptions(prepare_provider=True)
        yield types.TEXT_DOCUMENT_PREPARE_RENAME, self.answers.prepare_rename, None
        yield types.TEXT_DOCUMENT_RENAME, self.answers.rename, prepared
        yield types.TEXT_DOCUMENT_CODE_ACTION, self.answers.act, types.CodeActionOptions(actions.KINDS)

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
