"""Red flags: what must not be forgotten at the door, the gravest first (DOMAIN.md 4, 5, 6)."""

from collections.abc import Iterator
from datetime import date, timedelta

from kjournal.care.greeted import words_only, words_only_line
from kjournal.care.rules.delivery import MISSING
from kjournal.dates.periods import add_months
from kjournal.dates.today import Today
from kjournal.findings.message import message
from kjournal.ledger.gifts import Given, against_cap, cap, given, occasions
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.standing import current_papers
from kjournal.outputs.pages.brief import Flag
from kjournal.outputs.pages.compose.card import NEAR
from kjournal.outputs.pages.compose.door import Door, total
from kjournal.outputs.pages.compose.values import money
from kjournal.words import _, ngettext

_PLAIN = frozenset({"", "合作", "潜在", "开发中"})
_SIGNS = timedelta(days=90)
"""A sign that was written so long ago is told no more."""
_SURGE = "KJ510"


def flags(door: Door) -> tuple[Flag, ...]:
    """All of them."""
    asked = (_standing, _house, _wrong, _money, _promises, _papers, _signs, _gifts, _missed)
    return tuple(flag for ask in asked for flag in ask(door))


def _standing(door: Door) -> Iterator[Flag]:
    """That the note cannot be read, that the customer is closed, moved or asleep."""
    if door.dossier.stale:
        yield Flag(
            "stale",
            _("The note cannot be read at the moment; this is its version of {day}.").format(
                day=door.dossier.stale
            ),
        )
    if door.card.status not in _PLAIN:
        yield Flag("other", _("Status: {status}").format(status=door.card.status))


def _house(door: Door) -> Iterator[Flag]:
    """Quiet times and mourning; to whom something happened stays in the note."""
    if door.quiet_until is not None:
        text = _("Something in the family: left in peace until {day}; no business unless they begin with it")
        yield Flag("quiet", text.format(day=door.quiet_until.isoformat()))
    elif door.greeted is not None and door.greeted.mourns(door.day):
        yield Flag("quiet", _("A death in the house within the year: no word of joy"))
    for one in door.due("region-event"):
        if one.open:
            yield Flag("quiet", one.why)


def _wrong(door: Door) -> Iterator[Flag]:
    """Adverse reactions that nobody handed over, and open complaints."""
    for visit in door.own:
        if visit.visit.adverse and not visit.visit.escalate:
            text = _("An adverse reaction of {day} was not handed over to the drug-safety officer")
            yield Flag("complaint", text.format(day=visit.date.isoformat()))
    for visit in door.own:
        for one in visit.visit.complaints:
            if one.closed is None:
                told = " ".join(filter(None, (one.level, one.kind, one.product, one.symptom or one.note)))
                text = (
                    _("Open complaint of {day}: {what}")
                    if one.answered
                    else _("Open complaint of {day}, not answered yet: {what}")
                )
                yield Flag("complaint", text.format(day=visit.date.isoformat(), what=told))


def _money(door: Door) -> Iterator[Flag]:
    """What is overdue, above the limit, paid late, or not agreed on."""
    account, limit = door.facts.account, door.card.credit_limit
    if late := door.overdue:
        since = min(item.due for item in late if item.due is not None)
        text = _("{sum} overdue since {day}").format(sum=money(total(late)), day=since.isoformat())
        if account.balance > total(late):
            text = _("{overdue}; {sum} owed in all").format(overdue=text, sum=money(account.balance))
        yield Flag("money", text)
    if limit is not None and account.balance > limit:
        text = _("{sum} above the credit limit of {limit}")
        yield Flag("money", text.format(sum=money(account.balance - limit), limit=money(limit)))
    if account.late >= door.care.ledger.terms.late:
        text = ngettext("paid late {n} time so far", "paid late {n} times so far", account.late)
        yield Flag("money", text.format(n=account.late), grave=False)
    if account.agreements and (last := account.agreements[-1]).difference:
        text = _("the account of {day} did not agree: {sum} apart")
        yield Flag("money", text.format(day=last.day.isoformat(), sum=money(abs(last.difference))))
    for visit in door.own:
        if any(line.papers == MISSING for line in visit.visit.orders):
            yield Flag(
                "money",
                _("Papers of the order of {day} are missing").format(day=visit.date.isoformat()),
                grave=False,
            )


def _promises(door: Door) -> Iterator[Flag]:
    """How many promises of ours are broken; what they were stands right below."""
    late = [
        one for one in door.facts.promises if not one.theirs and one.due is not None and one.due < door.day
    ]
    if late:
        text = ngettext(
            "{n} promise of ours is past its day", "{n} promises of ours are past their day", len(late)
        )
        yield Flag("promise", text.format(n=len(late)))


def _papers(door: Door) -> Iterator[Flag]:
    """Licences that expired or soon will, those of one day together."""
    near = [
        one for one in current_papers(door.card) if one.expires is not None and one.expires <= door.day + NEAR
    ]
    for day in sorted({one.expires for one in near if one.expires is not None}):
        expired = day < door.day
        text = _("{paper} expired on {day}") if expired else _("{paper} is valid until {day}")
        names = "、".join(one.kind or _("a paper") for one in near if one.expires == day)
        yield Flag("paper", text.format(paper=names, day=day.isoformat()), grave=expired)


def _signs(door: Door) -> Iterator[Flag]:
    """S4's signs that money may be in danger, written or computed, and what is wrong in the market."""
    for visit in door.own:
        signs = (*visit.visit.risk_signs, *visit.visit.market_signs)
        if signs and visit.date > door.day - _SIGNS:
            text = _("Warning signs of {day}: {signs}")
            yield Flag("sign", text.format(day=visit.date.isoformat(), signs="、".join(signs)))
    for finding in door.findings:
        if finding.code == _SURGE:
            yield Flag("sign", message(finding))


def _gifts(door: Door) -> Iterator[Flag]:
    """Whom nothing of value may be given, and caps of this year that were passed."""
    if words_only(door.card):
        yield Flag("gift", words_only_line(), grave=False)
        return
    mine = [one for one in given(door.dossier, door.day) if _within_a_year(one.visit.date, door.day)]
    for group in occasions(mine):
        most = cap(door.card, door.care.ledger.caps, group, key=door.row.grade in KEY_GRADES)
        if against_cap(group) > most:
            yield Flag("gift", _past_cap(group, money(most)))


def _within_a_year(day: date, today: Today) -> bool:
    """Whether it was no year before; a year ends a day later where its last day is wanting."""
    if today < add_months(day, 12):
        return True
    return day > add_months(today.peek(), -12) and day > add_months(today.value, -12)


def _past_cap(group: list[Given], most: str) -> str:
    first = group[0]
    about = " · ".join(filter(None, (first.gift.to, first.gift.occasion, first.visit.date.isoformat())))
    text = _("Gifts above the cap ({about}): {sum} of at most {most}")
    return text.format(about=about, sum=money(against_cap(group)), most=most)


def _missed(door: Door) -> Iterator[Flag]:
    """An attempt since the last contact that met nobody."""
    if door.facts.tried is not None and door.facts.tried <= door.day:
        yield Flag("other", _("Tried in vain: {day}").format(day=door.facts.tried.isoformat()), grave=False)
