"""Today's page, and each rep's own where there is too much for one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from kjournal.care.greeted import words_only_line
from kjournal.care.reminder import QUESTIONS, Reminder, late_day
from kjournal.graph.pages import days
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.pages.discretion import discreet_reminder, undated_reminders
from kjournal.journal.whose import looking_after, reminded
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.recipients import GUARDED, counts_as
from kjournal.outputs.feeds.feedset import file_stem
from kjournal.outputs.pages.compose.today import SOON, WEEK, Books, today_view
from kjournal.outputs.pages.compose.urgency import Late, urgency
from kjournal.outputs.pages.compose.values import money
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.site import Tally
from kjournal.outputs.pages.today import FIRST, Done, Owing, TodayView, render_today
from kjournal.words import _

_NEAR = """
    SELECT reminder, day, uid FROM reminders WHERE day = :today AND kind != 'brief' {of}
    UNION ALL SELECT reminder, day, uid FROM reminders WHERE day > :today AND day <= :soon AND kind IN ('promise', 'birthday') {of}
    UNION ALL SELECT reminder, day, uid FROM reminders INDEXED BY reminders_licence
        WHERE rule = 'licence' AND (day > :today OR (open = 0 AND day < :today)) {of}
    ORDER BY 2, 3
"""
"""What stands on today, promises and birthdays of the next weeks, and papers near their end, each once."""
_WEEK = """
    SELECT day, kind, COUNT(*) FROM reminders
    WHERE rep = ? AND day >= ? AND day < ? AND kind != 'brief' AND rule != 'daily' GROUP BY day, kind
"""
_LATE = """
    SELECT uid, rule, kind, customer, rep, day, verb, name, band, due
    FROM reminders INDEXED BY reminders_open WHERE open = 1 AND day < :today AND rule != 'daily' {of} ORDER BY day, uid
"""
_OWING = """
    SELECT s.customer, SUM(d.open), MIN(d.due), s.name, s.region
    FROM standing AS s INDEXED BY standing_rep CROSS JOIN debts AS d ON d.customer = s.customer
    WHERE s.rep = ? AND d.due <= ? AND d.consigned = 0 AND d.open > 0 GROUP BY s.customer
"""
_DONE = """
    SELECT COALESCE(NULLIF(v.rep_id, ''), s.rep), v.customer, v.date, v.channel, COALESCE(v.result, ''), v.status, s.name
    FROM visits AS v CROSS JOIN standing AS s ON s.customer = v.customer
    WHERE v.date BETWEEN ? AND ? AND v.status IN ('完成', '未遇') ORDER BY v.date DESC, v.start DESC, v.path
"""
_BANDED = """
    SELECT 1 FROM dues AS d WHERE d.rep = ? AND d.band != ''
    AND NOT EXISTS (SELECT 1 FROM dues AS o WHERE o.customer = d.customer AND o.slot > d.slot) LIMIT 1
"""
"""Whether anybody of a rep has a band: that of the visit, or of the call where no visit is due."""
_GIVEN = "SELECT item, day FROM given WHERE owner = ? AND item != '' ORDER BY day DESC, path, n LIMIT 1"
_CARD = """
    SELECT c.recipient, c.gift_cap, (SELECT p.recipient FROM contacts AS p WHERE p.path = c.path AND p.name = ?)
    FROM customers AS c WHERE c.id = ?
"""
MOST_REPS = 3
MOST_LINES = 200
"""With more reps, or more lines in all, each rep's day has a page of its own."""
_reminder = msgspec.json.Decoder(Reminder).decode


def today(asked: Asked) -> Iterator[Sheet]:
    """The reps' days on pages of their own, then `index.html`: everybody's day, or the heads that lead there."""
    view = _view(asked)
    known = [asked.days[rep.id] for rep in view.reps]
    if len(known) <= MOST_REPS and (len(known) == 1 or sum(one.lines for one in known) <= MOST_LINES):
        whole = msgspec.structs.replace(view, reps=tuple(one.day() for one in known))
        yield Sheet(view.file, whole, lambda: render_today(asked.site, whole))
        return
    files = {rep.id: f"today-{file_stem(rep.id)}.html" for rep in view.reps}
    for one in known:
        yield _own(asked, view, one, files[one.head.id])
    heads = tuple(msgspec.structs.replace(one.head, page=files[one.head.id]) for one in known)
    led = msgspec.structs.replace(view, reps=heads)
    yield Sheet(view.file, led, lambda: render_today(asked.site, led))


