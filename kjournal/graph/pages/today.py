"""Today's page."""

from __future__ import annotations

from datetime import date

import msgspec

from kjournal.care.reminder import Reminder
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.outputs.pages.compose.problems import tally
from kjournal.outputs.pages.compose.today import SOON, today_view
from kjournal.outputs.pages.site import TODAY
from kjournal.outputs.pages.today import render_today

_NEAR = """
    SELECT reminder FROM reminders WHERE open = 1 AND day < :today
    UNION ALL SELECT reminder FROM reminders WHERE day BETWEEN :today AND :soon AND kind != 'brief'
    UNION ALL SELECT reminder FROM reminders WHERE rule = 'licence' AND day > :soon
    UNION ALL SELECT reminder FROM reminders WHERE rule = 'licence' AND open = 0 AND day < :today
"""
"""What is open, what the next weeks bring, and papers near their end, each once."""
_reminder = msgspec.json.Decoder(Reminder).decode


def today(asked: Asked) -> Sheet:
    """`index.html`."""
    rows = asked.connection.execute(_NEAR, _near(asked.today))
    view = today_view(
        [_reminder(row[0]) for row in rows],
        asked.rows,
        list(asked.settings.reps.values()),
        asked.today,
        calendar=asked.settings.care.calendar,
        problems=tally(asked.findings),
    )
    return Sheet(TODAY, view, lambda: render_today(asked.site, view))


def _near(today: date) -> dict[str, str]:
    return {"today": today.isoformat(), "soon": (today + SOON).isoformat()}
