"""What `why` says of gifts and points: this year's by person and occasion, each beside its cap."""

from __future__ import annotations

from collections.abc import Iterator

from kjournal.commands.opening import Opened
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.gifts import Given, cap, given, occasions, total
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.points import points
from kjournal.ledger.recipients import GUARDED
from kjournal.words import _


def gift_lines(journal: Opened, dossier: Dossier, grade: str) -> Iterator[str]:
    """The lines about gifts of this calendar year, and about points where there are any."""
    today, ledger = Today(journal.today), journal.settings.care.ledger
    mine = [one for one in given(dossier, today) if one.visit.date.year == journal.today.year]
    if mine:
        yield _("Gifts of {year}: {sum} yuan").format(year=journal.today.year, sum=f"{total(mine):.2f}")
    for group in occasions(mine):
        most = cap(dossier.customer, ledger.caps, group, key=grade in KEY_GRADES)
        yield f"  {_occasion(group)}"
        text = _("{sum} of at most {most} yuan")
        if group[0].who in GUARDED:
            text = _("{sum} yuan; {recipient}: printed matter only, at most {most} yuan a thing")
        yield "    " + text.format(sum=f"{total(group):.2f}", most=f"{most:.2f}", recipient=group[0].who)
    left = points(dossier, today, ledger.terms.points)
    if left is not None:
        yield _("Points: {points}").format(points=f"{left:f}")


def _occasion(group: list[Given]) -> str:
    """When, to whom, for what, and the things."""
    first = group[0]
    things = _(", ").join(one.gift.item or _("a gift") for one in group)
    about = " · ".join(filter(None, (first.gift.to, first.gift.occasion)))
    days = " ".join(dict.fromkeys(one.visit.date.isoformat() for one in group))
    return "  ".join(filter(None, (days, about, things)))
