"""Facts: what a dossier gives by itself: last contacts, open promises, what was agreed. A pure function of it and a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from kjournal.care.agreed import Agreed, open_agreements
from kjournal.care.channels import fills_call, fills_visit, is_contact
from kjournal.care.promised import OpenPromise, open_promises
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.account import Account, account
from kjournal.ledger.entries import NONE, Entry, entries
from kjournal.ledger.sales import net_sales
from kjournal.ledger.settings import Terms
from kjournal.ledger.standing import CLOSED
from kjournal.patterns import regex

__all__ = ["CLOSED", "Agreed", "Contacted", "Facts", "OpenPromise", "facts", "talk"]

_TALK = 60
_NO_TALK = ("#", "- [", "-[", "[", "【", "□", "☐", "☑", "√", "✅", "---", "!", "```", "答应", "承诺")
"""How lines begin that are headings, promises or pictures."""
_MARKS = regex(r"[*_`>|]+")
_SENTENCE = regex(r"(?<=[。！？；])")


class Contacted(msgspec.Struct, frozen=True):
    """A real contact."""

    day: dt.date
    channel: str
    path: str
    talk: str = ""  # what was said, in a line


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a customer on a day, for care rules, groups and pages."""

    first: dt.date | None = None  # the first contact in the journal
    contacts: int = 0  # real contacts so far
    visits: int = 0  # … that fill a visit slot
    calls: int = 0  # … that fill a call slot
    begun: bool = False  # begun as 潜在 or 开发中: dense first, sparse later
    last: Contacted | None = None  # the last real contact of any channel
    last_visit: Contacted | None = None  # … that fills a visit slot
    last_call: Contacted | None = None  # … that fills a call slot
    tried: dt.date | None = None  # the last attempt that met nobody, after the last contact
    promises: tuple[OpenPromise, ...] = ()
    agreed: tuple[Agreed, ...] = ()  # open, by day
    wanted: str = ""  # what the last contact left for the next time, without a day
    account: Account = Account()
    sales: Decimal = NONE  # net, of the trailing twelve months, in yuan


def facts(
    dossier: Dossier,
    today: Today,
    terms: Terms = Terms(),  # noqa: B008  a frozen value
    lines: Sequence[Entry] | None = None,
) -> Facts:
    """The facts of a dossier on a day; a visit that lies ahead has not happened, whatever its note says.

    `lines` are those of its account, where they are known already.
    """
    lines = entries(dossier, today) if lines is None else lines
    visits = [visit for visit in dossier.visits if likely(visit.date)]
    happened = [visit for visit in visits if today.reached(visit.date)]
    real = [visit for visit in happened if is_contact(visit)]
    met = [visit for visit in real if fills_visit(visit.visit)]
    called = [visit for visit in real if fills_call(visit.visit)]
    last = _last(real)
    seen = _last(met, last)
    return Facts(
        first=real[0].date if real else None,
        contacts=len(real),
        visits=len(met),
        calls=len(called),
        begun=_begun(dossier, met),
        last=last,
        last_visit=seen,
        last_call=_last(called, last, seen),
        tried=_tried(happened, last),
        promises=open_promises(dossier, visits, today),
        agreed=open_agreements(visits, real),
        wanted=_wanted(real),
        account=account(dossier.customer, lines, terms),
        sales=net_sales(lines, today),
    )


def _last(visits: Sequence[DatedVisit], *known: Contacted | None) -> Contacted | None:
    """The last of these contacts; one that is `known` already is not told again."""
    if not visits:
        return None
    visit = visits[-1]
    for one in known:
        if one is not None and one.path == visit.path:
            return one
    return Contacted(visit.date, visit.visit.channel, visit.path, talk(visit))


def talk(visit: DatedVisit) -> str:
    """What was said on a visit, in a line: how its prose begins, else its aim or what was ordered."""
    for line in visit.body.splitlines():
        bare = _MARKS.sub("", line).strip()
        if bare and not bare.startswith(_NO_TALK):
            return _beginning(bare.lstrip("-+ ").strip())
    return _cut(visit.visit.aim or "、".join(line.product for line in visit.visit.orders if line.product))


def _beginning(prose: str) -> str:
    """As many whole sentences as fit, at least the first."""
    first, *more = _SENTENCE.split(prose)
    for sentence in more:
        if len(first) + len(sentence) > _TALK:
            break
        first += sentence
    return _cut(first)


def _cut(text: str) -> str:
    return text if len(text) <= _TALK else text[: _TALK - 1] + "…"


def _begun(dossier: Dossier, met: Sequence[DatedVisit]) -> bool:
    """Whether the customer was begun as 潜在 or 开发中: it is so still, or its first visit was for 开发."""
    if dossier.customer.status in {"潜在", "开发中"}:
        return True
    return bool(met) and "开发" in met[0].visit.purpose


def _tried(happened: Sequence[DatedVisit], last: Contacted | None) -> dt.date | None:
    tries = [visit.date for visit in happened if visit.visit.status == "未遇"]
    return tries[-1] if tries and (last is None or tries[-1] > last.day) else None


def _wanted(real: Sequence[DatedVisit]) -> str:
    """What the last contact noted for the next time without agreeing on a day."""
    coming = real[-1].visit.next if real else None
    return coming.what if coming is not None and coming.date is None else ""
