"""Restock: before the goods run out, by the cycle of the orders, the day of the plan or the stock seen (S0 S1)."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise
from statistics import median

from kjournal.care.doorstep import lines
from kjournal.care.orderday import order_days
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely, selling_free
from kjournal.dates.periods import add_months
from kjournal.journal.dossier import DatedVisit
from kjournal.records.business import Stock
from kjournal.words import N_, _

_GAPS = 3
"""As many gaps between orders make a cycle."""
_BEFORE_PLAN = 3
"""Working days before the hospital's plan for orders."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    visits = [visit for visit in case.happened if likely(visit.date)]
    ordered = [visit.date for visit in visits if visit.visit.orders]
    found = []
    if ordered and (days := _cycle(case, ordered)):
        found.append(_by_cycle(case, ordered[-1], days, settings))
    found += _by_plan(case, ordered, settings)
    if (low := _low(visits)) is not None and not (ordered and ordered[-1] > low[0]):
        found.append(_by_stock(case, *low, settings))
    if len(found) > 1:  # one entry is enough: the first of them
        found = [min(found, key=lambda one: (one.day, one.uid))]
    return found


def _cycle(case: Case, ordered: list[date]) -> int:
    """Days between two orders: as the card says, else the median of at least three gaps in twelve months; 0: unknown."""
    written = case.dossier.customer.restock_days
    if written is not None:
        return written if 0 < written <= 1000 else 0
    recent = sorted({day for day in ordered if not case.today.reached(add_months(day, 12))})
    gaps = [(later - earlier).days for earlier, later in pairwise(recent)]
    return round(median(gaps)) if len(gaps) >= _GAPS else 0


def _by_cycle(case: Case, last: date, days: int, settings: RuleSettings) -> Reminder:
    due = last + timedelta(days=days)
    day = max(due - timedelta(days=settings.days or 0), last + timedelta(days=1))
    why = _("last order {day}, every {days} days; next about {due}").format(
        day=last.isoformat(), days=days, due=due.isoformat()
    )
    return _reminder(case, last.isoformat(), case.settings.calendar.on_or_after(day), why, settings, due)


def _by_plan(case: Case, ordered: list[date], settings: RuleSettings) -> list[Reminder]:
    """Working days before the hospital's next plan, until an order is placed after the reminder's day."""
    calendar = case.settings.calendar
    for plan in order_days(case.dossier.customer.order_day, case.today):
        day = calendar.workdays_before(plan, _BEFORE_PLAN)
        if not any(day <= order <= plan for order in ordered):
            why = _("the plan for orders is made on {day}").format(day=plan.isoformat())
            return [_reminder(case, plan.isoformat(), day, why, settings, plan)]
    return []


def _low(visits: list[DatedVisit]) -> tuple[date, list[Stock]] | None:
    """What was below its safety stock when the shelf was last looked at."""
    for visit in reversed(visits):
        if visit.visit.stock:
            low = [
                one
                for one in visit.visit.stock
                if one.qty is not None and one.safety is not None and one.qty < one.safety
            ]
            return (visit.date, low) if low else None
    return None


def _by_stock(case: Case, seen: date, low: list[Stock], settings: RuleSettings) -> Reminder:
    names = "、".join(one.product for one in low[:3])
    why = _("on {day} the stock was low: {products}").format(day=seen.isoformat(), products=names)
    day = case.settings.calendar.after(seen)
    return _reminder(case, f"{seen.isoformat()}\0stock", day, why, settings, day)


def _reminder(
    case: Case, occurrence: str, day: date, why: str, settings: RuleSettings, due: date
) -> Reminder:
    said = (
        []
        if _stock_known(case)
        else [Line(_("The stock was not looked at last time: ask for it"), "internal")]
    )
    return case.reminder(
        "restock", occurrence, selling_free(day, case.settings.calendar), _("Ask for an order"), why,
        kind="visit", start=settings.time, alarms=(Alarm(0),), due=due, lines=(*said, *lines(case)), why_sensitivity="private",
    )  # fmt: skip


def _stock_known(case: Case) -> bool:
    """Whether the last visit looked at the shelf."""
    visits = [visit for visit in case.happened if visit.visit.channel in {"", "上门"}]
    return not visits or bool(visits[-1].visit.stock)


RULE = Rule(
    "restock",
    "visit",
    _remind,
    RuleSettings(on=True, days=3, time=time(10)),
    "S0 S1",
    N_(
        "3 days before the next order by the customer's cycle, 3 working days before a hospital's plan, or when the stock seen last was low, until an order"
    ),
    quiet=True,
)
