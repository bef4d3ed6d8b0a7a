"""Money, numbers, quantities and coordinates out of a scalar; never through a float that money would suffer from."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from kjournal.dates.interval import read_interval
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import figures
from kjournal.notes.values.words import narrow, short
from kjournal.patterns import regex
from kjournal.records.spec import Field
from kjournal.words import _

_FEN = Decimal("0.01")
_LONGEST_SPOKEN = 24
_MOST = 10**12  # yuan; sums of more are slips, and would outgrow the digits that Decimal keeps
_DIGITS = r"[0-9]{1,12}"
_PLAIN = regex(rf"-?{_DIGITS}(?:\.[0-9]{{1,8}})?")
_AMOUNT = regex(
    rf"(?:(?:人民币|[¥￥]) ?)?(?P<sign>[-+]?)(?:人民币|[¥￥])?"
    rf"(?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,3}}(?: [0-9]{{3}}){{1,3}}|{_DIGITS})?(?P<part>\.[0-9]{{0,8}})?"
    r" ?(?P<unit>[百千万亿])?(?:元|块钱?|人民币)?整?"
)
_UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_COUNTED = regex(
    r"(?P<number>[-+]?[0-9.,]+(?:[百千万亿](?![克米瓦卡升]))?)\s*(?:%|(?![多几来余]|\w?半)[^\W\d_]\w{0,8})?"
)
_SPOKEN = regex(
    r"(?P<number>[零一二两三四五六七八九十百千万半]{1,12}+)(?P<unit>(?![多几来余]|\w?半)[^\W\d_]{0,4})"
)
_MINUTES = regex(r"(?P<n>.+?)个?(?P<and>半)?(?P<unit>小时|钟头|分钟?|刻钟)(?P<half>半)?")
_OF_UNIT = {"小时": 60, "钟头": 60, "分": 1, "分钟": 1, "刻钟": 15}
QUANTITY = regex(rf"(?P<number>[-+]?{_DIGITS}(?:\.[0-9]{{1,8}})?)\s*(?P<unit>[^\d\s元万折]{{0,4}})")
_THOUSANDS = regex(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_DEGREES = regex(
    r"(?P<degrees>-?[0-9]{1,3}(?:\.[0-9]{1,12})?)(?:[°度](?:(?P<minutes>[0-9]{1,2}(?:\.[0-9]{1,8})?)['′分]"
    r"(?:(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,8})?)(?:[\"″秒]|''|′′))?)?)?"
)
_REBATE = regex(r"([0-9]{1,2}(?:\.[0-9]{1,2})?)折")
_REBATES = {figure: n for n, figure in enumerate("一二三四五六七八九", 1)}
_SPOKEN_REBATE = regex("打?([一二三四五六七八九])([一二三四五六七八九])?折")
_PERCENT = regex(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)%")
_CHANGE = regex(
    "(?P<yuan>.+)[元块](?P<jiao>[1-9一二三四五六七八九])(?:[角毛](?:(?P<fen>[1-9一二三四五六七八九])分?)?)?"
)
_SMALL = regex("(?P<jiao>[1-9一二两三四五六七八九])[角毛](?:钱|(?P<fen>[1-9一二三四五六七八九])分?)?")
_AROUND = regex(
    "^(?:大约|大概|约|差不多|将近|近|不到|至少|最多)|(?:左右|上下|以上|以内|出头|多)?(?:元|块钱?)?(?:左右|上下|以上|以内|出头|多)?$"
)
_POWER = regex(r"([-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?)[eE]\+?([0-9]{1,2})")
_NO_NUMBERS = frozenset({"nan", ".nan", "inf", ".inf", "-inf", "-.inf", "infinity"})


def amount(text: str) -> Decimal | None:
    """Yuan as people write them: 12,000, 1.2万, ￥12000元, 三百五, 两块五."""
    said = narrow(text)
    match = _AMOUNT.fullmatch(said)
    if match is None:
        return (
            _spoken(said) if figures.MARKS.search(said) or said[-1:] in {"角", "毛", "分"} else _change(said)
        )
    if not (match["whole"] or (match["part"] or ".") != "."):
        return None
    digits = f"{match['whole'] or 0}{match['part'] or ''}".replace(",", "").replace(" ", "").rstrip(".")
    value = Decimal(digits) * _UNITS[match["unit"] or ""]
    if value >= _MOST:
        return None
    return -value if match["sign"] == "-" else value


def _spoken(said: str) -> Decimal | None:
    """An amount in Chinese figures, whatever money's name stands behind it."""
    if len(said) > _LONGEST_SPOKEN:
        return None
    bare = re.sub("^(?:人民币|[¥￥])|(?:元|圆|块钱?|人民币)?整?$", "", said)
    value = figures.number(bare)
    return value if value is not None and value < _MOST else _change(said)


