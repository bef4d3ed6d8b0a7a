"""why: the reason each reminder of a customer stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.reminder import Reminder
from kjournal.commands.choosing import customer
from kjournal.commands.giving import gift_lines
from kjournal.commands.grading import grade_lines
from kjournal.commands.greeting import greeting_lines
from kjournal.commands.listing import headline, rep_shown
from kjournal.commands.opening import Opened, graph, progress
from kjournal.commands.owing import account_lines
from kjournal.findings.cells import visible
from kjournal.graph.refresh import Graph
from kjournal.journal import dossiers
from kjournal.journal.dossier import Dossier
from kjournal.outputs.feeds.event import KIND_LABELS
from kjournal.words import _, ngettext

_SOON = timedelta(days=120)
"""What stands later is counted, not shown."""


def run(journal: Opened, *, word: str) -> int:
    """Print grade, contacts and cadence, account, gifts, and every reminder with its reason."""
    with graph(journal, "why") as opened:
        opened.refresh(progress())
        identity = customer(opened.connection, word)
        dossier = dossiers.load(opened.connection, identity, bodies=False)
        if dossier is None:
            return 1
        row = opened.connection.execute("SELECT facts FROM facts WHERE customer = ?", (identity,)).fetchone()
        facts = msgspec.json.decode(row[0], type=Facts) if row else Facts()
        sections = [
            _title(journal, dossier),
            list(grade_lines(opened, identity)),
            list(_cadence(opened, identity, facts)),
            list(greeting_lines(opened, dossier)),
            list(account_lines(journal, dossier.customer, facts.account)),
            list(gift_lines(journal, dossier, _grade(opened, identity))),
            list(_reminders(opened, dossier)),
        ]
    print("\n\n".join("\n".join(map(visible, section)) for section in sections if section))
    return 0


def _title(journal: Opened, dossier: Dossier) -> list[str]:
    card = dossier.customer
    place = card.region.rpartition("/")[2]
    status = card.status if card.status != "合作" else ""
    more = (card.class_, place, rep_shown(journal.settings, dossier.rep) if dossier.rep else "", status)
    return [f"{card.name} ({dossier.id})", " · ".join(filter(None, more))]


def _grade(opened: Graph, identity: str) -> str:
    row = opened.connection.execute("SELECT grade FROM grades WHERE customer = ?", (identity,)).fetchone()
    return row[0] if row else ""


def _cadence(opened: Graph, identity: str, facts: Facts) -> Iterator[str]:
    """The last contacts, and when the next are due."""
    shown: set[tuple[date, str]] = set()
    for title, contact in (
        (_("Last visit"), facts.last_visit),
        (_("Last call"), facts.last_call),
        (_("Last contact"), facts.last),
    ):
        if contact is not None and (contact.day, contact.path) not in shown:
            shown.add((contact.day, contact.path))
            yield _("{title}: {day} ({channel}) {path}").format(
                title=title, day=contact.day, channel=contact.channel, path=contact.path
            )
    if facts.tried is not None:
        yield _("Tried in vain: {day}").format(day=facts.tried)
    rows = opened.connection.execute(
        "SELECT d.slot, d.due, d.band, d.why, p.day FROM dues AS d LEFT JOIN plan AS p ON p.customer = d.customer AND p.slot = d.slot AND p.rep = d.rep WHERE d.customer = ? ORDER BY d.slot DESC",
        (identity,),
    ).fetchall()
    for slot, due, band, why, planned in rows:
        title = _("Visit") if slot == "visit" else _("Call")
        yield _("{title}: due {due}, planned {planned}, {band}").format(
            title=title, due=due or "—", planned=planned or "—", band=band
        )
        yield f"    {why}"


def _reminders(opened: Graph, dossier: Dossier) -> Iterator[str]:
    """Every reminder of the coming months, each with its rule and reason."""
    yield _("Reminders:")
    rows = opened.connection.execute(
        "SELECT reminder FROM reminders WHERE owner = ? ORDER BY day, uid", (dossier.id,)
    ).fetchall()
    found = [msgspec.json.decode(packed, type=Reminder) for (packed,) in rows]
    near = [one for one in found if one.day <= opened.today + _SOON]
    for one in near:
        when = f"{one.day}" + (f" {one.start:%H:%M}" if one.start else "")
        whose = f"  → {rep_shown(opened.settings, one.rep)}" if one.rep != dossier.rep else ""
        yield f"  {when}  {headline(one)}  [{_(KIND_LABELS[one.kind])} · {one.rule}]{whose}"
        yield f"      {one.why}"
    if not found:
        yield "  " + _("none")
    if later := len(found) - len(near):
        text = ngettext("{n} more after {day}", "{n} more after {day}", later)
        yield "  " + text.format(n=later, day=opened.today + _SOON)
