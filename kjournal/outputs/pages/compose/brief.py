"""The brief for the door: one pure function of a customer and the day of the visit."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kjournal.care.celebrations import kept, still_there
from kjournal.care.facts import OpenPromise, talk
from kjournal.care.nearby import Neighbour
from kjournal.care.personality import ADVICE
from kjournal.care.window import LONGEST_YEAR, likely
from kjournal.dates.annual import DayOfYear, Occurrence
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit
from kjournal.outputs.pages import brief as view
from kjournal.outputs.pages.brief import Brief
from kjournal.outputs.pages.compose.door import Door
from kjournal.outputs.pages.compose.errand import aims, appointment, ask, asked, bring
from kjournal.outputs.pages.compose.flags import flags
from kjournal.outputs.pages.compose.people import is_person
from kjournal.outputs.pages.compose.values import part, row
from kjournal.outputs.pages.links import brief_file, page_file
from kjournal.outputs.pages.parts import Link, Phone, phones, unlinked
from kjournal.patterns import regex
from kjournal.records.business import Stock
from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.datum import rounded, wgs84
from kjournal.records.people import Contact
from kjournal.records.secrecy import public_part
from kjournal.words import _
from kjournal.words.numbers import number

BEFORE, AFTER = timedelta(days=3), timedelta(days=14)
"""Birthdays and festivals so near to the visit are told: one that is just over may still be wished for."""
_TALKS = 3
_CALLS = 3
_PEOPLE = 4
_SHELF = 6
_RIVALS = 2
_EXPIRES = timedelta(days=183)
_CONGRATULATED = timedelta(days=90)
_LONGEST = 60
_ON_RIVALS = regex(r"^#{1,6}\s*(?:竞争者信息|竞争对手)\s*$", re.MULTILINE)
_HEADING = regex(r"^#{1,6}\s", re.MULTILINE)
_MARKS = regex(r"[*_`>|]+|^\s*[-+]\s+", re.MULTILINE)


def brief(door: Door) -> Brief:
    """What to know before going in, in the order of DOMAIN.md 7."""
    card, dossier = door.card, door.dossier
    promised = [(one.theirs, _word(one, door)) for one in door.facts.promises]
    left, shelf = _next(door), _shelf(door)
    agreed, goals = appointment(door), aims(door, left, shelf[1])
    return Brief(
        row=door.row,
        org=Link(dossier.org_name, page_file(dossier.org)) if dossier.org else None,
        calls=_calls(door),
        address=card.address,
        geo=None if card.geo is None else rounded(wgs84(card.geo, door.care.datum)),
        hours=tuple(_hours(door)),
        day=agreed.day if agreed else None,
        start=agreed.start if agreed else None,
        flags=flags(door),
        ours=tuple(one for theirs, one in promised if not theirs),
        theirs=tuple(one for theirs, one in promised if theirs),
        talks=tuple(_talk(visit) for visit in door.happened[:_TALKS]),
        next=left,
        bring=bring(door),
        ask=ask(card),
        asked=asked(door),
        shelf=shelf[1],
        seen=shelf[0].date if shelf[0] else None,
        ordered=_ordered(door),
        order=next((one.why for one in door.reminders if one.rule == "restock"), ""),
        manners=tuple(_manners(door)),
        people=tuple(_people(door))[:_PEOPLE],
        coming=tuple(_coming(door)),
        rivals=tuple(_rivals(door)),
        beside=tuple(_beside(one, door) for one in door.neighbours),
        aim=goals[0],
        aims=goals[1:],
    )


def _calls(door: Door) -> tuple[Phone, ...]:
    """The customer's numbers, and those of who decides."""
    found = {phone.dial or phone.shown: phone for phone in door.row.phones}
    for person in door.there:
        for phone in phones(person.phone)[:1] if person.decides else ():
            found.setdefault(
                phone.dial or phone.shown, Phone(f"{person.name} {phone.shown}".strip(), phone.dial)
            )
    return tuple(found.values())[:_CALLS]


