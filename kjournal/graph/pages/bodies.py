"""The bodies of a customer's notes as its page shows them; what the converter draws is kept by the hash of what it was made from."""

from __future__ import annotations

import hashlib
import sqlite3
from posixpath import dirname

import msgspec

from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import Dossier
from kjournal.journal.findings import put_findings
from kjournal.outputs.pages.bodies import REASONS, Body, draw_body, linked_names, render_body
from kjournal.outputs.pages.links import href, page_file
from kjournal.outputs.pages.parts import Html, Link
from kjournal.outputs.pages.site import Site
from kjournal.words import _


class Bodies:
    """The bodies of one customer's notes."""

    def __init__(self, connection: sqlite3.Connection, site: Site) -> None:
        self.connection = connection
        self.site = site
        self._plain: set[str] | None = (
            None  # whose notes had findings here, once many customers are asked for
        )

    def many(self) -> None:
        """Bodies of many customers are asked for: few are shown plainly, and to know which costs less than to ask for each."""
        self._plain = {
            row[0]
            for row in self.connection.execute("SELECT DISTINCT key FROM findings WHERE step = 'bodies'")
        }

    def of(self, dossier: Dossier, links: dict[str, Link]) -> tuple[dict[str, Html], list[str]]:
        """The rendered bodies of a dossier, and the notes whose body is shown plainly."""
        page = page_file(dossier.id)
        found: dict[str, Html] = {}
        plain: list[Finding] = []
        for path, text in (
            (dossier.path, dossier.body),
            *((visit.path, visit.body) for visit in dossier.visits),
        ):
            body = draw_body(text) or self._converted(path, text, page, links)
            if body.html:
                found[path] = body.html
            if body.reason:
                plain.append(Finding("KJ704", (Place(path),), {"reason": _(REASONS[body.reason])}))
        if plain or self._plain is None or dossier.id in self._plain:
            put_findings(self.connection, "bodies", dossier.id, plain)
        return found, [one.place.path for one in plain]

    def _converted(self, path: str, text: str, page: str, links: dict[str, Link]) -> Body:
        """A body that the converter draws, kept by the hash of what it was made from."""
        named = {name: href(page, links[name].page) for name in linked_names(text) if name in links}
        base = f"../{self.site.notes}{dirname(path)}/" if self.site.notes else ""
        digest = hashlib.blake2b(msgspec.json.encode((text, named, base)), digest_size=16).digest()
        row = self.connection.execute("SELECT html, problem FROM bodies WHERE hash = ?", (digest,)).fetchone()
        if row is not None:
            return Body(Html(row[0]), row[1])
        body = render_body(text, named, base)
        self.connection.execute(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", (digest, body.html, body.reason)
        )
        return body
