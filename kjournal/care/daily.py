"""The daily entry: what is open and past its day, in one all-day entry a rep on each working day (FEEDS.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kjournal.care.reminder import Line, Reminder, uid
from kjournal.dates.workdays import WorkCalendar
from kjournal.words import _, ngettext

LINES = 30


def daily(
    rep: str, late: Sequence[Reminder], errors: int, calendar: WorkCalendar, today: date
) -> Reminder | None:
    """One entry with all that is open, oldest first; None on a free day, or where nothing is open."""
    if not calendar.is_workday(today) or not (late or errors):
        return None
    ordered = sorted(late, key=lambda reminder: (reminder.due or reminder.day, reminder.name, reminder.uid))
    lines = [
        Line(f"{(one.due or one.day).isoformat()} {one.verb} {one.name}", "internal")
        for one in ordered[:LINES]
    ]
    if len(ordered) > LINES:
        more = len(ordered) - LINES
        lines.append(
            Line(
                ngettext("and {n} more, see the page", "and {n} more, see the page", more).format(n=more),
                "public",
            )
        )
    if errors:
        lines.append(
            Line(
                ngettext(
                    "{n} note has an error, see the page of problems",
                    "{n} notes have errors, see the page of problems",
                    errors,
                ).format(n=errors),
                "public",
            )
        )
    count = len(ordered)
    return Reminder(
        uid=uid("daily", rep, today.isoformat()),
        rule="daily",
        kind="visit",
        customer="",
        rep=rep,
        day=today,
        verb=_("Not done yet"),
        name=ngettext("{n} item", "{n} items", count).format(n=count),
        why=_("what is open and past its day"),
        lines=tuple(lines),
        open=False,
    )
