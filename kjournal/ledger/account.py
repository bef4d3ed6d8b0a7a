"""The account of a customer: what is owed, since when, and whether the agreed balances agree (DOMAIN.md 6).

It is replayed from the opening line, oldest first; payments go to the oldest debt unless they name an order. A balance
that was agreed is a fixed point: the replay must give it, and goes on with the agreed sum either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from kjournal.dates.typed import read_day
from kjournal.ledger.entries import NONE, Entry
from kjournal.ledger.settings import Terms
from kjournal.ledger.terms import CONSIGNED, WITHIN_LIMIT, due_day
from kjournal.records.customer import Customer


class Item(msgspec.Struct, frozen=True):
    """What one order left to be paid."""

    day: date
    amount: Decimal  # of the whole order, in yuan
    open: Decimal  # still to be paid
    due: date | None  # None: not due yet, whatever the day
    visit: str  # id of the order's visit; empty: the opening line
    path: str
    consigned: bool = False


class Agreement(msgspec.Struct, frozen=True):
    """A balance that both sides agreed on."""

    day: date
    agreed: Decimal
    replayed: Decimal
    path: str
    since: tuple[Entry, ...]  # the lines after the agreement before this one

    @property
    def difference(self) -> Decimal:
        """By how much the journal's lines come to more than was agreed."""
        return self.replayed - self.agreed


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a customer owes on a day, in yuan."""

    items: tuple[Item, ...] = ()  # open ones, oldest first
    credit: Decimal = NONE  # paid ahead: no order took it yet
    late: int = 0  # orders that were paid after their due day
    agreements: tuple[Agreement, ...] = ()
    orders: int = 0  # orders with an amount
    stray: tuple[Entry, ...] = ()  # payments when nothing was owed

    @property
    def balance(self) -> Decimal:
        """What is owed in all; below zero: paid ahead."""
        return sum((item.open for item in self.items), NONE) - self.credit

    @property
    def consigned(self) -> Decimal:
        """… of it for goods that are paid when they are sold."""
        return sum((item.open for item in self.items if item.consigned), NONE)

    @property
    def reconciled(self) -> date | None:
        """The day of the last agreement."""
        return self.agreements[-1].day if self.agreements else None


def account(card: Customer, lines: Sequence[Entry], terms: Terms) -> Account:
    """The account after `lines`, which are in their order."""
    replay = _Replay(card, lines, terms)
    for entry in lines:
        replay.take(entry)
    return replay.account()


class _Open:
    """An item while it is being paid."""

    __slots__ = ("amount", "consigned", "day", "due", "open", "path", "visit")

    def __init__(self, entry: Entry, due: date | None, *, consigned: bool) -> None:
        self.day, self.visit, self.path = entry.day, entry.visit, entry.path
        self.amount = self.open = NONE
        self.due, self.consigned = due, consigned

    def item(self) -> Item:
        """The item as it stands."""
        return Item(self.day, self.amount, self.open, self.due, self.visit, self.path, self.consigned)


class _Replay:
    """The account while its lines are gone through."""

    def __init__(self, card: Customer, lines: Sequence[Entry], terms: Terms) -> None:
        self.card, self.terms = card, terms
        self.days = sorted({entry.day for entry in lines if entry.kind == "order"})
        self.items: list[_Open] = []
        self.credit = NONE
        self.late = 0
        self.orders = 0
        self.agreements: list[Agreement] = []
        self.stray: list[Entry] = []
        self.since: list[Entry] = []

    def take(self, entry: Entry) -> None:
        """One more line."""
        if entry.kind == "agreed":
            self._agree(entry)
            return
        self.since.append(entry)
        if entry.change > 0:
            self._owe(entry)
            return
        if entry.kind == "payment" and not self.items and self.card.settlement != "款到发货":
            self.stray.append(entry)
        self._settle(-entry.change, entry)

    def _owe(self, entry: Entry) -> None:
        """More is owed: lines of one visit are one item; what was paid ahead goes to it."""
        self.orders += entry.kind == "order"
        last = self.items[-1] if self.items else None
        if last is None or last.visit != entry.visit or entry.kind == "opening":
            later = [day for day in self.days if day > entry.day]
            consigned = self.card.settlement in CONSIGNED
            last = _Open(entry, due_day(self.card, entry.day, later, self.terms), consigned=consigned)
            self.items.append(last)
        last.amount += entry.change
        last.open += entry.change
        ahead, self.credit = self.credit, NONE
        if ahead:
            self._settle(ahead, entry)

    def _settle(self, amount: Decimal, entry: Entry) -> None:
        """Money, or what counts as such, against what is open: the named order first, then the oldest."""
        for item in self._in_turn(entry):
            paid = min(amount, item.open)
            item.open -= paid
            amount -= paid
            if not item.open and entry.kind == "payment" and item.due is not None and entry.day > item.due:
                self.late += 1
        self.items = [item for item in self.items if item.open]
        self.credit += amount

    def _in_turn(self, entry: Entry) -> list[_Open]:
        named = [item for item in self.items if entry.for_ and _named(item, entry)]
        return named + [item for item in self.items if item not in named]

    def _agree(self, entry: Entry) -> None:
        """Both sides agreed: the difference goes, and goods on sale or return become due."""
        replayed = sum((item.open for item in self.items), NONE) - self.credit
        self.agreements.append(Agreement(entry.day, entry.amount, replayed, entry.path, tuple(self.since)))
        self.since = []
        if replayed > entry.amount:
            self._settle(replayed - entry.amount, entry)
        elif replayed < entry.amount:
            self._raise(entry, entry.amount - replayed)
        for item in self.items:
            if item.consigned:
                item.consigned, item.due = False, entry.day

    def _raise(self, entry: Entry, more: Decimal) -> None:
        """The other side owes more than the lines say."""
        used = min(more, self.credit)
        self.credit -= used
        if more > used:
            item = _Open(entry, due_day(self.card, entry.day, (), self.terms), consigned=False)
            item.amount = item.open = more - used
            self.items.append(item)

    def account(self) -> Account:
        """The account as it stands."""
        if self.card.settlement == WITHIN_LIMIT:
            self._over_limit()
        items = tuple(item.item() for item in self.items)
        return Account(items, self.credit, self.late, tuple(self.agreements), self.orders, tuple(self.stray))

    def _over_limit(self) -> None:
        """资信限额: only what exceeds the limit is due; the newest orders are those that exceed it."""
        limit = self.card.credit_limit
        if limit is None:
            return
        over = sum((item.open for item in self.items), NONE) - self.credit - limit
        for item in reversed(self.items[:]):
            if over <= 0:
                break
            if item.open > over:
                within = _Open.__new__(_Open)
                for name in _Open.__slots__:
                    setattr(within, name, getattr(item, name))
                within.open = item.open - over
                item.open = over
                self.items.insert(self.items.index(item), within)
            item.due = item.day
            over -= item.open


def _named(item: _Open, entry: Entry) -> bool:
    """Whether a payment's words name this order: by its day or its note."""
    if entry.for_ == item.visit:
        return True
    day = read_day(entry.for_, near=entry.day).value
    return day is not None and day == item.day
