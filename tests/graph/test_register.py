"""The register of gifts and the checks across it: what a change reaches."""

from __future__ import annotations

from datetime import date

from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nid: {id}\nclass: {class_}\nregion: 向阳镇\nrep: {rep}\nphone: 1990000000{n}\naddress: 街口{n}\n---\n"
FAIR = "---\nkind: 活动\nwhat: 订货会\nrep: li\ndate: {day}\ncustomers: [店0, 店1]\ngifts: [{gifts}]\n---\n"


def card(journal: Journal, n: int, class_: str = "村镇药店", rep: str = "li") -> None:
    journal.write(f"customers/{n}.md", CARD.format(name=f"店{n}", id=f"K{n}", class_=class_, rep=rep, n=n))


def told(journal: Journal, *codes: str) -> set[str]:
    journal.build()
    return journal.codes() & set(codes)


def register(journal: Journal) -> list[tuple[object, ...]]:
    return journal.query("SELECT owner, person, item, worth, cap, guests FROM given ORDER BY owner, path, n")


def test_an_activity_follows_the_cards_of_its_guests(journal: Journal) -> None:
    """A guest that becomes a clinic, a name that is known only later, a note that is deleted."""
    path = "visits/2026-11-02-订货会.md"
    card(journal, 0)
    journal.write(path, FAIR.format(day="2026-11-02", gifts="茶杯 30元 2个"))
    assert told(journal, "KJ520", "KJ521") == set()
    assert register(journal) == [(path, "", "茶杯", 60, 100, 1)]
    card(journal, 0, "村卫生室")
    assert told(journal, "KJ520", "KJ521") == {"KJ521"}
    card(journal, 0)
    assert told(journal, "KJ520", "KJ521") == set()
    card(journal, 1, "村卫生室")
    assert told(journal, "KJ520", "KJ521") == {"KJ521"}
    assert register(journal)[0][5] == 2
    (journal.root / "customers" / "1.md").unlink()
    assert told(journal, "KJ520", "KJ521") == set()
    journal.write(path, FAIR.format(day="2026-11-02", gifts="茶杯 130元 2个"))
    assert told(journal, "KJ520", "KJ521") == {"KJ520"}
    (journal.root / path).unlink()
    assert told(journal, "KJ520", "KJ521") == set()
    assert register(journal) == []


def test_an_activity_without_guests_can_go(journal: Journal) -> None:
    """No reference leads to it; it is cleared all the same, also when it becomes an ordinary visit."""
    path = "visits/2026-11-02-店0.md"
    card(journal, 0)
    journal.write(path, "---\nkind: 活动\ndate: 2026-11-02\ngifts: [茶杯 30元 2个]\n---\n")
    assert told(journal, "KJ534") == {"KJ534"}
    journal.write(path, "---\ncustomer: 店0\ngifts: [茶杯 30元 2个 给老板]\n---\n")
    assert told(journal, "KJ534") == set()
    assert register(journal) == [("K0", "老板", "茶杯", 60, 100, 1)]
    journal.write(path, "---\nkind: 活动\ndate: 2026-11-02\ngifts: [茶杯 30元 2个]\n---\n")
    assert told(journal, "KJ534") == {"KJ534"}
    assert [row[0] for row in register(journal)] == [path]
    (journal.root / path).unlink()
    assert told(journal, "KJ534") == set()


def test_one_that_is_still_to_come(journal: Journal) -> None:
    """It counts from its day on."""
    card(journal, 0, "村卫生室")
    journal.write("visits/订货会.md", FAIR.format(day="2026-11-22", gifts="茶杯 30元 2个"))
    assert told(journal, "KJ521") == set()
    journal.day = date(2026, 11, 22)
    assert told(journal, "KJ521") == {"KJ521"}


def test_the_cap_follows_the_grade(journal: Journal) -> None:
    """A grade that is written on the card raises it."""
    card(journal, 0)
    journal.write("visits/2026-11-02-店0.md", "---\ngifts: [茶叶 130元 给老板]\n---\n")
    assert told(journal, "KJ520") == {"KJ520"}
    assert register(journal) == [("K0", "老板", "茶叶", 130, 100, 1)]
    path = journal.root / "customers" / "0.md"
    path.write_text(path.read_text(encoding="utf-8").replace("class", "grade: A\nclass"), encoding="utf-8")
    assert told(journal, "KJ520") == set()
    assert register(journal) == [("K0", "老板", "茶叶", 130, 500, 1)]


def test_the_same_for_everybody(journal: Journal) -> None:
    """Five customers of one rep on one occasion of one year; an activity's guests count; printed matter does not."""
    for n in range(6):
        card(journal, n, rep="han" if n == 5 else "li")
        thing = "宣传册 5元" if n == 4 else "毛巾 20元"
        journal.write(f"visits/2026-11-0{n + 1}-店{n}.md", f"---\ngifts: [{thing} 给老板 场合=店庆]\n---\n")
    assert told(journal, "KJ533") == set()
    journal.write("visits/2026-11-05-店4.md", "---\ngifts: [毛巾 20元 给老板 场合=店庆]\n---\n")
    assert told(journal, "KJ533") == {"KJ533"}
    card(journal, 4, rep="han")
    assert told(journal, "KJ533") == set()
    journal.write(
        "visits/2026-11-18-答谢.md",
        "---\nkind: 活动\nrep: li\ndate: 2026-11-18\ncustomers: [店0, 店1]\ngifts: [毛巾 20元 2条 场合=店庆]\n---\n",
    )
    assert told(journal, "KJ533") == {"KJ533"}


def test_findings_of_single_lines(journal: Journal) -> None:
    """A finding about one line of a list of gifts or payments stands at that line, not at the first."""
    journal.write(
        "customers/店.md",
        "---\nname: 店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\naddress: 街口\nphone: 19900000001\n---\n",
    )
    journal.write(
        "visits/2026-11-02-店.md",
        "---\ncustomer: 店\ndate: 2026-11-02\n"
        "gifts:\n  - 伞 20元 给王店长\n  - 购物卡 50元 给王店长\n"
        "payments:\n  - 100元 现金\n  - 0元 现金\n---\n",
    )
    journal.build()
    found = {
        (one["code"], one["places"][0]["line"])
        for one in journal.findings()
        if one["code"] in {"KJ522", "KJ511"}
    }
    assert found == {("KJ522", 6), ("KJ511", 9)}
