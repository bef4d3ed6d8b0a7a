"""Today's page, and each rep's own where there is too much for one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from kjournal.care.greeted import words_only_line
from kjournal.care.reminder import Reminder, late_day
from kjournal.graph.pages import days
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.pages.discretion import discreet_reminder
from kjournal.ledger.recipients import GUARDED, counts_as
from kjournal.outputs.feeds.feedset import file_stem
from kjournal.outputs.pages.compose.today import SOON, WEEK, Books, head, today_view
from kjournal.outputs.pages.compose.urgency import Late, urgency
from kjournal.outputs.pages.compose.values import money
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.site import TODAY, Tally
from kjournal.outputs.pages.today import FIRST, Done, Owing, RepDay, TodayView, render_today
from kjournal.words import _

_NEAR = """
    SELECT reminder, day, uid FROM reminders WHERE day = :today AND kind != 'brief' {of}
    UNION ALL SELECT reminder, day, uid FROM reminders WHERE day > :today AND day <= :soon AND kind IN ('promise', 'birthday') {of}
    UNION ALL SELECT reminder, day, uid FROM reminders WHERE rule = 'licence' AND (day > :today OR (open = 0 AND day < :today)) {of}
    ORDER BY 2, 3
"""
"""What stands on today, promises and birthdays of the next weeks, and papers near their end, each once."""
_WEEK = """
    SELECT rep, day, kind, COUNT(*) FROM reminders
    WHERE day >= ? AND day < ? AND kind != 'brief' AND rule != 'daily' GROUP BY rep, day, kind
"""
_LATE = """
    SELECT uid, rule, kind, customer, rep, day, verb, name, band,
        CASE WHEN kind IN ('money', 'promise') THEN json_extract(CAST(reminder AS TEXT), '$.due') END
    FROM reminders WHERE open = 1 AND day < :today AND rule != 'daily' {of} ORDER BY day, uid
"""
_OWING = """
    SELECT customer, SUM(open), MIN(due) FROM debts WHERE due <= ? AND consigned = 0 AND open > 0 GROUP BY customer
"""
_DONE = """
    SELECT customer, date, channel, result, status, rep_id FROM visits
    WHERE date BETWEEN ? AND ? AND customer != '' AND status IN ('完成', '未遇') ORDER BY date DESC, start DESC, path
"""
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
    """`index.html`: everybody's day, or its heads with the days on pages of their own."""
    view = _view(asked)
    lines = sum(rep.due_count + rep.open_count + len(rep.done) + len(rep.owing) for rep in view.reps)
    if len(view.reps) <= MOST_REPS and (len(view.reps) == 1 or lines <= MOST_LINES):
        yield _sheet(asked, view)
        return
    files = {rep.id: f"today-{file_stem(rep.id)}.html" for rep in view.reps}
    yield _sheet(asked, _with(view, tuple(head(rep, files[rep.id]) for rep in view.reps), TODAY))
    for rep in view.reps:
        yield _sheet(asked, _with(view, (rep,), files[rep.id]))


def _sheet(asked: Asked, view: TodayView) -> Sheet:
    return Sheet(view.file, view, lambda: render_today(asked.site, view))


def _with(view: TodayView, reps: tuple[RepDay, ...], file: str) -> TodayView:
    """A page of its own tells of errors, not of how many hints there are in everybody's notes: it would move with each."""
    problems = view.problems if file == TODAY else Tally(errors=view.problems.errors)
    return msgspec.structs.replace(view, reps=reps, file=file, problems=problems)


