"""Hand in: cash, cheques and bills on the same day at 16:30, else on the next working day at 09:00 (S2 S4)."""

from __future__ import annotations

from datetime import date, time

from kjournal.care.reminder import Alarm, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.journal.dossier import DatedVisit
from kjournal.ledger.entries import NONE
from kjournal.records.business import Payment
from kjournal.words import N_, _
from kjournal.words.numbers import number

IN_HAND = frozenset({"现金", "支票", "银行汇票", "银行承兑", "商业承兑"})
_NEXT_MORNING = time(9)


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        _reminder(case, visit, n, payment, settings)
        for visit in case.happened
        for n, payment in enumerate(visit.visit.payments)
        if payment.instrument in IN_HAND and payment.handed_in is None and payment.amount
    ]


def _reminder(case: Case, visit: DatedVisit, n: int, payment: Payment, settings: RuleSettings) -> Reminder:
    day, start = _when(case, visit, settings.time or time(16, 30))
    why = _("{amount} yuan ({instrument}) received on {day}, not handed in yet").format(
        amount=number(payment.amount or NONE), instrument=payment.instrument, day=visit.date.isoformat()
    )
    return case.reminder(
        "handin", f"{visit.id}\0{n}", day, _("Hand in money"), why,
        kind="money", rep=visit.rep or case.dossier.rep, start=start, alarms=(Alarm(0),), due=visit.date,
        why_sensitivity="private",
    )  # fmt: skip


def _when(case: Case, visit: DatedVisit, start: time) -> tuple[date, time]:
    """The same day, unless it is free or the visit ended later than that."""
    calendar = case.settings.calendar
    ended = visit.visit.end or visit.visit.start
    if calendar.is_workday(visit.date) and (ended is None or ended < start):
        return visit.date, start
    return calendar.after(visit.date), _NEXT_MORNING


RULE = Rule(
    "handin",
    "money",
    _remind,
    RuleSettings(on=True, time=time(16, 30)),
    "S2 S4",
    N_(
        "cash, cheques and bills on the day they were received, else on the next working day, until they are handed in"
    ),
    closed=True,
)
