"""Contacts against the cadence, and orders, on one line of time: from a year before the last contact to when the next is due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kjournal.care.channels import FILLS, SLOTS, Slot, fills_call, fills_visit, is_contact
from kjournal.care.intervals import intervals
from kjournal.care.settings import CareSettings
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.entries import NONE, happened, line_amount
from kjournal.outputs.pages.charts.data import Key, Mark, Shape, Span, Strip
from kjournal.outputs.pages.compose.values import money
from kjournal.outputs.pages.dealings import Rhythm
from kjournal.records.visit import Visit
from kjournal.words import N_, _, ngettext

_YEAR = timedelta(days=365)
_MARKS = 150
"""Contacts that a strip holds; of who is seen every other day it shows less than a year."""
_REACH = {"超期": 2, "久未联系": 3}
"""So many intervals after the last contact the strip ends, so that a gap is seen; the strip itself knows no today."""
_LONGEST = timedelta(days=400)
_ENOUGH = 3
_SHAPES: dict[Shape, str] = {
    "full": N_("in person"),
    "ring": N_("by telephone"),
    "tick": N_("in writing"),
    "cross": N_("met nobody"),
}


class Due(NamedTuple):
    """The slot that a customer's band goes by: when it is due, and the band."""

    day: date | None = None
    band: str = ""


class _Pace(NamedTuple):
    """Which contacts count, and how often they are wanted."""

    slot: Slot = "visit"
    days: int = 0


def rhythm(
    dossier: Dossier, grade: str, due: Due, care: CareSettings, reps: Mapping[str, str], now: Today
) -> Rhythm:
    """Both strips; nothing where nobody was met yet."""
    seen = [visit for visit in dossier.visits if likely(visit.date) and now.reached(visit.date)]
    found = [visit for visit in seen if is_contact(visit) or visit.visit.status == "未遇"][-_MARKS:]
    if not any(map(is_contact, found)):
        return Rhythm()
    last = found[-1].date
    first = max(found[0].date, last - _YEAR).replace(day=1)
    shown = [visit for visit in found if visit.date >= first]
    pace = _pace(dossier, grade, care)
    filled = [one.date for one in shown if is_contact(one) and FILLS[pace.slot](one.visit)]
    spans = tuple(_spans(filled, pace, due))
    end = max([last + timedelta(days=14), *(span.end for span in spans)])
    return Rhythm(
        contacts=Strip(
            _("Contacts"),
            _said(shown, filled, pace),
            first,
            end,
            marks=tuple(Mark(one.date, _what(one, reps), _shape(one)) for one in shown),
            spans=spans,
            keys=tuple(_keys(shown, spans)),
            heads=(_("Day"), _("Contact")),
        ),
        orders=_orders(dossier, first, end, now),
    )


def _pace(dossier: Dossier, grade: str, care: CareSettings) -> _Pace:
    """The strongest slot that is wanted at all."""
    wanted = intervals(dossier, grade, care)
    return next((_Pace(slot, days) for slot in SLOTS if (days := wanted.of(slot))), _Pace())


def _spans(filled: Sequence[date], pace: _Pace, due: Due) -> Iterable[Span]:
    """The days within the interval after each contact, and those beyond it."""
    if not pace.days or not filled:
        return
    step = timedelta(days=pace.days)
    for day, after in pairwise(dict.fromkeys(filled)):
        yield Span(day, min(after, day + step))
        if after > day + step:
            yield Span(day + step, after, "over", hatched=True)
    last = filled[-1]
    kept = due.day if due.day is not None and due.day > last else last + step
    kept = min(kept, last + _LONGEST)
    yield Span(last, kept)
    if (end := last + _REACH.get(due.band, 0) * step) > kept:
        yield Span(kept, end, "over", hatched=True)


def _shape(visit: DatedVisit) -> Shape:
    if not is_contact(visit):
        return "cross"
    return "full" if fills_visit(visit.visit) else "ring" if fills_call(visit.visit) else "tick"


def _keys(shown: Sequence[DatedVisit], spans: Sequence[Span]) -> Iterable[Key]:
    """What is to be seen, the shapes first."""
    there = set(map(_shape, shown))
    for shape, word in _SHAPES.items():
        if shape in there:
            yield Key(_(word), shape, "visit")
    if spans:
        yield Key(_("within the interval"))
    if any(span.hatched for span in spans):
        yield Key(_("longer than the interval"), None, "over", hatched=True)


def _said(shown: Sequence[DatedVisit], filled: Sequence[date], pace: _Pace) -> str:
    count = sum(map(is_contact, shown))
    said = [ngettext("{count} time", "{count} times", count).format(count=count)]
    if pace.days:
        text = _("a visit every {days} days") if pace.slot == "visit" else _("a call every {days} days")
        said.append(text.format(days=pace.days))
    if len(filled) > 1:
        gap = max((after - day).days for day, after in pairwise(filled))
        said.append(_("at most {days} days between two").format(days=gap))
    return _(", ").join(said)


def _what(visit: DatedVisit, reps: Mapping[str, str]) -> str:
    said = visit.visit
    how = said.direction if said.direction in {"来电", "来访"} else said.channel
    status = said.status if said.status != "完成" else ""
    return " · ".join(filter(None, (how, status, reps.get(visit.rep, visit.rep))))


def _orders(dossier: Dossier, first: date, end: date, now: Today) -> Strip | None:
    """What was ordered in the same time, as high as what it came to."""
    found = [one for one in happened(dossier, now) if one.visit.orders and first <= one.date < end][-_MARKS:]
    if not found:
        return None
    sums = [_worth(one.visit) for one in found]
    whole = sum(sums, NONE)
    said = [ngettext("{count} order", "{count} orders", len(found)).format(count=len(found))]
    if whole:
        said.append(_("{sum} in all").format(sum=money(whole)))
    days = sorted({one.date for one in found})
    if len(days) >= _ENOUGH:
        gap = round(median((after - day).days for day, after in pairwise(days)))
        said.append(_("mostly {days} days apart").format(days=gap))
    marks = tuple(
        Mark(one.date, _goods(one.visit, money(worth) if worth else ""), value=float(worth))
        for one, worth in zip(found, sums, strict=True)
    )
    return Strip(
        _("Orders"), _(", ").join(said), first, end, marks, heads=(_("Day"), _("Order")), tone="money"
    )


def _worth(visit: Visit) -> Decimal:
    return sum((line_amount(line) or NONE for line in visit.orders), NONE)


def _goods(visit: Visit, worth: str) -> str:
    names = "、".join(dict.fromkeys(line.product for line in visit.orders if line.product))
    return " · ".join(filter(None, (worth, names)))
