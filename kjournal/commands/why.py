"""why: the reason each reminder of a customer stands where it stands."""

from __future__ import annotations

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.reminder import Reminder
from kjournal.commands.choosing import customer, name_of
from kjournal.commands.opening import Opened, graph, progress
from kjournal.words import _


def run(journal: Opened, *, word: str) -> int:
    """Print grade, last contacts, cadence and every reminder with its reason."""
    with graph(journal, "why") as opened:
        opened.refresh(progress())
        connection = opened.connection
        identity = customer(connection, word)
        print(f"{name_of(connection, identity)} ({identity})")
        row = connection.execute(
            "SELECT grade, source FROM grades WHERE customer = ?", (identity,)
        ).fetchone()
        grade = row[0] if row else ""
        sources = {"written": _("as written on the card"), "unit": _("as its organisation")}
        source = sources.get(row[1] if row else "", _("not graded yet"))
        print(_("Grade: {grade} ({source})").format(grade=grade or "—", source=source))
        data = connection.execute("SELECT facts FROM facts WHERE customer = ?", (identity,)).fetchone()
        _facts(msgspec.json.decode(data[0], type=Facts) if data else Facts())
        rows = connection.execute(
            "SELECT d.slot, d.due, d.band, d.why, p.day FROM dues AS d LEFT JOIN plan AS p ON p.customer = d.customer AND p.slot = d.slot AND p.rep = d.rep WHERE d.customer = ? ORDER BY d.slot DESC",
            (identity,),
        ).fetchall()
        for slot, due, band, why, planned in rows:
            title = _("Visit") if slot == "visit" else _("Call")
            print(
                _("{title}: due {due}, planned {planned}, {band}").format(
                    title=title, due=due or "—", planned=planned or "—", band=band
                )
            )
            print(f"    {why}")
        print("\n" + _("Reminders:"))
        found = connection.execute(
            "SELECT reminder FROM reminders WHERE customer = ? ORDER BY day, uid", (identity,)
        ).fetchall()
        for (packed,) in found:
            reminder = msgspec.json.decode(packed, type=Reminder)
            when = f"{reminder.day}" + (f" {reminder.start:%H:%M}" if reminder.start else "")
            print(
                f"  {when}  {_('{verb}: {name}').format(verb=reminder.verb, name=reminder.name)}  [{reminder.rule}]"
            )
            print(f"      {reminder.why}")
        if not found:
            print("  " + _("none"))
    return 0


def _facts(facts: Facts) -> None:
    for title, contact in (
        (_("Last visit"), facts.last_visit),
        (_("Last call"), facts.last_call),
        (_("Last contact"), facts.last),
    ):
        if contact is not None:
            print(
                _("{title}: {day} ({channel}) {path}").format(
                    title=title, day=contact.day, channel=contact.channel, path=contact.path
                )
            )
    if facts.tried is not None:
        print(_("Tried in vain: {day}").format(day=facts.tried))
