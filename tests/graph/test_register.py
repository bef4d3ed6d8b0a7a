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


def comment(journal: Journal, path: str) -> None:
    """A line above all fields of a note."""
    note = journal.root / path
    note.write_text(note.read_text(encoding="utf-8").replace("---\n", "---\n# x\n", 1), encoding="utf-8")


def lines(journal: Journal, code: str) -> list[int]:
    journal.build()
    return [at["line"] for one in journal.findings() if one["code"] == code for at in one["places"]]


def test_a_finding_goes_with_its_line(journal: Journal) -> None:
    """A comment above it changes nothing of what a visit or a card says; its finding stands one line lower all the same."""
    card(journal, 0)
    journal.write("visits/2026-11-02-店0.md", "---\ngifts: [购物卡 50元 给老板]\n---\n")
    assert lines(journal, "KJ522") == [2]
    comment(journal, "visits/2026-11-02-店0.md")
    assert lines(journal, "KJ522") == [3]
    note = journal.root / "customers" / "0.md"
    note.write_text(
        note.read_text(encoding="utf-8").replace("id: K0\n", "id: K0\nsettlement: 赊销\n"), encoding="utf-8"
    )
    journal.write("visits/2026-11-03-店0.md", "---\norders: [板蓝根 2盒 =90]\n---\n")
    assert lines(journal, "KJ504") == [4]
    comment(journal, "customers/0.md")
    assert lines(journal, "KJ504") == [5]


def test_a_finding_across_customers_goes_with_its_lines(journal: Journal) -> None:
    """Also one of many customers' gifts, whether a visit's header moves, its body changes too, or an activity's header moves."""
    for n in range(4):
        card(journal, n)
        journal.write(
            f"visits/2026-11-0{n + 1}-店{n}.md", "---\ngifts: [毛巾 20元 给老板 场合=店庆]\n---\n去了。\n"
        )
    journal.write(
        "visits/2026-11-18-答谢.md",
        "---\nkind: 活动\nrep: li\ndate: 2026-11-18\ncustomers: [店0]\ngifts: [毛巾 20元 1条 场合=店庆]\n---\n",
    )
    assert lines(journal, "KJ533") == [6, 2, 2, 2, 2]
    comment(journal, "visits/2026-11-01-店0.md")
    assert lines(journal, "KJ533") == [6, 2, 2, 2, 3]
    note = journal.root / "visits" / "2026-11-02-店1.md"
    note.write_text(note.read_text(encoding="utf-8").replace("去了。", "又去了。"), encoding="utf-8")
    comment(journal, "visits/2026-11-02-店1.md")
    assert lines(journal, "KJ533") == [6, 2, 2, 3, 3]
    comment(journal, "visits/2026-11-18-答谢.md")
    assert lines(journal, "KJ533") == [7, 2, 2, 3, 3]


def test_findings_of_the_dossier_and_of_names_go_with_their_lines(journal: Journal) -> None:
    """The order in time, a rep nobody knows, a customer nobody knows, an id that stands twice."""
    card(journal, 0, rep="somebody")
    card(journal, 1)
    card(journal, 2)
    other = journal.root / "customers" / "2.md"
    other.write_text(other.read_text(encoding="utf-8").replace("K2", "K1"), encoding="utf-8")
    journal.write("visits/2026-11-02-店0.md", "---\nstart: 15:00\nend: 14:30\n---\n")
    journal.write("visits/2026-11-03-x.md", "---\ncustomer: 没有的店\n---\n")
    codes = ("KJ402", "KJ307", "KJ301", "KJ303")
    assert [lines(journal, code) for code in codes] == [[3], [6], [2], [3, 3]]
    for path in ("customers/0.md", "customers/2.md", "visits/2026-11-02-店0.md", "visits/2026-11-03-x.md"):
        comment(journal, path)
    assert [lines(journal, code) for code in codes] == [[4], [7], [3], [3, 4]]


def test_a_note_that_names_no_customer_can_go(journal: Journal) -> None:
    """An event of a region with a rep that nobody knows: with the note its finding goes too."""
    event = "---\nkind: 区域事件\nregion: 向阳镇\nrep: somebody\nwhat: 洪水\nfrom: 2026-11-19\n---\n"
    journal.write("visits/洪水.md", event)
    assert lines(journal, "KJ307") == [4]
    comment(journal, "visits/洪水.md")
    assert lines(journal, "KJ307") == [5]
    (journal.root / "visits" / "洪水.md").unlink()
    assert lines(journal, "KJ307") == []
