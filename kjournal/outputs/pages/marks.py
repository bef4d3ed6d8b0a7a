"""Words and marks that stand for kinds, bands, severities and days, the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kjournal.words import N_, _

if TYPE_CHECKING:
    from datetime import date

    from kjournal.care.reminder import Kind
    from kjournal.findings.finding import Severity
    from kjournal.journal.matching import Kind as Field

KIND_WORDS: dict[Kind, str] = {
    "visit": N_("Visits"),
    "birthday": N_("Birthdays and festivals"),
    "promise": N_("Promises"),
    "money": N_("Money and licences"),
    "brief": N_("Next brief"),
}
SEVERITY_WORDS: dict[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("hint"),
}
BANDS: dict[str, str] = {"正常": "fine", "将到": "near", "超期": "over", "久未联系": "long"}
"""The style of each band; its shape says the same as its colour."""
BAND_ORDER = {"久未联系": 0, "超期": 1, "将到": 2, "正常": 3}
GRADE_ORDER = {"VIP": 0, "A": 1, "B": 2, "C": 3, "D": 4}
FOUND_WORDS: dict[Field, str] = {
    "alias": N_("Also called"),
    "pinyin": N_("Pinyin"),
    "id": N_("Id"),
    "contact": N_("Contact"),
    "phone": N_("Telephone"),
    "town": N_("Town"),
    "tag": N_("Tag"),
    "region": N_("Region"),
    "class": N_("Class"),
    "rep": N_("Rep"),
    "grade": N_("Grade"),
    "status": N_("Status"),
}
"""What each kind of field is called beside what was found in it; a name speaks for itself."""

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def weekday(day: date) -> str:
    """周一, 周二 …"""
    return _(_WEEKDAYS[day.weekday()])


def long_day(day: date) -> str:
    """A day as a heading says it: 2026年11月20日."""
    return _("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)


def month_title(first: date) -> str:
    """A month as a heading says it: 2026年11月."""
    return _("{year}/{month}").format(year=first.year, month=first.month)
