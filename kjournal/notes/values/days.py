"""Days, birthdays, times and moments out of a scalar: what was guessed or is not written plainly is a finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from kjournal.dates import typed
from kjournal.dates.annual import DayOfYear
from kjournal.dates.readings import BirthdayReading, DayReading
from kjournal.findings.finding import Fix
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values.words import is_yes, narrow, short
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.spec import Field
from kjournal.words import _
from kjournal.words.folding import fold

_LUNAR = ("农历", "阴历", "旧历", "老历")
_SPOKEN = regex(r"[0-9]{1,2}月[0-9]{1,2}日")
_CLOCK = regex(r"[0-9]{1,2}:[0-9]{2}")
_MOMENT = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}.*)?")


def day(reading: Reading, field: Field, scalar: Scalar, _key: str) -> date | None:
    """A day that lies behind, or on the visit's day."""
    said = short(reading, field, scalar)
    return told(reading, field, scalar, said, _read(reading, said))


def due(reading: Reading, field: Field, scalar: Scalar, _key: str) -> date | None:
    """A day that lies ahead: without a year it is the next one after the visit's day."""
    said = short(reading, field, scalar)
    return told(reading, field, scalar, said, _read(reading, said, ahead=True))


def month(reading: Reading, field: Field, scalar: Scalar, _key: str) -> date | None:
    """The day on which something ends; a month alone stands for its last day."""
    said = short(reading, field, scalar)
    return told(reading, field, scalar, said, _read(reading, said, ahead=True, month_end=True))


def visit_day(reading: Reading, field: Field, scalar: Scalar, named: date | None) -> date | None:
    """A visit's day. Without a year it is of the year in the file's name, which tells the day `named`."""
    said = short(reading, field, scalar)
    year = named.year if named is not None else reading.settings.year
    read = typed.read_day(said, near=date(year, 12, 31))
    if read.problem == "relative" and read.value is None and named is not None:
        read = typed.read_relative(said, named)
    if read.problem == "no-year" and read.value is not None and named is None:
        shown = read.value.isoformat()
        fix = reading.rewrite(scalar, shown, safe=False)
        reading.add_for("KJ225", field, scalar, fix=fix, value=said, read=shown)
        return read.value
    return told(reading, field, scalar, said, read)


def leave(reading: Reading, field: Field, scalar: Scalar, key: str) -> date | None:
    """The day somebody went; 是 stands for a day nobody knows."""
    went = is_yes(scalar.text)
    if went is None:
        return day(reading, field, scalar, key)
    return date.min if went else None


def _read(reading: Reading, said: str, *, ahead: bool = False, month_end: bool = False) -> DayReading:
    """A day as it is meant in this note."""
    if (written := typed.plain_day(said)) is not None:
        return written
    base = reading.day
    read = typed.read_day(said, near=base, forward=ahead, month_end=month_end)
    if read.value is not None:
        return read
    if read.problem == "two-digit-year":
        return typed.read_day(said, near=_year_end(reading), forward=ahead, month_end=month_end)
    if read.problem == "relative" and base is not None:
        return typed.read_relative(said, base)
    return read


def _year_end(reading: Reading) -> date:
    """The end of the hundred years that two-digit years are of."""
    return date(reading.settings.year, 12, 31)


Mend = Callable[[str], "Fix | None"]


