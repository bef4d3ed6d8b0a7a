"""The pages of problems: where all are too many for one, each folder has its own, made again where its notes tell others."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import partial

import msgspec

from kjournal.graph.findings import Weighed, across_notes, of_these, weigh
from kjournal.graph.pages.asked import Asked, Sheet, weighed
from kjournal.outputs.pages.compose.problems import problems_view
from kjournal.outputs.pages.cutting import MOST
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.problems import Outline, Piece, ProblemsView, first_page, pieces, render_problems
from kjournal.outputs.pages.site import PROBLEMS

_OWNERS = """
    WITH asked AS (SELECT value AS path FROM json_each(?))
    SELECT path, id FROM asked CROSS JOIN customers USING (path) UNION ALL
    SELECT path, target FROM asked CROSS JOIN refs USING (path) WHERE field = 'customer' AND target IS NOT NULL
"""


def problems(asked: Asked) -> Iterator[Sheet]:
    """All findings, by note."""
    outlines = [Outline(path, found) for path, found in sorted(asked.outlines.items())]
    told = _Told(asked)
    if sum(len(one.found) for one in outlines) <= MOST:
        view = told.view(list(asked.outlines))
        yield Sheet(PROBLEMS, view, lambda: render_problems(asked.site, view))
        return
    known = pieces(outlines)
    first = first_page(outlines, [piece.part for piece in known], told.view)
    yield Sheet(PROBLEMS, first, lambda: render_problems(asked.site, first))
    for piece in known:
        key = (piece.part, told.digest(piece))
        yield Sheet(piece.part.file, key, partial(told.page, piece))


class _Told:
    """What the findings of some notes say: read only for the pages that show them."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.hashes: dict[str, bytes] = dict(asked.connection.execute("SELECT path, hash FROM said"))
        self.across: dict[str, list[Weighed]] = {}
        for one in weigh(across_notes(asked.connection, asked.settings), asked.settings):
            self.across.setdefault(one.finding.place.path, []).append(one)

    def view(self, paths: Collection[str]) -> ProblemsView:
        """The findings of these notes."""
        own = weigh(of_these(self.asked.connection, paths), self.asked.settings)
        found = [*own, *(one for path in paths for one in self.across.get(path, ()))]
        return problems_view(map(weighed, found), self._owners(paths))

    def page(self, piece: Piece) -> str:
        """The page of a piece."""
        notes = self.view(piece.paths).notes
        return render_problems(self.asked.site, ProblemsView(notes, piece.part.file, piece.part.words))

    def digest(self, piece: Piece) -> bytes:
        """The hash of all that a piece's page is made from."""
        found = hashlib.blake2b(digest_size=16)
        for path in piece.paths:
            own = (path, self.hashes.get(path), self.across.get(path), self.asked.outlines[path])
            found.update(msgspec.json.encode(own))
        found.update(msgspec.json.encode(self._owners(piece.paths)))
        return found.digest()

    def _owners(self, paths: Collection[str]) -> Mapping[str, Link]:
        """The customer whose card or visit a note is, by its path."""
        asked = self.asked
        whose = dict(asked.connection.execute(_OWNERS, (msgspec.json.encode(list(paths)).decode(),)))
        asked.rows.expect(whose.values())
        rows = {path: asked.rows.get(customer) for path, customer in whose.items()}
        return {path: Link(row.name, row.page) for path, row in rows.items() if row is not None}
