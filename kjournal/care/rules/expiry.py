"""Near expiry: goods seen on the shelf whose last months have begun, until they are sold or taken back (ours)."""

from __future__ import annotations

from datetime import date

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.shelf import on_the_shelf
from kjournal.care.window import likely
from kjournal.dates.periods import add_months
from kjournal.records.business import Stock
from kjournal.words import N_, _
from kjournal.words.numbers import number

MONTHS = 6
"""How many months before its end goods are near it."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    del settings
    return [
        _reminder(case, seen, stock)
        for seen, stock in on_the_shelf(case.happened)
        if stock.expiry is not None and likely(stock.expiry)
    ]


def _reminder(case: Case, seen: date, stock: Stock) -> Reminder:
    assert stock.expiry is not None  # noqa: S101  asked by `_remind`
    day = max(add_months(stock.expiry, -MONTHS), seen)
    why = _("{product} seen on {day} expires on {expiry}").format(
        product=stock.product or "…", day=seen.isoformat(), expiry=stock.expiry.isoformat()
    )
    left = f"{number(stock.qty)}{stock.unit}" if stock.qty is not None else ""
    lines = [Line(_("Left on the shelf: {qty}").format(qty=left), "internal")] if left else []
    return case.reminder(
        "expiry", f"{stock.product}\0{stock.batch}\0{stock.expiry.isoformat()}", case.settings.calendar.on_or_after(day),
        _("Look at the shelf"), why,
        kind="visit", alarms=(Alarm(900),), due=stock.expiry, lines=(*lines, *phone_line(phones(case))),
    )  # fmt: skip


RULE = Rule(
    "expiry",
    "visit",
    _remind,
    RuleSettings(on=True),
    "",
    N_("goods on the shelf from 6 months before they expire, until they are sold or taken back"),
    quiet=True,
)
