"""What a brief is made from: one customer as it is seen on the day of the visit."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

import msgspec

from kjournal.care.channels import is_contact
from kjournal.care.facts import Facts
from kjournal.care.festivals import Coming
from kjournal.care.greeted import Greeted, greeted
from kjournal.care.nearby import Neighbour
from kjournal.care.quiet import quiet_times
from kjournal.care.reminder import Reminder
from kjournal.care.settings import CareSettings
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.findings.finding import Finding
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.account import Item
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.records.customer import Customer
from kjournal.records.people import Contact


class Door(msgspec.Struct, dict=True):
    """One customer on the day of a visit: all that its brief may look at."""

    dossier: Dossier
    card: Customer  # what of the card may be shown
    facts: Facts
    reminders: Sequence[Reminder]  # of those that are told at the door
    row: CustomerRow
    care: CareSettings
    day: Today
    people: Sequence[Dossier] = ()  # those with a card of their own who work there
    neighbours: Sequence[Neighbour] = ()
    festivals: Sequence[Coming] = ()  # those near the day
    findings: Sequence[Finding] = ()  # of the card and the visits

    @cached_property
    def happened(self) -> list[DatedVisit]:
        """The contacts that took place up to the day, the newest first."""
        return [
            visit
            for visit in reversed(self.dossier.visits)
            if likely(visit.date) and visit.date <= self.day and is_contact(visit)
        ]

    @cached_property
    def own(self) -> list[DatedVisit]:
        """Those of them that are the customer's own, not those of its people."""
        return [visit for visit in self.happened if visit.direct]

    @cached_property
    def greeted(self) -> Greeted | None:
        """The customer as festivals see it; None where it is not greeted."""
        return greeted(self.dossier, self.facts, self.care.quiet, self.day)

    @cached_property
    def quiet_until(self) -> date | None:
        """The last day on which the customer is left in peace; None where it is not."""
        quiet = quiet_times(self.card, self.care.quiet)
        return max((one.until for one in quiet if one.holds(self.day)), default=None)

    @property
    def overdue(self) -> list[Item]:
        """What should have been paid before the day."""
        return [
            item
            for item in self.facts.account.items
            if item.due is not None and likely(item.due) and item.due < self.day
        ]

    @cached_property
    def there(self) -> list[Contact]:
        """The contacts on the card who have not left, those who decide first."""
        carded = {dossier.customer.name for dossier in self.people}
        here = [
            one
            for one in self.card.contacts
            if one.name not in carded and (one.left is None or one.left > self.day)
        ]
        return sorted(here, key=lambda one: not one.decides)

    def due(self, *rules: str) -> Iterator[Reminder]:
        """What these rules ask for by the day."""
        return (one for one in self.reminders if one.rule in rules and one.day <= self.day)


def total(items: Sequence[Item]) -> Decimal:
    """What is still open of them."""
    return sum((item.open for item in items), Decimal(0))
