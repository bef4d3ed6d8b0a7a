"""Today's page: what each rep has to do, what was left lying, and what comes near."""

from datetime import date

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.parts import Item, Phone
from kjournal.outputs.pages.site import TODAY, Site, Tally
from kjournal.outputs.pages.templates import render


class WeekDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One day of the coming week."""

    day: date
    counts: tuple[tuple[Kind, int], ...] = ()  # reminders by kind, in the kinds' order
    free: bool = False  # not a working day

    @property
    def total(self) -> int:
        """All that stands on it."""
        return sum(count for _, count in self.counts)


class RepDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One rep's day."""

    id: str
    name: str
    phones: tuple[Phone, ...] = ()
    due: tuple[Item, ...] = ()  # stand on today, by time
    open: tuple[Item, ...] = ()  # past their day, the oldest first
    promises: tuple[Item, ...] = ()  # soon
    birthdays: tuple[Item, ...] = ()  # near: the days and what prepares them
    licences: tuple[Item, ...] = ()  # expired or near it; an item's day is the last it is valid
    week: tuple[WeekDay, ...] = ()

    @property
    def near(self) -> int:
        """How much comes near."""
        return len(self.promises) + len(self.birthdays) + len(self.licences)


class TodayView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Today, for every rep."""

    today: date
    reps: tuple[RepDay, ...] = ()
    problems: Tally = Tally()
    lunar: str = ""  # the day in the lunar calendar
    free: bool = False  # not a working day

    @property
    def due(self) -> int:
        """How much stands on today."""
        return sum(len(rep.due) for rep in self.reps)

    @property
    def open(self) -> int:
        """How much is past its day."""
        return sum(len(rep.open) for rep in self.reps)

    @property
    def state(self) -> str:
        """Whether the day is in order: `late`, `busy` or `clear`."""
        if self.open or self.problems.errors:
            return "late"
        return "busy" if self.due else "clear"


def render_today(site: Site, view: TodayView) -> str:
    """`index.html`."""
    return render("today.html", TODAY, site, view=view)
