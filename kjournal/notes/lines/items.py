"""One line instead of a mapping: the grammar of FIELDS.md 3, its kinds taken from what the list declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kjournal.dates.every import read_every
from kjournal.dates.typed import is_day
from kjournal.notes.lines import doubts, glued
from kjournal.notes.lines.doubts import Doubt
from kjournal.notes.lines.pieces import (
    COUNTED_WORD,
    NO_UNITS,
    NUMBER,
    QTY,
    Part,
    is_quantity,
    parts,
    unquoted,
)
from kjournal.notes.lines.shapes import shape
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import typed
from kjournal.notes.values.numbers import amount, cents, rate, unit_price
from kjournal.notes.values.words import narrow
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.spec import SECRET, Field, Record
from kjournal.words import _

_PARTS = 200  # of a line are looked at; the rest are words
_KEYED = regex(r"([^=＝：:]{1,12})[=＝：:](.*)", re.DOTALL)
_PLAIN = regex(NUMBER)
_SUM = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?:\.[0-9]{{1,8}})?|{NUMBER})"
_PRICE = regex(rf"[×xX*@✕]({_SUM})元?")
_TOTAL = regex(rf"=({_SUM})元?")
_MONEY = regex(rf"[￥¥]{_SUM}[百千万亿]?元?整?|{_SUM}(?:[百千万亿]?元整?|万|亿)")
_ROUND = regex(  # where a bare number is money
    rf"{_SUM}(?:[百千]|[百千万亿]?块(?:钱|[1-9][毛角]?)?)|[零〇一二两三四五六七八九十百千万半壹贰叁肆伍陆柒捌玖拾佰仟]+[十百千万拾佰仟萬元块]\S*"
)
_REBATE = regex(r"([0-9]{1,2}(?:\.[0-9]{1,2})?)折")
_BARE = regex(_SUM)
_COUNTED = regex(rf"({NUMBER})([盒瓶袋件箱包支片粒个条罐桶])")
"""A quantity that is nothing else in any line: neither a day, nor money, nor a word with its figure."""
_DIGIT = regex("[0-9]")
_PERSON = regex(r"([给由])(.+)")
_BEFORE_PRICE = frozenset("×xX*@✕")
_MAY_BE_DAY = regex(r"\d|[月夕年]|[-./]")
_UNTIL = regex(r"(?:有效期限?|效期|到期日?|截止日?期?)?[至到]?")
_MONTH = regex(r"[0-9]{4}(?:-[0-9]{1,2}|年[0-9]{1,2}月)")
_SHORT_MONTH = regex(r"[0-9]{2}(?:年(?:0?[1-9]|1[0-2])月|[-./](?:0[1-9]|1[0-2]))")  # behind 效期
_MINUTES = {"分钟": 1, "分": 1, "小时": 60}
_OF_DAYS = frozenset("年月日号天周点时")


class Line:
    """One line of a list while it is read."""

    def __init__(self, reading: Reading, field: Field, record: type[Record], scalar: Scalar) -> None:
        self.reading, self.field, self.scalar = reading, field, scalar
        self.shape = shape(record)
        self.found: dict[str, Any] = {}
        self.words: list[Part] = []
        self.counted: Part | None = None  # the part that holds the quantity
        self.no_day = False  # a day was written that is none

    def read(self) -> dict[str, Any]:
        """The line's fields by attribute name."""
        every = self._apart(parts(self.scalar.text))
        for part in every[:_PARTS]:
            if (said := unquoted(part.text)) is not None:
                self.words.append(Part(said, part.start, quoted=True))
            elif not self._placed(part):
                self.words.append(part)
        self.words += every[_PARTS:]
        self._put_words()
        if (doubt := self._doubt()) is not None:
            self._read_as_a_word(*doubt)
        if self.shape.total is not None:
            self._check_total()
        return self.found

    def _apart(self, every: list[Part]) -> list[Part]:
        """The parts of a line without a quantity, the first that is stuck together cut into what it says."""
        if self.shape.qty is None or any(is_quantity(part.text) for part in every[:_PARTS]):
            return every
        for index, part in enumerate(every[:_PARTS]):
            text = narrow(part.text)
            pieces = self._cut(text) if len(text) == len(part.text) else []
            if not pieces:
                continue
            found, start = [], part.start
            for piece in pieces:
                counted = COUNTED_WORD.fullmatch(piece) and len(piece) == 2  # 一瓶
                found.append(Part(glued.plain_quantity(piece) if counted else piece, start))
                start += len(piece)
            instead = " ".join(piece.text for piece in found)
            remedy = _("put a blank between them:  {text}").format(text=instead)
            reason = _("several things stand together without a blank; read one by one")
            self._read_as_a_word(part, reason, remedy, instead)
            return [*every[:index], *found, *every[index + 1 :]]
        return every

    def _cut(self, text: str) -> list[str]:
        return glued.goods(text, counted=self.shape.price is not None)

    def at(self, part: Part, skip: int = 0) -> Scalar:
        """A part at its place, without its first `skip` characters."""
        return self.scalar.part(part.text[skip:], self.scalar.column + part.start + skip)

    def _placed(self, part: Part) -> bool:
        """Whether a part fills a field; the commonest first, then the kinds in the grammar's order."""
        text = part.text if part.text.isascii() else narrow(part.text)
        if _PLAIN.fullmatch(text):  # no day, nothing counted, no sign
            return self._chosen(text, part) or self._bare(text, part)
        if self.shape.qty is not None and (counted := _COUNTED.fullmatch(text)):
            self._count(counted, part)
            return True
        if text[:1] in _BEFORE_PRICE and self._priced(text, part):
            return True
        if ("=" in text or ":" in text) and self._keyed(part):
            return True
        if self.shape.date is not None and self._dated(text, part):
            return True
        if self._worded(text, part):
            return True
        sign = text[:1]
        if sign.isdigit():
            if self._counts(text, part):
                return True
        elif sign in _BY_SIGN and _BY_SIGN[sign](self, text, part):
            return True
        return self._chosen(text, part) or self._bare(text, part)

    def _keyed(self, part: Part) -> bool:
        match = _KEYED.fullmatch(part.text)
        if match is None:
            return False
        field = self.shape.key(match[1])
        if field is None or field.record is not None:
            return False
        at = self.at(part, match.start(2))
        if (said := unquoted(at.text)) is not None:
            at = self.scalar.part(said, at.column + 1)
        if field.sensitivity == SECRET:
            self.reading.keep_secret(at)
        if field.type == spec.QUANTITY and (counted := QTY.fullmatch(narrow(at.text))):
            self._count(counted, part)
            return True
        value = typed.one_of(self.reading, field, at, match[1])
        if value is not None:
            self._set(field, (value,) if field.type in spec.ONE_OF else value, part)
        return True

    def _dated(self, text: str, part: Part) -> bool:
        field = self.shape.date
        if field is None or not _MAY_BE_DAY.search(text):
            return False
        counted = QTY.fullmatch(text)
        if counted is not None and counted[2][0] not in _OF_DAYS:
            return False
        skip = 0
        if field.type == spec.MONTH and (until := _UNTIL.match(part.text)):
            skip = until.end()
        at = self.at(part, skip)
        if not is_day(at.text) and not (field.type == spec.MONTH and _is_month(narrow(at.text), bool(skip))):
            return False
        value = typed.read(self.reading, field, at)
        if value is not None:
            self._set(field, value, part)
        self.no_day = value is None
        return True

    def _priced(self, text: str, part: Part) -> bool:
        match = _PRICE.fullmatch(text)
        if match is None or self.shape.price is None:
            return False
        return self._set(self.shape.price, unit_price(Decimal(match[1].replace(",", ""))), part)

    def _totalled(self, text: str, part: Part) -> bool:
        match = _TOTAL.fullmatch(text)
        if match is None or self.shape.total is None:
            return False
        return self._set(self.shape.total, cents(Decimal(match[1].replace(",", ""))), part)

    def _paid(self, text: str, part: Part) -> bool:
        """Money: behind a quantity it is the price of one."""
        field = self.shape.price if self.counted and self.shape.price else self.shape.money
        if field is None or not _MONEY.fullmatch(text) or (value := amount(text)) is None:
            return False
        return self._set(field, unit_price(value), part)

    def _counts(self, text: str, part: Part) -> bool:
        """Money, a rebate or a quantity: what begins with a digit."""
        if self._paid(text, part):
            return True
        if self.shape.rebate is not None and (match := _REBATE.fullmatch(text)):
            return self._set(self.shape.rebate, rate(match[1]), part)
        match = QTY.fullmatch(text)
        if match is None or match[2].lower() in NO_UNITS:
            return False
        if self.shape.qty is not None:
            self._count(match, part)
            return True
        minutes = self.shape.number
        if minutes is None or minutes.type != spec.INTEGER or match[2] not in _MINUTES:
            return False
        return self._set(minutes, round(Decimal(match[1]) * _MINUTES[match[2]]), part)

    def _count(self, match: re.Match[str], part: Part) -> None:
        """A quantity; of several the last counts, the others are words."""
        if self.counted is not None:
            self.words.append(self.counted)
        self.counted = part
        self.found["qty"] = Decimal(match[1])
        if self.shape.unit:
            self.found["unit"] = match[2]

    def _worded(self, text: str, part: Part) -> bool:
        """A figure with the word that says what it is: 每盒15元, 共960元, 还剩5盒, 现金500."""
        if not _DIGIT.search(text):
            return False
        shape_ = self.shape
        if (said := glued.each(text)) and (field := shape_.price or shape_.money):
            other = self.counted is not None and said[1] and not self.counted.text.endswith(said[1])
            return not other and self._summed(field, said[0], part)
        if (whole := glued.in_all(text)) and shape_.price and shape_.total:
            return self._summed(shape_.total, whole, part)
        if (rest := glued.left(text)) and "剩余" in shape_.keys and (match := QTY.fullmatch(rest)):
            self._count(match, part)
            return True
        if shape_.number is None or shape_.number.type != spec.MONEY or shape_.number.name in self.found:
            return False
        paid = glued.paid(text)
        if paid is None or amount(paid[0]) is None or not self._chosen(paid[1], part):
            return False
        return self._summed(shape_.number, paid[0], part)

    def _summed(self, field: Field, said: str, part: Part) -> bool:
        value = amount(said)
        return value is not None and self._set(field, unit_price(value), part)

    def _person(self, text: str, part: Part) -> bool:
        match = _PERSON.fullmatch(text)
        if match is None or not part.start:
            return False
        field = self.shape.to if match[1] == "给" else self.shape.by
        return field is not None and self._set(field, unquoted(match[2]) or match[2], part)

    def _recurs(self, text: str, part: Part) -> bool:
        if self.shape.every is None or read_every(text).value is None:
            return False
        return self._set(self.shape.every, text, part)

    def _chosen(self, text: str, part: Part) -> bool:
        for field in self.shape.choices:
            if field.choices is not None and (value := field.choices.read(text)) is not None:
                if field.sensitivity == SECRET:
                    self.reading.keep_secret(self.at(part))
                return self._set(field, value, part)
        return False

    def _bare(self, text: str, part: Part) -> bool:
        field = self.shape.number
        if field is None:
            return False
        if field.type == spec.MONEY and _ROUND.fullmatch(text) and (said := amount(text)) is not None:
            return self._set(field, unit_price(said), part)
        if not _BARE.fullmatch(text):
            return False
        value = Decimal(text.replace(",", ""))
        if field.type != spec.INTEGER:
            return self._set(field, unit_price(value), part)
        return value == value.to_integral_value() and self._set(field, int(value), part)

    def _set(self, field: Field, value: Any, part: Part) -> bool:
        """Fill a field; what fills it a second time is told and left out."""
        if field.name not in self.found:
            self.found[field.name] = value
        else:
            self.reading.add_for(
                "KJ208", self.field, self.at(part), value=part.text,
                reason=_("{label} stands here twice").format(label=field.called), remedy=_("keep one of them"),
            )  # fmt: skip
        return True

    def _put_words(self) -> None:
        if not self.words:
            return
        self.words.sort(key=lambda part: part.start)
        said = " ".join(part.text for part in self.words if part.text)
        target = self.shape.words
        if target.name in self.found or (target.choices is not None and not target.choices.open):
            target = self.shape.rest
        if target.sensitivity == SECRET:
            for part in self.words:
                self.reading.keep_secret(self.at(part))
        known = self.found.get(target.name)
        self.found[target.name] = f"{known} {said}" if known else said

    def _doubt(self) -> Doubt | None:
        """The word that was probably meant as what the line has none of."""
        words = [word for word in self.words if not word.quoted]
        if self.shape.qty is not None:
            found = doubts.quantity(words) if self.counted is None else None
            return found or (doubts.lost(words) if self.shape.money is not None else None)
        number = self.shape.number
        if number is None or number.type != spec.MONEY or number.name in self.found:
            return None
        return doubts.amount(words)

    def _read_as_a_word(self, part: Part, reason: str, remedy: str, instead: str = "") -> None:
        at = self.at(part)
        guess = self.reading.rewrite(at, instead, safe=False) if instead else None
        self.reading.add_for(
            "KJ208", self.field, at, fix=guess, value=part.text, reason=reason, remedy=remedy
        )

    def _check_total(self) -> None:
        total, qty, price = (self.found.get(name) for name in ("amount", "qty", "price"))
        if total is None or qty is None or price is None:
            return
        comes_to = worth(qty, price, self.found.get("discount"))
        if comes_to != total:
            self.reading.add_for("KJ218", self.field, self.scalar, sum=f"{comes_to:f}", total=f"{total:f}")


def _is_month(text: str, said: bool) -> bool:  # noqa: FBT001
    """Whether a word is a month: with two figures for the year only where 效期 or the like is `said` before it."""
    return bool(_MONTH.fullmatch(text) or (said and _SHORT_MONTH.fullmatch(text)))


# ruff: noqa: SLF001  the table below is the class's own
_BY_SIGN: dict[str, Callable[[Line, str, Part], bool]] = {
    "=": Line._totalled,
    **dict.fromkeys("¥￥", Line._paid),
    **dict.fromkeys("给由", Line._person),
    "每": Line._recurs,
}
"""The kinds of part that are told by their first sign."""


def worth(qty: Decimal, price: Decimal, discount: Decimal | None) -> Decimal:
    """What a line comes to: a discount of at most 1 is a rate, a larger one yuan off."""
    gross = qty * price
    if discount is not None:
        gross = gross * discount if discount <= 1 else gross - discount
    return cents(gross)
