"""Scalars as their field's declared type reads them; what was guessed or refused is a finding at the scalar."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from kjournal.dates import typed
from kjournal.dates.annual import DayOfYear
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import INVISIBLE, Reading
from kjournal.records import spec
from kjournal.records.spec import Field
from kjournal.words import _
from kjournal.words.folding import nearest

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}
_QUOTED_LIMIT = 40
_SEPARATOR = re.compile(r"[、，,;；\n]")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
_UNITS = {"万": Decimal(10_000), "千": Decimal(1_000), "百": Decimal(100), "亿": Decimal(100_000_000)}
_YES = frozenset(["是", "有", "对", "√", "✓", "☑", "yes", "y", "true", "1", "on"])
_NO = frozenset(["否", "无", "不是", "没有", "不", "×", "✗", "x", "no", "n", "false", "0", "off"])
_PHONE = re.compile(r"(\+?86)?1[3-9]\d{9}|(\+?86)?(0\d{2,3})?\d{7,8}(-\d{1,5})?|[48]00\d{7}|\d{5,6}")
QUANTITY = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*([^\d\s元万折]{0,4})")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")


def narrow(text: str) -> str:
    """`text` with wide forms made plain and invisible characters dropped."""
    if text.isascii():
        return text.strip()
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def money(text: str) -> Decimal | None:
    """Yuan as people write them: 12,000, 1.2万, ￥12000元; never through a float."""
    bare = narrow(text).replace(",", "").replace(" ", "").lstrip("¥￥").removesuffix("整")
    bare = bare.removesuffix("人民币").removeprefix("人民币").removesuffix("块").removesuffix("元")
    factor = Decimal(1)
    if bare and bare[-1] in _UNITS:
        factor, bare = _UNITS[bare[-1]], bare[:-1]
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare) * factor
    except InvalidOperation:  # pragma: no cover  the pattern lets only numbers through
        return None


def cents(value: Decimal) -> Decimal:
    """An amount with its two digits of fen."""
    return value.quantize(Decimal("0.01"))


class Values:
    """The readers of scalars, one for each declared type."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.by_type: dict[str, Callable[[Field, Scalar, str], Any]] = {
            spec.TEXT: self.text,
            spec.PROSE: self.prose,
            spec.LINK: self.link,
            spec.DAY: self.day,
            spec.MONTH: self.month,
            spec.LEAVE: self.leave,
            spec.BIRTHDAY: self.birthday,
            spec.TIME: self.time,
            spec.MOMENT: self.moment,
            spec.MONEY: self.money,
            spec.NUMBER: self.number,
            spec.INTEGER: self.integer,
            spec.QUANTITY: self.quantity,
            spec.DISCOUNT: self.discount,
            spec.YES_NO: self.yes_no,
            spec.PHONE: self.phone,
            spec.GEO: self.geo,
            spec.CHOICE: self.choice,
            spec.SCORE: self.score,
        }

    def read(self, field: Field, scalar: Scalar, key: str = "") -> Any:
        """The scalar's value by the field's type; None where it is empty or refused. `key` is as typed."""
        if scalar.plain and scalar.text in _EMPTY:
            return None
        return self.by_type[field.type](field, scalar, key)

    def text(self, field: Field, scalar: Scalar, _key: str) -> str | None:
        """One line of text."""
        text = scalar.text
        if scalar.plain:
            self._cut_off(field, scalar)
        if "\n" in text.strip():
            self.reading.add_for("KJ219", field, scalar)
            text = " ".join(text.split())
        elif "\n" in text:
            text = text.strip()
        if text and _QUOTES.get(text[0]) == text[-1] and len(text) <= _QUOTED_LIMIT and scalar.plain:
            inner = text[1:-1]
            if inner and text[0] not in inner and text[-1] not in inner:
                self.reading.add_for("KJ210", field, scalar, value=text)
                return inner.strip()
        return text.strip() or None

    def prose(self, field: Field, scalar: Scalar, _key: str) -> str | None:
        """Text to the letter."""
        if scalar.plain:
            self._cut_off(field, scalar)
        return scalar.text or None

    def _cut_off(self, field: Field, scalar: Scalar) -> None:
        """A plain value behind which a `#` cut something off that does not look like a comment."""
        if scalar.end_line > len(self.reading.lines):
            return
        line = self.reading.lines[scalar.end_line - 1]
        if "#" not in line:
            return
        rest = line[scalar.end_column - 1 :]
        match = re.match(r"\s+#(\S.*)", rest)
        if match:
            self.reading.add_for("KJ209", field, scalar, value=match[1].strip()[:20])

    def link(self, field: Field, scalar: Scalar, key: str) -> str | None:
        """A customer as it is named; `[[name|shown]]` gives the name."""
        text = self.text(field, scalar, key)
        if text and text.startswith("[[") and text.endswith("]]"):
            text = text[2:-2].partition("|")[0].strip()
        return text

    def day(self, field: Field, scalar: Scalar, key: str) -> date | None:
        """A day; words like 后天 count from the visit's day."""
        text = scalar.text.strip()
        base = self.reading.day
        forward = field.key not in {"date", "opened", "on", "handed_in", "done", "seen", "issued"}
        read = typed.read_day(text, near=base, forward=forward)
        if read.problem == "two-digit-year" and read.value is None:
            read = typed.read_day(text, near=date(self.reading.settings.year, 12, 31))
        if read.value is None and base is not None:
            relative = typed.read_relative(text, base)
            if relative.value is not None:
                self.reading.add_for("KJ222", field, scalar, text=text, read=relative.value.isoformat())
                return relative.value
        self._day_findings(field, scalar, read, read.value.isoformat() if read.value else "")
        del key
        return read.value

    def birthday(self, field: Field, scalar: Scalar, key: str) -> DayOfYear | None:
        """A day of the year; the key may say that it is lunar (农历生日)."""
        lunar = any(word in key for word in ("农历", "阴历", "旧历", "老历", "農曆", "陰曆", "舊曆", "老曆"))
        read = typed.read_birthday(
            scalar.text.strip(), lunar=lunar, today=date(self.reading.settings.year, 12, 31)
        )
        self._day_findings(field, scalar, read, read.value.text() if read.value else "")
        return read.value

    def _day_findings(self, field: Field, scalar: Scalar, read: Any, shown: str) -> None:
        text = scalar.text.strip()
        if read.value is None:
            reason, remedy = _day_reason(read.problem, read.args)
            self.reading.add_for("KJ203", field, scalar, value=text, reason=reason, remedy=remedy)
        elif read.problem == "two-digit-year":
            if field.type != spec.BIRTHDAY:
                self.reading.add_for("KJ206", field, scalar, value=text, read=shown)
        elif read.problem == "weekday":
            self.reading.add_for("KJ213", field, scalar, value=shown, weekday=read.args.get("weekday", ""))
        elif not read.plain and text != shown:
            self.reading.add_for("KJ204", field, scalar, value=text, read=shown)

    def month(self, field: Field, scalar: Scalar, key: str) -> date | None:
        """A month's last day, or a day."""
        match = _MONTH.fullmatch(narrow(scalar.text))
        if match and 1 <= int(match[2]) <= 12:
            year, month = int(match[1]), int(match[2])
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return self.day(field, scalar, key)

    def leave(self, field: Field, scalar: Scalar, key: str) -> date | None:
        """The day somebody went; 是 stands for a day nobody knows."""
        word = narrow(scalar.text).lower()
        if word in _YES:
            return date.min
        return None if word in _NO else self.day(field, scalar, key)

    def time(self, field: Field, scalar: Scalar, _key: str) -> time | None:
        """A time of the day."""
        text = scalar.text.strip()
        read = typed.read_time(text)
        if read.value is None:
            self.reading.add_for("KJ207", field, scalar, value=text, expected=_("a time"), remedy="14:30")
        elif "：" in text:
            self.reading.add_for("KJ217", field, scalar, value=text, read=read.value.strftime("%H:%M"))
        return read.value

    def moment(self, field: Field, scalar: Scalar, key: str) -> datetime | None:
        """A day with an optional time, in the journal's zone; midnight where there is no time."""
        text = narrow(scalar.text)
        head, _blank, tail = text.replace("T", " ").rpartition(" ")
        clock = typed.read_time(tail) if head else None
        rest = scalar._replace(text=head) if clock and clock.value else scalar
        if not head and (only := typed.read_time(text)).value is not None and self.reading.day is not None:
            return datetime.combine(self.reading.day, only.value, self.reading.settings.zone)
        day = self.day(field, rest, key)
        if day is None:
            return None
        at = clock.value if clock and clock.value else time()
        return datetime.combine(day, at, self.reading.settings.zone)

    def money(self, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
        """An amount in yuan."""
        value = money(scalar.text)
        if value is None:
            return self._no_number(field, scalar, _("an amount"), "1200.00")
        return cents(value)

    def number(self, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
        """A number; a unit behind it is dropped."""
        value = money(re.sub(r"[^\d.,万千百亿+-]+$", "", narrow(scalar.text)))
        return self._no_number(field, scalar, _("a number"), "12") if value is None else value

    def integer(self, field: Field, scalar: Scalar, _key: str) -> int | None:
        """A whole number; a unit behind it is dropped: 30天."""
        value = money(re.sub(r"[^\d.,万千百亿+-]+$", "", narrow(scalar.text)))
        if value is None or value != value.to_integral_value() or abs(value) > 10**9:
            return self._no_number(field, scalar, _("a whole number"), "30")
        return int(value)

    def quantity(self, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
        """How much; the unit stands in a field of its own."""
        match = QUANTITY.fullmatch(narrow(scalar.text))
        return Decimal(match[1]) if match else self._no_number(field, scalar, _("a quantity"), "20盒")

    def discount(self, field: Field, scalar: Scalar, _key: str) -> Decimal | None:
        """9折 as a rate; else yuan off."""
        text = narrow(scalar.text)
        if text.endswith("折") and _NUMBER.fullmatch(text[:-1]):
            return rate(text[:-1])
        value = money(text)
        return self._no_number(field, scalar, _("a discount"), "9折") if value is None else value

    def _no_number(self, field: Field, scalar: Scalar, expected: str, example: str) -> None:
        remedy = _("write for example {example}").format(example=example)
        self.reading.add_for(
            "KJ207", field, scalar, value=scalar.text.strip(), expected=expected, remedy=remedy
        )

    def yes_no(self, field: Field, scalar: Scalar, _key: str) -> bool | None:
        """是 or 否, and the other words for them."""
        word = narrow(scalar.text).lower()
        if word in _YES or word in _NO:
            return word in _YES
        self.reading.add_for("KJ202", field, scalar, value=scalar.text.strip(), nearest="是, 否")
        return None

    def phone(self, field: Field, scalar: Scalar, key: str) -> str | None:
        """Telephone numbers, as typed but for wide digits."""
        text = self.text(field, scalar, key)
        if text is None:
            return None
        shown = narrow(text)
        if shown != text:
            self.reading.add_for("KJ217", field, scalar, value=text, read=shown)
        numbers = re.split(r"[/、,;；，]|\s(?=1[3-9]\d{9})", re.sub(r"[（(][^）)]*[）)]", "", shown))
        for number in numbers:
            bare = re.sub(r"[\s\-–—()（）.]", "", number)
            if bare and not _PHONE.fullmatch(re.sub(r"[^\d+转-]", "", bare)):
                self.reading.add_for("KJ211", field, scalar, value=number.strip())
                break
        return shown

    def geo(self, field: Field, scalar: Scalar, _key: str) -> tuple[float, float] | None:
        """Latitude and longitude, in either order: China's longitudes are all above 73."""
        numbers = re.findall(r"-?\d+(?:\.\d+)?", narrow(scalar.text))
        if len(numbers) == 2:
            first, second = float(numbers[0]), float(numbers[1])
            if abs(first) > 73 >= abs(second):
                first, second = second, first
            if abs(first) <= 90 and abs(second) <= 180:
                return first, second
        return self._no_number(field, scalar, _("a latitude and a longitude"), "24.70,108.05")

    def choice(self, field: Field, scalar: Scalar, _key: str) -> str | None:
        """One of the field's values."""
        choices = self.reading.settings.class_choices if field.key == "class" else field.choices
        assert choices is not None  # noqa: S101  a choice is declared with its table
        text = scalar.text.strip()
        value = choices.read(text)
        if value is not None:
            if text != value and text not in choices.table:
                self.reading.add_for("KJ221", field, scalar, value=text, read=value)
            return value
        if choices.nearest and (close := nearest(text, choices.spellings, 1)):
            return choices.spellings[close[0]]
        if choices.open:
            return text
        close = nearest(text, [*choices.values, *choices.spellings], 1)
        best = choices.read(close[0]) if close else None
        if best:
            words = _("did you mean {word}?").format(word=best)
        else:
            words = _("one of: {words}").format(words="、".join(choices.values))
        self.reading.add_for("KJ202", field, scalar, value=text, nearest=words)
        return None

    def score(self, field: Field, scalar: Scalar, key: str) -> int | None:
        """1 to 5, or a word for it."""
        value = self.choice(field, scalar, key)
        return int(value) if value else None

    def texts(self, field: Field, scalar: Scalar) -> list[Scalar]:
        """One scalar as several short texts: by lines, or by 、，; and the like."""
        parts = list_lines(self.reading, scalar)
        if len(parts) > 1:
            return parts
        words = [word.strip() for word in _SEPARATOR.split(scalar.text) if word.strip()]
        if len(words) > 1:
            self.reading.add_for("KJ212", field, scalar, value="、".join(words)[:40])
        return [scalar._replace(text=word, plain=False) for word in words]


_ITEM = re.compile(r"\s*(?:[-－—–]\s*|\d{1,2}\s*[.、)）]\s*)(\S.*)")


def list_lines(reading: Reading, scalar: Scalar) -> list[Scalar]:
    """A scalar over several lines that people meant as a list: `-项`, `－ 项`, `1. 项`; else the scalar alone."""
    if not scalar.plain or scalar.end_line > len(reading.lines):
        return [scalar]
    found: list[Scalar] = []
    for number in range(scalar.line, scalar.end_line + 1):
        line = reading.lines[number - 1]
        if number == scalar.line:
            line = " " * (scalar.column - 1) + line[scalar.column - 1 :]
        match = _ITEM.match(line)
        if match is None:
            return [scalar]
        column = match.start(1) + 1
        found.append(Scalar(match[1].strip(), number, column, number, len(line) + 1))
    return found


def rate(number: str) -> Decimal:
    """9折 = 0.9, 95折 = 0.95."""
    value = Decimal(number)
    while value >= 1:
        value /= 10
    return value.normalize()


def _day_reason(problem: str, args: dict[str, str]) -> tuple[str, str]:
    """Why a date was refused, and what to write instead."""
    plain = _("write it as 2026-03-08; without the year --03-08; lunar 农历八月十五")
    match problem:
        case "no-such-day" if args.get("last"):
            return _("there is no such day"), _("correct the day; the last one is {last}").format(
                last=args["last"]
            )
        case "no-such-day":
            return _("there is no such day"), _("correct the day")
        case "no-year" | "two-digit-year":
            return _("the year is missing"), _("write the year with four digits")
        case "no-day":
            return _("the day of the month is missing"), _("write the day too")
        case "far-year":
            return _("the year cannot be right"), _("correct the year")
        case "lunar-missing-day":
            return _("that lunar month had only {days} days").format(days=args.get("days", "29")), _(
                "correct the day"
            )
        case "lunar-missing-leap":
            leap = args.get("leap")
            had = _("its leap month was {leap}").format(leap=leap) if leap else _("it had no leap month")
            return _("that lunar year had no such leap month; {had}").format(had=had), _("correct the month")
        case "relative":
            return _("it says something else every day"), _("write the date itself")
    return _("not a date"), plain
