"""The register of gifts: a row for each line that a dossier or an activity gave, and the checks that look across them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from kjournal.check import activities
from kjournal.check.books import Books
from kjournal.check.shape import Places
from kjournal.dates.today import Today
from kjournal.files.naming import stem
from kjournal.findings.finding import Finding
from kjournal.graph.engine import Engine
from kjournal.journal import dossiers
from kjournal.journal.findings import put_findings
from kjournal.journal.store import transaction
from kjournal.ledger.gifts import ACTIVITY, PRINTED, cap, given, occasions, total, worth
from kjournal.ledger.recipients import GUARDED
from kjournal.ledger.settings import Caps
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

EVERYBODY = 5
"""From so many customers on, the same thing on one occasion was for everybody (S0 S1)."""
_GUESTS = """
    INSERT OR IGNORE INTO dirty SELECT 'activities', r.path FROM dirty AS d CROSS JOIN refs AS r
    WHERE d.step = 'dossier' AND r.target = d.key AND r.field = 'customers'
"""
_visit = msgspec.json.Decoder(Visit).decode
Row = tuple[Any, ...]


class Register:
    """The work of its steps for one key."""

    def __init__(self, engine: Engine, caps: Caps, places: Places) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.caps = caps
        self.places = places

    def guests(self) -> None:
        """Activities are looked at again when the card of a guest changed; asked before the dossiers are worked out."""
        with transaction(self.connection):
            self.connection.execute(_GUESTS)

    def of_dossier(self, books: Books) -> Iterator[Row]:
        """The rows of one customer's gifts, each with the cap of its occasion."""
        dossier = books.dossier
        for group in occasions(given(dossier, books.today)):
            most = cap(dossier.customer, self.caps, group, key=books.key)
            whole = total(group)
            for one in group:
                gift, day = one.gift, one.visit.date
                yield (
                    dossier.id, one.visit.path, one.n, dossier.id, one.visit.rep, one.visit.id, day.isoformat(), day.year,
                    gift.to, one.who, gift.occasion, gift.item, _text(one.worth), _text(most), 1,
                    _text(one.worth if one.who in GUARDED else whole),
                )  # fmt: skip

    def activity(self, path: str) -> None:
        """The rows and findings of one activity."""
        today = self.engine.fresh()
        row = self.connection.execute(
            "SELECT n.record, v.rep_id FROM visits AS v JOIN notes AS n ON n.path = v.path WHERE v.path = ? AND v.kind = ?",
            (path, ACTIVITY),
        ).fetchone()
        said = _visit(row[0]) if row is not None else None
        rows: list[Row] = []
        found: list[Finding] = []
        if said is not None and said.date and said.status == "完成" and today.reached(said.date):
            guests = self._cards(path)
            held = activities.Activity(path, said.gifts, guests, self.caps)
            found = activities.check(held, self.places)
            rows = [self._of_activity(held, n, said, row[1] or "") for n in range(len(said.gifts))]
        put_findings(self.connection, "activities", path, found)
        self.moved(path)
        self.put("activities", path, rows, today)

    def _cards(self, path: str) -> tuple[Customer, ...]:
        """The cards of an activity's guests, each once."""
        rows = self.connection.execute(
            "SELECT target FROM refs WHERE path = ? AND field = 'customers' AND target IS NOT NULL ORDER BY n",
            (path,),
        ).fetchall()
        found = (
            dossiers.load(self.connection, one, bodies=False, visits=False)
            for one in dict.fromkeys(r[0] for r in rows)
        )
        return tuple(one.customer for one in found if one is not None)

    def _of_activity(self, held: activities.Activity, n: int, said: Visit, rep: str) -> Row:
        path, guests, gift, day = held.path, held.guests, said.gifts[n], said.date
        assert day is not None  # noqa: S101  its caller looked
        kinds = sorted({one.who for one in activities.shares(held) if one.gift is gift})
        spent, most = activities.beside_cap(held, gift)
        return (
            path, path, n, "", rep, stem(path), day.isoformat(), day.year, gift.to, "、".join(kinds), gift.occasion or said.what,
            gift.item, _text(worth(gift)), _text(most), len(guests), _text(spent),
        )  # fmt: skip

    def put(self, step: str, owner: str, rows: list[Row], today: Today | None) -> None:
        """Lay down the rows of an owner; the reps they are of are looked at for what everybody got."""
        reps = {rep for (rep,) in self.connection.execute("SELECT rep FROM given WHERE owner = ?", (owner,))}
        if self.engine.put(step, owner, {"given": rows}, today, column="owner"):
            self.engine.mark("alike", reps | {row[4] for row in rows})

    def moved(self, owner: str) -> None:
        """The lines of an owner's notes may be others, though no row is: what was found across its gifts is placed anew."""
        found = self.connection.execute(
            "SELECT DISTINCT g.rep FROM given AS g JOIN findings AS f ON f.step = 'alike' AND f.key = g.rep WHERE g.owner = ?",
            (owner,),
        )
        self.engine.mark("alike", [rep for (rep,) in found.fetchall()])

    def alike(self, rep: str) -> None:
        """The same thing to many customers on one occasion, by one rep; printed matter may be the same for all."""
        rows = self.connection.execute(
            "SELECT occasion, year, item, customer, path, guests FROM given WHERE rep = ? AND occasion != '' AND item != '' "
            "ORDER BY day DESC, path, n",
            (rep,),
        )
        groups: dict[tuple[str, int, str], list[Row]] = {}
        for row in rows.fetchall():
            if not PRINTED.search(row[2]):
                groups.setdefault((row[0], row[1], fold(row[2])), []).append(row)
        found = []
        for (occasion, _year, _item), some in sorted(groups.items()):
            count = len({row[3] for row in some if row[3]}) + sum(row[5] for row in some if not row[3])
            if count >= EVERYBODY:
                places = tuple(dict.fromkeys(self.places(row[4], "gifts") for row in some))
                args = {"item": some[0][2], "count": str(count), "occasion": occasion}
                found.append(Finding("KJ533", places, args))
        put_findings(self.connection, "alike", rep, found)


def _text(amount: Decimal | None) -> str | None:
    return f"{amount:f}" if amount is not None else None
