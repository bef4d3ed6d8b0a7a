"""today: what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kjournal.care.reminder import QUESTIONS, as_late
from kjournal.commands.listing import Listed, listed, rep_shown, timed, undone
from kjournal.commands.opening import Opened, graph, progress, rep_named
from kjournal.journal.whose import reminded
from kjournal.outputs.pages.marks import weekday
from kjournal.words import _, ngettext

_WHERE = "(r.day = :today OR (r.open = 1 AND r.day < :today))"


def run(journal: Opened, *, rep: str | None = None) -> int:
    """Print what stands on today and what is open from before, by rep."""
    asked = rep_named(journal.settings, rep)
    lines: list[str] = []  # printed when the index is free again: who reads them may take an hour
    with graph(journal, "today") as opened:
        opened.refresh(progress())
        for identity in reminded(opened.connection) if asked is None else [asked]:
            rows = listed(opened, _WHERE, rep=identity, today=journal.today.isoformat())
            if rows:
                lines += ["", rep_shown(journal.settings, identity), *_of_one(rows, journal.today)]
        problems = opened.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
    print(f"{journal.settings.title}  {journal.today} {weekday(journal.today)}")
    print("\n".join(lines) if lines else "\n" + _("Nothing is due today."))
    if problems and int(problems[0]):
        count = int(problems[0])
        print(
            "\n"
            + ngettext(
                "{n} note has an error: kjournal check", "{n} notes have errors: kjournal check", count
            ).format(n=count)
        )
    return 0


def _of_one(rows: Sequence[Listed], today: date) -> Iterator[str]:
    """One rep's lines: today's, then what is late, what only asks apart."""
    now = [one for one in rows if one.reminder.day == today]
    late = [one._replace(reminder=as_late(one.reminder, today)) for one in rows if one.reminder.day < today]
    if now:
        yield "  " + _("Today ({n})").format(n=len(now))
        yield from timed(now, "    ")
    asks = [one for one in late if one.reminder.rule in QUESTIONS]
    firm = [one for one in late if one.reminder.rule not in QUESTIONS]
    for text, some in (
        (_("Not done yet ({n})"), firm),
        (_("To be asked at the next visit ({n})"), asks),
    ):
        if some:
            yield "  " + text.format(n=len(some))
            yield from undone(some, "    ")
