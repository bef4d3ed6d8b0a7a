"""What pages leave out: at the level `brief` what is private (DOMAIN.md 8), where they are shown to others birthdays."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kjournal.care.facts import Contacted, Facts
from kjournal.care.reminder import Line, Reminder
from kjournal.journal.dossier import Dossier
from kjournal.ledger.account import Account
from kjournal.ledger.entries import NONE
from kjournal.records.secrecy import internal_part
from kjournal.words import _

_VISIBLE = frozenset({"public", "internal"})


def discreet_dossier(dossier: Dossier) -> Dossier:
    """A dossier without what is private: no text, no money, no judgement, no family."""
    visits = tuple(replace(one, visit=internal_part(one.visit), body="") for one in dossier.visits)
    return replace(dossier, customer=internal_part(dossier.customer), visits=visits, body="")


def discreet_facts(known: Facts) -> Facts:
    """Facts without what notes say in words, promises and money."""
    return replace(
        known,
        last=_wordless(known.last),
        last_visit=_wordless(known.last_visit),
        last_call=_wordless(known.last_call),
        promises=(),
        account=Account(),
        sales=NONE,
    )


def discreet_reminder(reminder: Reminder) -> Reminder:
    """A reminder as a colleague's phone shows it."""
    lines = (one if one.sensitivity in _VISIBLE else Line(one.short, "internal") for one in reminder.lines)
    return replace(
        reminder,
        why=reminder.why if reminder.why_sensitivity in _VISIBLE else "",
        lines=tuple(one for one in lines if one.text),
    )


def undated_dossier(dossier: Dossier) -> Dossier:
    """A dossier without birthdays and anniversaries: by its day somebody would be known."""
    card = dossier.customer
    contacts = tuple(replace(one, birthday=None, anniversaries=()) for one in card.contacts)
    return replace(dossier, customer=replace(card, birthday=None, anniversaries=(), contacts=contacts))


def undated_reminders(reminders: Iterable[Reminder]) -> list[Reminder]:
    """Those that are not of a birthday, without lines about one."""
    words = (_("birthday"), _("anniversary"))
    return [
        replace(one, lines=tuple(line for line in one.lines if not any(word in line.text for word in words)))
        for one in reminders
        if one.rule != "birthday"
    ]


def _wordless(contact: Contacted | None) -> Contacted | None:
    return replace(contact, talk="") if contact is not None else None
