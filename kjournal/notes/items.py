"""One line instead of a mapping: the grammar of FIELDS.md 3, its kinds taken from what the list declares."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from kjournal.dates.every import read_every
from kjournal.dates.typed import is_day
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import Values, cents, money, narrow, rate
from kjournal.records import spec
from kjournal.records.spec import Field, Record
from kjournal.words import _

_PART = re.compile(r"“[^”]*”|「[^」]*」|(?:[^\s\u3000“「]|“(?![^”]*”)|「(?![^」]*」))+|[“「]")
_KEYED = re.compile(r"([^=＝\s]{1,12})[=＝](.*)", re.DOTALL)
_PRICE = re.compile(r"[×xX*@＠✕](\d+(?:\.\d+)?)(?:元)?")
_TOTAL = re.compile(r"[=＝](\d+(?:\.\d+)?)元?")
_MONEY = re.compile(r"[￥¥](\d+(?:\.\d+)?)(万)?|(\d+(?:\.\d+)?)(元|万元|万|块)")
_REBATE = re.compile(r"(\d+(?:\.\d+)?)折")
_QTY = re.compile(r"(\d+(?:\.\d+)?)([A-Za-z\u4e00-\u9fff]{1,4})")
_NOT_UNITS = frozenset({"元", "万", "折", "mg", "g", "ml", "万元", "块", "ug", "kg", "l"})
_PERSON = re.compile(r"([给由])(.+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?[\u4e00-\u9fff]{1,3})([×xX*@].*)")


class Part(NamedTuple):
    """A blank-free piece of a line, with its place."""

    text: str
    at: Scalar
    quoted: bool


class Shape(NamedTuple):
    """Which field of a list takes which kind of part."""

    first: Field
    keys: dict[str, Field]
    date: Field | None
    price: Field | None
    total: Field | None
    money: Field | None
    rebate: Field | None
    qty: Field | None
    unit: Field | None
    to: Field | None
    by: Field | None
    number: Field | None
    every: Field | None
    choices: tuple[Field, ...]
    rest: Field


@cache
def shape(record: type[Record]) -> Shape:
    """What a list's declaration says about its one-line form."""
    fields = spec.by_name(record)
    of_type = {
        kind: [f for f in fields.values() if f.type == kind] for kind in {f.type for f in fields.values()}
    }

    def one(*names: str) -> Field | None:
        return next((fields[name] for name in names if name in fields), None)

    def typed(*kinds: str) -> Field | None:
        return next((found[0] for kind in kinds if (found := of_type.get(kind))), None)

    first = next(field for field in fields.values() if field.type in (spec.TEXT, spec.PROSE, spec.CHOICE))
    amount = one("amount", "value", "retail", "receivable")
    return Shape(
        first=fields.get("symptom")
        or fields.get("product")
        or fields.get("what")
        or fields.get("item")
        or first,
        keys=spec.by_key(record),
        date=one("due") or one("expires") or typed(spec.MONTH, spec.DAY, spec.BIRTHDAY, spec.MOMENT),
        price=one("price"),
        total=one("amount") if "price" in fields else None,
        money=amount,
        rebate=one("discount"),
        qty=one("qty"),
        unit=one("unit"),
        to=one("to"),
        by=one("by", "payer"),
        number=amount if "price" not in fields else one("amount"),
        every=one("every"),
        choices=tuple(of_type.get(spec.CHOICE, ())),
        rest=fields["note"],
    )


