"""Which day the parts of a typed date mean, or why there is no such day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kjournal.dates import lunar
from kjournal.dates.annual import DayOfYear
from kjournal.dates.periods import month_days
from kjournal.dates.readings import DayReading, Problem

if TYPE_CHECKING:
    from kjournal.dates.shapes import Parts

FIRST_POSSIBLE, LAST_POSSIBLE = 1000, 2999  # beyond, days that are counted from it would leave the calendar
FIRST_LIKELY, LAST_LIKELY = 1900, 2100
_REACH = 40  # years; the rarest date, a day in a leap month, comes back within them

Refusal = tuple[Problem, dict[str, str]]


def full_year(short: int, near: date, *, forward: bool = False) -> int:
    """The year meant by two figures: of the last hundred years, reaching twenty years on where days lie ahead."""
    last = near.year + (20 if forward else 0)
    return last - (last - short) % 100


def refusal(parts: Parts) -> Refusal | None:
    """Why there is no such day; None where there is one, in some year when none is written."""
    if parts.day is None:
        return "no-day", _month_alone(parts)
    return _lunar_refusal(parts, parts.day) if parts.lunar else _solar_refusal(parts, parts.day)


def resolve(parts: Parts, near: date | None, *, forward: bool) -> DayReading:
    """The day that parts mean, their full year already put in.

    Without a year it is the last such day up to and including `near`, the first from `near` on where `forward`.
    """
    if refused := refusal(parts):
        return DayReading(None, problem=refused[0], args=refused[1], lunar=parts.lunar)
    if parts.year is None:
        return _without_year(parts, near, forward=forward)
    if not parts.lunar:
        return DayReading(_solar(parts.year, parts))
    return DayReading(lunar.to_solar(parts.year, parts.month, parts.day or 0, parts.leap), lunar=True)


def _without_year(parts: Parts, near: date | None, *, forward: bool) -> DayReading:
    """The day nearby, with a word about the guess."""
    args = {"month": str(parts.month), "day": str(parts.day)}
    found = _nearest(parts, near, forward=forward) if near else None
    if found is None:
        return DayReading(None, problem="no-year", args=args, lunar=parts.lunar)
    value, moved = found
    if moved:
        args = _missing_day(parts, lunar.from_solar(value).year, 29)
    problem: Problem = "lunar-missing-day" if moved else "no-year"
    return DayReading(value, problem=problem, args=args | {"date": value.isoformat()}, lunar=parts.lunar)


def _nearest(parts: Parts, near: date, *, forward: bool) -> tuple[date, bool] | None:
    """The day nearest to `near` on its right side, and whether it was moved from the 30th to the 29th."""
    step = 1 if forward else -1
    for distance in range(-1, _REACH):  # a lunar date may lie in the solar year before or after its own
        found = _in_year(parts, near.year + distance * step)
        if found and (found[0] >= near if forward else found[0] <= near):
            return found
    return None


def _in_year(parts: Parts, year: int) -> tuple[date, bool] | None:
    """The day in one year, if that year has it."""
    if not parts.lunar:
        value = _solar(year, parts)
        return (value, False) if value else None
    if parts.leap and lunar.leap_month(year) != parts.month:
        return None
    day = parts.day or 0
    value = DayOfYear(parts.month, day, lunar=True, leap=parts.leap).in_year(year)
    return (value, lunar.from_solar(value).day != day) if value else None


def _solar(year: int, parts: Parts) -> date | None:
    """The solar day in a year, if that year has it."""
    try:
        return date(year, parts.month, parts.day or 0)
    except ValueError:
        return None


def _solar_refusal(parts: Parts, day: int) -> Refusal | None:
    year = 2000 if parts.year is None else parts.year  # a leap year: 29 February may stand without a year
    if 1 <= parts.month <= 12 and year >= 1:
        days = month_days(year, parts.month)
        return None if 1 <= day <= days else ("no-such-day", _no_such_day(parts, day, days))
    return "no-such-day", _no_such_day(parts, day, 0)


def _no_such_day(parts: Parts, day: int, days: int) -> dict[str, str]:
    year = "" if parts.year is None else f"{parts.year:04}"
    last = f"{year or '-'}-{parts.month:02}-{days:02}" if days else ""
    return {
        "year": year,
        "month": str(parts.month),
        "day": str(day),
        "days": str(days) if days else "",
        "last": f"农历{last.removeprefix('--')}" if last and parts.lunar else last,
    }


def _lunar_refusal(parts: Parts, day: int) -> Refusal | None:
    year = parts.year
    if not (1 <= parts.month <= 12 and 1 <= day <= 30):
        return "no-such-day", _no_such_day(parts, day, 30 if 1 <= parts.month <= 12 else 0)
    if year is None:
        return None
    if not lunar.FIRST_YEAR <= year <= lunar.LAST_YEAR:
        return "lunar-range", {
            "year": str(year),
            "first": str(lunar.FIRST_YEAR),
            "last": str(lunar.LAST_YEAR),
        }
    doubled = lunar.leap_month(year)
    if parts.leap and doubled != parts.month:
        had = lunar.month_name(doubled, leap=True) if doubled else ""
        return "lunar-missing-leap", {
            "year": str(year),
            "month": lunar.month_name(parts.month, leap=True),
            "leap": had,
        }
    days = lunar.month_length(year, parts.month, parts.leap)
    return ("lunar-missing-day", _missing_day(parts, year, days)) if day > days else None


def _missing_day(parts: Parts, year: int, days: int) -> dict[str, str]:
    name = lunar.month_name(parts.month, leap=parts.leap)
    return {"year": str(year), "month": name, "day": lunar.day_name(parts.day or 0), "days": str(days)}


def _month_alone(parts: Parts) -> dict[str, str]:
    """The first and last day of a month without its day; empty where there is no such month or no year."""
    args = {"month": str(parts.month), "first": "", "last": ""}
    if parts.year and not parts.lunar and 1 <= parts.month <= 12:
        first = date(parts.year, parts.month, 1)
        days = month_days(parts.year, parts.month)
        args |= {"first": first.isoformat(), "last": first.replace(day=days).isoformat()}
    return args
