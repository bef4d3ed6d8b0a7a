"""Gifts at an activity (order fair, training, thank-you evening): checked for every guest, by what each counts as (S4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from kjournal.check.shape import Places
from kjournal.findings.finding import Finding
from kjournal.ledger.entries import NONE
from kjournal.ledger.gifts import CASH, MEDICINE, PRINTED, worth
from kjournal.ledger.recipients import GUARDED, named, recipient
from kjournal.ledger.settings import Caps
from kjournal.records.business import Gift
from kjournal.records.customer import Customer
from kjournal.words import _
from kjournal.words.folding import fold

_NAMED = 3
"""Guests that a finding names."""


class Activity(msgspec.Struct, frozen=True):
    """An activity with those who came."""

    path: str
    gifts: tuple[Gift, ...]
    guests: tuple[Customer, ...]
    caps: Caps


class Share(msgspec.Struct, frozen=True):
    """What one guest got of one line."""

    gift: Gift
    guest: Customer
    who: str  # recipient: 医务人员, 公职人员, 商业客户, 其他
    worth: Decimal | None  # in yuan


def shares(activity: Activity) -> Iterator[Share]:
    """Every line for each guest it went to: the one it names, else all of them alike."""
    for gift in activity.gifts:
        called = [guest for guest in activity.guests if _means(guest, gift.to)]
        guests = called or activity.guests
        for guest in guests:
            person = named(guest, gift.to) if called else None
            yield Share(gift, guest, recipient(guest, person), each(gift, len(guests)))


def _means(guest: Customer, to: str) -> bool:
    """Whether the words of a line name this guest, or a person there."""
    if not to:
        return False
    names = {fold(name) for name in (guest.name, *guest.aliases) if name}
    return fold(to) in names or named(guest, to) is not None


def each(gift: Gift, guests: int) -> Decimal | None:
    """What each of so many guests got at least, in yuan: of 9 cups for 4 guests two; the one that is over is nobody's in particular."""
    if gift.value is None:
        return None
    count = gift.qty if gift.qty is not None else Decimal(1)
    return gift.value * max(Decimal(1), count // guests)


def most(activity: Activity) -> Decimal:
    """The most that came to one guest, in yuan, all lines added up; where nobody says who came, what one would get."""
    return max([NONE, *_sums(activity).values()])


def check(activity: Activity, places: Places) -> list[Finding]:
    """All findings of an activity's gifts."""
    if not activity.gifts:
        return []
    place = places(activity.path, "gifts")
    found = [*_guarded(activity), *_forbidden(activity), *_capped(activity)]
    if not activity.guests:
        found.append(("KJ534", {}))
    return [Finding(code, (place,), args) for code, args in found]


def _guarded(activity: Activity) -> Iterator[tuple[str, dict[str, str]]]:
    """Anything but printed matter, for guests who are medical staff or public servants; a finding a line."""
    most = activity.caps.printed
    lines: dict[int, list[Share]] = {}
    for one in shares(activity):
        if one.who in GUARDED and not _allowed(one, most):
            lines.setdefault(id(one.gift), []).append(one)
    for some in lines.values():
        args = {
            "item": _item(some[0].gift),
            "who": _names([one.guest.name for one in some]),
            "recipient": some[0].who,
            "most": f"{most:f}",
        }
        yield "KJ521", args


def _allowed(one: Share, most: Decimal) -> bool:
    return PRINTED.search(one.gift.item) is not None and (one.worth or NONE) <= most


def _forbidden(activity: Activity) -> Iterator[tuple[str, dict[str, str]]]:
    """Cash, cards and medicine; where a guest may have nothing at all, that was told."""
    told = {
        id(one.gift)
        for one in shares(activity)
        if one.who in GUARDED and not _allowed(one, activity.caps.printed)
    }
    for gift in activity.gifts:
        if id(gift) not in told and (CASH.search(gift.item) or MEDICINE.search(gift.item)):
            yield "KJ522", {"item": _item(gift)}


def _sums(activity: Activity) -> dict[str, Decimal]:
    """What came to each guest who may have something; under no name, where nobody says who came, what one would get."""
    sums: dict[str, Decimal] = {}
    for one in shares(activity):
        if one.who not in GUARDED:
            sums[one.guest.name] = sums.get(one.guest.name, NONE) + (one.worth or NONE)
    if not activity.guests:
        sums[""] = sum((gift.value or NONE for gift in activity.gifts), NONE)
    return sums


def _capped(activity: Activity) -> Iterator[tuple[str, dict[str, str]]]:
    """More than a guest's cap, the lines added up; guests with the same sum in one finding."""
    sums = _sums(activity)
    cards = {guest.name: guest for guest in activity.guests}
    over: dict[tuple[Decimal, Decimal], list[str]] = {}
    for name, total in sums.items():
        own = cards[name].gift_cap if name else None
        cap = min(activity.caps.other, own) if own is not None else activity.caps.other
        if total > cap:
            over.setdefault((total, cap), []).append(name)
    for (total, cap), names in over.items():
        who = _names(names) if names != [""] else _("every guest")
        yield "KJ520", {"who": who, "sum": f"{total:.2f}", "most": f"{cap:.2f}"}


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return shown + _(" and {n} more").format(n=len(names) - _NAMED) if len(names) > _NAMED else shown


def _item(gift: Gift) -> str:
    value = worth(gift)
    return " ".join(filter(None, (gift.item or _("a gift"), f"{value:.2f}" if value is not None else "")))
