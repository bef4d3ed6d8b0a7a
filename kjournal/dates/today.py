"""The day on which a result is worked out, and the first later day on which it would come out otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

_Made = TypeVar("_Made")
_DAY = timedelta(days=1)
_LOOKS = 3
"""So many days to come are looked at for the one on which a steady result changes."""


class Today:
    """A day that remembers what was asked of it.

    The law: a pure function that looks at the day only through this object gives the same result on every day from
    `value` up to, not including, `until`. Each question about a day that is still to come is remembered; until the
    earliest of them comes, all questions are answered as before, so the function takes the same way through its code.
    Only `value` shows the day itself: who reads it gets a result for this day alone.

    It is compared with days as a date is (`due < today`, `day <= today + SOON`), and remembers those questions too.
    One object a result: take a `fresh` one for the next, else both change when either does.
    """

    __slots__ = ("_until", "_value")

    def __init__(self, value: date) -> None:
        self._value = value
        self._until: date | None = None

    def __repr__(self) -> str:
        return f"Today({self._value}, until={self._until})"

    def reached(self, day: date) -> bool:
        """Whether `day` is today or lies behind."""
        if day <= self._value:
            return True
        self._remember(day)
        return False

    def past(self, day: date) -> bool:
        """Whether `day` lies behind: today is after it."""
        if day < self._value:
            return True
        if day != date.max:
            self._remember(day + _DAY)
        return False

    def __gt__(self, day: date) -> bool:
        return self.past(day)

    def __ge__(self, day: date) -> bool:
        return self.reached(day)

    def __lt__(self, day: date) -> bool:
        return not self.reached(day)

    def __le__(self, day: date) -> bool:
        return not self.past(day)

    def __add__(self, span: timedelta) -> Today:
        return _Shifted(self, span)

    def __sub__(self, span: timedelta) -> Today:
        return _Shifted(self, -span)

    @property
    def value(self) -> date:
        """The day itself. What is made from it holds for today only, so the result changes tomorrow."""
        if self._value != date.max:
            self._remember(self._value + _DAY)
        return self._value

    def peek(self) -> date:
        """The day itself for who then asks `reached` for the day on which what is made from it changes."""
        return self._value

    @property
    def until(self) -> date | None:
        """The first day on which any answer given so far changes; None where none ever does."""
        return self._until

    def steady(self, made: Callable[[Today], _Made]) -> _Made:
        """What is made of this day, asked again on the days on which an answer changes: it holds on while it comes out equal.

        For what is made quickly and asks more than shows in it, as the first of many does that are compared.
        """
        asked = self.fresh()
        result = made(asked)
        for _look in range(_LOOKS):
            if asked.until is None:
                return result
            later = Today(asked.until)
            if made(later) != result:
                break
            asked = later
        if asked.until is not None:
            self._remember(asked.until)
        return result

    def fresh(self) -> Today:
        """The same day for another result, nothing asked yet."""
        return Today(self._value)

    def again(self) -> Today:
        """The same day for another result that hangs on what was asked of this one up to now."""
        other = Today(self._value)
        other._until = self._until
        return other

    def _remember(self, day: date) -> None:
        if self._until is None or day < self._until:
            self._until = day


class _Shifted(Today):
    """A day so long before or after today: what is asked of it is remembered of today."""

    __slots__ = ("_of", "_span")

    def __init__(self, of: Today, span: timedelta) -> None:
        super().__init__(of.peek() + span)
        self._of, self._span = of, span

    def _remember(self, day: date) -> None:
        try:
            asked = day - self._span
        except OverflowError:  # a day that never comes
            return
        self._of.reached(asked)
