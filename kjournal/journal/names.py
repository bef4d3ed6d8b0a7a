"""Who is meant: ids given to cards, references resolved to them, and to reps."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from kjournal.files.naming import path_word
from kjournal.findings.finding import Finding, Place
from kjournal.journal.findings import put_findings
from kjournal.journal.nobody import unresolved
from kjournal.journal.who import who
from kjournal.records.rep import Rep
from kjournal.words import _
from kjournal.words.folding import fold, nearest

_STEP = "names"
_WORDS = "SELECT folded FROM names WHERE path = ?"
_REP = "rep_id = (SELECT id FROM rep_words WHERE word = rep)"
_CUSTOMER = """
    (customer, customer_id) = (SELECT COALESCE(MAX(COALESCE(target, word)), ''), MAX(target) FROM refs
    WHERE refs.path = visits.path AND field = 'customer')
"""  # there is one at most; MAX gives a row where there is none
_BESIDE = {"customers": _REP, "visits": f"{_REP}, {_CUSTOMER}"}
"""What is resolved of a note's own fields, each row written once."""


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
        own_path = path_word(path)
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
    unresolved(connection)


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
