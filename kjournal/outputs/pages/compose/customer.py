"""One customer: its row for the lists, and its page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from kjournal.care.facts import CLOSED, Facts, OpenPromise
from kjournal.care.reminder import Reminder, as_late
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.compose.account import account
from kjournal.outputs.pages.compose.card import groups, papers, questions
from kjournal.outputs.pages.compose.dealings import complaints, gifts, shelf
from kjournal.outputs.pages.compose.items import items
from kjournal.outputs.pages.compose.people import is_person, people
from kjournal.outputs.pages.compose.problems import problem
from kjournal.outputs.pages.compose.rhythm import Due, rhythm
from kjournal.outputs.pages.compose.urgency import late_of, urgency
from kjournal.outputs.pages.compose.visits import LISTED, anchors, timeline
from kjournal.outputs.pages.customer import CustomerView, Promised
from kjournal.outputs.pages.customers import CustomerRow, LastContact, NextStep
from kjournal.outputs.pages.dealings import Referred
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.parts import Html, Item, Link, Phone, phones, unlinked
from kjournal.records.customer import Customer
from kjournal.records.datum import rounded, wgs84
from kjournal.records.rep import Rep
from kjournal.records.secrecy import public_part

AHEAD = timedelta(days=100)
"""How far ahead a customer's page lists reminders; the phone has the rest."""
SOON = timedelta(days=14)
"""How near a visit, a promise or a payment goes before what is only to be asked about."""
_FIRM = frozenset(
    {
        "visit",
        "call",
        "next",
        "promise",
        "complaint",
        "adverse",
        "life-event",
        "region-event",
        "money",
        "handin",
    }
)
"""Rules of what was agreed, promised, planned or owed; the others ask about something."""
_STEPS = frozenset({"visit", "promise", "money"})
_PHONES = 3