def told(
    reading: Reading, field: Field, scalar: Scalar, said: str, read: DayReading, mend: Mend | None = None
) -> date | None:
    """The day that was read, with a finding where it is not written plainly or is none at all.

    `mend` writes a day plainly where that takes more than other words in the scalar's place.
    """
    value = read.value
    if value is None:
        _refused(reading, field, scalar, said, read)
        return None
    if read.plain and not read.problem:
        return value
    shown = _plainly(field, value, read)
    match read.problem:
        case "two-digit-year":
            guess = reading.rewrite(scalar, shown, safe=False)
            reading.add_for("KJ206", field, scalar, fix=guess, value=said, read=shown, plain=shown)
        case "weekday":
            guess = reading.rewrite(scalar, shown, safe=False)  # it would hide that one of the two is wrong
            reading.add_for(
                "KJ213", field, scalar, fix=guess, value=value.isoformat(), typed=read.args["typed"],
                weekday=read.args["weekday"],
            )  # fmt: skip
        case "far-year":
            reading.add_for("KJ227", field, scalar, value=said)
        case "relative":
            fix = mend(shown) if mend else reading.rewrite(scalar, shown)
            reading.add_for("KJ222", field, scalar, fix=fix, text=said, read=shown)
        case _ if said != shown and not (field.type == spec.MOMENT and _MOMENT.fullmatch(said)):
            fix = mend(shown) if mend else reading.rewrite(scalar, shown)
            reading.add_for("KJ204", field, scalar, fix=fix, value=said, read=shown, plain=shown)
    return value


def _plainly(field: Field, value: date, read: DayReading) -> str:
    """The plain form of a day in a field: with its time where that counts, a month as it stands on the package."""
    if field.type == spec.MOMENT and read.time:
        return f"{value} {read.time}"
    return f"{value:%Y-%m}" if field.key == "expiry" and read.problem == "no-day" else value.isoformat()


def birthday(
    reading: Reading, field: Field, scalar: Scalar, key: str, *, in_line: bool = False
) -> DayOfYear | None:
    """A day of the year; the key may say that it is lunar (农历生日). In a line, 3月8日 is as plain as it gets (FIELDS.md 3)."""
    said = short(reading, field, scalar)
    lunar = not key.isascii() and fold(key).startswith(_LUNAR)
    read = typed.read_birthday(said, lunar=lunar, today=_year_end(reading))
    value = read.value
    if value is None:
        _refused(reading, field, scalar, said, read)
        return None
    plain = value.text()
    shown = f"{plain} ({value.spoken().removeprefix('农历')})" if value.lunar else plain
    if read.problem == "far-year":
        reading.add_for("KJ227", field, scalar, value=said)
    elif read.problem == "two-digit-year":
        usual = field.key == "birthday"  # as people say when they were born (DOMAIN.md 9.6)
        guess = reading.rewrite(scalar, plain, safe=False)
        reading.add_for(
            "KJ206", field, scalar, fix=guess, severity="info" if usual else None, value=said, read=shown, plain=plain,
        )  # fmt: skip
    elif not (read.plain or (in_line and _SPOKEN.fullmatch(said))):
        plain = plain.removeprefix("农历") if lunar else plain
        fix = reading.rewrite(scalar, plain)
        reading.add_for("KJ204", field, scalar, fix=fix, value=said, read=shown, plain=plain)
    return value


def clock(reading: Reading, field: Field, scalar: Scalar, _key: str) -> time | None:
    """A time of the day."""
    said = short(reading, field, scalar)
    read = typed.read_time(said)
    if read.value is None:
        reading.add_for(
            "KJ207", field, scalar, value=said, expected=_("a time of day"),
            remedy=_("write for example {example}").format(example="14:30"),
        )  # fmt: skip
        return None
    shown = read.value.strftime("%H:%M")
    if read.problem == "which-half":
        afternoon = read.args["afternoon"]
        guess = reading.rewrite(scalar, afternoon, safe=False)
        reading.add_for("KJ228", field, scalar, fix=guess, value=said, read=shown, afternoon=afternoon)
    elif not _CLOCK.fullmatch(said):
        code = "KJ217" if _CLOCK.fullmatch(narrow(said)) else "KJ221"
        reading.add_for(code, field, scalar, fix=reading.rewrite(scalar, shown), value=said, read=shown)
    return read.value


