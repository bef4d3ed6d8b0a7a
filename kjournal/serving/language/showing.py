"""What an editor shows of its own accord: the findings of open notes, and of the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from kjournal.serving.language import diagnostics
from kjournal.serving.language.buffers import Buffers
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.uris import uri_of

QUIET = 0.05
"""Seconds without a change before a note is looked at."""
LONGEST = 0.12
"""Seconds after a change at which it is looked at, quiet or not."""
Guard = Callable[[Callable[[Any], Any]], Callable[[Any], Any]]
"""Makes of a call one that fails in no way but a line in the log."""


class Showing:
    """Looks at open notes when it is quiet, and publishes what it finds."""

    def __init__(self, lsp: LanguageServer, buffers: Buffers, guarded: Guard) -> None:
        self.lsp, self.buffers, self.guarded = lsp, buffers, guarded
        self.timers: dict[str, asyncio.TimerHandle] = {}
        self.waiting: dict[str, float] = {}  # since when a changed note waits to be looked at
        self.shown: dict[str, list[types.Diagnostic]] = {}  # what was published last

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A note was opened."""
        document = params.text_document
        self.buffers.put(document.uri, document.version, document.text, self._encoding)
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

    def show_all(self, journal: Journal) -> None:
        """Look at every open note of a journal anew, and at its settings."""
        self.guarded(self._show_settings)(journal)
        for uri in self.buffers.of(journal):
            self.buffers.renew(uri)
            if uri not in self.waiting:  # else it is looked at in a moment
                self.guarded(self._look_again)(uri)

    def _show(self, uri: str) -> None:
        """Publish what is wrong with a note."""
        self._forget_timer(uri)
        self.guarded(self._look)(uri)

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
        found = diagnostics.of_settings(journal, path, source, self._encoding) if source else []
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

    @property
    def _encoding(self) -> str:
        """What the editor counts columns in."""
        chosen = self.lsp.workspace.position_encoding
        return str(getattr(chosen, "value", chosen) or "utf-16")
