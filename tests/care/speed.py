"""How long the plan and the rules take: `python -m tests.care.speed`."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from kjournal.care.cadence import BANDS, dues
from kjournal.care.facts import facts
from kjournal.care.plan import Waiting, overload, plan
from kjournal.care.remind import reminders
from kjournal.care.rule import Case
from kjournal.check.dossier import check
from kjournal.check.duplicates import Card, duplicates
from kjournal.dates.today import Today
from kjournal.findings.finding import Place
from tests.care.written import SETTINGS, dossier

TODAY = date(2026, 11, 20)
COUNT = 10_000


def rows(count: int = COUNT) -> list[Waiting]:
    """Slots that wait, most of them past due."""
    dice = random.Random(1)
    return [
        Waiting(
            f"EJ-{n:05}",
            TODAY + timedelta(days=dice.randrange(-400, 200)),
            dice.choice([7, 14, 30, 60, 90, 91]),
            dice.choice(BANDS),
            dice.randrange(5),
        )
        for n in range(count)
    ]


def measure(what: str, work: Callable[[], object], count: int = 1) -> None:
    """Print the best of five, for one of `count`."""
    best = min(_once(work) for _ in range(5))
    sys.stdout.write(f"{what:48} {best / count * 1000:9.3f} ms\n")


def _once(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def main() -> None:
    """Measure."""
    waiting = rows()
    measure(f"plan of {COUNT} waiting", lambda: plan(waiting, 8, SETTINGS.calendar, TODAY))
    measure(f"overload of {COUNT}", lambda: overload(waiting, 8, 6))
    cards = [
        Card(f"{n}.md", str(n), f"第{n}村卫生室", "向阳镇", f"199{n:08}", "", "", "") for n in range(COUNT)
    ]
    measure(f"duplicates among {COUNT}", lambda: duplicates(cards))
    visits = [
        f"2026-{month:02}-{n:02}-甲\npeople: 王\n\n- [ ] 送样品 2026-12-{n:02}"
        for month in (5, 7, 9)
        for n in (1, 9, 20)
    ]
    made = dossier(
        "name: 甲\nclass: 村卫生室\nbirthday: 农历1978-08-01\nlicences: [购销协议 到2026-12-31]", *visits
    )
    known = facts(made, Today(TODAY))
    measure("facts of 9 visits", lambda: [facts(made, Today(TODAY)) for _ in range(100)], 100)
    measure("dues", lambda: [dues(made, known, "A", SETTINGS, Today(TODAY)) for _ in range(100)], 100)
    case = Case(made, known, "A", (), SETTINGS, Today(TODAY))
    measure("reminders of 9 promises and a birthday", lambda: [reminders(case) for _ in range(100)], 100)
    measure(
        "checks",
        lambda: [check(made, Today(TODAY), lambda path, _field: Place(path)) for _ in range(100)],
        100,
    )


if __name__ == "__main__":
    main()