class Around(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a customer's page says that is not in its dossier."""

    reps: Mapping[str, Rep] = {}
    people: tuple[Dossier, ...] = ()  # those with a card of their own who work there
    links: Mapping[str, Link] = {}  # customers by the words with which this dossier's notes name them
    datum: str = "WGS-84"  # of the cards' coordinates
    bodies: Mapping[str, Html] = {}  # rendered, by the path of the note
    findings: tuple[Finding, ...] = ()  # of the card and the visits
    care: CareSettings = CareSettings()
    due: Due = Due()
    brought_by: Referred | None = None  # the customer who introduced this one
    brought: tuple[Referred, ...] = ()  # those whom it introduced


def customer_row(
    dossier: Dossier,
    facts: Facts,
    reminders: Iterable[Reminder],
    *,
    grade: str,
    band: str,
    rep: Rep | None,
    today: Today,
) -> CustomerRow:
    """The customer in a line."""
    card = dossier.customer
    mine = [one for one in reminders if _own(one, dossier)]
    return CustomerRow(
        id=dossier.id,
        name=card.name,
        page=page_file(dossier.id),
        class_=card.class_,
        region=card.region.rpartition("/")[2],
        region_path=card.region,
        rep=rep.shown if rep else dossier.rep,
        rep_id=dossier.rep,
        grade=grade,
        band=band,
        status=card.status,
        last=LastContact(facts.last.day, facts.last.channel, unlinked(facts.last.talk))
        if facts.last
        else None,
        next=today.steady(lambda day: next_step(mine, facts, day)),
        phones=_phones(card, today),
        tags=card.tags,
        unit=dossier.org_name,
        stale=dossier.stale,
        closed=card.status in CLOSED,
    )


def _own(one: Reminder, dossier: Dossier) -> bool:
    """Whether the customer's own rep is to do it: what a supervisor hears of money is no step with the customer."""
    return one.kind != "money" or one.rep == dossier.rep


def next_step(reminders: Iterable[Reminder], facts: Facts, today: Today) -> NextStep | None:
    """What matters most of what is to be done or comes next, with what was agreed or promised.

    By urgency what is agreed, promised, planned or owed by today, then what of it comes soon; after that what is only to
    be asked about, and last what is far.
    """
    coming = [
        as_late(one, today)
        for one in reminders
        if one.kind in _STEPS and one.customer and (one.open or one.day >= today)
    ]
    if not coming:
        return None
    first = min(coming, key=lambda one: _turn(one, today))
    what = next((one.what for one in facts.agreed if one.day == first.day and one.what), "")
    if first.kind != "visit":
        what = first.lines[0].text if first.rule == "promise" and facts.promises and first.lines else ""
    said = f"{first.verb} · {unlinked(what)}" if what else first.verb
    return NextStep(first.day, said, first.start, late=first.day < today)


def _turn(one: Reminder, today: Today) -> tuple[object, ...]:
    """What a step is sorted by; an appointment goes before whatever else stands on its day."""
    firm, pressing = one.rule in _FIRM, urgency(late_of(one), "")
    if one.day <= today:
        return (0 if firm else 2, *pressing)
    near = firm and one.day <= today + SOON
    return (1 if near else 3, one.day, one.rule != "next", *pressing)


def _phones(card: Customer, today: Today) -> tuple[Phone, ...]:
    """The card's own numbers, else those of its people with their names."""
    if card.phone:
        return phones(card.phone)[:_PHONES]
    there = (one for one in card.contacts if one.phone and (one.left is None or one.left > today))
    return tuple(
        Phone(f"{one.name} {phone.shown}".strip(), phone.dial)
        for one in there
        for phone in phones(one.phone)[:1]
    )[:_PHONES]


def customer_view(
    dossier: Dossier,
    facts: Facts,
    row: CustomerRow,
    reminders: Sequence[Reminder],
    around: Around,
    today: Today,
) -> CustomerView:
    """The customer's page."""
    card = public_part(dossier.customer)
    places = anchors(dossier.visits)
    promised = [(promise.theirs, _promised(promise, places, today)) for promise in facts.promises]
    care, reps = around.care, {one.id: one.shown for one in around.reps.values()}
    return CustomerView(
        row=row,
        note=dossier.path,
        kind=card.kind,
        org=Link(dossier.org_name or card.org, page_file(dossier.org)) if dossier.org else _named(card.org),
        aliases=card.aliases,
        grade_reason=card.grade_reason,
        address=card.address,
        geo=None if card.geo is None else rounded(wgs84(card.geo, around.datum)),
        verified=card.verified,
        groups=groups(card, around.links, person=is_person(card)),
        questions=questions(card) if card.kind not in {"个人", "内部"} else (),
        people=people(card, around.people, today),
        papers=papers(card, today),
        reminders=ahead(reminders, card.name, today),
        ours=tuple(one for theirs, one in promised if not theirs),
        theirs=tuple(one for theirs, one in promised if theirs),
        visits=timeline(dossier.visits, places, around.bodies, reps, around.links),
        unlisted=max(0, len(dossier.visits) - LISTED),
        rhythm=rhythm(dossier, row.grade, around.due, care, reps, today),
        account=account(dossier, facts, care.ledger.terms, places, today),
        shelf=shelf(dossier, today),
        gifts=gifts(dossier, row.grade, care.ledger.caps, places, today),
        complaints=complaints(dossier, care.calendar, places, today),
        brought_by=around.brought_by or _stranger(card.introduced_by),
        brought=around.brought,
        problems=tuple(problem(one) for one in sorted(around.findings, key=lambda one: one.sort_key)),
        body=around.bodies.get(dossier.path, Html("")),
    )


def ahead(reminders: Iterable[Reminder], name: str, today: Today) -> tuple[Item, ...]:
    """What comes, on the page of the customer of this name."""
    end = today + AHEAD
    shown = (one for one in reminders if _shown(one, today, end))
    return tuple(_at_home(one, name) for one in items(shown, {}))


def _shown(reminder: Reminder, today: Today, end: Today) -> bool:
    """What comes, or is open; not that a promise falls due: it stands among the promises with its own day."""
    if reminder.rule == "promise":
        return False
    return (reminder.open or reminder.day >= today) and reminder.day < end


def _at_home(item: Item, name: str) -> Item:
    """On the customer's own page its name need not stand behind those of its people and papers."""
    if item.kind == "birthday" and item.name.startswith(f"{name} · "):
        return replace(item, name=name)  # one's own, with the organisation behind it
    return replace(item, name=item.name.removesuffix(f" · {name}").removeprefix(f"{name} · "))


def _stranger(name: str) -> Referred | None:
    """An introducer without a card; it may be anybody."""
    return Referred(unlinked(name)) if name else None


def _named(name: str) -> Link | None:
    return Link(name) if name else None


def _promised(promise: OpenPromise, places: Mapping[str, str], today: Today) -> Promised:
    return Promised(
        what=promise.what,
        due=promise.due,
        made=promise.made,
        to=promise.to,
        by="" if promise.theirs else promise.by,
        every=promise.every,
        visit=places.get(promise.path, ""),
        late=promise.due is not None and promise.due < today,
    )
