"""What `why` says of a customer's quiet times and of the festival lists it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from kjournal.care.festivals import between
from kjournal.care.greeted import Greeted
from kjournal.care.quiet import quiet_times
from kjournal.care.rule import merged
from kjournal.care.rules import RULES, festival
from kjournal.graph.refresh import Graph
from kjournal.journal.dossier import Dossier
from kjournal.words import _

_YEAR = timedelta(days=366)


def greeting_lines(opened: Graph, dossier: Dossier) -> Iterator[str]:
    """What is silenced until when; to whom something happened stays in the note. And the lists of the coming year."""
    for one in quiet_times(dossier.customer, opened.settings.care.quiet):
        if one.until >= opened.today:
            yield _("Left in peace from {since} until {until} ({kind})").format(
                since=one.since, until=one.until, kind=one.kind or "—"
            )
            silent = "、".join(rule.name for rule in RULES if rule.quiet)
            yield "    " + _("silenced: {rules}; what was promised stands").format(rules=silent)
    yield from _lists(opened, dossier.id)


def _lists(opened: Graph, identity: str) -> Iterator[str]:
    """On which festivals' lists the customer stands, and from which it is left out."""
    care = opened.settings.care
    row = opened.connection.execute("SELECT row FROM greeted WHERE customer = ?", (identity,)).fetchone()
    if row is None or not merged(festival.RULE.defaults, care.rule(festival.RULE.name)).on:
        return
    said = msgspec.json.decode(row[0], type=Greeted)
    coming = between(care.festivals, opened.today, opened.today + _YEAR)
    mine = [one for one in coming if said.keeps(one.festival)]
    shown = (
        (_("On the festival lists: {festivals}"), [one for one in mine if not said.silent(one.day)]),
        (_("Left out of the festival lists: {festivals}"), [one for one in mine if said.silent(one.day)]),
    )
    for text, found in shown:
        if found:
            yield text.format(festivals="、".join(f"{one.festival.name} {one.day}" for one in found))