def _own(asked: Asked, view: TodayView, one: days.Kept, file: str) -> Sheet:
    """A rep's own page: it tells of errors, not of how many hints there are in everybody's notes, or it would move with each."""
    errors = Tally(errors=view.problems.errors)
    mine = msgspec.structs.replace(view, reps=(), file=file, problems=errors)

    def render() -> str:
        return render_today(asked.site, msgspec.structs.replace(mine, reps=(one.day(),)))

    return Sheet(file, (mine, one.hash), render)


def _view(asked: Asked) -> TodayView:
    """Everybody's day, laid down in `asked.days`: of those that nothing changed in only the head is taken, as it was made last."""
    done = _done(asked)
    calendar = asked.settings.care.calendar
    free = [not calendar.is_workday(asked.today + timedelta(days=n)) for n in range(WEEK)]
    whole = days.digest(asked.today, asked.site, free)

    def digest(rep: str) -> str:
        return days.digest(whole, done.get(rep))

    before, marked = asked.kept_days, days.marked(asked.connection)
    kept = {rep: one for rep, one in before.items() if rep not in marked and one.digest == digest(rep)}
    if not kept:
        asked.rows.all()
    changed = (_reps(asked) | before.keys() | marked | done.keys()) - kept.keys()
    near, rest = _asked_for(asked, changed if kept else None)
    owing = {} if asked.discreet else _owing(asked, changed)
    view = today_view(
        near,
        asked.rows,
        list(asked.settings.reps.values()),
        asked.today,
        calendar=calendar,
        problems=Tally(asked.severities.get("error", 0), asked.severities.get("warning", 0)),
        books=Books(
            late=rest,
            owing={rep: [one for _sum, one in some] for rep, some in owing.items()},
            sums={
                rep: money(sum((amount for amount, _one in some), Decimal())) for rep, some in owing.items()
            },
            done={rep: [_made(row) for row in rows] for rep, rows in done.items() if rep in changed},
            bring={} if asked.discreet else _bring(asked, near),
            week=_week(asked, changed),
            kept={rep: one.head for rep, one in kept.items()},
            looked_after=_looked_after(asked, changed),
        ),
    )
    asked.days = {rep.id: kept.get(rep.id) or days.Kept.of(digest(rep.id), rep) for rep in view.reps}
    return view


def _reps(asked: Asked) -> set[str]:
    """Everybody whose customers have pages, whom a reminder is for, or whom the settings name."""
    return asked.settings.reps.keys() | looking_after(asked.connection) | set(reminded(asked.connection))


def _looked_after(asked: Asked, reps: Collection[str]) -> set[str]:
    """Who of these has customers to be seen or called."""
    return {rep for rep in reps if asked.connection.execute(_BANDED, (rep,)).fetchone()}


def _asked_for(asked: Asked, reps: Collection[str] | None) -> tuple[list[Reminder], list[Late]]:
    """What of these reps stands on today or is told in full, and the rest of what is past its day; None: of everybody."""
    run, day = asked.connection.execute, asked.today.isoformat()
    near: list[Reminder] = []
    late: list[Late] = []
    for rep in [None] if reps is None else sorted(reps):
        of = "" if rep is None else "AND rep = :rep"
        values = {"today": day, "soon": (asked.today + SOON).isoformat(), "rep": rep}
        near += [_reminder(row[0]) for row in run(_NEAR.format(of=of), values)]
        late += [
            Late(
                uid,
                rule,
                kind,
                customer,
                whose,
                late_day(kind, date.fromisoformat(stood), _date(due), asked.today),
                verb,
                name,
                band,
            )
            for uid, rule, kind, customer, whose, stood, verb, name, band, due in run(
                _LATE.format(of=of), values
            )
        ]
    asked.rows.expect({one.customer for one in near} | {one.customer for one in late})
    first, rest = _most_urgent(late, asked.rows)
    near += [
        _reminder(run("SELECT reminder FROM reminders WHERE uid = ?", (one.uid,)).fetchone()[0])
        for one in first
    ]
    if asked.masked:
        near = undated_reminders(near)
    return [discreet_reminder(one) for one in near] if asked.discreet else near, rest


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _week(asked: Asked, reps: Collection[str]) -> dict[tuple[str, date], dict[str, int]]:
    """How much of each kind stands on the next days of these reps."""
    found: dict[tuple[str, date], dict[str, int]] = {}
    span = (asked.today.isoformat(), (asked.today + timedelta(days=WEEK)).isoformat())
    for rep in reps:
        for day, kind, count in asked.connection.execute(_WEEK, (rep, *span)):
            if not asked.masked or kind != "birthday":
                found.setdefault((rep, date.fromisoformat(day)), {})[kind] = count
    return found


