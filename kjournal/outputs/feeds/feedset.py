"""Which feeds a journal has, and which of its reminders each of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.feeds.calendar import FeedHead
from kjournal.outputs.feeds.event import KIND_LABELS, ZONE
from kjournal.outputs.feeds.settings import KINDS, FeedSettings, Level
from kjournal.outputs.feeds.text import ascii_id, ascii_made
from kjournal.patterns import regex
from kjournal.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kjournal.care.reminder import Reminder

EVERYTHING = "all"
"""File name of the whole journal's feeds."""

_COLORS: dict[Kind | None, str] = {
    None: "tomato",
    "visit": "seagreen",
    "birthday": "hotpink",
    "promise": "darkorange",
    "money": "steelblue",
}
# Names that Windows keeps for itself, and names that another feed has or could have.
_TAKEN = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|all|.*-(?:visit|birthday|promise|money)")


class Rep(msgspec.Struct, frozen=True, gc=False):
    """A rep as the feeds know one."""

    id: str
    name: str


class Feed(msgspec.Struct, frozen=True, gc=False):
    """One feed: its file, whose it is, what it holds and how much it tells."""

    file: str  # `li.ics`, ASCII
    name: str  # what the phone shows
    level: Level
    rep: str | None  # a rep's id; None: the whole journal's
    kind: Kind | None = None  # None: every kind

    def holds(self, reminder: Reminder) -> bool:
        """Whether `reminder` stands in this feed, its day aside."""
        return self.rep in {None, reminder.rep} and self.kind in {None, reminder.kind}

    def head(self, *, timezone: str = ZONE, language: str = "zh") -> FeedHead:
        """What stands at the head of this feed's file."""
        description = _("Reminders made by kjournal from the customer journal; changes here are lost")
        return FeedHead(
            name=self.name,
            description=description,
            color=_COLORS[self.kind],
            timezone=timezone,
            language=language,
        )


def feeds(reps: Iterable[Rep], *, title: str, events: int, settings: FeedSettings) -> tuple[Feed, ...]:
    """The feeds of a journal, the reps' in the order given; `events` is how many the whole journal has."""
    made = [
        feed
        for rep in reps
        for feed in _family(file_stem(rep.id), rep.id, (title, rep.name or rep.id), settings)
    ]
    if events <= settings.most:
        made += _family(EVERYTHING, None, (title,), settings)
    return tuple(made)


def _family(stem: str, rep: str | None, titles: tuple[str, ...], settings: FeedSettings) -> list[Feed]:
    """The feed with everything and one a kind."""
    usual = settings.level if rep is None else settings.own_level
    family = []
    for kind in (None, *(kind for kind in KINDS if kind in settings.kinds)):
        own = f"{stem}-{kind}" if kind else stem
        level = settings.levels.get(own, settings.levels.get(stem, usual))
        parts = [*titles, _(KIND_LABELS[kind])] if kind else titles
        family.append(Feed(f"{own}.ics", " · ".join(filter(None, parts)), level, rep, kind))
    return family


def file_stem(rep: str) -> str:
    """The ASCII name of a rep's files: the id where it can be one, else what is left of it and a hash.

    Two reps never meet under one name, neither where case is ignored nor as `li` with visits and `li-visit`.
    """
    return ascii_made(rep) if _TAKEN.fullmatch(rep) else ascii_id(rep)


def lost(previous: int, now: int) -> bool:
    """Whether a feed would lose too many customers at once: of ten or more published last, over a third are gone."""
    return previous >= 10 and now * 3 < previous * 2