def moment(reading: Reading, field: Field, scalar: Scalar, _key: str) -> datetime | None:
    """A day with an optional time, in the journal's zone; a time alone is of the visit's day."""
    said = short(reading, field, scalar)
    read = _read(reading, said)
    zone = reading.settings.zone
    if read.value is None and reading.day is not None and (alone := typed.read_time(said)).value is not None:
        if not _CLOCK.fullmatch(said):
            shown = f"{alone.value:%H:%M}"
            reading.add_for(
                "KJ221", field, scalar, fix=reading.rewrite(scalar, shown), value=said, read=shown
            )
        return datetime.combine(reading.day, alone.value, zone)
    on = told(reading, field, scalar, said, read)
    return datetime.combine(on, time.fromisoformat(read.time) if read.time else time(), zone) if on else None


def _refused(
    reading: Reading, field: Field, scalar: Scalar, said: str, read: DayReading | BirthdayReading
) -> None:
    reason, remedy = _reason(read.problem, read.args)
    if (
        isinstance(read, BirthdayReading)
        and read.problem == "no-such-day"
        and read.args["last"][:1].isdigit()
    ):
        remedy = _birthday_remedy(read.args)
    if read.problem == "relative" and (counted := _counted(reading, said)):
        remedy = counted
    if field.sensitivity == spec.SECRET:
        remedy = _("correct the day")  # the other remedies tell the year
    reading.add_for("KJ203", field, scalar, value=said, reason=reason, remedy=remedy)


def _counted(reading: Reading, said: str) -> str:
    """What a word such as 明天 would mean had it been written on the day that the card itself names."""
    for key, node in reading.header.entries if reading.header is not None else ():
        field = spec.by_key(Customer).get(key.text)
        if field is None or field.name not in {"verified", "created"} or not isinstance(node, Scalar):
            continue
        base = typed.read_day(node.text).value
        read = typed.read_relative(said, base) if base else None
        if read is not None and read.value is not None:
            words = _("write the date itself: {read}, if it counts from {label} ({base})")
            return words.format(read=read.value, label=field.called, base=base)
    return ""


def _birthday_remedy(args: dict[str, str]) -> str:
    """What to write for a birthday on a day that does not exist: it is the field in which people know least."""
    month, day, days = int(args["month"]), int(args["day"]), int(args["days"])
    return _("write a real date such as {last}; without the year {short}; lunar {lunar}.").format(
        last=args["last"],
        short=DayOfYear(month, days).text(),
        lunar=DayOfYear(month, min(max(day, 1), 30), lunar=True).spoken(),
    )


def _reason(problem: str, args: dict[str, str]) -> tuple[str, str]:
    """Why a date was refused, and what to write instead."""
    match problem:
        case "no-such-day" if args["last"]:
            lunar = args["last"].startswith("农历")
            said = _("lunar month {month} has no day {day}") if lunar else _("month {month} has no day {day}")
            reason = said.format(**args)
            last = args["last"].removeprefix("--")  # 11月31日 has no year
            return reason, _("correct the day; the last one is {last}").format(last=last)
        case "no-such-day":
            return _("there is no month {month}").format(**args), _("correct the month or the day")
        case "no-year" | "two-digit-year":
            return _("the year is missing"), _("write the year with four digits")
        case "no-day":
            return _("the day of the month is missing"), _("write the day too")
        case "lunar-missing-day":
            reason = _("that lunar month had only {days} days").format(days=args["days"])
            return reason, _("correct the day")
        case "lunar-missing-leap":
            had = (
                _("its leap month was {leap}").format(leap=args["leap"])
                if args["leap"]
                else _("it had no leap month")
            )
            reason = _("that lunar year had no such leap month; {had}").format(had=had)
            return reason, _("correct the month")
        case "lunar-range":
            reason = _("lunar years are known from {first} to {last}").format(**args)
            return reason, _("correct the year")
        case "far-year":
            return _("nobody means the year {year}").format(year=args["year"]), _("correct the year")
        case "relative":
            remedy = _("write the date itself, for example {example}").format(example="2026-03-08")
            return _("it says something else every day"), remedy
    return _("not a date"), _("write it as 2026-03-08; without the year --03-08; lunar 农历八月十五")
