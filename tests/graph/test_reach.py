"""What a change reaches: how many keys each step works out, and which events come out otherwise."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from kjournal.graph.refresh import opened
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: {class_}\nregion: 向阳镇\nrep: {rep}\nphone: 19900{n:06}\naddress: 街口{n}\n---\n"


def card(journal: Journal, name: str, class_: str = "村镇药店", rep: str = "li", n: int = 0) -> None:
    journal.write(f"customers/{name}.md", CARD.format(name=name, class_=class_, rep=rep, n=n))


def order(journal: Journal, name: str, amount: int, day: str = "2026-10-01") -> None:
    journal.write(f"visits/{day}-{name}.md", f"---\norders: [板蓝根 ={amount}]\n---\n去了。\n")


def ran(journal: Journal) -> dict[str, int]:
    """How many keys of each step a refresh works out; steps without any are left out."""
    with opened(journal.root, journal.opened().settings, journal.day, "the tests") as graph:
        found = graph.refresh().ran
    return {step: count for step, count in found.items() if count}


def grades(journal: Journal) -> dict[str, str]:
    return dict(journal.query("SELECT customer, grade FROM grades"))


def test_a_changed_order_moves_only_its_class(journal: Journal) -> None:
    """One dossier, the letters of its group, the ranks of its rep, and the grades that hang on them; nobody else's days."""
    for n in range(30):
        group = ("村镇药店", "个体诊所", "村卫生室")[n % 3]
        card(journal, f"客{n:02}", group, rep="li" if n < 15 else "han", n=n)
        order(journal, f"客{n:02}", 100 - n)
    ran(journal)
    before = grades(journal)
    assert ran(journal) == {}
    order(journal, "客27", 74)  # a shop of han's: its rank stays, and its letter
    found = ran(journal)
    assert grades(journal) == before
    assert {step: found.get(step, 0) for step in ("dossier", "letters", "ranks", "dues", "reminders")} == {
        "dossier": 1, "letters": 1, "ranks": 1, "dues": 1, "reminders": 1,
    }  # fmt: skip
    assert found.get("grades", 0) <= 1
    assert "plan" not in found


def test_only_those_whose_grade_really_changed(journal: Journal) -> None:
    """A shop that becomes the best takes VIP from another: those two go on to their days, of twenty customers."""
    for n in range(10):
        card(journal, f"店{n}", n=n)
        order(journal, f"店{n}", 100 - n)
    for n in range(10):
        card(journal, f"诊{n}", "个体诊所", rep="han", n=n + 20)
        order(journal, f"诊{n}", 100 - n)
    ran(journal)
    before = grades(journal)
    order(journal, "店9", 101)
    found = ran(journal)
    after = grades(journal)
    moved = {customer for customer in after if after[customer] != before[customer]}
    assert {customer for customer in moved if "VIP" in {before[customer], after[customer]}} == {"店9", "店1"}
    assert all(customer.startswith("店") for customer in moved)
    assert found["dues"] == len(moved | {"店9"})
    assert found["letters"] == found["ranks"] == 1
    clinics = journal.query("SELECT COUNT(*) FROM done WHERE step = 'dues' AND key LIKE '诊%'")
    assert clinics == [(10,)]


def test_whose_planned_day_moves_gets_another_visit_and_no_other_reminder(journal: Journal) -> None:
    """On Saturday nobody was there: Friday's eight stand on Monday, Monday's on Tuesday; what else is asked stays."""
    for n in range(20):
        card(journal, f"店{n:02}", n=n)
    ran(journal)
    before = reminded(journal)
    journal.day += timedelta(days=1)
    found = ran(journal)
    after = reminded(journal)
    assert {uid.partition("-")[0] for uid, _text in before.items() ^ after.items()} == {"visit"}
    assert {step: found.get(step, 0) for step in ("plan", "planned", "reminders")} == {
        "plan": 1, "planned": 20, "reminders": 0,
    }  # fmt: skip


def reminded(journal: Journal) -> dict[str, str]:
    """Every reminder of a customer, by its UID."""
    return dict(journal.query("SELECT uid, reminder FROM reminders WHERE owner NOT LIKE 'rep:%'"))


def events(journal: Journal) -> dict[str, tuple[str, bytes]]:
    """The owner and the bytes of every event, its stamps included."""
    rows = journal.query("SELECT uid || level, owner, bytes FROM events")
    return {uid: (owner, data) for uid, owner, data in rows}


def test_changing_one_visit_changes_only_the_events_that_depend_on_it(sample: Journal) -> None:
    """In the sample: those of its customer, whatever else is planned; each of another customer keeps its bytes."""
    sample.build()
    before = events(sample)
    path = "visits/2026-11/2026-11-10-福民药店.md"
    text = (sample.root / path).read_text(encoding="utf-8")
    sample.write(path, text + "\n- [ ] 送一张新海报 2026-12-03\n")
    sample.build()
    after = events(sample)
    changed = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
    assert {(after.get(uid) or before[uid])[0] for uid in changed} == {"EJ-XY-04"}
    assert len(after) > len(before)
    assert len(changed) < len([uid for uid, one in after.items() if one[0] == "EJ-XY-04"])


def test_a_promise_45_days_late_stands_in_today_s_entry(journal: Journal) -> None:
    """It has left the feed with an entry of its own, and is a line of the rep's daily one."""
    card(journal, "甲店")
    journal.write("visits/2026-09-30-甲店.md", "---\npromises: [送海报 2026-10-06]\n---\n去了。\n")
    assert date(2026, 10, 6) == journal.day - timedelta(days=45)
    journal.build()
    text = (journal.site / "feeds" / "li.ics").read_bytes().decode().replace("\r\n ", "")
    assert "SUMMARY:Promise due" not in text
    daily = next(part for part in text.split("BEGIN:VEVENT")[1:] if "SUMMARY:1 thing not done yet" in part)
    assert "DTSTART;VALUE=DATE:20261120\r\n" in daily
    assert "2026-10-06 Promise due: 甲店" in daily


def test_three_hundred_freshly_imported_customers(journal: Journal) -> None:
    """No day has more visits or calls than the preset holds, none is a weekend or a holiday, nobody is left out."""
    for n in range(300):
        card(journal, f"店{n:03}", n=n)
    ran(journal)
    rows = journal.query("SELECT slot, day FROM plan")
    counts = Counter(rows)
    assert Counter(slot for slot, _day in rows)["visit"] == 300
    assert max(count for (slot, _day), count in counts.items() if slot == "visit") == 8
    assert max((count for (slot, _day), count in counts.items() if slot == "call"), default=0) <= 10
    days = {date.fromisoformat(day) for _slot, day in rows}
    assert all(day.weekday() < 5 for day in days)
    assert date(2027, 1, 1) not in days
    planned = journal.query(
        "SELECT day, COUNT(*) FROM reminders WHERE rule = 'visit' GROUP BY day ORDER BY COUNT(*) DESC LIMIT 1"
    )
    assert planned[0][1] <= 8