class Line:
    """One line of a list while it is read."""

    def __init__(
        self, reading: Reading, values: Values, field: Field, record: type[Record], scalar: Scalar
    ) -> None:
        self.reading, self.values, self.field, self.scalar = reading, values, field, scalar
        self.record, self.shape = record, shape(record)
        self.found: dict[str, Any] = {}
        self.words: list[str] = []
        self.has_qty = False

    def read(self) -> dict[str, Any]:
        """The line's fields by attribute name."""
        for part in _parts(self.scalar):
            self._place(part)
        self._put_words()
        self._check_total()
        return self.found

    def _place(self, part: Part) -> None:
        if part.quoted:
            self.words.append(part.text)
            return
        text = narrow(part.text)
        for kind in (
            self._keyed, self._date, self._price, self._total, self._money, self._rebate,
            self._qty, self._person, self._every, self._choice, self._number,
        ):  # fmt: skip
            if kind(text, part):
                return
        self._word(part)

    def _keyed(self, text: str, part: Part) -> bool:
        match = _KEYED.fullmatch(part.text if "=" in part.text or "＝" in part.text else text)
        if match is None:
            return False
        field = self.shape.keys.get(match[1]) or self.shape.keys.get(match[1].lower())
        if field is None:
            return False
        column = part.at.column + match.start(2)
        node = part.at._replace(text=match[2], column=column, plain=False)
        if field.type == spec.QUANTITY and (unit := _QTY.fullmatch(narrow(match[2]))):
            self._set_qty(unit)
            return True
        value = self._value(field, node, match[1])
        if value is not None:
            self._set(field, value, part)
        return True

    def _value(self, field: Field, node: Scalar, key: str) -> Any:
        """The value behind `key=`; a field of several values gets one."""
        if field.type in spec.ONE_OF:
            value = self.values.read(field._replace(type=spec.ONE_OF[field.type]), node, key)
            return None if value is None else (value,)
        return None if field.record else self.values.read(field, node, key)

    def _date(self, text: str, part: Part) -> bool:
        field = self.shape.date
        if field is None:
            return False
        bare = (
            re.sub(r"^(有效期至|有效期到|到期日?|有效期|效期|截止|至|到)", "", text)
            if field.name in _UNTIL
            else text
        )
        if not is_day(bare) and not (field.type == spec.MONTH and re.fullmatch(r"\d{4}-\d{1,2}", bare)):
            return False
        value = self.values.read(field, part.at._replace(text=bare, plain=False))
        if value is not None:
            self._set(field, value, part)
        return True

    def _price(self, text: str, part: Part) -> bool:
        match = _PRICE.fullmatch(text)
        if match is None or self.shape.price is None:
            return False
        self._set(self.shape.price, cents_or_more(match[1]), part)
        return True

    def _total(self, text: str, part: Part) -> bool:
        match = _TOTAL.fullmatch(text)
        if match is None or self.shape.total is None:
            return False
        self._set(self.shape.total, cents(Decimal(match[1])), part)
        return True

    def _money(self, text: str, part: Part) -> bool:
        if not _MONEY.fullmatch(text) or (amount := money(text)) is None:
            return False
        field = self.shape.price if self.has_qty and self.shape.price else self.shape.money
        if field is None:
            return False
        self._set(field, cents(amount), part)
        return True

    def _rebate(self, text: str, part: Part) -> bool:
        match = _REBATE.fullmatch(text)
        if match is None or self.shape.rebate is None or self.shape.rebate.type != spec.DISCOUNT:
            return False
        self._set(self.shape.rebate, rate(match[1]), part)
        return True

    def _qty(self, text: str, part: Part) -> bool:
        match = _QTY.fullmatch(text)
        if match is None or match[2].lower() in _NOT_UNITS:
            return False
        if self.shape.qty is None:
            if (
                self.shape.number is None
                or match[2] not in {"分钟", "分", "小时"}
                or self.shape.number.type != spec.INTEGER
            ):
                return False
            self._set(self.shape.number, int(Decimal(match[1]) * (60 if match[2] == "小时" else 1)), part)
            return True
        if self.has_qty:  # several: the last counts, the others are words
            self.words.append(f"{self.found['qty']:f}{self.found.get('unit', '')}")
        self._set_qty(match)
        return True

    def _set_qty(self, match: re.Match[str]) -> None:
        self.has_qty = True
        self.found["qty"] = Decimal(match[1])
        if self.shape.unit:
            self.found["unit"] = match[2]

    def _person(self, text: str, part: Part) -> bool:
        match = _PERSON.fullmatch(text)
        if match is None or not (self.words or self.found):
            return False
        field = self.shape.to if match[1] == "给" else self.shape.by
        if field is None:
            return False
        self._set(field, match[2], part)
        return True

    def _every(self, text: str, part: Part) -> bool:
        if self.shape.every is None or not text.startswith("每") or read_every(text).value is None:
            return False
        self._set(self.shape.every, text, part)
        return True

    def _choice(self, text: str, part: Part) -> bool:
        for field in self.shape.choices:
            if field.choices is not None and (value := field.choices.read(text)) is not None:
                self._set(field, value, part)
                return True
        return False

    def _number(self, text: str, part: Part) -> bool:
        field = self.shape.number
        if field is None or not _NUMBER.fullmatch(text):
            return False
        if field.type == spec.MONEY and "price" in self.record.__struct_fields__:
            return False
        if field.name in self.found:
            return False
        self._set(field, int(Decimal(text)) if field.type == spec.INTEGER else cents(Decimal(text)), part)
        return True

    def _word(self, part: Part) -> None:
        if not self.has_qty and self.shape.qty is not None and (match := _GLUED.fullmatch(part.text)):
            self.reading.add_for(
                "KJ208", self.field, part.at, value=part.text,
                reason=_("read as a name, not as a quantity and a price"),
                remedy=_("put a blank between them:  {text}").format(text=f"{match[1]} {match[2]}"),
            )  # fmt: skip
        self.words.append(part.text)

    def _set(self, field: Field, value: Any, part: Part) -> None:
        if field.name in self.found and field.type != spec.QUANTITY:
            self.reading.add_for(
                "KJ208", self.field, part.at, value=part.text,
                reason=_("{label} stands here twice").format(label=field.label),
                remedy=_("keep one of them"),
            )  # fmt: skip
            return
        self.found[field.name] = value

    def _put_words(self) -> None:
        text = " ".join(word for word in self.words if word)
        if not text:
            return
        target = self.shape.first
        if target.type not in (spec.TEXT, spec.PROSE) or target.name in self.found:
            target = self.shape.rest
        self.found[target.name] = text

    def _check_total(self) -> None:
        total, qty, price = (self.found.get(name) for name in ("amount", "qty", "price"))
        if self.shape.total is None or total is None or qty is None or price is None:
            return
        due = worth(qty, price, self.found.get("discount"))
        if due != total:
            self.reading.add_for("KJ218", self.field, self.scalar, sum=f"{due:f}", total=f"{total:f}")


