"""Gifts: nothing but printed matter to medical staff and public servants, caps for all others (S4; DOMAIN.md 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kjournal.check.books import Books
from kjournal.dates.periods import add_months
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import DatedVisit
from kjournal.ledger.entries import NONE, happened
from kjournal.ledger.recipients import GUARDED, named, recipient
from kjournal.records.business import Gift
from kjournal.words import _
from kjournal.words.folding import fold

ACTIVITY = "活动"
PRINTED = re.compile(r"学术资料|宣传|资料|彩页|折页|单页|说明书|海报|文献|期刊|手册|画册|论文")
CASH = re.compile(
    r"现金|红包|礼金|购物卡|储值卡|礼品卡|代金券|购物券|消费[卡券]|提货[卡券]|油卡|话费|充值|手机卡|超市卡|京东卡"
)
MEDICINE = re.compile(r"胶囊|颗粒|口服液|注射|滴丸|片剂|药品|药水|糖浆|膏药|冲剂|针剂|试用药|样品药|药样")
_ONE_OCCASION = timedelta(days=90)
"""Gifts of one name for an occasion belong to one, when they lie no further apart."""


class Given(NamedTuple):
    """A gift as it was given."""

    visit: DatedVisit
    gift: Gift
    who: str  # recipient: 医务人员, 公职人员, 商业客户, 其他

    @property
    def worth(self) -> Decimal | None:
        """What it cost, in yuan: the value of one times how many."""
        if self.gift.value is None:
            return None
        return self.gift.value * (self.gift.qty if self.gift.qty is not None else 1)


def given(books: Books) -> list[Given]:
    """All gifts of a dossier, oldest first."""
    card = books.dossier.customer
    return [
        Given(visit, gift, recipient(card, named(card, gift.to)))
        for visit in happened(books.dossier, books.today)
        for gift in visit.visit.gifts
    ]


def guarded(books: Books) -> Iterator[Finding]:
    """Anything of value, and anything but printed matter, for medical staff and public servants."""
    most = books.settings.caps.printed
    for one in given(books):
        if one.who not in GUARDED:
            continue
        if not PRINTED.search(one.gift.item) or (one.worth or NONE) > most:
            args = {
                "item": _item(one),
                "who": one.gift.to or one.who,
                "recipient": one.who,
                "most": f"{most:f}",
            }
            yield Finding("KJ521", (books.places(one.visit.path, "gifts"),), args)


def forbidden(books: Books) -> Iterator[Finding]:
    """Cash, cards, 红包 and medicine, whoever gets it."""
    goods = {fold(name) for name in books.dossier.customer.products}
    for one in given(books):
        item = one.gift.item
        if one.who in GUARDED and not PRINTED.search(item):
            continue  # told already
        if CASH.search(item) or MEDICINE.search(item) or fold(item) in goods:
            yield Finding("KJ522", (books.places(one.visit.path, "gifts"),), {"item": _item(one)})


def capped(books: Books) -> Iterator[Finding]:
    """More than the cap to one person on one occasion, its lines added up; more than a year's cap where there is one."""
    for group in _occasions([one for one in given(books) if one.who not in GUARDED]):
        most = _cap(books, group)
        total = _sum(group)
        if total > most:
            yield _over(books, group, most, total)
    most_a_year = books.settings.caps.year
    if most_a_year is None:
        return
    years: dict[tuple[str, int], list[Given]] = {}
    for one in given(books):
        years.setdefault((one.gift.to, one.visit.date.year), []).append(one)
    for group in years.values():
        if _sum(group) > most_a_year:
            yield _over(books, group, most_a_year, _sum(group))


def _over(books: Books, group: list[Given], most: Decimal, total: Decimal) -> Finding:
    args = {
        "who": group[0].gift.to or books.dossier.customer.name,
        "sum": f"{total:.2f}",
        "most": f"{most:.2f}",
    }
    places = dict.fromkeys(books.places(one.visit.path, "gifts") for one in reversed(group))
    return Finding("KJ520", tuple(places), args)


def _occasions(gifts: list[Given]) -> list[list[Given]]:
    """The gifts by person and occasion; without an occasion a visit is one."""
    found: dict[tuple[str, str], list[list[Given]]] = {}
    for one in gifts:
        groups = found.setdefault((one.gift.to, one.gift.occasion or one.visit.id), [[]])
        if groups[-1] and one.visit.date - groups[-1][0].visit.date > _ONE_OCCASION:
            groups.append([])
        groups[-1].append(one)
    return [group for groups in found.values() for group in groups if group]


def _cap(books: Books, group: list[Given]) -> Decimal:
    """The cap of an occasion: of an activity's guest the lower one; the card's own where it is lower still."""
    caps = books.settings.caps
    most = caps.other if any(one.visit.visit.kind == ACTIVITY for one in group) or not books.key else caps.key
    own = books.dossier.customer.gift_cap
    return min(most, own) if own is not None else most


def _sum(group: list[Given]) -> Decimal:
    return sum((one.worth or NONE for one in group), NONE)


def again(books: Books) -> Iterator[Finding]:
    """The same thing to the same person within twelve months (S0 S1); printed matter may come again."""
    months = books.settings.caps.again
    last: dict[tuple[str, str], date] = {}
    for one in given(books):
        if not one.gift.item or PRINTED.search(one.gift.item):
            continue
        key = (one.gift.to, fold(one.gift.item))
        before = last.get(key)
        if before is not None and before < one.visit.date < add_months(before, months):
            args = {"item": _item(one), "day": before.isoformat()}
            yield Finding("KJ523", (books.places(one.visit.path, "gifts"),), args)
        last[key] = one.visit.date


def incomplete(books: Books) -> Iterator[Finding]:
    """A gift to nobody, or of no value."""
    card = books.dossier.customer
    alone = card.kind == "个人" or bool(books.dossier.org) or len(card.contacts) <= 1
    for one in given(books):
        missing = [] if one.gift.to or alone else [_("to whom")]
        if one.gift.value is None and one.who not in GUARDED:
            missing.append(_("what it cost"))
        if missing:
            args = {"item": _item(one), "missing": _(", ").join(missing)}
            yield Finding("KJ524", (books.places(one.visit.path, "gifts"),), args)


def _item(one: Given) -> str:
    worth = one.worth
    return " ".join(filter(None, (one.gift.item or _("a gift"), f"{worth:.2f}" if worth is not None else "")))
