"""brief: what to know before a visit, from red flags to today's aim, on one screen."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date

from kjournal.commands.choosing import customer
from kjournal.commands.listing import padded
from kjournal.commands.opening import Opened, Stop, graph, progress
from kjournal.dates.typed import read_day
from kjournal.files.reading import read_note_bytes
from kjournal.findings.cells import cells, visible
from kjournal.graph.pages.brief import Briefs
from kjournal.notes.note import NoteReader
from kjournal.outputs.pages.brief import Beside, Brief, Flag, Manner, Shelf, Someone, Talk, Word
from kjournal.outputs.pages.compose.values import label, text
from kjournal.outputs.pages.marks import weekday
from kjournal.patterns import regex
from kjournal.records.closing import closed_by_death
from kjournal.records.customer import Customer
from kjournal.records.secrecy import public_part
from kjournal.records.spec import Record, fields
from kjournal.words import _

_NARROWEST, _WIDEST = 40, 100
_TOKEN = regex(r"[!-~]+|\s+|.")
_HANGS = frozenset("，。；：、！？）」』”’…")
"""Signs that no line begins with."""
Section = tuple[str, list[str]]


def run(journal: Opened, *, word: str, day: str | None = None, secret: bool = False) -> int:
    """Print the brief; with `secret`, and only on a terminal, what stands in the card alone too."""
    if secret and not sys.stdout.isatty():
        raise Stop(_("secret values are shown on a terminal only"))
    when = _day(day, journal.today)
    with graph(journal, "brief") as opened:
        opened.refresh(progress())
        identity = customer(opened.connection, word)
        view = Briefs(opened, when).of(identity)
        path = opened.connection.execute("SELECT path FROM customers WHERE id = ?", (identity,)).fetchone()
    if view is None:
        return 1
    told = list(_sections(view))
    if secret:
        told.insert(-1, (_("Secret"), list(_secrets(journal, path[0]))))
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    print("\n".join(map(visible, (*_head(view, when, width), "", *_laid_out(told, width)))))
    return 0


def _day(typed: str | None, today: date) -> date:
    """The day of the visit as people type it; without a year the next such day."""
    if not typed:
        return today
    value = read_day(typed, near=today, forward=True).value
    if value is None:
        said = _("{option}: {text} is not a date; write it as 2026-11-20, 12-5, 明天 or 月底")
        raise Stop(said.format(option="--date", text=typed))
    return value


def _head(view: Brief, when: date, width: int) -> Iterator[str]:
    """Who it is, for which day, whom to call, when somebody is there."""
    row = view.row
    marks = "  ".join(filter(None, (row.grade, row.band)))
    yield f"{row.name} ({row.id})  {marks}".rstrip()
    agreed = ""
    if view.day is not None:
        agreed = _("agreed for {day}").format(
            day=" ".join(filter(None, (_dated(view.day), f"{view.start:%H:%M}" if view.start else "")))
        )
    org = view.org.text if view.org else ""
    more = (org, row.class_, row.region, row.rep, _("visit on {day}").format(day=_dated(when)), agreed)
    yield from _wrapped(" · ".join(filter(None, more)), width)
    yield from _wrapped(
        " · ".join(filter(None, (*(phone.shown for phone in view.calls), view.address))), width
    )
    for line in view.hours:
        yield from _wrapped(line, width)


def _sections(view: Brief) -> Iterator[Section]:
    """Each part with its name, in the order of the page; the aim last."""
    yield _("Watch out"), [*map(_flag, view.flags)] or [_("nothing")]
    yield _("We owe"), [*map(_word, view.ours)]
    yield _("They owe"), [*map(_word, view.theirs)]
    yield _("Last talks"), [*map(_talk, view.talks)] or [_("none in the journal")]
    if (left := view.next) is not None:
        yield _("Left open"), [" ".join(filter(None, (left.day.isoformat() if left.day else "", left.what)))]
    yield _("Bring"), list(view.bring)
    yield _("Ask"), [*filter(None, [_("; ").join(view.ask)]), *view.asked]
    yield _("Stock"), [_shelf(view)]
    last = [" ".join([_("last"), str(view.ordered.day), view.ordered.said])] if view.ordered else []
    yield _("Next order"), [*filter(None, [view.order]), *last]
    yield _("How to talk"), [_manner(one, view) for one in view.manners]
    yield _("People"), [*map(_someone, view.people)]
    yield _("Days near"), [f"{_dated(one.day)} {one.what}" for one in view.coming]
    yield (
        _("Competitors"),
        [" ".join(filter(None, (one.seen.isoformat() if one.seen else "", one.what))) for one in view.rivals],
    )
    yield _("On the way"), [*map(_beside, view.beside)]
    yield _("Today's aim"), [view.aim, *(f"· {one}" for one in view.aims)]


def _dated(day: date) -> str:
    return f"{day} {weekday(day)}"


def _flag(flag: Flag) -> str:
    return f"{'▲' if flag.grave else '△'} {flag.text}"


def _word(word: Word) -> str:
    """`▲` where it is late."""
    who = f"→ {word.who}" if word.who else ""
    due = _("by {day}").format(day=word.due) if word.due else ""
    return " ".join(filter(None, ("▲" if word.late else "", word.what, who, due, word.every)))


def _talk(one: Talk) -> str:
    return " ".join(filter(None, (one.day.isoformat(), one.channel, one.people, one.said)))


def _shelf(view: Brief) -> str:
    """What was there and when; it is asked for anew today."""
    if view.seen is None:
        return _("never looked at: ask today")
    return _("{day}: {goods}; ask today").format(day=view.seen, goods="、".join(map(_goods, view.shelf)))


def _goods(one: Shelf) -> str:
    low = _("(should be {count})").format(count=one.low) if one.low else ""
    expiry = _("until {day}").format(day=one.expiry) if one.expiry else ""
    return " ".join(filter(None, (one.what, one.count, low, expiry)))


def _manner(one: Manner, view: Brief) -> str:
    name = one.name if one.name != view.row.name else ""
    return "  ".join(
        filter(None, (name, *(f"✓ {word}" for word in one.do), *(f"✕ {word}" for word in one.dont)))
    )


def _someone(one: Someone) -> str:
    decides = _("decides") if one.decides else ""
    return " ".join(
        filter(None, (one.name, one.role, f"[{decides}]" if decides else "", "；".join(one.known)))
    )


def _beside(one: Beside) -> str:
    last = _("last {day}").format(day=one.last) if one.last else ""
    due = _("visit planned for {day}").format(day=one.due) if one.due else ""
    return "  ".join(filter(None, (one.name, one.away or _("same town"), one.band, last, due)))


def _secrets(journal: Opened, path: str) -> Iterator[str]:
    """What of the card no page shows, read from the note itself."""
    data = read_note_bytes(journal.root / path, path)
    record = (
        NoteReader(journal.settings.read(journal.today)).read(path, data).record
        if isinstance(data, bytes)
        else None
    )
    if isinstance(record, Customer):
        yield from _hidden(closed_by_death(record), public_part(record), "")


def _hidden(full: Record, shown: Record, whose: str) -> Iterator[str]:
    """The values in which a record and its public part differ, each with whose it is."""
    name = getattr(full, "relation", "") or getattr(full, "name", "") or getattr(full, "kind", "")
    owner = " ".join(filter(None, (whose, name if whose or not isinstance(full, Customer) else "")))
    for field in fields(type(full)):
        mine, theirs = getattr(full, field.name), getattr(shown, field.name)
        if mine == theirs:
            continue
        if isinstance(mine, Record) and isinstance(theirs, Record):
            yield from _hidden(mine, theirs, owner)
        elif isinstance(mine, tuple) and mine and isinstance(mine[0], Record):
            for one, other in zip(mine, theirs, strict=True):
                yield from _hidden(one, other, owner)
        else:
            yield " ".join(filter(None, (owner, label(field), text(field, mine))))


def _laid_out(sections: list[Section], width: int) -> Iterator[str]:
    """The names in a column, beside each what it holds; parts that hold nothing are left out."""
    told = [(name, lines) for name, lines in sections if lines]
    column = max(cells(name) for name, _lines in told) + 2
    for name, lines in told:
        begin = padded(name, column)
        for line in lines:
            for part in _wrapped(line, width - column):
                yield begin + part
                begin = " " * column


def _wrapped(line: str, width: int) -> Iterator[str]:
    """A line in pieces no wider than so many cells; words are kept whole, and no piece begins with a comma."""
    piece, wide = "", 0
    for token in _TOKEN.findall(line):
        size = cells(token)
        if piece.strip() and wide + size > width and token not in _HANGS:
            yield piece.rstrip()
            piece, wide = "", 0
        if not piece and token.isspace():
            continue
        piece, wide = piece + token, wide + size
    if piece.strip():
        yield piece.rstrip()
