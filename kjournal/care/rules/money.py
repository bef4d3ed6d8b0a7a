"""Money: three days before an order is to be paid, and on the day, until it is paid (S4).

From 31 days past due the supervisor is told too, from 61, or with the third late payment, finance and legal: what they
are to hear stays open until it is paid as well. What has no due day (the way of settlement is not on the card, goods on
sale or return) reminds of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely, worked
from kjournal.ledger.account import Item
from kjournal.ledger.terms import WITHIN_LIMIT
from kjournal.words import N_, _
from kjournal.words.numbers import number


class Step(NamedTuple):
    """One entry about an order: before its day, on it, or when somebody else is told."""

    name: str
    day: date
    rep: str
    lead: int = 0

    @property
    def verb(self) -> str:
        """What to do; it shows on a locked screen."""
        return {
            "money": _("Collect money"),
            "money-before": _("Announce a payment"),
            "money-supervisor": _("Talk about money owed"),
            "money-legal": _("Tell finance and legal"),
        }[self.name]


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        _reminder(case, item, step, settings)
        for item in case.facts.account.items
        if item.due is not None and likely(item.due)
        for step in _steps(case, item, item.due, settings)
    ]


def _steps(case: Case, item: Item, due: date, settings: RuleSettings) -> Iterator[Step]:
    rep, calendar = case.dossier.rep, case.settings.calendar
    stands = max(worked(due, calendar), item.day)
    yield Step("money", stands, rep)
    for lead in sorted(set(settings.lead or ())):
        before = worked(due - timedelta(days=lead), calendar)
        if item.day < before < stands:
            yield Step("money-before", before, rep, lead)
    if not case.today.past(due):
        return  # nobody else hears of what may still be paid in time
    terms = case.settings.ledger.terms
    supervisor = case.supervisor
    if supervisor:
        yield Step(
            "money-supervisor", calendar.on_or_after(due + timedelta(days=terms.supervisor)), supervisor
        )
    often = case.facts.account.late >= terms.late
    day = calendar.on_or_after(due + timedelta(days=1 if often else terms.legal))
    for told in dict.fromkeys(filter(None, [rep, supervisor])):
        yield Step("money-legal", day, told)


def _reminder(case: Case, item: Item, step: Step, settings: RuleSettings) -> Reminder:
    other = step.rep if step.rep != case.dossier.rep else ""
    occurrence = "\0".join((item.visit or "opening", str(step.lead or ""), other))
    return case.reminder(
        step.name, occurrence, step.day, step.verb, _why(item, case),
        rule="money", kind="money", rep=step.rep, start=settings.time, lines=_lines(case), alarms=(Alarm(0),),
        open=step.name != "money-before", due=item.due, why_sensitivity="private",
    )  # fmt: skip


def _why(item: Item, case: Case) -> str:
    """The order; of one that goes over the credit limit only that part is asked for, and nothing of it need be paid yet."""
    over = case.dossier.customer.settlement == WITHIN_LIMIT and item.open != item.amount
    text = _("order of {day}, {amount} yuan, to be paid by {due}")
    if not item.visit:
        text = _("from before the journal ({day}), {amount} yuan, to be paid by {due}")
    if over:
        text = _(
            "order of {day}, {amount} yuan; {open} yuan of it go over the credit limit, to be paid by {due}"
        )
        if not item.visit:
            text = _(
                "from before the journal ({day}), {amount} yuan; {open} yuan of it go over the credit limit, to be paid by {due}"
            )
    why = text.format(
        day=item.day.isoformat(),
        amount=number(item.amount),
        open=number(item.open),
        due=item.due and item.due.isoformat(),
    )
    if item.open != item.amount and not over:
        why = _("{why}; {open} yuan still open").format(why=why, open=number(item.open))
    return why


def _lines(case: Case) -> tuple[Line, ...]:
    account = case.facts.account
    found = phone_line(phones(case))
    found.append(Line(_("Owed in all: {amount} yuan").format(amount=number(account.balance))))
    limit = case.dossier.customer.credit_limit
    if limit is not None:
        found.append(Line(_("Credit limit: {amount} yuan").format(amount=number(limit))))
    if account.late:
        found.append(Line(_("Paid late so far: {n} times").format(n=account.late)))
    return tuple(found)


RULE = Rule(
    "money",
    "money",
    _remind,
    RuleSettings(on=True, lead=(3,), time=time(9)),
    "S4",
    N_(
        "an order 3 days before it is to be paid and on the day; the supervisor from 31 days past due, finance and legal from 61 or after three late payments"
    ),
    quiet=True,
    closed=True,
)
