"""What one entry of a feed says: a reminder cleaned, cut, and reduced to what the feed's readers may see."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from kjournal.outputs.feeds.settings import Level
from kjournal.outputs.feeds.text import address, ascii_id, clean_block, clean_line, cut, initials
from kjournal.words import N_, _

if TYPE_CHECKING:
    from kjournal.care.reminder import Kind, Reminder, Sensitivity

ZONE = "Asia/Shanghai"
SUMMARY_LENGTH = 40
MOST_ALARMS = 3

_VISIBLE: dict[Level, frozenset[Sensitivity]] = {
    "full": frozenset({"public", "internal", "private"}),
    "brief": frozenset({"public", "internal"}),
    "initials": frozenset({"public"}),
}
KIND_LABELS: dict[Kind, str] = {
    "visit": N_("Visits"),
    "birthday": N_("Birthdays and festivals"),
    "promise": N_("Promises"),
    "money": N_("Money and licences"),
    "brief": N_("Next brief"),
}
_SAID_IN_MINUTES = 180
_DAY = 24 * 60  # minutes
_SMALLEST_ANGLE = 0.0001


class Alarm(msgspec.Struct, frozen=True, gc=False):
    """A ring `minutes` before the start, and what the phone then shows."""

    minutes: int
    text: str


class Event(msgspec.Struct, frozen=True, gc=False):
    """One entry of a feed, the three stamps apart; times are aware, in the journal's zone."""

    uid: str
    summary: str
    start: datetime | date
    end: datetime | date  # exclusive
    zone: str
    category: str
    description: str  # the rest is empty where nothing is known
    location: str
    geo: tuple[float, float] | None
    url: str
    busy: bool
    alarms: tuple[Alarm, ...]

    @property
    def all_day(self) -> bool:
        """Whether the entry has no time of day."""
        return not isinstance(self.start, datetime)


def event_content(
    reminder: Reminder, *, level: Level, journal: str, base_url: str = "", zone: str = ZONE
) -> Event:
    """The entry of `reminder` in a feed of this level; `journal` is the journal's id."""
    open_to_all = level == "initials"
    uid = f"{reminder.uid}@{ascii_id(journal)}"
    summary = _summary(reminder, conceal=open_to_all)
    start, end = _span(reminder, ZoneInfo(zone))
    return Event(
        uid=uid,
        summary=summary,
        start=start,
        end=end,
        zone=zone,
        category=_(KIND_LABELS[reminder.kind]),
        description=_description(reminder, level),
        location="" if open_to_all else clean_line(reminder.location),
        geo=None if open_to_all or reminder.geo is None else _angles(reminder.geo),
        url="" if open_to_all or not reminder.page else address(base_url, reminder.page),
        busy=reminder.fixed,
        alarms=_alarms(reminder, summary),
    )


def _summary(reminder: Reminder, *, conceal: bool) -> str:
    """Verb and name, at most 40 characters; where it is too long it is the name that is cut."""
    name = clean_line(reminder.name)
    if conceal and reminder.customer:
        name = initials(name)
    verb = clean_line(reminder.verb)
    if not name:
        return cut(verb, SUMMARY_LENGTH)
    form = _("{verb}: {name}")
    room = SUMMARY_LENGTH - len(form.format(verb=verb, name=""))
    if room > 1:
        return form.format(verb=verb, name=cut(name, room))
    return cut(form.format(verb=verb, name=name), SUMMARY_LENGTH)


def _span(reminder: Reminder, zone: ZoneInfo) -> tuple[datetime | date, datetime | date]:
    if reminder.start is None:
        return reminder.day, reminder.day + timedelta(days=1)
    start = datetime.combine(reminder.day, reminder.start.replace(second=0, microsecond=0), zone)
    return start, start + timedelta(minutes=max(1, reminder.minutes))


def _description(reminder: Reminder, level: Level) -> str:
    """Why, then what helps at the door. Why names dates and people, so it is not for everybody's eyes."""
    visible = _VISIBLE[level]
    why = [reminder.why] if reminder.why_sensitivity in visible else []
    lines = why + [
        line.text if line.sensitivity in visible else line.short if "internal" in visible else ""
        for line in reminder.lines
    ]
    return "\n".join(filter(None, map(clean_block, lines)))


def _angles(geo: tuple[float, float]) -> tuple[float, float] | None:
    """Six decimals at most, nothing that Python would write as 1e-05; None where it is no place on Earth."""
    latitude, longitude = (0.0 if abs(angle) < _SMALLEST_ANGLE else round(angle, 6) for angle in geo)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _alarms(reminder: Reminder, summary: str) -> tuple[Alarm, ...]:
    """The three rings nearest to the start, the earliest first."""
    rings = sorted({alarm.minutes for alarm in reminder.alarms})[:MOST_ALARMS]
    begins = reminder.start or time()
    return tuple(Alarm(minutes, _spoken(summary, minutes, begins)) for minutes in reversed(rings))


def _spoken(summary: str, minutes: int, begins: time) -> str:
    """What an alarm says: the summary, and how far off it is when it rings."""
    if minutes <= 0:
        return summary
    if minutes <= _SAID_IN_MINUTES:
        return _("In {minutes} minutes: {summary}").format(minutes=minutes, summary=summary)
    # How many midnights lie between the ring and the start.
    days = -((begins.hour * 60 + begins.minute - minutes) // _DAY)
    if days == 0:
        return _("Today: {summary}").format(summary=summary)
    if days == 1:
        return _("Tomorrow: {summary}").format(summary=summary)
    return _("In {days} days: {summary}").format(days=days, summary=summary)