def _change(said: str) -> Decimal | None:
    """Yuan with what is less than one: 两块五, 12元5角, 5毛."""
    found = _CHANGE.fullmatch(said) or _SMALL.fullmatch(said) if len(said) <= _LONGEST_SPOKEN else None
    if found is None:
        return None
    parts = found.groupdict()
    yuan = amount(parts["yuan"]) if parts.get("yuan") else Decimal(0)
    if yuan is None:
        return None
    jiao, fen = (_figure(parts[name] or "0") for name in ("jiao", "fen"))
    return yuan + Decimal(jiao) / 10 + Decimal(fen) / 100


def _figure(sign: str) -> int:
    return int(sign) if sign.isascii() else int(figures.number(sign) or 0)


def shown(value: Decimal) -> str:
    """A number as it is plainly written: no zeros that nobody typed."""
    whole = value.to_integral_value()
    return f"{whole:f}" if value == whole else f"{value:f}"


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
        _respelt(reading, field, scalar, said, value)
    return unit_price(value)


def _respelt(reading: Reading, field: Field, scalar: Scalar, said: str, value: Decimal | int) -> None:
    """A number that is written another way than in plain digits."""
    plain = shown(Decimal(value))
    reading.add_for("KJ221", field, scalar, fix=reading.rewrite(scalar, plain), value=said, read=plain)


