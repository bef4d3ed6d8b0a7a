"""Times of day as people type them."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone

from kjournal.dates.folding import fold
from kjournal.dates.numerals import NUMBER, number
from kjournal.dates.readings import TimeReading
from kjournal.patterns import regex

CHINA = timezone(timedelta(hours=8), "CST")  # China Standard Time decides the day (DOMAIN.md 9.2)

_MORNING = "凌晨|清晨|早上|早晨|上午|早"
_EVENING = "下午|傍晚|晚上|夜里|夜晚|晚"
_HALF = f"(?P<half>{_MORNING}|{_EVENING}|中午|半夜)"
_CLOCK = "(?P<h>[0-9]{1,2})[:.](?P<m>[0-9]{2})(?::[0-9]{2}(?:[.][0-9]+)?)?"
_SPOKEN = f"(?P<hour>{NUMBER}|两)(?:点钟?|时)(?P<part>整|半|一刻|三刻|(?P<minute>{NUMBER})分?)?"
_TIME = f"{_HALF}?(?:{_CLOCK}|{_SPOKEN})(?P<english>am|pm)?"
_ENGLISH_HOUR = "(?P<eh>[0-9]{1,2})(?P<e>am|pm)"
_READ = regex(f"{_TIME}|{_ENGLISH_HOUR}|(?P<compact>[0-2][0-9][0-5][0-9])")
_BEHIND_A_DATE = regex(f"(?<=[^0-9:./-])(?:{_TIME.replace('[:.]', ':', 1)}|{_ENGLISH_HOUR})$")
_HALF_BEHIND = regex(f"(?<=.){_HALF}$")
_ISO = regex(
    "(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:t| )(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?"
    "(?P<zone>z|[-+][0-9]{2}(?::?[0-9]{2})?)?"
)
_PARTS = {"": 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}


def read_time(text: str) -> TimeReading:
    """A time of day: `14:30`, `9点`, `下午2点半`, `09:30:00`, `2:30pm`, or the time of an ISO moment in China."""
    if len(text) == 5 and text[2] == ":":
        try:
            return TimeReading(time.fromisoformat(text), plain=True)
        except ValueError:
            pass
    folded = fold(text)
    if moment := iso_moment(folded):
        return TimeReading(moment.time().replace(second=0))
    found = _READ.fullmatch(folded)
    return _meant(found) if found else TimeReading(None, problem="not-a-time")


def split(folded: str) -> tuple[str, str]:
    """A date's text without the time of day behind it, and that time as HH:MM (empty where only 上午 and such stood)."""
    if found := _BEHIND_A_DATE.search(folded):
        reading = _meant(found)
        if reading.value:
            return folded[: found.start()].rstrip(" t,"), f"{reading.value:%H:%M}"
    if found := _HALF_BEHIND.search(folded):
        return folded[: found.start()], ""
    return folded, ""


def iso_moment(folded: str) -> datetime | None:
    """The moment of an ISO date and time, as a clock in China shows it; without a zone it is China's already."""
    found = _ISO.fullmatch(folded)
    if not found:
        return None
    year, month, day = map(int, found["day"].split("-"))
    hour, minute, second = (*map(int, found["time"].split(":")), 0)[:3]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(found["zone"])).astimezone(CHINA)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    """The time zone of an ISO moment."""
    if text is None:
        return CHINA
    if text == "z":
        return timezone.utc  # noqa: UP017  the same class as the others
    minutes = int(text[1:3]) * 60 + int(text[3:].lstrip(":") or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _meant(found: re.Match[str]) -> TimeReading:
    """The time that the parts of a match mean."""
    groups = found.groupdict()
    if compact := groups.get("compact"):
        return _checked(int(compact[:2]), int(compact[2:]), sure=True)
    typed = groups.get("eh") or groups["h"] or groups["hour"] or ""
    hour = 2 if typed == "两" else number(typed)
    minute = number(groups["m"] or groups["minute"] or "")
    if minute is None:
        minute = _PARTS.get(groups["part"] or "", 60)
    if hour is None:
        return TimeReading(None, problem="not-a-time")
    half = groups["half"] or groups.get("e") or groups["english"] or ""
    return _checked(_hour(hour, half), minute, sure=bool(half) or typed.startswith("0"))


def _hour(hour: int, half: str) -> int:
    """The hour of the day that is meant by an hour and the half of the day named with it."""
    if half in {"am", "凌晨", "半夜"} and hour == 12:
        return 0
    if half == "中午" and hour < 4:
        return hour + 12
    afternoon = half == "pm" or half in _EVENING.split("|")
    if afternoon and hour == 12:
        return 12 if half in {"pm", "下午"} else 24  # 晚上12点 belongs to the next day
    return hour + 12 if afternoon and hour < 12 else hour


def _checked(hour: int, minute: int, *, sure: bool) -> TimeReading:
    """The time of an hour and a minute, if the day has it."""
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return TimeReading(None, problem="no-such-time", args={"hour": str(hour), "minute": str(minute)})
    value = time(hour, minute)
    if not sure and time(1) <= value <= time(5, 30):
        return TimeReading(value, problem="which-half", args={"afternoon": f"{hour + 12}:{minute:02}"})
    return TimeReading(value)
