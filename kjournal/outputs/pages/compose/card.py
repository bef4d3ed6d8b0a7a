"""A card's fields in groups, the seven questions, and its papers."""

from collections.abc import Mapping
from datetime import date, timedelta

from kjournal.dates.today import Today
from kjournal.outputs.pages.compose.values import label, row, rows
from kjournal.outputs.pages.customer import Group, Paper, Question, Row
from kjournal.outputs.pages.parts import Link
from kjournal.records.customer import Customer
from kjournal.records.spec import by_name
from kjournal.words import N_, _

NEAR = timedelta(days=90)
"""How long before its end a paper is shown as near it: a permit takes a quarter to renew."""

QUESTIONS = ("nature", "category_sales", "restock_days", "restock_channel", "settlement", "needs", "opinion")
"""The seven questions (S0), asked over time."""

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Who it is"), ("id", "aliases", "pinyin", "kind", "chain", "upstream", "source", "created", "merged_into", "stage", "enthusiasm", "buyer", "adoption")),
    (N_("Where it is, and when to come"), ("address", "geo", "access", "bus", "market_days", "hours", "duty", "reception", "receiving", "delivery")),
    (N_("Its business"), ("area_m2", "staff", "features", "sales_status", "products", "order_day", "competitors", "own_events")),
    (N_("The dealer"), ("reputation", "capital", "ability", "mindset", "education", "family_background")),
    (N_("Money terms"), ("credit_limit", "credit_days", "opening", "reconcile", "recipient", "gift_cap", "points")),
    (N_("Life events"), ("life_events",)),
    (N_("How often, and consent"), ("cadence", "snooze", "consent")),
)  # fmt: skip
_OF_A_PERSON = ("wechat", "qq", "email", "note")
"""Keys of a person that on the card of an organisation belong to the organisation."""

_OF_WHOEVER = frozenset({"adoption", "duty", "enthusiasm", "recipient"})
"""Keys of a card as well as of a person; where the card is a person's they stand among the people."""


def groups(card: Customer, links: Mapping[str, Link], *, person: bool) -> tuple[Group, ...]:
    """What the card says, group by group; `person` where its own contact fields stand among the people."""
    found = []
    for title, names in _GROUPS:
        own = [name for name in names if not (person and name in _OF_WHOEVER)]
        lines = [_linked(line, card, name, links) for name in own if (line := row(card, name)) is not None]
        if names is _GROUPS[0][1] and not person:
            lines += rows(card, _OF_A_PERSON)
        if lines:
            found.append(Group(_(title), tuple(lines)))
    if card.extra:
        found.append(
            Group(_("Further fields"), tuple(Row(key, _own(value)) for key, value in card.extra.items()))
        )
    return tuple(found)


def _linked(line: Row, card: Customer, name: str, links: Mapping[str, Link]) -> Row:
    """The line with the page of the customer that it names."""
    if by_name(Customer)[name].type == "link" and (link := links.get(getattr(card, name))) is not None:
        return Row(line.label, (link.text,), link.page)
    return line


def _own(value: object) -> tuple[str, ...]:
    """A value of a key that is not declared, whatever it is."""
    if isinstance(value, list | tuple):
        return tuple(text for part in value for text in _own(part))
    if isinstance(value, dict):
        return tuple(f"{key} {'、'.join(_own(part))}" for key, part in value.items())
    return (str(value),) if value not in (None, "") else ()


def questions(card: Customer) -> tuple[Question, ...]:
    """The seven questions with what is known."""
    names = by_name(Customer)
    return tuple(_question(card, name) for name in QUESTIONS if name in names)


def _question(card: Customer, name: str) -> Question:
    known = row(card, name)
    return Question(label(by_name(Customer)[name]), known.values[0] if known else "")


def papers(card: Customer, today: Today) -> tuple[Paper, ...]:
    """The licences, those that end first on top, those without a day last."""
    found = [
        Paper(one.kind, one.number, one.expires, _state(one.expires, today), one.note)
        for one in card.licences
        if one.kind or one.expires
    ]
    return tuple(sorted(found, key=lambda paper: (paper.expires or date.max, paper.kind, paper.number)))


def _state(expires: date | None, today: Today) -> str:
    if expires is None:
        return ""
    return "expired" if expires < today else "near" if expires <= today + NEAR else ""
