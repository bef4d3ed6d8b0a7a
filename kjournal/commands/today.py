"""today: what to do."""

from __future__ import annotations

from kjournal.care.reminder import QUESTIONS, as_late
from kjournal.commands.listing import by_rep, listed, rep_shown, timed, undone
from kjournal.commands.opening import Opened, graph, progress, rep_named
from kjournal.outputs.pages.marks import weekday
from kjournal.words import _, ngettext

_WHERE = "(r.day = :today OR (r.open = 1 AND r.day < :today))"


def run(journal: Opened, *, rep: str | None = None) -> int:
    """Print what stands on today and what is open from before, by rep."""
    with graph(journal, "today") as opened:
        opened.refresh(progress())
        rows = listed(opened, _WHERE, rep=rep_named(journal.settings, rep), today=journal.today.isoformat())
        problems = opened.connection.execute("SELECT value FROM meta WHERE key = 'errors'").fetchone()
    print(f"{journal.settings.title}  {journal.today} {weekday(journal.today)}")
    for identity, mine in by_rep(rows):
        now = [one for one in mine if one.reminder.day == journal.today]
        late = [
            one._replace(reminder=as_late(one.reminder, journal.today))
            for one in mine
            if one.reminder.day < journal.today
        ]
        print("\n" + rep_shown(journal.settings, identity))
        if now:
            print("  " + _("Today ({n})").format(n=len(now)))
            print("\n".join(timed(now, "    ")))
        asks = [one for one in late if one.reminder.rule in QUESTIONS]
        firm = [one for one in late if one.reminder.rule not in QUESTIONS]
        for text, some in (
            (_("Not done yet ({n})"), firm),
            (_("To be asked at the next visit ({n})"), asks),
        ):
            if some:
                print("  " + text.format(n=len(some)))
                print("\n".join(undone(some, "    ")))
    if not rows:
        print("\n" + _("Nothing is due today."))
    if problems and int(problems[0]):
        count = int(problems[0])
        print(
            "\n"
            + ngettext(
                "{n} note has an error: kjournal check", "{n} notes have errors: kjournal check", count
            ).format(n=count)
        )
    return 0
