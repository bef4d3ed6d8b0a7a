"""A customer's page and brief hold until they say: every day before it, both come out the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kjournal.care.facts import Facts, facts
from kjournal.care.festivals import Coming, between
from kjournal.care.settings import CareSettings
from kjournal.care.window import LONGEST_YEAR
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.compose.brief import AFTER, BEFORE, brief
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.compose.door import Door
from kjournal.records.secrecy import public_part
from tests.outputs.pages.conftest import REMINDERS, REPS, dossier

DAY = timedelta(days=1)
CARE = CareSettings()
CARD = "---\nname: 桂和堂\nclass: 村镇药店\nrep: zhou\n{}\n---\n"
NOTE = "---\ncustomer: 桂和堂\nrep: zhou\n{}\n---\n"


def made(known: Dossier, found: Facts, day: Today, festivals: list[Coming]) -> tuple[object, ...]:
    """What is told of a customer on a day."""
    mine = [one for one in REMINDERS if "reminders" in known.customer.tags]
    row = customer_row(known, found, mine, grade="VIP", band="将到", rep=REPS[0], today=day)
    page = customer_view(known, found, row, mine, Around(care=CARE), day)
    card = public_part(known.customer)
    return row, page, brief(Door(known, card, found, mine, row, CARE, day, festivals=festivals))


def near(day: date) -> list[Coming]:
    """The festivals that a brief is given."""
    return between(CARE.festivals, day - BEFORE, day + AFTER + LONGEST_YEAR)


@pytest.mark.parametrize(
    ("card", "visits", "first", "days"),
    [
        ("birthday: 农历1970-12-30", {}, "2026-10-01", 500),
        ("contacts: [{name: 甲, birthday: 3-08, left: 2027-02-01, decides: 是, phone: 19900000105}]", {}, "2026-10-01", 500),
        ("status: 停业\nlicences: [药品经营许可证 有效期至2027-03-31]", {}, "2026-10-01", 300),
        ("status: 停业\nlife_events: [{date: 2026-10-20, kind: 去世}]", {}, "2026-10-01", 100),
        ("life_events: [{date: 2027-02-01, kind: 乔迁}]", {}, "2027-01-01", 200),
        ("own_events: [{date: 12-20, what: 店庆}]", {}, "2026-10-01", 400),
        ("competitors: [{what: 又一家}, {what: 别家, seen: 2026-11-20}, {what: 第三家, seen: 2027-01-05}]", {}, "2026-11-10", 90),
        ("opening: {date: 2026-10-05, receivable: 900}\ncredit_days: 20", {}, "2026-10-01", 200),
        ("tags: [reminders]", {}, "2026-09-01", 200),
        ("status: 停业", {"2026-10-12": "gifts: [{item: 台卡, to: 甲, value: 900, occasion: 中秋}]"}, "2026-10-01", 500),
        ("status: 停业", {"2028-02-29": "gifts: [{item: 台卡, to: 甲, value: 900, occasion: 中秋}]"}, "2028-02-20", 400),
        ("status: 停业", {"2026-07-12": "stock: [藿香正气水 3盒 效期=2027-03-31]"}, "2026-09-20", 300),
        ("status: 停业", {"2026-07-12": "stock: [藿香正气水 3盒 效期=2027-02-28]"}, "2026-08-20", 300),
        ("status: 停业", {"2026-10-12": "requests: [账期放到六十天]\nrisk_signs: [拖欠工资]"}, "2026-10-01", 300),
        ("status: 停业", {"2026-10-12": "promises: [样品两盒 给甲 2027-01-10, 彩页 给甲 2026-12-03]"}, "2026-10-01", 150),
        ("", {"2026-12-01": "status: 计划\naim: 送样品", "2026-12-08": "status: 计划\naim: 送资料"}, "2026-10-13", 90),
        ("", {"2026-10-12": "status: 未遇"}, "2026-10-01", 90),
    ],
)  # fmt: skip
def test_both_hold_until_they_say(card: str, visits: dict[str, str], first: str, days: int) -> None:
    """Step by step: nothing is another before its day; something is in the end; the steps are longer than a day.

    What was worked out before stays as it is: the graph makes both anew where that changes.
    """
    notes = {f"visits/{day}-桂和堂.md": NOTE.format(text) for day, text in visits.items()}
    known = dossier(CARD.format(card), notes)
    now = date.fromisoformat(first)
    found, end = facts(known, Today(now + 20 * DAY), CARE.ledger.terms), now + days * DAY
    seen = []
    while now < end:
        today = Today(now)
        seen.append(made(known, found, today, near(now)))
        until = min(today.until or end, end)
        assert until > now
        for n in range(1, (until - now).days):
            assert made(known, found, Today(now + n * DAY), near(now + n * DAY)) == seen[-1], now + n * DAY
        now = until
    assert any(one != seen[0] for one in seen)
    assert len(seen) < days / 2
