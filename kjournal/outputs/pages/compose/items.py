"""Reminders as the pages list them."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from kjournal.care.reminder import Reminder
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.marks import BAND_ORDER
from kjournal.outputs.pages.parts import Item, Phone, phones, unlinked
from kjournal.words import _

_SAY_FIRST = frozenset({"promise", "next"})
"""Rules whose first line is the thing itself: what was promised, what was agreed."""


def items(reminders: Iterable[Reminder], rows: Mapping[str, CustomerRow]) -> tuple[Item, ...]:
    """The reminders by day and time, the urgent first."""
    return tuple(item(one, rows.get(one.customer)) for one in sorted(reminders, key=order))


def order(reminder: Reminder) -> tuple[date, time, int, str, str]:
    """What a list of reminders is sorted by."""
    band = BAND_ORDER.get(reminder.band, len(BAND_ORDER))
    return (reminder.day, reminder.start or time.min, band, reminder.name, reminder.uid)


def item(reminder: Reminder, row: CustomerRow | None = None) -> Item:
    """One of them; numbers that stand in a line of it can be dialled."""
    lines, numbers = _lines(reminder)
    said = lines[0] if lines and reminder.rule in _SAY_FIRST else ""
    return Item(
        kind=reminder.kind,
        verb=reminder.verb,
        name=reminder.name,
        day=reminder.day,
        said=said,
        why=reminder.why,
        start=reminder.start,
        lines=lines[1:] if said else lines,
        page=page_file(reminder.customer) if reminder.customer else "",
        phones=numbers,
        grade=row.grade if row else "",
        place=row.region if row else "",
        band=reminder.band,
        due=reminder.due if reminder.due != reminder.day else None,
    )


def _lines(reminder: Reminder) -> tuple[tuple[str, ...], tuple[Phone, ...]]:
    """What helps at the door, the telephone numbers apart."""
    calling = _("Phone: {phone}").partition("{")[0]
    lines: list[str] = []
    numbers: list[Phone] = []
    for line in reminder.lines:
        if calling and line.text.startswith(calling):
            numbers += phones(line.text.removeprefix(calling))
        else:
            lines.append(unlinked(line.text))
    return tuple(lines), tuple(numbers)