def number(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """A number; a unit behind it is dropped."""
    said = short(reading, field, scalar)
    value = _counted(said)
    if value is None:
        _refused(reading, field, scalar, _("a number"), "12")
    elif not narrow(said).startswith(shown(value)):
        _respelt(reading, field, scalar, said, value)
    return value


def integer(reading: Reading, field: Field, scalar: Scalar, _key: str) -> int | None:
    """A whole number; a unit behind it is dropped, but that of a time counts: 30天, 两周, 1小时."""
    said = short(reading, field, scalar)
    value = _of_time(field, narrow(said))
    if value is None:
        value = _counted(said)
    if value is None or value != value.to_integral_value() or abs(value) > 10**9:
        _refused(reading, field, scalar, _("a whole number"), "30")
        return None
    if not narrow(said).startswith(shown(value)):
        _respelt(reading, field, scalar, said, value)
    return int(value)


def _of_time(field: Field, said: str) -> Decimal | None:
    """Days or minutes in the unit that the field counts in."""
    if field.key.endswith("_days") and not said.isascii():
        days = read_interval(said)
        return Decimal(days) if days else None
    if field.key != "minutes" or (found := _MINUTES.fullmatch(said)) is None:
        return None
    n = _counted(found["n"])
    if n is None:
        return None
    return (n + (Decimal("0.5") if found["half"] or found["and"] else 0)) * _OF_UNIT[found["unit"]]


def _counted(said: str) -> Decimal | None:
    narrowed = narrow(said)
    if match := _COUNTED.fullmatch(narrowed):
        return amount(match["number"])
    spoken = _SPOKEN.fullmatch(narrowed)
    return figures.number(spoken["number"]) if spoken else None


def quantity(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """How much; the unit stands in a field of its own."""
    said = short(reading, field, scalar)
    if (found := measured(said)) is None:
        _refused(reading, field, scalar, _("a quantity"), "20盒")
        return None
    value, unit = found
    if not narrow(said).startswith(shown(value)):
        plain = f"{shown(value)}{unit}"
        reading.add_for("KJ221", field, scalar, fix=reading.rewrite(scalar, plain), value=said, read=plain)
    return value


def measured(said: str) -> tuple[Decimal, str] | None:
    """A quantity and its unit: 20盒, 1,200 片, 二十盒, 半箱."""
    narrowed = narrow(said)
    if match := QUANTITY.fullmatch(_THOUSANDS.sub("", narrowed)):
        return Decimal(match["number"]), match["unit"]
    spoken = _SPOKEN.fullmatch(narrowed)
    value = figures.number(spoken["number"]) if spoken else None
    return (value, spoken["unit"]) if spoken and value is not None else None


def discount(reading: Reading, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
    """9折 as a rate, 85% too; else yuan off."""
    said = narrow(short(reading, field, scalar))
    if rebate := _REBATE.fullmatch(said):
        return rate(rebate[1])
    value = _rate(said)
    if value is not None:
        plain = f"{shown((value * 10).normalize())}折"
        reading.add_for("KJ221", field, scalar, fix=reading.rewrite(scalar, plain), value=said, read=plain)
        return value
    value = amount(said)
    if value is None:
        _refused(reading, field, scalar, _("a discount"), "9折")
    return value


def _rate(said: str) -> Decimal | None:
    """八五折, 85%; a percentage below fifty may mean what is left or what is taken off, and is none."""
    if spoken := _SPOKEN_REBATE.fullmatch(said):
        return rate("".join(str(_REBATES[figure]) for figure in spoken.groups() if figure))
    percent = _PERCENT.fullmatch(said)
    value = Decimal(percent[1]) / 100 if percent else None
    return value if value is not None and Decimal("0.5") <= value <= 1 else None


def geo(reading: Reading, field: Field, scalar: Scalar, _key: str) -> tuple[float, float] | None:
    """Latitude and longitude, in either order: China's longitudes are all above 73. Degrees may have minutes."""
    said = narrow(short(reading, field, scalar))
    found = [_degrees(match) for match in _DEGREES.finditer(said)]
    if len(found) == 2:
        first, second = found
        if abs(first) > 73 >= abs(second):
            first, second = second, first
        if abs(first) <= 90 and abs(second) <= 180:
            return first, second
    _refused(reading, field, scalar, _("a latitude and a longitude"), "24.70,108.05")
    return None


def _degrees(match: re.Match[str]) -> float:
    """24.70361, or 24°42′13″."""
    minutes, seconds = (float(match[name] or 0) for name in ("minutes", "seconds"))
    return round(float(match["degrees"]) + minutes / 60 + seconds / 3600, 12)


def _refused(reading: Reading, field: Field, scalar: Scalar, expected: str, example: str) -> None:
    said = scalar.text.strip()
    remedy, guess = _instead(narrow(said), example)
    fix = reading.rewrite(scalar, guess, safe=False) if guess else None
    reading.add_for("KJ207", field, scalar, fix=fix, value=said, expected=expected, remedy=remedy)


def _instead(said: str, example: str) -> tuple[str, str]:
    """What to write in place of something that is no number, and the number that was probably meant."""
    if said.lower() in _NO_NUMBERS:
        return _("write the number, or leave the field empty"), ""
    if power := _POWER.fullmatch(said):
        value = Decimal(power[1]).scaleb(int(power[2])) if int(power[2]) <= 9 else _MOST
        if value < _MOST:
            return _("write all its digits: {read}").format(read=shown(Decimal(value))), shown(Decimal(value))
    bare = _AROUND.sub("", said) if len(said) <= _LONGEST_SPOKEN else said
    if bare != said and (meant := _counted(bare) or amount(bare)) is not None:
        return _("write the number alone: {read}").format(read=shown(meant)), shown(meant)
    return _("write for example {example}").format(example=example), ""
