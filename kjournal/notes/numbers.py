"""Money, numbers, quantities and coordinates out of a scalar; never through a float that money would suffer from."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.words import narrow, short
from kjournal.records.spec import Field
from kjournal.words import _

_FEN = Decimal("0.01")
_MOST = 10**12  # yuan; sums of more are slips, and would outgrow the digits that Decimal keeps
_DIGITS = r"[0-9]{1,12}"
_PLAIN = re.compile(rf"-?{_DIGITS}(?:\.[0-9]{{1,8}})?")
_AMOUNT = re.compile(
    rf"(?:人民币|[¥￥])?(?P<sign>[-+]?)(?:人民币|[¥￥])?"
    rf"(?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,3}}(?: [0-9]{{3}}){{1,3}}|{_DIGITS})?(?P<part>\.[0-9]{{0,8}})?"
    r" ?(?P<unit>[百千万亿])?(?:元|块钱?|人民币)?整?"
)
_UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_COUNTED = re.compile(r"(?P<number>[-+]?[0-9.,]+[百千万亿]?)\s*(?:[^\W\d_]\w{0,8})?")
QUANTITY = re.compile(rf"(?P<number>[-+]?{_DIGITS}(?:\.[0-9]{{1,8}})?)\s*(?P<unit>[^\d\s元万折]{{0,4}})")
_REBATE = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})?)折")


def amount(text: str) -> Decimal | None:
    """Yuan as people write them: 12,000, 1.2万, ￥12000元."""
    match = _AMOUNT.fullmatch(narrow(text))
    if match is None or not (match["whole"] or (match["part"] or ".") != "."):
        return None
    digits = f"{match['whole'] or 0}{match['part'] or ''}".replace(",", "").replace(" ", "").rstrip(".")
    value = Decimal(digits) * _UNITS[match["unit"] or ""]
    if value >= _MOST:
        return None
    return -value if match["sign"] == "-" else value


def cents(value: Decimal) -> Decimal:
    """An amount with its two digits of fen."""
    return value.quantize(_FEN, ROUND_HALF_UP)


def unit_price(value: Decimal) -> Decimal:
    """A price with at least two digits of fen, more where they are written."""
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent < -2 else cents(value)


def rate(number: str) -> Decimal:
    """9折 = 0.9, 95折 = 0.95, 10折 = 1."""
    value = Decimal(number)
    if value >= 100 or value == 10:
        return Decimal(1)
    return value / (100 if value > 10 else 10)


def money(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """An amount in yuan."""
    said = short(reading, field, scalar)
    value = amount(said)
    if value is None:
        _refused(reading, field, scalar, _("an amount"), "1200.00")
        return None
    if not _PLAIN.fullmatch(said):
        reading.add_for("KJ221", field, scalar, value=said, read=f"{value:f}")
    return unit_price(value)


def number(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """A number; a unit behind it is dropped."""
    value = _counted(short(reading, field, scalar))
    if value is None:
        _refused(reading, field, scalar, _("a number"), "12")
    return value


def integer(reading: Reading, field: Field, scalar: Scalar, _key: str) -> int | None:
    """A whole number; a unit behind it is dropped: 30天."""
    value = _counted(short(reading, field, scalar))
    if value is None or value != value.to_integral_value() or abs(value) > 10**9:
        _refused(reading, field, scalar, _("a whole number"), "30")
        return None
    return int(value)


def _counted(said: str) -> Decimal | None:
    match = _COUNTED.fullmatch(narrow(said))
    return amount(match["number"]) if match else None


def quantity(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """How much; the unit stands in a field of its own."""
    match = QUANTITY.fullmatch(narrow(short(reading, field, scalar)))
    if match is None:
        _refused(reading, field, scalar, _("a quantity"), "20盒")
        return None
    return Decimal(match["number"])


def discount(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """9折 as a rate; else yuan off."""
    said = narrow(short(reading, field, scalar))
    if rebate := _REBATE.fullmatch(said):
        return rate(rebate[1])
    value = amount(said)
    if value is None:
        _refused(reading, field, scalar, _("a discount"), "9折")
    return value


def geo(reading: Reading, field: Field, scalar: Scalar, _key: str) -> tuple[float, float] | None:
    """Latitude and longitude, in either order: China's longitudes are all above 73."""
    found = re.findall(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?", narrow(short(reading, field, scalar)))
    if len(found) == 2:
        first, second = float(found[0]), float(found[1])
        if abs(first) > 73 >= abs(second):
            first, second = second, first
        if abs(first) <= 90 and abs(second) <= 180:
            return first, second
    _refused(reading, field, scalar, _("a latitude and a longitude"), "24.70,108.05")
    return None


def _refused(reading: Reading, field: Field, scalar: Scalar, expected: str, example: str) -> None:
    remedy = _("write for example {example}").format(example=example)
    reading.add_for("KJ207", field, scalar, value=scalar.text.strip(), expected=expected, remedy=remedy)
