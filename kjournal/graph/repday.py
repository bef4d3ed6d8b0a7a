"""A rep's working days as steps: the plan of visits and calls, and the daily entry of what is open and past its day."""

from __future__ import annotations

import sqlite3
from datetime import date

from kjournal.care.channels import SLOTS
from kjournal.care.daily import Open, daily
from kjournal.care.plan import Waiting, overload, plan
from kjournal.care.settings import CareSettings
from kjournal.findings.finding import Finding, Place
from kjournal.graph.engine import Engine
from kjournal.graph.months import reminder_row
from kjournal.journal.findings import put_findings
from kjournal.journal.whose import is_concerned

_LATE = """
    SELECT uid, rule, day, verb, name, due FROM reminders WHERE rep = ? AND open = 1 AND day < ? ORDER BY day, uid
"""


class RepDay:
    """The work of the steps for one rep."""

    def __init__(self, engine: Engine, care: CareSettings) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.care = care

    def plan(self, rep: str) -> None:
        """The planned days of one rep; customers whose day moved go on."""
        care = self.care
        today = self.engine.fresh()
        before = {
            (row[0], row[1]): row[2]
            for row in self.connection.execute("SELECT customer, slot, day FROM plan WHERE rep = ?", (rep,))
        }
        known = care.reps.get(rep)
        _name, preset = care.cadence.of("", known)
        after: dict[tuple[str, str], str] = {}
        findings = []
        for slot in SLOTS:
            room = (known.capacity.get(slot) if known else None) or preset.room(slot)
            waiting = self._waiting(rep, slot)
            if (over := overload(waiting, room, len(care.calendar.workdays))) is not None:
                args = {
                    "rep": known.shown if known else rep or "—",
                    "need": str(over[0]),
                    "room": str(over[1]),
                }
                findings.append(Finding("KJ405", (Place("kjournal.toml"),), args))
            for customer, day in plan(waiting, room, care.calendar, today.value).items():
                after[(customer, slot)] = day.isoformat()
        put_findings(self.connection, "plan", rep, findings)
        rows = [(customer, slot, rep, day) for (customer, slot), day in sorted(after.items())]
        if self.engine.put("plan", rep, {"plan": rows}, today, column="rep"):
            self.engine.mark("calendar", ["*"])
        moved = {
            customer
            for customer, slot in before.keys() | after.keys()
            if before.get((customer, slot)) != after.get((customer, slot))
        }
        self.engine.mark("planned", moved)

    def calendar(self, _all: str) -> None:
        """The years in which something is planned although their make-up days are not published yet."""
        years = self.connection.execute(
            "SELECT DISTINCT CAST(substr(day, 1, 4) AS INTEGER) FROM plan ORDER BY 1"
        )
        unknown = [year for (year,) in years.fetchall() if not self.care.calendar.year_known(year)]
        found = [Finding("KJ406", (Place("kjournal.toml"),), {"year": str(year)}) for year in unknown]
        put_findings(self.connection, "plan", "calendar", found)

    def _waiting(self, rep: str, slot: str) -> list[Waiting]:
        rows = self.connection.execute(
            "SELECT customer, due, days, band, weekday FROM dues WHERE rep = ? AND slot = ? ORDER BY customer",
            (rep, slot),
        )
        return [
            Waiting(customer, _day(due), days, band, weekday) for customer, due, days, band, weekday in rows
        ]

    def daily(self, rep: str) -> None:
        """What is open and past its day, for one rep."""
        today = self.engine.fresh()
        day = today.value
        late = [
            Open(uid, rule, date.fromisoformat(stood), verb, name, _day(due))
            for uid, rule, stood, verb, name, due in self.connection.execute(_LATE, (rep, day.isoformat()))
        ]
        made = (
            daily(rep, late, self.errors(), self.care.calendar, day)
            if is_concerned(self.connection, rep)
            else None
        )
        owner = f"rep:{rep}"
        rows = [reminder_row(owner, made)] if made is not None else []
        if self.engine.put("daily", rep, {"reminders": rows}, today, column="owner", value=owner):
            self.engine.mark("events", [owner])
            self.engine.mark("lists", ["*"])

    def errors(self) -> int:
        """How many notes have an error."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
        return int(row[0]) if row else 0


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
