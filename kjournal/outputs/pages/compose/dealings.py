"""Goods on the shelf, gifts beside their caps, complaints with their times."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import ceil

from kjournal.care.rules.complaint import deadlines
from kjournal.care.rules.expiry import MONTHS
from kjournal.care.shelf import on_the_shelf
from kjournal.dates.periods import add_months
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.entries import NONE, happened
from kjournal.ledger.gifts import Given, against_cap, cap, given, occasions, total
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.recipients import GUARDED
from kjournal.ledger.settings import Caps
from kjournal.outputs.pages.compose.values import money
from kjournal.outputs.pages.dealings import Gifts, Grievance, OnShelf
from kjournal.records.business import Complaint, Stock
from kjournal.words import _
from kjournal.words.numbers import number

_HOUR = 3600


def shelf(dossier: Dossier, today: Today) -> tuple[OnShelf, ...]:
    """The stock last seen: what was looked at last on top."""
    found = on_the_shelf(happened(dossier, today))
    made = [_on_shelf(seen, stock, today) for seen, stock in found if stock.product]
    return tuple(sorted(made, key=lambda one: (-one.seen.toordinal(), one.product, one.batch)))


def _on_shelf(seen: date, stock: Stock, today: Today) -> OnShelf:
    low = stock.qty is not None and stock.safety is not None and stock.qty < stock.safety
    return OnShelf(
        product=stock.product,
        seen=seen,
        left=f"{number(stock.qty)}{stock.unit}" if stock.qty is not None else "",
        batch=stock.batch,
        expiry=stock.expiry,
        near=stock.expiry is not None and today <= stock.expiry and _near(stock.expiry, today),
        gone=stock.expiry is not None and stock.expiry < today,
        low=f"{number(stock.safety or NONE)}{stock.unit}" if low else "",
        note=stock.note,
    )


def _near(expiry: date, today: Today) -> bool:
    """Whether it ends within so many months; months are not of one length, so the last days before are told one by one."""
    if today <= add_months(expiry, -MONTHS):
        return False
    return expiry < add_months(today.peek(), MONTHS) or expiry < add_months(today.value, MONTHS)


def gifts(
    dossier: Dossier, grade: str, caps: Caps, places: Mapping[str, str], today: Today
) -> tuple[Gifts, ...]:
    """This calendar year's gifts by person and occasion, the newest first."""
    year = today.peek().year
    today.reached(date(year + 1, 1, 1))  # from then on it is another
    mine = [one for one in given(dossier, today) if one.visit.date.year == year]
    found = sorted(occasions(mine), key=lambda group: group[-1].visit.date, reverse=True)
    return tuple(_gifts(dossier, grade, caps, group, places) for group in found)


def _gifts(dossier: Dossier, grade: str, caps: Caps, group: list[Given], places: Mapping[str, str]) -> Gifts:
    most = cap(dossier.customer, caps, group, key=grade in KEY_GRADES)
    return Gifts(
        days=tuple(dict.fromkeys(one.visit.date for one in group)),
        things="、".join(one.gift.item or _("a gift") for one in group),
        sum=money(total(group)),
        cap=money(most),
        to=group[0].gift.to,
        occasion=group[0].gift.occasion,
        over=against_cap(group) > most,
        guarded=group[0].who in GUARDED,
        anchor=places.get(group[-1].visit.path, ""),
    )


def complaints(
    dossier: Dossier, calendar: WorkCalendar, places: Mapping[str, str], today: Today
) -> tuple[Grievance, ...]:
    """The open ones first, then the newest."""
    found = [
        _complaint(visit, one, calendar, places)
        for visit in happened(dossier, today)
        for one in visit.visit.complaints
    ]
    return tuple(sorted(found, key=lambda one: (not one.open, -one.opened.toordinal())))


def _complaint(
    visit: DatedVisit, complaint: Complaint, calendar: WorkCalendar, places: Mapping[str, str]
) -> Grievance:
    since, answer, solution = deadlines(visit, complaint, calendar)
    still = complaint.closed is None
    return Grievance(
        what=" ".join(_said(complaint)),
        opened=since.date(),
        level=complaint.level,
        handling=complaint.handling,
        open=still,
        answered=_hours(since, complaint.answered),
        closed=_days(since, complaint.closed),
        answer_by=_moment(answer) if still and complaint.answered is None else "",
        solve_by=_moment(solution) if still else "",
        anchor=places.get(visit.path, ""),
    )


def _said(complaint: Complaint) -> Iterable[str]:
    words = (complaint.kind, complaint.product, complaint.symptom or complaint.cause or complaint.note)
    return [word for word in words if word] or [_("a complaint")]


def _hours(since: datetime, until: datetime | None) -> int | None:
    """Hours between them, begun ones too; nothing where the day alone is known."""
    if until is None or not (until.hour or until.minute):
        return None
    return max(1, ceil((until.replace(tzinfo=None) - since).total_seconds() / _HOUR))


def _days(since: datetime, until: datetime | None) -> int | None:
    return max(0, (until.date() - since.date()).days) if until is not None else None


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
