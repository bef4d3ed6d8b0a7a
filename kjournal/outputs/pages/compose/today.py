"""Today: every rep's day from the reminders of all customers, by urgency and by place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from kjournal.care.reminder import QUESTIONS, Kind, Reminder, as_late
from kjournal.dates import lunar
from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.compose.items import item, items, order
from kjournal.outputs.pages.compose.urgency import Late, late_of, urgency
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.parts import Item, phones
from kjournal.outputs.pages.site import CALENDAR, Tally
from kjournal.outputs.pages.today import FIRST, Done, Owing, RepDay, Short, Stop, TodayView, WeekDay
from kjournal.records.rep import Rep
from kjournal.words import _

KINDS: tuple[Kind, ...] = ("visit", "birthday", "promise", "money")
SOON = timedelta(days=14)
"""How far ahead promises and birthdays are shown."""
NEAR = timedelta(days=90)
"""How long before its end a paper is shown."""
WEEK = 7
_BYWAY = 3
"""How much of what was left lying in a town stands under today's visits there."""
MOST_LATE = 200
"""Lines of what was left lying; of more only the number is told."""
_OVERVIEWS = frozenset({"daily"})
"""Rules whose entries only sum up others for the phone."""
_HEAD = 3
"""How much of a day its head shows."""


_PREPARING = frozenset({"own-event"})
"""Rules whose visits may be paid on another day as well: what they prepare for is still to come."""


def _turn(one: Reminder) -> int:
    """When in a town it has its turn: visits, then other errands, then what only prepares."""
    return 2 if one.rule in _PREPARING else 0 if one.kind == "visit" else 1


class Books(msgspec.Struct, frozen=True):
    """What today says beside reminders, by the rep it concerns."""

    late: Sequence[Late] = ()  # what is past its day and not among the reminders
    owing: Mapping[str, Sequence[Owing]] = {}
    sums: Mapping[str, str] = {}
    done: Mapping[str, Sequence[Done]] = {}
    bring: Mapping[str, tuple[str, ...]] = {}  # to a birthday, by its reminder
    week: Mapping[tuple[str, date], Mapping[str, int]] | None = None  # None: the reminders are all there are
    kept: Mapping[str, RepDay] = {}  # days in which nothing changed since they were made
    looked_after: AbstractSet[str] | None = None  # reps with customers to be seen; None: the rows tell


def today_view(
    reminders: Iterable[Reminder],
    rows: Mapping[str, CustomerRow],
    reps: Sequence[Rep],
    today: date,
    *,
    calendar: WorkCalendar,
    problems: Tally,
    books: Books | None = None,
) -> TodayView:
    """Today; `reps` in the settings' order, only those who have something, then whoever else a reminder names.

    The days that the books keep are taken as they are; no reminder of theirs is asked for.
    """
    books = books or Books()
    of_rep: dict[str, list[Reminder]] = {}
    for one in reminders:
        if one.rule not in _OVERVIEWS:
            of_rep.setdefault(one.rep, []).append(one)
    left: dict[str, list[Late]] = {}
    for narrow in books.late:
        left.setdefault(narrow.rep, []).append(narrow)
    named = (
        books.kept.keys()
        | of_rep.keys()
        | left.keys()
        | books.done.keys()
        | {rep for rep, _day in books.week or ()}
    )
    looked_after = books.looked_after
    if looked_after is None:
        looked_after = {row.rep_id for row in rows.values() if row.band}
    known = [rep for rep in reps if rep.id in named or rep.id in looked_after]
    others = [Rep(name, name or _("Nobody's customers")) for name in sorted(named - {rep.id for rep in reps})]
    made = [
        books.kept.get(rep.id)
        or _Day(rep, of_rep.get(rep.id, []), left.get(rep.id, []), rows, today, calendar, books).made()
        for rep in (*known, *others)
    ]
    return TodayView(
        today=today,
        reps=tuple(made),
        problems=problems,
        lunar=_("lunar {day}").format(day=lunar.from_solar(today).spoken()) if lunar.covers(today) else "",
        free=not calendar.is_workday(today),
    )


