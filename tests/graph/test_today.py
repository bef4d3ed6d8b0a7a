"""Today's page from the index: who owes, what was done this week, what may be brought, and a page for each rep."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kjournal.graph.pages import today
from kjournal.graph.pages.asked import Asked
from tests.graph.conftest import Journal

SHOP = """---
id: {id}
name: {name}
class: {class_}
region: 向阳镇
rep: {rep}
phone: '19900000001'
address: 街上
settlement: 账期
credit_days: 10
contacts:
  - {{name: 黄桂芬, role: 老板, birthday: 1978-11-28, hobbies: 打牌}}
---
"""


def shop(journal: Journal, identity: str, rep: str = "li", class_: str = "村镇药店") -> None:
    """A customer with a birthday next week."""
    name = f"{identity}号店"
    journal.write(f"customers/{identity}.md", SHOP.format(id=identity, name=name, rep=rep, class_=class_))


def block(journal: Journal, name: str, page: str = "index.html") -> str:
    """The words of one block of a page."""
    html = journal.files()[page].decode()
    found = re.search(rf'<section class="block block-{name}"[^>]*>(.*?)</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split()) if found else ""


def test_who_owes(journal: Journal) -> None:
    """What is due by today, added up; what is due later is not asked for."""
    shop(journal, "A1")
    for day, amount in (("2026-11-02", 300), ("2026-11-04", 200), ("2026-11-18", 999)):
        journal.write(f"visits/{day}-A1.md", f"---\ncustomer: A1\norders:\n  - 板蓝根 {amount}元\n---\n")
    journal.build()
    assert block(journal, "owing") == "Payments due 500 yuan A1号店 向阳镇 500 yuan 11-12"


def test_sums_have_no_tails(journal: Journal) -> None:
    """0.1 and 0.2 yuan are 0.3, though not to SQLite."""
    shop(journal, "A1")
    for day, amount in (("2026-11-02", "0.1"), ("2026-11-04", "0.2")):
        journal.write(f"visits/{day}-A1.md", f"---\ncustomer: A1\norders:\n  - 板蓝根 {amount}元\n---\n")
    journal.build()
    assert block(journal, "owing").startswith("Payments due 0.3 yuan A1号店 向阳镇 0.3 yuan")


def test_what_was_done_this_week(journal: Journal) -> None:
    """From Monday to today, the last first; last week's is over, and who was not there was tried."""
    shop(journal, "A1")
    for day, more in (("2026-11-13", ""), ("2026-11-16", "result: 达成\n"), ("2026-11-20", "status: 未遇\n")):
        journal.write(f"visits/{day}-A1.md", f"---\ncustomer: A1\n{more}---\n来过。\n")
    journal.build()
    assert block(journal, "done") == (
        "Done this week 2 A1号店 上门 · nobody there 11-20 Fri A1号店 上门 · 达成 11-16 Mon"
    )


@pytest.mark.parametrize(
    ("class_", "said"),
    [
        ("村镇药店", "A gift may cost up to 100 yuan Given last: 茶叶一盒, 2026-03-02"),
        ("村卫生室", "medical staff and public servants: good words only, nothing of value"),
    ],
)
def test_what_to_bring(journal: Journal, class_: str, said: str) -> None:
    """The cap for a shop, with what was given last; for medical staff words only."""
    shop(journal, "A1", class_=class_)
    journal.write(
        "visits/2026-03-02-A1.md", "---\ncustomer: A1\ngifts:\n  - 茶叶一盒 60元 给黄桂芬\n---\n来过。\n"
    )
    journal.build()
    assert f"Likes: 打牌 {said}" in block(journal, "birthdays")


@pytest.mark.parametrize(
    ("class_", "said"),
    [
        ("县医院", "medical staff and public servants: good words only, nothing of value"),
        ("商业公司", "A gift may cost up to 100 yuan"),
    ],
)
def test_what_to_bring_to_who_has_a_card(journal: Journal, class_: str, said: str) -> None:
    """A person's own card has no class: the organisation's counts, and when that changes the page does."""
    person = "---\nid: Y1\nname: 韦立新\nkind: 个人\norg: A1\nbirthday: 1984-11-28\n---\n"
    shop(journal, "A1", class_="零售终端")
    journal.write("customers/Y1.md", person)
    journal.build()
    shop(journal, "A1", class_=class_)
    journal.build()
    own = block(journal, "birthdays").partition("韦立新")[2].partition("黄桂芬")[0]
    assert said in own


def test_a_page_for_each_rep(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too much for one page it has the heads of the days, and each rep's page the whole."""
    shop(journal, "A1", "li")
    shop(journal, "A2", "han")
    journal.write("visits/2026-11-20-A1.md", "---\ncustomer: A1\n---\n来过。\n")
    journal.build()
    assert not [name for name in journal.files() if name.startswith("today-")]
    monkeypatch.setattr(today, "MOST_LINES", 0)
    journal.write("visits/2026-11-19-A2.md", "---\ncustomer: A2\n---\n来过。\n")
    journal.build()
    files = journal.files()
    assert {"today-li.html", "today-han.html"} <= files.keys()
    assert 'href="today-li.html"' in files["index.html"].decode()
    assert block(journal, "done") == ""
    assert block(journal, "done", "today-li.html") == "Done this week 1 A1号店 上门 11-20 Fri"
    assert "A2号店" not in files["today-li.html"].decode()


def test_only_days_in_which_something_changed_are_made_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit to one rep's customer asks for that rep's reminders alone; a card that changes hands for both; a new day for all."""
    asked: list[set[str] | None] = []
    real = today._asked_for

    def narrow(whole: Asked, reps: set[str] | None) -> object:
        asked.append(reps)
        return real(whole, reps)

    monkeypatch.setattr(today, "_asked_for", narrow)

    def built() -> set[str] | None:
        asked.clear()
        journal.build()
        return asked[-1]

    shop(journal, "A1")
    shop(journal, "B1", rep="chen")
    shop(journal, "C1", rep="han")
    journal.write("visits/2026-11-10-A1.md", "---\ncustomer: A1\npromises: [11-12前送海报]\n---\n")
    assert built() is None
    journal.write("visits/2026-11-11-A1.md", "---\ncustomer: A1\npromises: [11-13前送样品]\n---\n")
    assert built() == {"li"}
    shop(journal, "A1", rep="chen")
    assert built() == {"li", "chen"}
    journal.day = date(2026, 11, 23)
    assert built() is None