def _view(asked: Asked) -> TodayView:
    """Everybody's day: those that nothing changed in are taken as they were made last."""
    week, done = _week(asked), _done(asked)
    owing = {} if asked.discreet else _owing(asked)
    sums = {rep: money(sum((amount for amount, _one in some), Decimal())) for rep, some in owing.items()}
    lines = {rep: [one for _sum, one in some] for rep, some in owing.items()}
    calendar = asked.settings.care.calendar
    free = [not calendar.is_workday(asked.today + timedelta(days=n)) for n in range(WEEK)]
    whole = days.digest(asked.today, asked.site, free)

    def digest(rep: str) -> str:
        return days.digest(whole, lines.get(rep), done.get(rep), sorted(week.get(rep, {}).items()))

    before, marked = asked.kept_days, days.marked(asked.connection)
    kept = {rep: one.day for rep, one in before.items() if rep not in marked and one.digest == digest(rep)}
    whose = _reps(asked) | before.keys() | marked | done.keys() | week.keys()
    near, rest = _asked_for(asked, whose - kept.keys() if kept else None)
    view = today_view(
        near,
        asked.rows,
        list(asked.settings.reps.values()),
        asked.today,
        calendar=calendar,
        problems=Tally(asked.severities.get("error", 0), asked.severities.get("warning", 0)),
        books=Books(
            late=rest,
            owing=lines,
            sums=sums,
            done=done,
            bring={} if asked.discreet else _bring(asked, near),
            week={(rep, day): counts for rep, of_rep in week.items() for day, counts in of_rep.items()},
            kept=kept,
        ),
    )
    asked.days = {
        rep.id: before[rep.id] if rep.id in kept else days.Kept(digest(rep.id), rep) for rep in view.reps
    }
    return view


def _reps(asked: Asked) -> set[str]:
    """Everybody whose customers have pages, or whom the settings name."""
    return {row.rep_id for row in asked.rows.values()} | asked.settings.reps.keys()


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
    first, rest = _most_urgent(late, asked.rows)
    near += [
        _reminder(run("SELECT reminder FROM reminders WHERE uid = ?", (one.uid,)).fetchone()[0])
        for one in first
    ]
    return [discreet_reminder(one) for one in near] if asked.discreet else near, rest


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _week(asked: Asked) -> dict[str, dict[date, dict[str, int]]]:
    """How much of each kind stands on each rep's next days."""
    found: dict[str, dict[date, dict[str, int]]] = {}
    end = asked.today + timedelta(days=WEEK)
    for rep, day, kind, count in asked.connection.execute(_WEEK, (asked.today.isoformat(), end.isoformat())):
        found.setdefault(rep, {}).setdefault(date.fromisoformat(day), {})[kind] = count
    return found


def _most_urgent(late: Iterable[Late], rows: Mapping[str, CustomerRow]) -> tuple[list[Late], list[Late]]:
    """The first few of each rep, which are shown with what helps at the door, and all others."""
    of_rep: dict[str, list[Late]] = {}
    for one in late:
        of_rep.setdefault(one.rep, []).append(one)
    first, rest = [], []
    for some in of_rep.values():
        some.sort(key=lambda one: urgency(one, rows[one.customer].grade if one.customer in rows else ""))
        first += some[:FIRST]
        rest += some[FIRST:]
    return first, rest


def _owing(asked: Asked) -> dict[str, list[tuple[Decimal, Owing]]]:
    """What is due by today, by rep, the most first."""
    found: dict[str, list[tuple[Decimal, Owing]]] = {}
    for customer, amount, since in asked.connection.execute(_OWING, (asked.today.isoformat(),)):
        row = asked.rows.get(customer)
        if row is not None:
            sum_ = Decimal(str(amount))
            line = Owing(row.name, row.page, money(sum_), date.fromisoformat(since), row.region)
            found.setdefault(row.rep_id, []).append((sum_, line))
    for some in found.values():
        some.sort(key=lambda one: (-one[0], one[1].name, one[1].page))
    return found


def _done(asked: Asked) -> dict[str, list[Done]]:
    """The contacts of this week up to today, by who made them, the last first."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    found: dict[str, list[Done]] = {}
    rows = asked.connection.execute(_DONE, (monday.isoformat(), asked.today.isoformat()))
    for customer, day, channel, result, status, rep in rows:
        row = asked.rows.get(customer)
        if row is not None:
            one = Done(
                row.name, row.page, date.fromisoformat(day), channel, result or "", missed=status == "未遇"
            )
            found.setdefault(rep or row.rep_id, []).append(one)
    return found


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
    most = caps.key if row.grade in {"VIP", "A"} else caps.other
    return most if own is None else min(most, Decimal(str(own)))
