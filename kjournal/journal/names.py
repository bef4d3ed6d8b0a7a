"""Who is meant: ids given to cards, references resolved to them, and what did not come out."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import msgspec

from kjournal.findings.finding import Finding, Place
from kjournal.records.rep import Rep
from kjournal.words import _
from kjournal.words.folding import fold, nearest

_RANK = {"id": 0, "path": 1, "stem": 2, "name": 2, "alias": 3}
_RESOLVED = {"customer", "org", "merged_into", "introduced_by", "customers"}
NEAR = 3
"""Names that are proposed for a word that names nobody."""
_guessed = msgspec.json.Decoder(dict[str, list[str]]).decode
_MUST = ("customer", "org", "merged_into", "customers")
"""References that must name a card; an introducer may be anybody."""
_STEP = "names"
_WORDS = "SELECT folded FROM names WHERE path = ?"
_REP = "rep_id = (SELECT id FROM rep_words WHERE word = rep)"
_CUSTOMER = """
    (customer, customer_id) = (SELECT COALESCE(MAX(COALESCE(target, word)), ''), MAX(target) FROM refs
    WHERE refs.path = visits.path AND field = 'customer')
"""  # there is one at most; MAX gives a row where there is none
_BESIDE = {"customers": _REP, "visits": f"{_REP}, {_CUSTOMER}"}
"""What is resolved of a note's own fields, each row written once."""
SAID, ACROSS = "said", "findings of "
"""What is marked as other than before: the findings of notes, and those across notes by the step that made them."""


def refresh(connection: sqlite3.Connection, reps: dict[str, Rep]) -> bool:
    """Give ids, resolve what changed, mark the dossiers it touches. Whether cards changed."""
    run = connection.execute
    cards = [row[0] for row in run("SELECT key FROM dirty WHERE step = 'cards'")]
    paths = {row[0] for row in run("SELECT key FROM dirty WHERE step = 'refs'")} | set(cards)
    folded = {row[0] for row in run("SELECT key FROM dirty WHERE step = 'names'")}
    if cards:
        folded |= _give_ids(connection)
        for path in cards:
            folded |= {row[0] for row in run(_WORDS, (path,))}
    _resolve(connection, paths, folded)
    _touch(connection, {*cards, *paths})
    _reps(connection, reps)
    run("DELETE FROM dirty WHERE step IN ('cards', 'refs', 'names')")
    return bool(cards)


def _give_ids(connection: sqlite3.Connection) -> set[str]:
    """Every card's id: the one written, else the file's stem; its path where two would share one."""
    rows = connection.execute("SELECT path, written_id, stem, id FROM customers ORDER BY path").fetchall()
    claims: dict[str, list[str]] = defaultdict(list)
    for path, written, _stem, _now in rows:
        if written:
            claims[fold(written)].append(path)
    stems: dict[str, list[str]] = defaultdict(list)
    for path, written, stem, _now in rows:
        if not written:
            stems[fold(stem)].append(path)
    findings: list[Finding] = []
    changed: set[str] = set()
    for path, written, stem, now in rows:
        own_path = path.removesuffix(".md").removeprefix("customers/")
        word = written or stem
        clash = len(claims[fold(word)]) > 1 if written else len(stems[fold(word)]) > 1 or fold(word) in claims
        identity = own_path if clash else word
        if identity != now:
            if now is not None:  # whatever word names the card names another id now
                changed |= {row[0] for row in connection.execute(_WORDS, (path,))}
            connection.execute("UPDATE customers SET id = ? WHERE path = ?", (identity, path))
            for old in {now, identity} - {None}:
                connection.execute("INSERT OR IGNORE INTO dirty VALUES ('dossier', ?)", (old,))
    for folded, paths in sorted(claims.items()):
        if len(paths) > 1:
            word = next(row[1] for row in rows if row[0] == paths[0])
            findings.append(
                Finding("KJ303", tuple(_place(connection, path, "id") for path in paths), {"value": word})
            )
        elif folded in stems:
            findings.append(_shared_stem(rows, [*stems.pop(folded), *paths]))
    findings += [_shared_stem(rows, paths) for _folded, paths in sorted(stems.items()) if len(paths) > 1]
    put_findings(connection, _STEP, "ids", findings)
    return changed


