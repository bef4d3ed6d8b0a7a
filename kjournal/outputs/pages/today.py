"""Today's page: what each rep has to do and where, what was left lying, what comes near, who owes, and what is done."""

from datetime import date

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.parts import Item, Phone
from kjournal.outputs.pages.site import TODAY, Site, Tally
from kjournal.outputs.pages.templates import render

FIRST = 5
"""Lines of a list that stand open; the others unfold."""


class WeekDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One day of the coming week."""

    day: date
    counts: tuple[tuple[Kind, int], ...] = ()  # reminders by kind, in the kinds' order
    free: bool = False  # not a working day
    page: str = ""  # the page of the calendar on which it stands

    @property
    def total(self) -> int:
        """All that stands on it."""
        return sum(count for _, count in self.counts)


class Short(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something past its day, in a line."""

    kind: Kind
    verb: str
    name: str
    day: date
    page: str = ""
    place: str = ""


class Stop(msgspec.Struct, frozen=True, omit_defaults=True):
    """A town of the day, so that a rep can do it in one go."""

    place: str  # empty: what is to be done anywhere
    items: tuple[Item, ...]
    byway: tuple[Short, ...] = ()  # what was left lying there, the most urgent
    more: int = 0  # further of these

    @property
    def count(self) -> int:
        """How many things are to be done there."""
        return sum(1 + len(item.also) for item in self.items)


class Owing(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A customer whose payment is due."""

    name: str
    page: str
    amount: str
    since: date  # the oldest day on which something was due
    place: str = ""


class Done(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A contact that took place, or was tried."""

    name: str
    page: str
    day: date
    channel: str = ""
    said: str = ""  # the result, where it is written
    missed: bool = False  # nobody was there


class RepDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One rep's day."""

    id: str
    name: str
    phones: tuple[Phone, ...] = ()
    due_count: int = 0
    open_count: int = 0
    stops: tuple[Stop, ...] = ()  # what stands on today, by town
    open: tuple[Item, ...] = ()  # past their day, the most urgent
    late: tuple[Short, ...] = ()  # all others past their day
    ask_count: int = 0
    asks: tuple[Short, ...] = ()  # questions whose day is over: they wait for the next contact
    promises: tuple[Item, ...] = ()  # soon
    birthdays: tuple[Item, ...] = ()  # near: the days and what prepares them
    licences: tuple[Item, ...] = ()  # expired or near it; an item's day is the last it is valid
    owing: tuple[Owing, ...] = ()  # what is due now, the most first
    owing_sum: str = ""
    done: tuple[Done, ...] = ()  # this week up to today, the last first
    week: tuple[WeekDay, ...] = ()
    next: WeekDay | None = None  # the first day with something on it, where nothing stands on today
    page: str = ""  # of the whole day, where this is only its head

    @property
    def due(self) -> tuple[Item, ...]:
        """What stands on today."""
        return tuple(one for stop in self.stops for item in stop.items for one in (item, *item.also))

    def done_on(self, today: date) -> int:
        """How many contacts took place today."""
        return sum(one.day == today and not one.missed for one in self.done)

    @property
    def state(self) -> str:
        """Whether the rep's day is in order: `late`, `busy` or `clear`."""
        return "late" if self.open_count else "busy" if self.due_count else "clear"


class TodayView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Today, for every rep."""

    today: date
    reps: tuple[RepDay, ...] = ()
    problems: Tally = Tally()
    lunar: str = ""  # the day in the lunar calendar
    free: bool = False  # not a working day
    file: str = TODAY

    @property
    def due(self) -> int:
        """How much stands on today."""
        return sum(rep.due_count for rep in self.reps)

    @property
    def open(self) -> int:
        """How much is past its day."""
        return sum(rep.open_count for rep in self.reps)

    @property
    def asks(self) -> int:
        """How many questions wait for the next contact."""
        return sum(rep.ask_count for rep in self.reps)

    @property
    def done(self) -> int:
        """How many contacts took place today."""
        return sum(rep.done_on(self.today) for rep in self.reps)

    @property
    def state(self) -> str:
        """Whether the day is in order: `late`, `busy` or `clear`."""
        if self.open or self.problems.errors:
            return "late"
        return "busy" if self.due else "clear"


def render_today(site: Site, view: TodayView) -> str:
    """`index.html`, and `today-li.html` where each rep has a page."""
    return render("today.html", view.file, site, view=view, first=FIRST)
