"""What helps at the door: the lines that stand under a reminder."""

from __future__ import annotations

from kjournal.care.facts import Facts
from kjournal.care.reminder import Line
from kjournal.journal.dossier import Dossier
from kjournal.records.customer import Customer
from kjournal.words import N_, _

_PROMISES = 5
ADVICE = {
    "内向": N_("the first impression counts: find what interests them; not too much warmth at once"),
    "随和": N_("bring patience and humour"),
    "刚强": N_("be strict and on time; best introduced by somebody they respect"),
    "神经质": N_("choose words with care, be patient; do not stir their mood"),
    "虚荣": N_("let them speak; do not outshine them"),
    "好斗": N_("come well prepared; no idle argument"),
    "顽固": N_("give it time; do not force a change"),
    "怀疑": N_("show confidence and data; never yield lightly on the price"),
    "沉默": N_("ask simple questions and open the talk"),
}
"""What to do for each of the nine types (S4). The type itself is never shown."""


def lines(dossier: Dossier, facts: Facts, *, promises: bool = True) -> tuple[Line, ...]:
    """Phone, people, last talk, open promises, advice."""
    card = dossier.customer
    found: list[Line] = []
    if phone := phones(card):
        found.append(Line(_("Phone: {phone}").format(phone=phone)))
    if deciders := [person.name for person in card.contacts if person.decides and person.left is None]:
        found.append(Line(_("Decides: {people}").format(people="、".join(deciders))))
    if facts.last and facts.last.talk:
        found.append(
            Line(_("Last talk {day}: {talk}").format(day=facts.last.day.isoformat(), talk=facts.last.talk))
        )
    if promises:
        for promise in facts.promises[:_PROMISES]:
            text = _("They promised: {what}") if promise.theirs else _("We promised: {what}")
            due = _(" (by {day})").format(day=promise.due.isoformat()) if promise.due else ""
            found.append(Line(text.format(what=promise.what) + due))
    for kind in _personalities(card):
        found.append(Line(_("Advice: {advice}").format(advice=_(ADVICE[kind]))))
    return tuple(found)


def phones(card: Customer) -> str:
    """The card's number, else those of its people."""
    if card.phone:
        return card.phone
    return "、".join(
        f"{person.name} {person.phone}".strip()
        for person in card.contacts
        if person.phone and person.left is None
    )


def _personalities(card: Customer) -> list[str]:
    people = [card, *(person for person in card.contacts if person.decides and person.left is None)]
    return [
        kind
        for kind in dict.fromkeys(kind for person in people for kind in person.personality)
        if kind in ADVICE
    ]


def place(card: Customer) -> str:
    """Where it is, for the calendar."""
    return card.address or ""