def _hours(door: Door) -> Iterator[str]:
    card = door.card
    said = (
        (_("When to come: {hours}"), card.hours),
        (_("Received on: {hours}"), card.reception),
        (_("Sees patients: {hours}"), card.duty),
        (_("Market days: {hours}"), card.market_days),
    )
    return (text.format(hours=hours) for text, hours in said if hours)


def _word(promise: OpenPromise, door: Door) -> view.Word:
    return view.Word(
        what=unlinked(promise.what),
        due=promise.due,
        who=promise.to if not promise.theirs else "",
        late=promise.due is not None and promise.due < door.day,
        every=promise.every,
    )


def _talk(visit: DatedVisit) -> view.Talk:
    said = visit.visit
    channel = said.direction if said.direction in {"来电", "来访"} else said.channel
    return view.Talk(visit.date, channel, "、".join(said.people), unlinked(talk(visit)))


def _next(door: Door) -> view.Next | None:
    """The last that a contact left for the next time."""
    for visit in door.happened[:_TALKS]:
        coming = visit.visit.next
        if coming is not None and (coming.what or coming.date):
            return view.Next(unlinked(coming.what), coming.date, visit.date)
    return None


def _shelf(door: Door) -> tuple[DatedVisit | None, tuple[view.Shelf, ...]]:
    """The shelf as it was last looked at: what was short first."""
    visit = next((one for one in door.own if one.visit.stock), None)
    if visit is None:
        return None, ()
    goods = [_goods(one, door) for one in visit.visit.stock if one.product]
    return visit, tuple(sorted(goods, key=lambda one: (not one.low, one.expiry is None))[:_SHELF])


def _goods(stock: Stock, door: Door) -> view.Shelf:
    short = stock.qty is not None and stock.safety is not None and stock.qty < stock.safety
    count = f"{number(stock.qty)}{stock.unit}" if stock.qty is not None else ""
    expiry = stock.expiry if stock.expiry is not None and stock.expiry <= door.day + _EXPIRES else None
    return view.Shelf(
        stock.product,
        count,
        f"{number(stock.safety)}{stock.unit}" if short and stock.safety is not None else "",
        expiry,
    )


def _ordered(door: Door) -> view.Talk | None:
    """The last order's goods."""
    visit = next((one for one in door.own if one.visit.orders), None)
    if visit is None:
        return None
    goods = [
        " ".join(
            filter(None, (line.product, f"{number(line.qty)}{line.unit}" if line.qty is not None else ""))
        )
        for line in visit.visit.orders
    ]
    return view.Talk(visit.date, said="、".join(filter(None, goods)))


def _manners(door: Door) -> Iterator[view.Manner]:
    """Advice for the customer itself and for each of its people; the type of character is named nowhere."""
    for person in (door.card, *door.there, *(public_part(one.customer) for one in door.people)):
        advice = [ADVICE[kind] for kind in person.personality if kind in ADVICE]
        do = tuple(_(one.do) for one in advice)
        dont = (*(_(one.dont) for one in advice if one.dont), *filter(None, [person.dislikes]))
        if do or dont:
            yield view.Manner(person.name, do, dont)


def _people(door: Door) -> Iterator[view.Someone]:
    """Who decides first; who has a card of their own is found on it."""
    own = [door.card] if is_person(door.card) else []
    found = [*(_someone(one) for one in (*own, *door.there))]
    found += [
        _someone(public_part(one.customer), brief_file(one.id))
        for one in door.people
        if one.customer.left is None or one.customer.left > door.day
    ]
    return iter(sorted(found, key=lambda one: not one.decides))


def _someone(person: Contact, page: str = "") -> view.Someone:
    lines = (row(person, name) for name in ("family", "hobbies", "wish"))
    return view.Someone(
        name=person.name,
        role=" · ".join(filter(None, (person.dept, person.role, person.title))),
        decides=bool(person.decides),
        page=page,
        known=tuple(f"{line.label} {'；'.join(line.values)}" for line in lines if line is not None),
    )


