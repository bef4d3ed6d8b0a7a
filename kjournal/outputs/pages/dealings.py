"""What went to and fro between us and a customer, as its page shows it: money, goods, gifts, complaints."""

from datetime import date

import msgspec

from kjournal.outputs.pages.charts.data import Stack, Strip


class Money(msgspec.Struct, frozen=True, omit_defaults=True):
    """The account in a glance; sums in words, empty where there is nothing to say."""

    owed: str = ""
    overdue: str = ""
    since: date | None = None  # the day on which the oldest of it fell due
    ahead: str = ""  # paid ahead
    limit: str = ""
    left: str = ""  # still free under the limit
    above: str = ""  # … or above it


class Debt(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one order left to be paid."""

    open: str
    day: date | None = None  # none: from before the journal
    whole: str = ""  # of what, where it is not all of it
    due: date | None = None
    late: bool = False
    consigned: bool = False
    anchor: str = ""


class AccountLine(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One line of the account."""

    day: date | None  # none: from before the journal
    what: str
    balance: str
    more: str = ""  # what is owed goes up by it
    less: str = ""
    about: str = ""  # products, the means of payment
    anchor: str = ""
    agreed: bool = False
    apart: str = ""  # by how much the notes and what was agreed differ


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """Orders and payments."""

    money: Money
    ageing: Stack | None = None
    debts: tuple[Debt, ...] = ()
    more_debts: int = 0
    lines: tuple[AccountLine, ...] = ()  # the newest first
    before: str = ""  # the balance before the oldest of them, where older ones are left out
    unpriced: int = 0  # lines of goods without a price
    late: int = 0  # orders that were paid after their due day

    @property
    def recent(self) -> tuple[AccountLine, ...]:
        """The lines that stand open."""
        return self.lines[:_RECENT]

    @property
    def older(self) -> tuple[AccountLine, ...]:
        """The lines that are folded."""
        return self.lines[_RECENT:]


_RECENT = 8


class OnShelf(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Goods as they were seen last."""

    product: str
    seen: date
    left: str = ""
    batch: str = ""
    expiry: date | None = None
    near: bool = False  # its last months have begun
    gone: bool = False  # … and ended
    low: str = ""  # the least that should be there, where less is
    note: str = ""


class Gifts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one person got on one occasion, beside its cap."""

    days: tuple[date, ...]
    things: str
    sum: str
    cap: str
    to: str = ""
    occasion: str = ""
    over: bool = False
    guarded: bool = False  # medical staff or a public servant: printed matter only
    anchor: str = ""


class Grievance(msgspec.Struct, frozen=True, omit_defaults=True):
    """A complaint, and how long it took."""

    what: str
    opened: date
    level: str = ""
    handling: str = ""
    open: bool = False
    answered: int | None = None  # hours until the first answer
    closed: int | None = None  # days until it was settled
    answer_by: str = ""
    solve_by: str = ""
    anchor: str = ""


class Referred(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody who brought us together with a customer, or was brought by it."""

    name: str
    page: str = ""
    about: str = ""  # class and town


class Rhythm(msgspec.Struct, frozen=True, omit_defaults=True):
    """Contacts against the cadence, and orders, on one line of time."""

    contacts: Strip | None = None
    orders: Strip | None = None