def _shared_stem(rows: list[tuple[str, str, str, str]], paths: list[str]) -> Finding:
    stem = next(row[2] for row in rows if row[0] == paths[0])
    return Finding("KJ305", tuple(Place(path) for path in sorted(paths)), {"value": stem})


def _resolve(connection: sqlite3.Connection, paths: set[str], folded: set[str]) -> None:
    """Resolve the references of these notes, those with these words, and all that name nobody yet."""
    run = connection.execute
    todo = run("SELECT path, field, n, word, folded, target FROM refs WHERE target IS NULL").fetchall()
    # In an index that was just made nothing is resolved yet: all that these words name is there already.
    resolved = run("SELECT 1 FROM refs WHERE target IS NOT NULL LIMIT 1").fetchone()
    for word in folded if resolved else ():
        todo += run(
            "SELECT path, field, n, word, folded, target FROM refs WHERE folded = ?", (word,)
        ).fetchall()
    seen: set[tuple[str, str, int]] = set()
    known: dict[str, tuple[str | None, list[str]]] = {}
    moved: list[tuple[str | None, str, str, int]] = []
    touched: set[str] = set()
    for path, field, n, word, key, target in todo:
        if (path, field, n) in seen:
            continue
        seen.add((path, field, n))
        if word not in known:
            known[word] = who(connection, word, key)
        new = known[word][0]
        if new == target:
            continue
        moved.append((new, path, field, n))
        paths.add(path)
        touched |= {identity for identity in (target, new) if identity}
    connection.executemany("UPDATE refs SET target = ? WHERE path = ? AND field = ? AND n = ?", moved)
    connection.executemany("INSERT OR IGNORE INTO dirty VALUES ('dossier', ?)", [(one,) for one in touched])
    _unresolved(connection)


def who(connection: sqlite3.Connection, word: str, folded: str | None = None) -> tuple[str | None, list[str]]:
    """The id of the customer that a word names, and all candidates of the best kind.

    A written id comes first, then a path, then a name or the file's, then an alias.
    """
    rows = connection.execute(
        "SELECT c.id, n.how, n.word FROM names AS n JOIN customers AS c ON c.path = n.path WHERE n.folded = ?",
        (folded if folded is not None else fold(word),),
    ).fetchall()
    return among((identity, how) for identity, how, _written in rows)


def among(known: Iterable[tuple[str, str]]) -> tuple[str | None, list[str]]:
    """The one that is meant among the customers that a word can name, each with how it does; and the candidates."""
    by_rank: dict[int, set[str]] = defaultdict(set)
    for identity, how in known:
        by_rank[_RANK[how]].add(identity)
    for rank in sorted(by_rank):
        if rank == _RANK["id"] and len(by_rank[rank]) > 1:
            continue  # an id on two cards names neither (KJ303); each is known by its path
        return (next(iter(by_rank[rank])) if len(by_rank[rank]) == 1 else None), sorted(by_rank[rank])
    return None, sorted(set().union(*by_rank.values()))


def _unresolved(connection: sqlite3.Connection) -> None:
    """One finding a word that names nobody, with all its places."""
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
    put_findings(connection, _STEP, "refs", findings)
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
    return next(
        (path for (path,) in rows if fold(path.rpartition("/")[2].removesuffix(".md")) == folded), None
    )


def _odd(word: str) -> bool:
    return ".." in word or word.startswith(("/", "\\")) or "\\" in word or "\n" in word