def head(rep: RepDay, page: str) -> RepDay:
    """The head of a rep's day: the first of what stands on today and of what was left lying."""
    stops, room = [], _HEAD
    for stop in rep.stops:
        some = []
        for it in stop.items:
            if room:
                some.append(replace(it, also=it.also[: room - 1]))
                room -= 1 + len(some[-1].also)
        if some:
            stops.append(Stop(stop.place, tuple(some)))
    return replace(
        rep, stops=tuple(stops), open=rep.open[:_HEAD], late=(), asks=(), promises=(), birthdays=(), licences=(), owing=(),
        done=tuple(replace(one, said="") for one in rep.done), page=page,
    )  # fmt: skip


class _Day:
    """One rep's day in the making."""

    def __init__(
        self,
        rep: Rep,
        mine: Sequence[Reminder],
        left: Sequence[Late],
        rows: Mapping[str, CustomerRow],
        today: date,
        calendar: WorkCalendar,
        books: Books,
    ) -> None:
        self.rep, self.mine, self.rows = rep, mine, rows
        self.today, self.calendar, self.books = today, calendar, books
        late = sorted(
            (as_late(one, today) for one in mine if one.day < today and one.open), key=self._urgency
        )
        firm = [one for one in late if one.rule not in QUESTIONS]
        self.first = firm[:FIRST]
        first = {one.uid for one in self.first}
        rest = sorted(
            [*(late_of(one) for one in late if one.uid not in first), *left],
            key=lambda one: urgency(one, self._grade(one.customer)),
        )
        self.late = [one for one in rest if one.rule not in QUESTIONS]
        self.asks = [one for one in rest if one.rule in QUESTIONS]

    def made(self) -> RepDay:
        """The day."""
        mine, today = self.mine, self.today
        on_today = [one for one in mine if one.day == today]
        week = tuple(self._week_day(today + timedelta(days=n)) for n in range(WEEK))
        promises = (
            one for one in mine if one.kind == "promise" and one.open and today < one.day <= today + SOON
        )
        return RepDay(
            id=self.rep.id,
            name=self.rep.shown,
            phones=phones(self.rep.phone),
            due_count=len(on_today),
            open_count=len(self.first) + len(self.late),
            stops=tuple(self._stops(on_today)),
            open=tuple(item(one, self.rows.get(one.customer)) for one in self.first),
            late=tuple(self._short(one) for one in self.late[:MOST_LATE]),
            ask_count=len(self.asks),
            asks=tuple(self._short(one) for one in self.asks[:MOST_LATE]),
            promises=items(promises, self.rows),
            birthdays=self._birthdays(),
            licences=self._licences({one.uid for one in self.first} | {one.uid for one in self.late}),
            owing=tuple(self.books.owing.get(self.rep.id, ())),
            owing_sum=self.books.sums.get(self.rep.id, ""),
            done=tuple(self.books.done.get(self.rep.id, ())),
            week=week,
            next=None if on_today else next((day for day in week if day.total), None),
        )

    def _grade(self, customer: str) -> str:
        row = self.rows.get(customer)
        return row.grade if row else ""

    def _urgency(self, one: Reminder) -> tuple[object, ...]:
        return urgency(late_of(one), self._grade(one.customer))

    def _place(self, customer: str) -> str:
        row = self.rows.get(customer)
        return row.region if row else ""

    def _stops(self, due: Sequence[Reminder]) -> Iterable[Stop]:
        """The towns of the day: what can be done anywhere first, then where the most urgent is, then where the most is."""
        towns: dict[str, list[Reminder]] = {}
        for one in due:
            towns.setdefault(self._place(one.customer), []).append(one)
        seen = {one.customer for one in due if one.kind == "visit"}
        lying: dict[str, list[Late]] = {}
        for narrow in (*map(late_of, self.first), *self.late, *self.asks):
            if narrow.rule not in QUESTIONS or narrow.customer not in seen:
                lying.setdefault(self._place(narrow.customer), []).append(narrow)
        order = sorted(
            towns,
            key=lambda place: (
                place != "",
                min(self._urgency(one)[:1] for one in towns[place]),
                -len(towns[place]),
                place,
            ),
        )
        for place in order:
            here = lying.get(place, []) if place else []
            byway = tuple(self._short(one) for one in here[:_BYWAY])
            yield Stop(place, tuple(self._doors(towns[place])), byway, len(here) - len(byway))

    def _doors(self, there: Iterable[Reminder]) -> Iterable[Item]:
        """What is to be done in a town, a line for each customer: whom to visit first, further errands below their visit.

        With whoever is visited goes what is to be asked there.
        """
        doors: dict[str, list[Reminder]] = {}
        for one in sorted(there, key=lambda one: (_turn(one), order(one))):
            doors.setdefault(one.customer or one.uid, []).append(one)
        waiting: dict[str, list[str]] = {}
        for asked in self.asks:
            waiting.setdefault(asked.customer, []).append(asked.verb)
        for customer, errands in doors.items():
            first, *further = (self._errand(one) for one in errands)
            asks = waiting.get(customer, ()) if any(one.kind == "visit" for one in errands) else ()
            yield replace(first, asks=tuple(dict.fromkeys(asks)), also=tuple(further))

    def _errand(self, one: Reminder) -> Item:
        """An errand of the day; one that prepares for something says in plain sight for what."""
        made = item(one, self.rows.get(one.customer))
        return replace(made, said=made.why, why="") if one.rule in _PREPARING else made

    def _short(self, one: Late) -> Short:
        page = page_file(one.customer) if one.customer else ""
        return Short(one.kind, one.verb, one.name, one.day, page, self._place(one.customer))

    def _birthdays(self) -> tuple[Item, ...]:
        """Birthdays and festivals near; of a birthday what to bring stands in plain sight, once."""
        told: set[tuple[str, str]] = set()
        today = self.today
        near = sorted(
            (one for one in self.mine if one.kind == "birthday" and today < one.day <= today + SOON),
            key=lambda one: (one.day, one.start is not None, one.name, one.uid),
        )
        found = []
        for one in near:
            made = item(one, self.rows.get(one.customer))
            if one.rule == "birthday" and (one.customer, one.name) in told:
                made = replace(made, lines=(), why="", phones=())
            elif one.rule == "birthday":
                told.add((one.customer, one.name))
                made = replace(made, lines=(), bring=(*made.lines, *self.books.bring.get(one.uid, ())))
            found.append(made)
        return tuple(found)

    def _licences(self, shown: set[str]) -> tuple[Item, ...]:
        """Each paper near its end once, by the day it ends; what is open already stands above."""
        found: dict[tuple[str, str], Item] = {}
        for one in self.mine:
            if (
                one.rule == "licence"
                and one.due is not None
                and one.due <= self.today + NEAR
                and one.uid not in shown
            ):
                paper = item(one, self.rows.get(one.customer))
                found[one.customer, one.name] = replace(paper, day=one.due, due=None, why="")
        return tuple(sorted(found.values(), key=lambda paper: (paper.day, paper.name)))

    def _week_day(self, day: date) -> WeekDay:
        if self.books.week is None:
            on: Mapping[str, int] = Counter(one.kind for one in self.mine if one.day == day)
        else:
            on = self.books.week.get((self.rep.id, day), {})
        counts = tuple((kind, on[kind]) for kind in KINDS if on.get(kind))
        other = (day.year, day.month) != (self.today.year, self.today.month)
        page = CALENDAR.replace(".", f"-{day:%Y-%m}.") if other else CALENDAR
        return WeekDay(day, counts, free=not self.calendar.is_workday(day), page=page)
