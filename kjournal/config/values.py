"""Values of a settings file by their declared types; None where one cannot be read."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from kjournal.config.declared import Setting


def read(row: Setting, value: Any) -> Any:
    """The value of a setting as its declaration reads it."""
    kind, _space, rest = row.type.partition(" of ")
    if kind == "one":
        words = [word.strip() for word in rest.split(",")]
        return value if isinstance(value, str) and value in words else None
    reader = _READERS.get(kind)
    return reader(value) if reader else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _days(value: Any) -> tuple[date, ...] | None:
    if not isinstance(value, list):
        return None
    days = [_day(one) for one in value]
    return None if None in days else tuple(day for day in days if day)


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _yuan(value: Any) -> Decimal | None:
    """An amount; a float is taken as it is written, so nothing is lost on the way."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        made = Decimal(str(value))
    except InvalidOperation:
        return None
    return made if made.is_finite() and 0 <= made < 10**12 else None


def _workdays(value: Any) -> tuple[int, ...] | None:
    if isinstance(value, int) and value in {5, 6, 7}:
        return tuple(range(value))
    if isinstance(value, list) and value and all(isinstance(day, int) and 1 <= day <= 7 for day in value):
        return tuple(sorted({day - 1 for day in value}))
    return None


def _capacity(value: Any) -> dict[str, int] | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"visit": value}
    if (
        isinstance(value, dict)
        and set(value) <= {"visit", "call"}
        and all(_number(one) is not None for one in value.values())
    ):
        return dict(value)
    return None


def _zone(value: Any) -> str | None:
    try:
        ZoneInfo(value)
    except Exception:  # noqa: BLE001  zoneinfo raises several kinds for a name it does not know
        return None
    return str(value)


_READERS = {
    "text": lambda value: value if isinstance(value, str) else str(value) if isinstance(value, int) else None,
    "day": _day,
    "days": _days,
    "time": _time,
    "number": _number,
    "numbers": lambda value: (
        tuple(value) if isinstance(value, list) and all(_number(one) is not None for one in value) else None
    ),
    "yes/no": lambda value: value if isinstance(value, bool) else None,
    "texts": lambda value: (
        tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None
    ),
    "yuan": _yuan,
    "workdays": _workdays,
    "capacity": _capacity,
    "zone": _zone,
}