def _most_urgent(late: Iterable[Late], rows: Mapping[str, CustomerRow]) -> tuple[list[Late], list[Late]]:
    """The first few of each rep, which are shown with what helps at the door, and all others; of questions none is."""
    of_rep: dict[str, list[Late]] = {}
    for one in late:
        of_rep.setdefault(one.rep, []).append(one)
    first, rest = [], []
    for some in of_rep.values():
        some.sort(key=lambda one: urgency(one, rows[one.customer].grade if one.customer in rows else ""))
        firm = [one for one in some if one.rule not in QUESTIONS]
        first += firm[:FIRST]
        rest += [*firm[FIRST:], *(one for one in some if one.rule in QUESTIONS)]
    return first, rest


def _owing(asked: Asked, reps: Collection[str]) -> dict[str, list[tuple[Decimal, Owing]]]:
    """What the customers of each of these reps owe that is due by today, the most first."""
    found: dict[str, list[tuple[Decimal, Owing]]] = {}
    for rep in reps:
        some = []
        for customer, amount, since, name, region in asked.connection.execute(
            _OWING, (rep, asked.today.isoformat())
        ):
            sum_ = Decimal(str(round(amount, 2)))  # SQLite adds them up as floating point
            page, town = page_file(customer), region.rpartition("/")[2]
            some.append((sum_, Owing(name, page, money(sum_), date.fromisoformat(since), town)))
        if some:
            found[rep] = sorted(some, key=lambda one: (-one[0], one[1].name, one[1].page))
    return found


def _done(asked: Asked) -> dict[str, list[tuple[str, ...]]]:
    """The contacts of this week up to today, by who made them, the last first."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    found: dict[str, list[tuple[str, ...]]] = {}
    rows = asked.connection.execute(_DONE, (monday.isoformat(), asked.today.isoformat()))
    for who, *row in rows:
        found.setdefault(who, []).append(tuple(row))
    return found


def _made(contact: tuple[str, ...]) -> Done:
    """A contact as the page shows it."""
    customer, day, channel, result, status, name = contact
    return Done(name, page_file(customer), date.fromisoformat(day), channel, result, missed=status == "未遇")


def _bring(asked: Asked, near: Sequence[Reminder]) -> dict[str, tuple[str, ...]]:
    """What may be brought to the birthdays near, and what was given last."""
    found: dict[str, tuple[str, ...]] = {}
    for one in near:
        if one.rule == "birthday" and one.customer in asked.rows:
            most = _cap(asked, one)
            if most is None:
                found[one.uid] = (words_only_line(),)
                continue
            lines = [_("A gift may cost up to {sum}").format(sum=money(most))]
            last = asked.connection.execute(_GIVEN, (one.customer,)).fetchone()
            if last:
                lines.append(_("Given last: {item}, {day}").format(item=last[0], day=last[1]))
            found[one.uid] = tuple(lines)
    return found


def _cap(asked: Asked, one: Reminder) -> Decimal | None:
    """What a gift to the person whose birthday it is may cost; None where nothing of value may go to them."""
    card = asked.connection.execute(_CARD, (one.name.partition(" · ")[0], one.customer)).fetchone()
    if card is None:
        return None
    of_card, own, of_person = card
    row = asked.rows[one.customer]  # its class is the organisation's where a person's card has none
    if counts_as(row.class_, of_card or "", of_person or "") in GUARDED:
        return None
    caps = asked.settings.care.ledger.caps
    most = caps.key if row.grade in KEY_GRADES else caps.other
    return most if own is None else min(most, Decimal(str(own)))
