"""What to bring to a visit, what to ask there, and what it is to reach today."""

import re
from collections.abc import Iterator
from datetime import timedelta

from kjournal.care.facts import Agreed, OpenPromise
from kjournal.outputs.pages.brief import Next, Shelf
from kjournal.outputs.pages.compose.card import questions
from kjournal.outputs.pages.compose.door import Door, total
from kjournal.outputs.pages.compose.values import money
from kjournal.outputs.pages.parts import unlinked
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.words import _

_CARRIED = regex(
    r"带|送|拿|捎|寄|样品|资料|台卡|海报|彩页|单页|手册|发票|收据|合同|协议书|打印|表|份|bring|sample",
    re.IGNORECASE,
)
"""Words of promises and agreements that say something is to be carried there."""
_SOON = timedelta(days=7)
"""A promise that falls due so soon after the visit is best kept at it."""
_AGREED = timedelta(days=14)
"""What was agreed for a day so near is told; what the visit is for only where its day has come."""
_REQUESTS = timedelta(days=180)
_ALSO = 3


def bring(door: Door) -> tuple[str, ...]:
    """Things promised or agreed, answers that are waited for, papers; whom to congratulate stands among the days near."""
    return tuple(dict.fromkeys((*_things(door), *_answers(door), *_papers(door))))


def _things(door: Door) -> Iterator[str]:
    promised = (one.what for one in door.facts.promises if not one.theirs and _nearly(one, door))
    agreed = (one.what for one in _about(door))
    for what in (*promised, *agreed, door.facts.wanted):
        if _CARRIED.search(what):
            yield unlinked(what)


def _nearly(promise: OpenPromise, door: Door) -> bool:
    return promise.due is None or promise.due <= door.day + _SOON


def _answers(door: Door) -> Iterator[str]:
    """What they asked for and nobody answered."""
    for visit in door.own:
        asked = [one.what for one in visit.visit.requests if one.what and not one.answer]
        if asked and visit.date > door.day - _REQUESTS:
            yield from (_("an answer: {what}").format(what=unlinked(what)) for what in asked)


def _papers(door: Door) -> Iterator[str]:
    """What money and licences need."""
    if any(door.due("reconcile")):
        yield _("the statement of the account: {sum}").format(sum=money(door.facts.account.balance))
    if any(door.due("slip")):
        yield _("the feedback slip of the last gift")


def ask(card: Customer) -> tuple[str, ...]:
    """Which of the seven questions have no answer yet; a person and one of us are not asked them."""
    if card.kind in {"个人", "内部"}:
        return ()
    return tuple(one.label for one in questions(card) if not one.answer)


def asked(door: Door) -> tuple[str, ...]:
    """What else the next brief was to ask: whether the card is true, how content they are."""
    return tuple(
        f"{one.verb} ({one.why})" if one.why else one.verb
        for one in door.reminders
        if one.kind == "brief" and one.day <= door.day
    )


def appointment(door: Door) -> Agreed | None:
    """What was agreed for about this day."""
    near = _about(door)
    if len(near) > 1:
        day = door.day.value
        near.sort(key=lambda one: (abs(one.day - day), one.path))
    return near[0] if near else None


def _about(door: Door) -> list[Agreed]:
    return [one for one in door.facts.agreed if door.day - _AGREED <= one.day <= door.day + _AGREED]


def aims(door: Door, left: Next | None, shelf: tuple[Shelf, ...]) -> tuple[str, ...]:
    """Today's aim first, then what else can be settled; nothing of business while they are left in peace."""
    if door.quiet_until is not None:
        return (_("Ask after them and go again; business only if they begin with it"),)
    agreed = _come(door)
    said = [
        agreed.what if agreed else "",
        door.facts.wanted,
        left.what if left and not agreed and not left.day else "",
    ]
    found = dict.fromkeys([*(unlinked(one) for one in said if one), *_pressing(door, shelf)])
    goals = tuple(found)[: _ALSO + 1] or (_("Keep in touch: how are they, what do they need?"),)
    return (*goals, *_later(door))


def _come(door: Door) -> Agreed | None:
    """What was agreed for this day, or for one before it and is still open: a later plan is no aim of today's visit."""
    near = [one for one in door.facts.agreed if door.day - _AGREED <= one.day <= door.day]
    return max(near, key=lambda one: (one.day, one.path), default=None)


def _later(door: Door) -> Iterator[str]:
    """The next plan for a later day, so that nobody settles today what is for then."""
    for one in door.facts.agreed:
        if one.day > door.day and one.what:
            yield _("planned for {day}: {what}").format(day=one.day.isoformat(), what=unlinked(one.what))
            return


def _pressing(door: Door, shelf: tuple[Shelf, ...]) -> Iterator[str]:
    """What the journal itself finds, the most pressing first."""
    if any(one.closed is None for visit in door.own for one in visit.visit.complaints):
        yield _("Settle the complaint")
    for one in door.facts.promises:
        if not one.theirs and one.due is not None and one.due < door.day:
            yield _("Make good: {what}").format(what=unlinked(one.what))
            break
    if late := door.overdue:
        yield _("Collect {sum}").format(sum=money(total(late)))
    for one in door.facts.promises:
        if not one.theirs and one.due is not None and door.day <= one.due <= door.day + _SOON:
            yield _("Keep the promise: {what}").format(what=unlinked(one.what))
            break
    if any(door.due("restock")):
        low = "、".join(one.what for one in shelf if one.low)
        yield _("Ask for an order: {products}").format(products=low) if low else _("Ask for an order")
    if any(door.due("reconcile")):
        yield _("Agree on the account")
    if open_ := ask(door.card):
        yield _("Find out: {question}").format(question=open_[0])
