"""All rules asked about one customer."""

from __future__ import annotations

from msgspec.structs import replace

from kjournal.care.reminder import Reminder
from kjournal.care.rule import Case, merged
from kjournal.care.rules import RULES


def reminders(case: Case) -> list[Reminder]:
    """Every reminder of a customer, by day; two of one UID are told apart by their order."""
    found: list[Reminder] = []
    for rule in RULES:
        settings = merged(rule.defaults, case.settings.rule(rule.name))
        if settings.on:
            found += rule.remind(case, settings)
    found.sort(key=lambda reminder: (reminder.day, reminder.uid))
    seen: dict[str, int] = {}
    for index, reminder in enumerate(found):
        count = seen[reminder.uid] = seen.get(reminder.uid, 0) + 1
        if count > 1:
            found[index] = replace(reminder, uid=f"{reminder.uid}-{count}")
    return found
