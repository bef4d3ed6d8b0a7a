"""All rules asked about one customer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from kjournal.care.quiet import quiet_times
from kjournal.care.reminder import Reminder, uid
from kjournal.care.rule import Case, Rule, merged
from kjournal.care.rules import RULES
from kjournal.care.window import behind, near
from kjournal.dates.today import Today
from kjournal.ledger.entries import happened

PLANNED = tuple(rule for rule in RULES if rule.planned)


def reminders(case: Case, rules: Iterable[Rule] = RULES) -> list[Reminder]:
    """Every reminder of a customer that is shown, by day; two of one UID are told apart by their order.

    Rules of the plan see no visits, and all others no plan.
    """
    if case.gone:
        return []
    card, visits = case.dossier.customer, tuple(happened(case.dossier, case.today))
    case = replace(case, quiet=quiet_times(card, case.settings.quiet), happened=visits)
    of_plan = replace(case, dossier=replace(case.dossier, visits=()), happened=())
    of_visits = replace(case, planned=())
    found: list[Reminder] = []
    for rule in rules:
        settings = merged(rule.defaults, case.settings.rule(rule.name))
        if settings.on and (rule.closed or not case.closed):
            asked = rule.remind(of_plan if rule.planned else of_visits, settings)
            if rule.quiet and case.quiet:
                asked = [one for one in asked if not case.silenced(one.day)]
            shown = [_shown(one, case.today, rule.ahead) for one in asked]
            found += [one for one in shown if one is not None]
    found.sort(key=lambda reminder: (reminder.day, reminder.uid))
    return _told_apart(found)


def _shown(reminder: Reminder, today: Today, ahead: timedelta) -> Reminder | None:
    """The reminder while its day is near; what is still open later has no entry of its own, but stays listed."""
    if not near(reminder.day, today, ahead):
        return None
    if reminder.kind == "brief" or not behind(reminder.day, today):
        return reminder
    return replace(reminder, entry=False) if reminder.open else None


def _told_apart(found: list[Reminder]) -> list[Reminder]:
    seen: dict[str, int] = {}
    for index, reminder in enumerate(found):
        count = seen[reminder.uid] = seen.get(reminder.uid, 0) + 1
        if count > 1:
            name = reminder.uid.rpartition("-")[0]
            found[index] = replace(reminder, uid=uid(name, reminder.customer, f"{reminder.uid}\0{count}"))
    return found
