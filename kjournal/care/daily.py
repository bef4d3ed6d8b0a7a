"""The daily entry: what is open and past its day, in one all-day entry a rep on each working day (FEEDS.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kjournal.care.reminder import Line, Reminder, uid
from kjournal.dates.workdays import WorkCalendar
from kjournal.words import _, ngettext

LINES = 30


class Open(NamedTuple):
    """What of an open reminder the entry tells."""

    uid: str
    rule: str
    day: date
    verb: str
    name: str
    due: date | None = None


def daily(
    rep: str, late: Sequence[Open | Reminder], errors: int, calendar: WorkCalendar, today: date
) -> Reminder | None:
    """One entry with all that is open, oldest first; None on a free day, or where nothing is open."""
    if not calendar.is_workday(today) or not (late or errors):
        return None
    ordered = sorted(late, key=lambda reminder: (reminder.due or reminder.day, reminder.name, reminder.uid))
    lines = [Line(_said(one), "internal") for one in ordered[:LINES]]
    if (more := len(ordered) - LINES) > 0:
        text = ngettext("and {n} more, see the page", "and {n} more, see the page", more)
        lines.append(Line(text.format(n=more), "public"))
    if errors:
        lines.append(Line(_wrong(errors), "public"))
    count = len(ordered)
    return Reminder(
        uid=uid("daily", rep, today.isoformat()),
        rule="daily",
        kind="visit",
        customer="",
        rep=rep,
        day=today,
        verb=ngettext("{n} thing not done yet", "{n} things not done yet", count).format(n=count)
        if count
        else _("Notes with errors"),
        name="",
        why=_("what is open and past its day"),
        lines=tuple(lines),
        open=False,
    )


def _said(reminder: Open | Reminder) -> str:
    """The day, what to do, and for whom; a promise without a day has none."""
    words = _("{verb}: {name}").format(verb=reminder.verb, name=reminder.name)
    if reminder.rule == "promise" and reminder.due is None:
        return words
    return f"{(reminder.due or reminder.day).isoformat()} {words}"


def _wrong(errors: int) -> str:
    text = ngettext(
        "{n} note has an error, see the page of problems",
        "{n} notes have errors, see the page of problems",
        errors,
    )
    return text.format(n=errors)