def _touch(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Mark the dossiers of these cards and of the customers that these notes name; keep the cards' resolved ids beside them.

    CROSS JOIN looks up each touched note; left to itself SQLite goes through all notes.
    """
    run = connection.execute
    run("CREATE TEMP TABLE IF NOT EXISTS touched (path TEXT PRIMARY KEY) WITHOUT ROWID")
    run("DELETE FROM touched")
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(path,) for path in paths])
    run(
        "INSERT OR IGNORE INTO dirty SELECT 'dossier', id FROM touched CROSS JOIN customers USING (path) WHERE id IS NOT NULL "
        "UNION SELECT 'dossier', target FROM touched CROSS JOIN refs USING (path) WHERE target IS NOT NULL"
    )
    run(
        "UPDATE customers SET org_id = (SELECT target FROM refs WHERE refs.path = customers.path AND field = 'org') "
        "WHERE path IN (SELECT path FROM touched)"
    )
    run(
        "INSERT OR IGNORE INTO dirty SELECT 'activities', v.path FROM touched AS t CROSS JOIN visits AS v "
        "WHERE v.path = t.path AND v.kind = '活动'"
    )
    _kin(connection)


def _kin(connection: sqlite3.Connection) -> None:
    """A visit to a person counts for the organisation, and may count the other way: both sides are touched."""
    connection.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'dossier', org_id FROM customers "
        "WHERE org_id IS NOT NULL AND id IN (SELECT key FROM dirty WHERE step = 'dossier')"
    )
    connection.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'dossier', id FROM customers "
        "WHERE org_id IN (SELECT key FROM dirty WHERE step = 'dossier')"
    )


def _reps(connection: sqlite3.Connection, reps: dict[str, Rep]) -> None:
    """The rep's id of each card and visit touched, and the customer's; a rep that the settings do not know is used as written."""
    known = {fold(word): rep.id for rep in reps.values() for word in (rep.id, rep.name) if word}
    strangers = False
    own = [rep.id for rep in reps.values() if rep.role != "主管"]
    sole = own[0] if len(own) == 1 else ""  # where there is one rep, everybody is that rep's
    run = connection.execute
    run("CREATE TEMP TABLE IF NOT EXISTS rep_words (word TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID")
    run("DELETE FROM rep_words")
    for table in ("customers", "visits"):
        words = run(f"SELECT DISTINCT rep FROM touched CROSS JOIN {table} USING (path)").fetchall()
        for (word,) in words:
            rep = known.get(fold(word)) if word else sole
            strangers = strangers or rep is None
            run("INSERT OR IGNORE INTO rep_words VALUES (?, ?)", (word, word if rep is None else rep))
        run(f"UPDATE {table} SET {_BESIDE[table]} WHERE path IN (SELECT path FROM touched)")
    had = run("SELECT 1 FROM findings WHERE step = ? AND key = 'reps'", (_STEP,)).fetchone()
    if not (strangers or had):  # the common case: no look at every note
        return
    unknown: dict[str, list[Place]] = defaultdict(list)
    for table in ("customers", "visits"):
        for path, rep in connection.execute(f"SELECT path, rep FROM {table} WHERE rep != '' ORDER BY path"):
            if fold(rep) not in known:
                unknown[rep].append(_place(connection, path, "rep"))
    shown = [word for rep in reps.values() for word in (rep.name or rep.id,)]
    findings = []
    for rep, where in sorted(unknown.items()):
        close = nearest(rep, shown, 1)
        advice = (
            _("did you mean {word}?").format(word=close[0]) if close else _("add [reps.…] to kjournal.toml")
        )
        findings.append(Finding("KJ307", tuple(where), {"value": rep, "nearest": advice}))
    put_findings(connection, _STEP, "reps", findings)


def _place(connection: sqlite3.Connection, path: str, field: str) -> Place:
    """Where a note's field stands."""
    row = connection.execute("SELECT places FROM notes WHERE path = ?", (path,)).fetchone()
    places = msgspec.json.decode(row[0]) if row and row[0] else {}
    return Place(path, *places[field]) if field in places else Place(path)


def put_findings(connection: sqlite3.Connection, step: str, key: str, findings: list[Finding]) -> None:
    """Replace the findings that a step made for a key; the notes whose findings changed are marked for their pages."""
    known = connection.execute(
        "SELECT finding FROM findings WHERE step = ? AND key = ? ORDER BY n", (step, key)
    ).fetchall()
    told = [msgspec.json.encode(found) for found in findings]
    if [row[0] for row in known] == told:
        return
    noted = {place.path for found in findings for place in found.places}
    noted |= {place.path for row in known for place in msgspec.json.decode(row[0], type=Finding).places}
    connection.executemany(
        "INSERT OR IGNORE INTO dirty VALUES ('noted', ?)", [(path,) for path in sorted(noted)]
    )
    connection.execute("INSERT OR IGNORE INTO dirty VALUES ('told', ?)", (f"{ACROSS}{step}",))
    connection.execute("DELETE FROM findings WHERE step = ? AND key = ?", (step, key))
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
        [(step, key, n, found.place.path, found.code, told[n]) for n, found in enumerate(findings)],
    )
