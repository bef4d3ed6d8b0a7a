"""Gifts at an activity (order fair, training, thank-you evening): checked for every guest, by what each counts as (S4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

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


def beside_cap(activity: Activity, gift: Gift) -> tuple[Decimal | None, Decimal]:
    """What came to a guest of this line who has least room left, all lines added up, and the cap.

    Where one of them may have printed matter alone it is what each got of the line, and the cap of that.
    """
    got = [one for one in shares(activity) if one.gift is gift]
    if any(one.who in GUARDED for one in got):
        return got[0].worth, activity.caps.printed
    guests = {id(one.guest) for one in got}
    sums = [one for one in _sums(activity) if one.guest is None or id(one.guest) in guests]
    least = max(sums, key=lambda one: one.total - one.cap)
    return least.total, least.cap


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


class _Sum(NamedTuple):
    """What came to a guest who may have something, beside its cap; no guest: what one would get where nobody says who came."""

    guest: Customer | None
    total: Decimal
    cap: Decimal


def _sums(activity: Activity) -> list[_Sum]:
    """All lines added up, guest by guest: two of one name are two."""
    sums: dict[int, Decimal] = {}
    for one in shares(activity):
        if one.who not in GUARDED:
            sums[id(one.guest)] = sums.get(id(one.guest), NONE) + (one.worth or NONE)
    most = activity.caps.other
    if not activity.guests:
        return [_Sum(None, sum((gift.value or NONE for gift in activity.gifts), NONE), most)]
    return [
        _Sum(guest, sums[id(guest)], most if guest.gift_cap is None else min(most, guest.gift_cap))
        for guest in activity.guests
        if id(guest) in sums
    ]


def _capped(activity: Activity) -> Iterator[tuple[str, dict[str, str]]]:
    """More than a guest's cap; guests with the same sum in one finding."""
    over: dict[tuple[Decimal, Decimal], list[str]] = {}
    for guest, total, cap in _sums(activity):
        if total > cap:
            over.setdefault((total, cap), []).append(guest.name if guest is not None else _("every guest"))
    for (total, cap), names in over.items():
        yield "KJ520", {"who": _names(names), "sum": f"{total:.2f}", "most": f"{cap:.2f}"}


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return shown + _(" and {n} more").format(n=len(names) - _NAMED) if len(names) > _NAMED else shown


def _item(gift: Gift) -> str:
    value = worth(gift)
    return " ".join(filter(None, (gift.item or _("a gift"), f"{value:.2f}" if value is not None else "")))
