"""Words that should name a customer and name nobody, and which names they may mean."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from kjournal.files.naming import stem
from kjournal.findings.finding import Finding, Place
from kjournal.journal.findings import put_findings
from kjournal.journal.who import who
from kjournal.words import _
from kjournal.words.folding import fold, nearest

NEAR = 3
"""Names that are proposed for a word that names nobody."""
_guessed = msgspec.json.Decoder(dict[str, list[str]]).decode
_MUST = ("customer", "org", "merged_into", "customers")
"""References that must name a card; an introducer may be anybody."""


def unresolved(connection: sqlite3.Connection) -> None:
    """Lay down one finding a word that names nobody, with all its places."""
    rows = connection.execute(
        "SELECT path, field, n, word, folded, line, column FROM refs WHERE target IS NULL AND field IN (?, ?, ?, ?) ORDER BY path, field, n",
        _MUST,
    ).fetchall()
    places: dict[str, list[Place]] = defaultdict(list)
    words: dict[str, str] = {}
    for path, _field, _n, word, folded, line, column in rows:
        places[folded].append(Place(path, line, column, line, column + len(word) if line else 0))
        words.setdefault(folded, word)
    guesses = _Guesses(connection)
    findings = []
    for folded, where in places.items():
        word = words[folded]
        candidates = who(connection, word, folded)[1]
        card = None if len(candidates) > 1 else _unread(connection, folded)
        findings.append(nobody(word, tuple(where), candidates, card, guesses.near))
    put_findings(connection, "names", "refs", findings)
    guesses.keep()


class _Guesses:
    """Which names a word may mean that names nobody: held against all names once, and kept as long as those stay."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.now: dict[str, list[str]] = {}

    @cached_property
    def shown(self) -> list[str]:
        """All names."""
        return shown_names(self.connection)

    @cached_property
    def names(self) -> str:
        """What tells these names from others."""
        return hashlib.blake2b("\n".join(self.shown).encode(), digest_size=16).hexdigest()

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """What was guessed last among the same names."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'guesses'").fetchone()
        names, _line, guessed = row[0].partition("\n") if row else ("", "", "")
        return _guessed(guessed) if names == self.names else {}

    def near(self, word: str) -> list[str]:
        """The likeliest names."""
        before = self.before.get(word)
        self.now[word] = found = nearest(word, self.shown, NEAR) if before is None else before
        return found

    def keep(self) -> None:
        """For the next time; words that are not asked for any more are forgotten."""
        if self.now and self.now != self.before:
            value = f"{self.names}\n{msgspec.json.encode(self.now).decode()}"
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('guesses', ?)", (value,))


def nobody(
    word: str,
    where: tuple[Place, ...],
    candidates: Sequence[str],
    card: str | None,
    near: Callable[[str], Sequence[str]],
) -> Finding:
    """What to say of a word that names nobody: `candidates` share it, `card` is one so called that cannot be read.

    `near` gives the names that it may mean.
    """
    if len(candidates) > 1:
        return Finding("KJ302", where, {"value": word, "candidates": "、".join(candidates)})
    if _odd(word):
        return Finding("KJ306", where, {"value": word})
    if card is not None:
        advice = _("its card {path} cannot be read now: mend that first").format(path=card)
        return Finding("KJ301", where, {"value": word, "nearest": advice})
    close = near(word)
    advice = (
        _("did you mean {word}?").format(word="、".join(close))
        if close
        else _("write a card for it below customers/")
    )
    return Finding("KJ301", where, {"value": word, "nearest": advice})


def shown_names(connection: sqlite3.Connection) -> list[str]:
    """The names, other names and ids of all customers, as they are written."""
    rows = connection.execute(
        "SELECT DISTINCT word FROM names WHERE how IN ('name', 'alias', 'id') ORDER BY word"
    )
    return [row[0] for row in rows]


def _unread(connection: sqlite3.Connection, folded: str) -> str | None:
    """The path of a card that is named so and cannot be read."""
    rows = connection.execute(
        "SELECT path FROM notes WHERE refused = 1 AND record IS NULL AND kind = 'customer' ORDER BY path"
    )
    return next((path for (path,) in rows if fold(stem(path)) == folded), None)


def _odd(word: str) -> bool:
    return ".." in word or word.startswith(("/", "\\")) or "\\" in word or "\n" in word
