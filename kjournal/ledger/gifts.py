"""Gifts: what was given to whom on which occasion, and what the cap of that is (S4; DOMAIN.md 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.entries import NONE, happened
from kjournal.ledger.recipients import GUARDED, named, recipient
from kjournal.ledger.settings import Caps
from kjournal.patterns import regex
from kjournal.records.business import Gift
from kjournal.records.customer import Customer

ACTIVITY = "活动"
PRINTED = regex(r"学术资料|宣传|资料|彩页|折页|单页|说明书|海报|文献|期刊|手册|画册|论文")
CASH = regex(
    r"现金|红包|礼金|购物卡|储值卡|礼品卡|代金券|购物券|消费[卡券]|提货[卡券]|油卡|话费|充值|手机卡|超市卡|京东卡"
)
MEDICINE = regex(r"胶囊|颗粒|口服液|注射|滴丸|片剂|药品|药水|糖浆|膏药|冲剂|针剂|试用药|样品药|药样")
_ONE_OCCASION = timedelta(days=90)
"""Gifts of one name for an occasion belong to one, when they lie no further apart."""


class Given(NamedTuple):
    """A gift as it was given."""

    visit: DatedVisit
    gift: Gift
    who: str  # recipient: 医务人员, 公职人员, 商业客户, 其他
    n: int = 0  # which line of the visit

    @property
    def worth(self) -> Decimal | None:
        """What it cost, in yuan: the value of one times how many."""
        return worth(self.gift)


def worth(gift: Gift) -> Decimal | None:
    """What a line of gifts cost in all, in yuan; None where nobody wrote it."""
    if gift.value is None:
        return None
    return gift.value * (gift.qty if gift.qty is not None else 1)


def given(dossier: Dossier, today: Today) -> list[Given]:
    """All gifts of a dossier, oldest first."""
    card = dossier.customer
    return [
        Given(visit, gift, recipient(card, named(card, gift.to)), n)
        for visit in happened(dossier, today)
        for n, gift in enumerate(visit.visit.gifts)
    ]


def occasions(gifts: Iterable[Given]) -> list[list[Given]]:
    """The gifts by person and occasion; without an occasion a visit is one."""
    found: dict[tuple[str, str], list[list[Given]]] = {}
    for one in gifts:
        groups = found.setdefault((one.gift.to, one.gift.occasion or one.visit.id), [[]])
        if groups[-1] and one.visit.date - groups[-1][0].visit.date > _ONE_OCCASION:
            groups.append([])
        groups[-1].append(one)
    return [group for groups in found.values() for group in groups if group]


def cap(card: Customer, caps: Caps, occasion: Sequence[Given], *, key: bool) -> Decimal:
    """The cap of an occasion: of an activity's guest the lower one; the card's own where it is lower still.

    Medical staff and public servants have that of printed matter, for each thing.
    """
    if occasion[0].who in GUARDED:
        return caps.printed
    guest = any(one.visit.visit.kind == ACTIVITY for one in occasion)
    most = caps.other if guest or not key else caps.key
    own = card.gift_cap
    return min(most, own) if own is not None else most


def total(gifts: Iterable[Given]) -> Decimal:
    """What they cost together; a line without its value counts nothing."""
    return sum((one.worth or NONE for one in gifts), NONE)


def against_cap(occasion: Sequence[Given]) -> Decimal:
    """What of an occasion is held against its cap: all together, of printed matter for those who may have nothing else the dearest thing."""
    if occasion[0].who in GUARDED:
        return max((one.worth or NONE for one in occasion), default=NONE)
    return total(occasion)
