"""The dice and names of an invented journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from tests.bench import words

TODAY = date(2026, 11, 20)
SEED = 20261120
T = TypeVar("T")
Lines = list[str]


class Card(NamedTuple):
    """What of a customer its visits need to know."""

    id: str
    name: str
    file: str  # the name for a file: no two are equal
    people: tuple[str, ...]
    rep: str
    rep_name: str
    until: date  # visited until then
    medical: bool = False  # no gift but printed matter
    person: bool = False  # with a card of their own at an organisation: orders nothing


class Rep(NamedTuple):
    """A rep of the settings."""

    id: str
    name: str
    towns: tuple[str, ...]


REP_NAMES = ("周宁", "蓝秋萍", "韦立群", "覃海燕", "莫家荣", "陆小凤", "农志光", "黄桂生", "梁雪梅", "廖永成")


class Journal:
    """The words and dice of one journal."""

    def __init__(self, customers: int, visits: int, seed: int = SEED) -> None:
        self.customers = customers
        self.visits = visits
        self.dice = Random(f"{seed} {customers} {visits}")
        self.reps = self._reps(max(2, customers // 200))
        self._taken: set[str] = set()
        self._phone = 0

    def _reps(self, count: int) -> list[Rep]:
        places = [a + b for a in words.PLACE_FIRST for b in words.PLACE_LAST if a != b]
        self.dice.shuffle(places)
        size = min(6, len(places) // count)
        return [
            Rep(
                f"rep{n + 1:02d}",
                REP_NAMES[n] if n < len(REP_NAMES) else self.person(),
                tuple(place + self.dice.choice("镇镇乡") for place in places[n * size : (n + 1) * size]),
            )
            for n in range(count)
        ]

    # words

    def one(self, values: Sequence[T]) -> T:
        """One of these."""
        return values[int(self.dice.random() * len(values))]

    def chance(self, share: float) -> bool:
        """True for this share of the calls."""
        return self.dice.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return low + int(self.dice.random() * (high - low + 1))

    def day(self, low: int, high: int) -> date:
        """A working day from `low` to `high` days after today."""
        day = TODAY + timedelta(days=self.number(low, high))
        return day - timedelta(days=1) if day.weekday() == 6 else day

    def person(self) -> str:
        """An invented name."""
        given = (
            self.one(words.GIVEN_ONE)
            if self.chance(0.25)
            else self.one(words.GIVEN_TWO) + self.one(words.GIVEN_ONE)
        )
        return self.one(words.SURNAMES) + given

    def phone(self) -> str:
        """A number that nobody has."""
        self._phone += 1
        return f"1990{self._phone:07d}"

    def unique(self, make: Callable[[], str]) -> str:
        """A name that no other customer has."""
        for _try in range(40):
            if (name := make()) not in self._taken:
                break
        else:
            name += self.one(words.SURNAMES) + self.one(words.GIVEN_TWO) + str(len(self._taken))
        self._taken.add(name)
        return name

    def sentences(self, table: Sequence[str], size: int, people: Sequence[str]) -> str:
        """Prose of about `size` bytes."""
        parts: Lines = []
        written = 0
        while written < size:
            product, unit, _price = self.one(words.PRODUCTS)
            text = self.one(table).format(
                person=self.one(people), place=self.one(words.PLACE_FIRST) + self.one(words.PLACE_LAST), n=self.number(3, 60),
                product=product, unit=unit, day=self.day(1, 30).strftime("%m月%d日"), gift=self.one(words.GIFTS),
            )  # fmt: skip
            parts.append(text)
            written += len(text.encode())
            if self.chance(0.2):
                parts.append("\n\n")
        return "".join(parts).strip() + "\n"
