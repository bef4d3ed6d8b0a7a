"""agenda: all reminders between two days, as text, as JSON for programs, as a calendar for the phone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from kjournal.care.reminder import Kind, Reminder
from kjournal.commands.listing import Listed, asked, by_rep, listed, rep_shown, said, timed
from kjournal.commands.opening import Opened, Stop, graph, progress, rep_named
from kjournal.dates.typed import read_day
from kjournal.graph.refresh import Graph
from kjournal.outputs.pages.marks import weekday
from kjournal.words import _, ngettext
from kjournal.words.folding import fold, nearest

DAYS = 14
"""How far the agenda goes where nobody says."""
KIND_NAMES: dict[Kind, tuple[str, ...]] = {
    "visit": ("visit", "visits", "拜访", "上门", "电话"),
    "birthday": ("birthday", "birthdays", "生日与节日", "生日", "节日"),
    "promise": ("promise", "promises", "承诺"),
    "money": ("money", "应收与证照", "应收", "收款", "证照", "钱"),
}
"""By which words a kind can be asked for."""
_BETWEEN = "r.day BETWEEN :first AND :last"
_LATE = "r.open = 1 AND r.day < :today"


def run(
    journal: Opened,
    *,
    first: str | None = None,
    last: str | None = None,
    rep: str | None = None,
    kind: str | None = None,
    form: str = "text",
) -> int:
    """Print the reminders from one day to another, both included."""
    begin = _nearest(first, journal.today) if first else journal.today
    end = _day(last, "--to", begin) if last else begin + timedelta(days=DAYS)
    if end < begin:
        raise Stop(_("--to {last} lies before --from {first}").format(last=end, first=begin))
    who, sort = rep_named(journal.settings, rep), _kind(kind)
    named = {"rep": who, "kind": sort, "first": begin.isoformat(), "last": end.isoformat()}
    if form == "ics":
        return _calendar(journal, named, who, sort)
    with graph(journal, "agenda") as opened:
        opened.refresh(progress())
        if form == "json":
            told = _json(listed(opened, _BETWEEN, **named), begin, end)
        else:
            told = "\n".join(_text(journal, opened, named, begin, end))
    print(told)
    return 0


def _day(text: str, option: str, near: date) -> date:
    """A day as people type it; without a year the next one, 明天 and 月底 count from `near`."""
    value = read_day(text, near=near, forward=True).value
    if value is None:
        said_ = _("{option}: {text} is not a date; write it as 2026-11-20, 12-5, 明天 or 月底")
        raise Stop(said_.format(option=option, text=text))
    return value


def _nearest(text: str, today: date) -> date:
    """The same, but without a year the nearest such day: in November 11-1 lies behind and 1-11 ahead."""
    ahead, behind = _day(text, "--from", today), read_day(text, near=today).value
    return behind if behind is not None and today - behind < ahead - today else ahead


def _kind(word: str | None) -> Kind | None:
    """The kind that a word means; None: all."""
    if not word:
        return None
    names = {fold(name): kind for kind, known in KIND_NAMES.items() for name in known}
    if fold(word) in names:
        return names[fold(word)]
    close = nearest(word, [name for known in KIND_NAMES.values() for name in known], 1)
    listed_ = ", ".join(f"{known[0]} ({known[2]})" for known in KIND_NAMES.values())
    hint = " " + _("did you mean {word}?").format(word=close[0]) if close else ""
    raise Stop(_("--kind: {word} is none of {kinds}").format(word=word, kinds=listed_) + hint)


def _text(
    journal: Opened, opened: Graph, named: dict[str, str | None], begin: date, end: date
) -> Iterator[str]:
    """By day, and within a day by rep; a company's days are told one after the other."""
    yield _("{title}  {first} to {last}").format(title=journal.settings.title, first=begin, last=end)
    days = [day for (day,) in asked(opened, "DISTINCT r.day", _BETWEEN + " ORDER BY r.day", **named)]
    several = asked(opened, "COUNT(DISTINCT r.rep)", _BETWEEN, **named).fetchone()[0] > 1
    for day in map(date.fromisoformat, days):
        free = "" if journal.settings.care.calendar.is_workday(day) else "  " + _("no working day")
        yield f"\n{day} {weekday(day)}{free}"
        for rep, mine in by_rep(listed(opened, "r.day = :day", day=day.isoformat(), **named)):
            if several:
                yield "  " + rep_shown(journal.settings, rep)
            yield from timed(mine, "    " if several else "  ")
    if not days:
        yield "\n" + _("Nothing stands between these days.")
    before = min(begin, journal.today).isoformat()
    if late := asked(opened, "COUNT(*)", _LATE, today=before, **named).fetchone()[0]:
        text = ngettext(
            "{n} thing from before is not done yet: kjournal today",
            "{n} things from before are not done yet: kjournal today",
            late,
        )
        yield "\n" + text.format(n=late)


def _json(rows: Iterable[Listed], begin: date, end: date) -> str:
    reminders = [data(one.reminder) for one in sorted(rows, key=lambda one: one.turn)]
    told = {"from": begin.isoformat(), "to": end.isoformat(), "reminders": reminders}
    return json.dumps(told, ensure_ascii=False, indent=2)


def data(reminder: Reminder) -> dict[str, Any]:
    """A reminder as programs read it; the keys are a promise (docs/commands.md)."""
    return {
        "uid": reminder.uid,
        "day": reminder.day.isoformat(),
        "start": f"{reminder.start:%H:%M}" if reminder.start else None,
        "minutes": reminder.minutes if reminder.start else None,
        "kind": reminder.kind,
        "rule": reminder.rule,
        "rep": reminder.rep,
        "customer": reminder.customer,
        "name": reminder.name,
        "verb": reminder.verb,
        "what": said(reminder),
        "why": reminder.why,
        "lines": [line.text for line in reminder.lines],
        "due": reminder.due.isoformat() if reminder.due else None,
        "band": reminder.band,
        "open": reminder.open,
        "fixed": reminder.fixed,
        "location": reminder.location,
        "page": reminder.page,
    }


def _calendar(journal: Opened, named: dict[str, str | None], rep: str | None, kind: Kind | None) -> int:
    """Print them as a calendar; 1 where an entry had to be left out."""
    from kjournal.graph.excerpt import excerpt  # icalendar takes long to load, and only this needs it

    with graph(journal, "agenda") as opened:
        opened.refresh(progress())
        reminders = [one.reminder for one in listed(opened, _BETWEEN, **named)]
        made, problems = excerpt(opened, journal.clock, reminders, rep, kind, pinned=journal.pinned)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    return int(bool(problems))
