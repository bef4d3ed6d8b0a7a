"""What a value in a feed may look like, and what it means (RFC 5545 section 3.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# Our texts escape line ends, commas and semicolons, and hold no backslash of their own.
_PLAIN = r"[^\\,;]*"
LINE = re.compile(rf"(?=.){_PLAIN}(?:\\[,;]{_PLAIN})*")
BLOCK = re.compile(rf"(?=.){_PLAIN}(?:\\[n,;]{_PLAIN})*")
DATE = re.compile(r"\d{8}", re.ASCII)
LOCAL = re.compile(r"\d{8}T\d{6}", re.ASCII)
MINUTE = re.compile(r"\d{8}T\d{4}00Z", re.ASCII)
NUMBER = re.compile(r"0|[1-9]\d{0,9}", re.ASCII)
_ID = r"[A-Za-z0-9._-]+"
UID = re.compile(rf"{_ID}-[0-9a-f]{{16}}@{_ID}")
ALARM_UID = re.compile(rf"{_ID}-[0-9a-f]{{16}}@{_ID}-a\d")
URL = re.compile(r"https?://(?:[A-Za-z0-9/:@!$&'()*+,;=._~?#\[\]-]|%[0-9A-Fa-f]{2})+")
_ANGLE = r"-?\d{1,3}(?:\.\d{1,6})?"
GEO = re.compile(f"{_ANGLE};{_ANGLE}", re.ASCII)
_TIME = r"T(?:\d{1,4}H(?:\d{1,4}M(?:\d{1,4}S)?)?|\d{1,4}M(?:\d{1,4}S)?|\d{1,4}S)"
_DURATION = rf"P(?:\d{{1,4}}W|\d{{1,4}}D(?:{_TIME})?|{_TIME})"
DURATION = re.compile(_DURATION, re.ASCII)
BEFORE = re.compile(rf"-{_DURATION}|P0D|PT0S", re.ASCII)
OFFSET = re.compile(r"[+-](?:0\d|1[0-4])[0-5]\d", re.ASCII)
ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_PARTS = re.compile(r"(\d+)([WDHMS])", re.ASCII)
_SECONDS = {"W": 604_800, "D": 86_400, "H": 3600, "M": 60, "S": 1}


def exactly(*words: str) -> re.Pattern[str]:
    """One of these words."""
    return re.compile("|".join(map(re.escape, words)))


def moment(value: str) -> datetime | None:
    """A date or a time of a calendar that has that day; None where it has not, or the value is neither."""
    try:
        year, month, day = int(value[:4]), int(value[4:6]), int(value[6:8])
        if len(value) == 8:
            return datetime(year, month, day, tzinfo=UTC)
        return datetime(year, month, day, int(value[9:11]), int(value[11:13]), int(value[13:15]), tzinfo=UTC)
    except ValueError:
        return None


def minute_count(value: str) -> int | None:
    """The minutes from 2020-01-01 to a UTC time."""
    at = moment(value)
    return None if at is None else (at - _EPOCH) // _MINUTE


def seconds(duration: str) -> int:
    """The length of a valid duration, its sign aside."""
    return sum(int(number) * _SECONDS[unit] for number, unit in _PARTS.findall(duration))