def _coming(door: Door) -> Iterator[view.Coming]:
    """Birthdays, festivals and events near the visit, by day; none of it while they are left in peace."""
    if door.quiet_until is not None:
        return iter(())
    found = [*_birthdays(door), *_festivals(door), *_events(door)]
    return iter(sorted(found, key=lambda one: (one.day, one.what)))


def _birthdays(door: Door) -> Iterator[view.Coming]:
    for keeps in kept(door.dossier, door.day):
        for one in _near(keeps.day, AFTER, door):
            if still_there(keeps.person, one):
                what = (
                    keeps.what
                    if keeps.what not in {"", "*"}
                    else _("birthday")
                    if not keeps.what
                    else _("anniversary")
                )
                yield view.Coming(one.day, " ".join(filter(None, (keeps.person.name, what))))


def _near(annual: DayOfYear, ahead: timedelta, door: Door) -> list[Occurrence]:
    """The days of a yearly day that lie near the visit; the next one is asked about too."""
    day = door.day.peek()
    found = annual.occurrences(day - BEFORE, day + ahead + LONGEST_YEAR)
    first, end = door.day - BEFORE, door.day + ahead
    return [one for one in found if one.day < end and one.day >= first]


def _festivals(door: Door) -> Iterator[view.Coming]:
    first, end = door.day - BEFORE, door.day + AFTER
    near = [one for one in door.festivals if first <= one.day < end]
    said = door.greeted if near else None
    if said is not None:
        yield from (
            view.Coming(one.day, one.festival.name, "festival") for one in near if said.keeps(one.festival)
        )


def _events(door: Door) -> Iterator[view.Coming]:
    """The customer's own days, and good news of its people that are still fresh."""
    for own in door.card.own_events:
        for one in _near(own.date, AFTER + BEFORE, door) if own.date is not None else ():
            if own.date is not None and own.date.year in {None, one.year}:
                yield view.Coming(one.day, own.what or _("its own event"), "event")
    for event in door.card.life_events:
        if event.date is None or not likely(event.date) or not event.kind or event.kind in GRAVE_EVENTS:
            continue
        if door.day - _CONGRATULATED < event.date <= door.day + AFTER:
            yield view.Coming(event.date, event.kind, "event")


def _rivals(door: Door) -> Iterator[view.Rival]:
    """What others do there: as the last visit that told of it saw it, else as the card says."""
    for visit in door.own:
        lines = [part(one) for one in visit.visit.competitors]
        if not lines and (prose := _intelligence(visit.body)):
            lines = [prose]
        if lines:
            yield from (view.Rival(unlinked(line), visit.date) for line in lines[:_RIVALS])
            return
    for one in sorted(door.card.competitors, key=lambda one: _seen(one.seen, door.day), reverse=True)[
        :_RIVALS
    ]:
        yield view.Rival(part(one), None)


def _seen(day: date | None, today: Today) -> tuple[int, date]:
    """What was seen today goes beside what has no day."""
    if day is not None and day < today:
        return (0, day)
    return (1, date.min) if day is None or day <= today else (2, day)


def _intelligence(body: str) -> str:
    """What stands under the heading about competitors, in a line."""
    found = _ON_RIVALS.search(body) if "竞争" in body else None
    if found is None:
        return ""
    section = _HEADING.split(body[found.end() :], maxsplit=1)[0]
    text = " ".join(_MARKS.sub("", section).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _beside(one: Neighbour, door: Door) -> view.Beside:
    due = one.due if one.due is not None and one.due >= door.day else None
    return view.Beside(one.name, brief_file(one.customer), one.band, away(one), one.last, due)


def away(one: Neighbour) -> str:
    """How far a neighbour is."""
    if one.here:
        return _("in the same house")
    if one.metres is None:
        return ""
    if one.metres < 1000:
        return _("{n} m").format(n=max(10, round(one.metres, -1)))
    return _("{n} km").format(n=f"{one.metres / 1000:.1f}")
