"""The open buffers of an editor, and what they are in their journals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kjournal.files.decoding import decode
from kjournal.serving.language.document import LARGEST, Document
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.positions import Text
from kjournal.serving.language.uris import below, path_of


class Buffer(NamedTuple):
    """An open file."""

    version: int | None
    text: Text
    journal: Journal | None  # None: it lies in no journal, or is no file at all
    path: str  # below the journal's root
    document: Document | None  # where it is a note


class Buffers:
    """All open buffers by their addresses."""

    def __init__(self, journal_of: Callable[[Path], Journal | None]) -> None:
        self.journal_of = journal_of
        self.open: dict[str, Buffer] = {}
        self.encoding = "utf-16"

    def put(self, uri: str, version: int | None, source: str, encoding: str) -> None:
        """A buffer that was opened."""
        self.encoding = encoding
        file = path_of(uri)
        journal = self.journal_of(file) if file is not None else None
        path = below(journal.root, file) if journal is not None and file is not None else None
        self._keep(uri, version, Text(source, encoding), journal, path or "")

    def change(self, uri: str, version: int | None, source: str) -> None:
        """The same buffer with another text."""
        known = self.open[uri]
        self._keep(uri, version, Text(source, self.encoding), known.journal, known.path)

    def renew(self, uri: str) -> None:
        """The same text; what hangs on its journal is looked at anew."""
        known = self.open[uri]
        self._keep(uri, known.version, known.text, known.journal, known.path)

    def _keep(self, uri: str, version: int | None, text: Text, journal: Journal | None, path: str) -> None:
        document = None
        if journal is not None and journal.is_note(path):
            document = Document(journal, path, uri, version, text)
        self.open[uri] = Buffer(version, text, journal, path, document)

    def drop(self, uri: str) -> None:
        """A buffer was closed."""
        self.open.pop(uri, None)

    def document(self, uri: str) -> Document | None:
        """The open note at an address; None for anything else."""
        known = self.open.get(uri)
        if known is not None and known.journal is not None:
            known.journal.speak()
        return known.document if known is not None else None

    def journal(self, uri: str) -> Journal | None:
        """The journal of an open buffer."""
        known = self.open.get(uri)
        return known.journal if known is not None else None

    def of(self, journal: Journal) -> list[str]:
        """The addresses of a journal's open notes."""
        return [uri for uri, one in self.open.items() if one.journal is journal and one.document is not None]

    def source(self, uri: str) -> str | None:
        """The text of an open buffer."""
        known = self.open.get(uri)
        return known.text.source if known is not None else None

    def uri_of(self, journal: Journal, path: str) -> str | None:
        """The address under which a file is open."""
        return next(
            (uri for uri, one in self.open.items() if one.journal is journal and one.path == path), None
        )

    def version(self, uri: str) -> int | None:
        """The version of an open buffer."""
        known = self.open.get(uri)
        return known.version if known is not None else None

    def opened(self, journal: Journal, path: str) -> Text | None:
        """The text of a note that is open."""
        uri = self.uri_of(journal, path)
        return self.open[uri].text if uri is not None else None

    def text(self, journal: Journal, path: str) -> Text | None:
        """The text of a note: of its buffer, else of its file; None where that cannot be read."""
        if (opened := self.opened(journal, path)) is not None:
            return opened
        file = journal.root / path
        try:
            data = file.read_bytes() if file.is_file() and file.stat().st_size <= LARGEST else None
        except OSError:
            return None
        decoded = decode(data) if data is not None else None
        if decoded is None or decoded.problem:
            return None
        return Text(("\ufeff" if decoded.bom else "") + decoded.text, self.encoding)
