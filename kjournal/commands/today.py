"""today: what to do."""

from __future__ import annotations

import sqlite3

from kjournal.commands.opening import Opened, graph, progress, rep_named
from kjournal.words import _, ngettext

_ROWS = """
    SELECT rep, day, start, verb, name, why, open FROM reminders
    WHERE rule != 'daily' AND kind != 'brief' AND (day = :today OR (open = 1 AND day < :today)) AND (:rep IS NULL OR rep = :rep)
    ORDER BY rep, day, start IS NULL, start, name, uid
"""


def run(journal: Opened, *, rep: str | None = None) -> int:
    """Print what stands on today and what is open from before, by rep."""
    with graph(journal, "today") as opened:
        opened.refresh(progress())
        day = journal.today.isoformat()
        rows = opened.connection.execute(
            _ROWS, {"today": day, "rep": rep_named(journal.settings, rep)}
        ).fetchall()
        problems = opened.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
    print(f"{journal.settings.title}  {day}")
    by_rep: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_rep.setdefault(row[0], []).append(row)
    for identity, mine in by_rep.items():
        known = journal.settings.reps.get(identity)
        print("\n" + (known.shown if known else identity or _("without a rep")))
        _section(_("Today"), [row for row in mine if row[1] == day], dated=False)
        _section(_("Not done yet"), [row for row in mine if row[1] < day], dated=True)
    if not rows:
        print("\n" + _("Nothing is due today."))
    if problems and int(problems[0]):
        count = int(problems[0])
        print(
            "\n"
            + ngettext(
                "{n} note has an error: kjournal check", "{n} notes have errors: kjournal check", count
            ).format(n=count)
        )
    return 0


def _section(title: str, rows: list[sqlite3.Row], *, dated: bool) -> None:
    if not rows:
        return
    print(f"  {title}")
    for _rep, day, start, verb, name, why, _open in rows:
        when = day if dated else start or "--:--"
        print(f"    {when}  {_('{verb}: {name}').format(verb=verb, name=name)}")
        print(f"    {' ' * len(when)}    {why}")
