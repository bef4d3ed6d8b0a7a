"""What the settings say about money: slabs of ageing, terms, shares of the letters, caps of gifts."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Terms(msgspec.Struct, frozen=True):
    """Days of credit where the card says none, and the steps of what is overdue (DOMAIN.md 5, 6)."""

    credit_days: int = 30  # 账期 and 赊销 without a number on the card
    batch_days: int = 60  # 压批: due with the next order, at the latest after so many days
    supervisor: int = 31  # days past due from which the supervisor is told too (S4)
    legal: int = 61  # … finance and legal (S4)
    late: int = 3  # late payments from which finance and legal are told (S4)
    points: Decimal = Decimal(0)  # points for a yuan bought; 0: the journal counts none
    slabs: tuple[int, ...] = (30, 60, 90, 120)  # the last day of each slab of ageing


class Shares(msgspec.Struct, frozen=True):
    """How letters and VIP are given (S2, S0; DOMAIN.md 9.1)."""

    a: int = 75  # A while the share of those before is under so many hundredths
    b: int = 95
    vip: int = 20  # of a hundred customers with sales, rounded up
    group: int = 4  # fewer customers with sales are graded among all the rep's
    money: dict[str, Decimal] = {}  # yuan from which A and B are given, instead of shares (S2)
    influence: dict[str, Decimal] = {}  # what sales of a class or tag are multiplied by, for `money`


class Caps(msgspec.Struct, frozen=True):
    """What a gift may cost, in yuan, a person and occasion (S4)."""

    key: Decimal = Decimal(500)  # VIP and A
    other: Decimal = Decimal(100)  # everybody else, and every guest of an activity
    printed: Decimal = Decimal(
        20
    )  # 学术资料 and 宣传品, the only things for medical staff and public servants
    year: Decimal | None = None  # all gifts to a person in a calendar year; None: no cap
    again: int = 12  # months in which the same thing is not given again (S0 S1)


class LedgerSettings(msgspec.Struct, frozen=True):
    """Everything that money and grades may ask of the settings."""

    terms: Terms = Terms()
    shares: Shares = Shares()
    caps: Caps = Caps()