_UNTIL = frozenset({"expires", "expiry"})


def worth(qty: Decimal, price: Decimal, discount: Decimal | None) -> Decimal:
    """What a line comes to: a discount of at most 1 is a rate, a larger one yuan off."""
    gross = qty * price
    if discount is not None:
        gross = gross * discount if discount <= 1 else gross - discount
    return cents(gross)


def cents_or_more(number: str) -> Decimal:
    """A unit's price: at least two digits of fen, more where they are written."""
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent < -2 else cents(value)


def _parts(scalar: Scalar) -> list[Part]:
    """The line cut at its blanks; quoted pieces whole."""
    found: list[Part] = []
    for match in _PART.finditer(scalar.text):
        text = match[0]
        column = scalar.column + match.start()
        at = scalar._replace(text=text, column=column, end_line=scalar.line, end_column=column + len(text))
        quoted = len(text) > 1 and text[0] in "“「" and text[-1] in "”」"
        if quoted and text[0] == "“":
            text = text[1:-1]
        found.append(Part(text, at, quoted))
    return _joined(found, scalar.text)


def _joined(parts: list[Part], _line: str) -> list[Part]:
    """`「给力」茶叶` is one word: a quoted piece and what stands at it without a blank belong together."""
    found: list[Part] = []
    for part in parts:
        if found and (found[-1].quoted or part.quoted) and found[-1].at.end_column == part.at.column:
            before = found.pop()
            at = before.at._replace(text=before.at.text + part.at.text, end_column=part.at.end_column)
            found.append(Part(before.text + part.text, at, quoted=True))
        else:
            found.append(part)
    return found
