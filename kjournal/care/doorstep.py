"""What helps at the door: the lines that stand under a reminder, and who may read each (DOMAIN.md 8)."""

from __future__ import annotations

from collections.abc import Iterable

from kjournal.care.facts import OpenPromise
from kjournal.care.personality import ADVICE
from kjournal.care.reminder import Line
from kjournal.care.rule import Case
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.datum import Point, rounded, wgs84
from kjournal.records.people import Contact
from kjournal.words import _

_PROMISES = 5
_NUMBER = regex(r"\d[\d -]{6,}")


def lines(case: Case, *, promises: bool = True, door: bool = False) -> tuple[Line, ...]:
    """Phone, when to come (at the `door`), who decides, last talk, open promises, advice.

    A brief feed shows what is internal, but no phone and no amount (FEEDS.md), so a phone is private here. Prose is
    private because it may hold anything.
    """
    facts = case.facts
    found: list[Line] = phone_line(phones(case))
    if door:
        found += _opening(case.dossier.customer)
    if deciders := [person.name for person in _there(case) if person.decides and person.name]:
        found.append(Line(_("Decides: {people}").format(people="、".join(deciders))))
    if facts.tried is not None:
        found.append(Line(_("Tried in vain: {day}").format(day=facts.tried.isoformat()), "internal"))
    if facts.last and facts.last.talk:
        found.append(
            Line(_("Last talk {day}: {talk}").format(day=facts.last.day.isoformat(), talk=facts.last.talk))
        )
    if facts.wanted:
        found.append(Line(_("Left for the next time: {what}").format(what=facts.wanted)))
    if promises:
        found += map(_promised, facts.promises[:_PROMISES])
    found += [Line(_("Advice: {advice}").format(advice=ADVICE[kind].said)) for kind in _personalities(case)]
    return tuple(found)


def phone_line(numbers: str) -> list[Line]:
    """The line with telephone numbers, where there are any."""
    return [Line(_("Phone: {phone}").format(phone=numbers))] if numbers else []


def phones(case: Case) -> str:
    """The card's number, else those of its people."""
    card = case.dossier.customer
    if card.phone:
        return card.phone
    return "、".join(f"{person.name} {person.phone}".strip() for person in _there(case) if person.phone)


def place(card: Customer) -> str:
    """Where it is, for the calendar."""
    return card.address or ""


def position(case: Case) -> Point | None:
    """Where it is, as calendars and phones take coordinates."""
    geo = case.dossier.customer.geo
    return None if geo is None else rounded(wgs84(geo, case.settings.datum))


def _there(case: Case) -> Iterable[Contact]:
    """The contacts who have not left."""
    return (
        person
        for person in case.dossier.customer.contacts
        if person.left is None or not case.today.reached(person.left)
    )


def _opening(card: Customer) -> list[Line]:
    """When somebody is there, as the card says it; not for a brief feed where a number to call stands in it."""
    said = (
        (_("When to come: {hours}"), card.hours),
        (_("Received on: {hours}"), card.reception),
        (_("Sees patients: {hours}"), card.duty),
        (_("Market days: {hours}"), card.market_days),
    )
    return [
        Line(text.format(hours=hours), "private" if _NUMBER.search(hours) else "internal")
        for text, hours in said
        if hours
    ]


def _promised(promise: OpenPromise) -> Line:
    text = _("They promised: {what}") if promise.theirs else _("We promised: {what}")
    if promise.due:
        text = (
            _("They promised: {what} (by {day})") if promise.theirs else _("We promised: {what} (by {day})")
        )
    return Line(text.format(what=promise.what, day=promise.due and promise.due.isoformat()))


def _personalities(case: Case) -> list[str]:
    """The types of the customer itself and of who decides there."""
    people = [case.dossier.customer, *(person for person in _there(case) if person.decides)]
    kinds = dict.fromkeys(kind for person in people for kind in person.personality)
    return [kind for kind in kinds if kind in ADVICE]
