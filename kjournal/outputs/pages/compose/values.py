"""Values of a record as a page says them: labels, money, numbers, and whole parts in one line."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import astuple

from kjournal.dates.annual import DayOfYear
from kjournal.outputs.pages.customer import Row
from kjournal.records import spec
from kjournal.records.business import Cost, Gift, OrderLine, Payment, Stock, TimeUse
from kjournal.records.spec import SECRET, Field, Record, by_name, fields
from kjournal.words import N_, _, language
from kjournal.words.numbers import number

_UNITS = {
    "restock_days": N_("{count} days"),
    "credit_days": N_("{count} days"),
    "minutes": N_("{count} minutes"),
    "area_m2": N_("{count} m²"),
    "staff": N_("{count} people"),
}
_SPEAK_FOR_THEMSELVES: dict[type[Record], frozenset[str]] = {
    Payment: frozenset({"amount"}),
    Gift: frozenset({"value", "qty"}),
    Stock: frozenset({"qty"}),
    Cost: frozenset({"amount"}),
    TimeUse: frozenset({"minutes"}),
}
"""Numbers of a part that need no label before them."""
_WORDS = frozenset(
    {spec.TEXT, spec.PROSE, spec.TEXTS, spec.CHOICE, spec.CHOICES, spec.PHONE, spec.LINK, spec.LINKS}
)
_NUMBERS = frozenset({int, bool, Decimal})
"""What says something although it is false: a zero, a no."""
_OF_GOODS = ("discount", "margin", "papers")
_NEVER = frozenset({"personality"})
"""The type of character appears on no page; its advice does (DOMAIN.md 8)."""


def label(field: Field) -> str:
    """What a field is called on a page."""
    return field.key.replace("_", " ").capitalize() if language() == "en" else field.called


def money(value: Decimal) -> str:
    """`1,234.5元`."""
    return _("{sum} yuan").format(sum=number(value))


def text(field: Field, value: Any) -> str:
    """One value of a field; empty where there is nothing to say."""
    return _sayer(field)(value) if value or type(value) in _NUMBERS else ""


def _sayer(field: Field) -> Callable[[Any], str]:
    """How values of a field are said."""
    if field.name in _UNITS:
        unit = _UNITS[field.name]
        return lambda value: _(unit).format(count=value if isinstance(value, int) else number(value))
    return _SAID.get(field.type, _plainly)


def _plainly(value: Any) -> str:
    return number(value) if isinstance(value, Decimal) else str(value)


def _discount(value: Decimal) -> str:
    """`9折`, or yuan off."""
    if value > 1:
        return money(value)
    return _("{tenths}/10 of the price").format(tenths=number(value * 10))


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"


def _birthday(value: DayOfYear) -> str:
    return value.spoken() if value.year is None else f"{value.spoken()} ({value.year})"


def part(record: Record) -> str:
    """A part of a record in one line: words as they are, numbers and days with their label."""
    if isinstance(record, OrderLine):
        return _goods(record)
    found, values = [], astuple(record)
    for place, say, head, counted in _told(language(), type(record)):
        value = values[place]
        if (value or type(value) in _NUMBERS) and (said := say(value)):
            found.append(f"{head}{said}{getattr(record, 'unit', '')}" if counted else f"{head}{said}")
    return " ".join(found)


class _Told(NamedTuple):
    """How a part says one of its values."""

    place: int  # in the record
    say: Callable[[Any], str]
    head: str  # its label, where it needs one
    counted: bool  # in units


@cache
def _told(spoken: str, kind: type[Record]) -> tuple[_Told, ...]:
    """What a part says, in the language that is spoken now."""
    del spoken
    plain = _SPEAK_FOR_THEMSELVES.get(kind, frozenset())
    found = []
    for field in fields(kind):
        counted = field.type == spec.QUANTITY
        worded = counted or field.type in _WORDS or field.name in plain
        if field.name != "unit" and field.name not in _NEVER:
            place = kind.__struct_fields__.index(field.name)
            found.append(_Told(place, _sayer(field), "" if worded else f"{label(field)} ", counted))
    return tuple(found)


def _goods(line: OrderLine) -> str:
    """`板蓝根颗粒 100盒 × 8.5 = 850元`."""
    found = [line.kind, line.product, line.spec]
    if line.qty is not None:
        found.append(f"{number(line.qty)}{line.unit}")
    if line.price is not None:
        found.append(f"×\u00a0{number(line.price)}")
    if (amount := worth(line)) is not None:
        found.append(f"=\u00a0{money(amount)}" if line.price is not None else money(amount))
    for name in _OF_GOODS:
        value = getattr(line, name)
        if value or type(value) in _NUMBERS:
            field = by_name(OrderLine)[name]
            found.append(f"{label(field)} {_sayer(field)(value)}")
    return " ".join(filter(None, (*found, line.note)))


def worth(line: OrderLine) -> Decimal | None:
    """What a line of goods comes to; None where that is not plainly written."""
    if line.amount is not None:
        return line.amount
    if line.qty is None or line.price is None or line.discount is not None:
        return None
    return line.qty * line.price


_SAID: dict[str, Callable[[Any], str]] = {
    spec.MONEY: money,
    spec.YES_NO: lambda value: _("yes") if value else _("no"),
    spec.SCORE: lambda value: f"{value}/5",
    spec.TEXTS: "、".join,
    spec.CHOICES: "、".join,
    spec.LINKS: "、".join,
    spec.DISCOUNT: _discount,
    spec.DAYS: lambda value: "、".join(day.isoformat() for day in value),
    spec.GEO: lambda value: ", ".join(f"{angle:.5f}" for angle in value),
    spec.TIME: lambda value: f"{value:%H:%M}",
    spec.MOMENT: _moment,
    spec.BIRTHDAY: _birthday,
    spec.RECORD: part,
    spec.RECORDS: lambda value: "；".join(map(part, value)),
}
"""How a value of each type is said; a type that is not here says itself."""


def row(record: Record, name: str, page: str = "") -> Row | None:
    """A field as a line of a card; None where it is empty or must not be shown."""
    value = getattr(record, name)
    if not value and type(value) not in _NUMBERS:
        return None
    line = _line(language(), type(record), name)
    if line is None:
        return None
    called, say = line
    values = tuple(filter(None, say(value)))
    return Row(called, values, page) if values else None


@cache
def _line(spoken: str, kind: type[Record], name: str) -> tuple[str, Callable[[Any], Iterable[str]]] | None:
    """What a field is called in the language that is spoken now, and how its values are said; None where it must not be shown."""
    del spoken
    field = by_name(kind)[name]
    if field.sensitivity == SECRET or name in _NEVER:
        return None
    say = _sayer(field)
    return label(field), (lambda value: map(part, value)) if field.type == spec.RECORDS else (
        lambda value: (say(value),)
    )


def rows(record: Record, names: Iterable[str]) -> tuple[Row, ...]:
    """Those of the fields that say something."""
    return tuple(found for name in names if (found := row(record, name)) is not None)
