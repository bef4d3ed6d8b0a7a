"""The narrow rows that a dossier lays down for the reports."""

from __future__ import annotations

from datetime import date

from tests.graph.conftest import Journal

CARD = "---\nname: 甲药店\nid: K1\nclass: 村镇药店\nregion: 向阳镇\nrep: li\ncontacts: [王老板]\n{more}---\n"
VISIT = "---\ncustomer: 甲药店\n{header}---\n\n{body}\n"


def visit(journal: Journal, day: str, header: str = "", body: str = "去了。") -> None:
    journal.write(f"visits/2026-{day}-甲.md", VISIT.format(header=header, body=body))


def card(journal: Journal, more: str = "") -> None:
    journal.write("customers/1.md", CARD.format(more=more))


def test_open_promises_are_those_that_remind(journal: Journal) -> None:
    """Every open promise that has a reminder has a row, with the reminder's rep; and no other has."""
    card(journal)
    visit(
        journal,
        "11-02",
        body="- [ ] 送样品 给王老板 2026-11-25\n- [ ] 结余款 由客户 2026-11-28\n- [ ] 带台卡 由韩梅 2026-11-10",
    )
    visit(journal, "11-12", body="- [ ] 没说哪天的事\n- [x] 送单子 2026-11-12")
    journal.build()
    rows = journal.query("SELECT what, rep, theirs, due, made FROM promised WHERE open = 1 ORDER BY what")
    assert rows == [
        ("带台卡", "han", 0, "2026-11-10", "2026-11-02"),
        ("没说哪天的事", "li", 0, "2026-11-19", "2026-11-12"),
        ("结余款", "li", 1, "2026-11-28", "2026-11-02"),
        ("送样品", "li", 0, "2026-11-25", "2026-11-02"),
    ]
    reminders = journal.query("SELECT rep FROM reminders WHERE rule = 'promise' AND open = 1 ORDER BY rep")
    assert sorted(row[1] for row in rows) == [row[0] for row in reminders]


def test_kept_promises_have_a_row_for_each_time(journal: Journal) -> None:
    """One that comes again counts every time it was kept, with the day it was due then."""
    card(journal)
    promises = "promises:\n  - {what: 送货, due: 2026-11-05, done: 2026-11-08}\n  - {what: 对账单, every: 每月10日, done: [2026-10-09, 2026-11-12]}\n"
    visit(journal, "09-20", promises)
    journal.build()
    kept = journal.query("SELECT what, due, kept FROM promised WHERE open = 0 ORDER BY kept")
    assert kept == [
        ("对账单", "2026-10-10", "2026-10-09"),
        ("送货", "2026-11-05", "2026-11-08"),
        ("对账单", "2026-11-10", "2026-11-12"),
    ]
    assert journal.query("SELECT what, due FROM promised WHERE open = 1") == [("对账单", "2026-12-10")]


def test_an_account_in_a_row(journal: Journal) -> None:
    """Balance, limit and last payment; sales by day in fen; nothing for a customer without money."""
    card(journal, "settlement: 月结\ncredit_limit: 5000\n")
    visit(journal, "10-02", "orders: [板蓝根 10盒 ×8.55, 藿香 2盒 ×5]\n")
    visit(journal, "10-20", "payments: [30 转账]\nreturns: [板蓝根 1盒 ×8.55]\n")
    journal.write("customers/2.md", CARD.format(more="").replace("K1", "K2").replace("甲药店", "乙药店"))
    journal.build()
    assert journal.query("SELECT * FROM accounts") == [
        ("K1", 56.95, 0, 0, 0, 5000, None, "2026-10-20", 30),
    ]
    assert journal.query("SELECT day, fen FROM sold") == [("2026-10-02", 9550), ("2026-10-20", -855)]


def test_sums_beyond_all_measure_do_not_stop_the_index(journal: Journal) -> None:
    """A price and a quantity of a million millions each are a slip; the day's sales stay a whole number."""
    card(journal)
    visit(journal, "10-02", "orders: [{product: 甲, qty: 900000000000, price: 900000000000}]\n")
    journal.build()
    assert journal.query("SELECT fen FROM sold") == [(10**14,)]


def test_the_times_of_a_complaint(journal: Journal) -> None:
    """As its reminders have them: the answer the next day, the solution after three working days, by its level."""
    card(journal)
    visit(
        journal, "11-17", "complaints: [{kind: 质量, level: 重大, opened: 2026-11-17 10:50}, {kind: 数量}]\n"
    )
    journal.build()
    assert journal.query("SELECT n, opened, answer_by, solve_by FROM complained") == [
        (0, "2026-11-17 10:50", "2026-11-17 22:50", "2026-11-19 10:50"),
        (1, "2026-11-17 18:00", "2026-11-18 18:00", "2026-11-20 18:00"),
    ]


def test_rows_go_with_their_customer(journal: Journal) -> None:
    """A card that is deleted leaves none of them; a visit that lies ahead has not happened."""
    card(journal)
    visit(
        journal,
        "11-17",
        "complaints: [{kind: 质量}]\norders: [板蓝根 10盒 ×8.5]\n",
        "- [ ] 送样品 2026-11-25",
    )
    visit(journal, "12-01", "status: 完成\ncomplaints: [{kind: 质量}]\norders: [板蓝根 10盒 ×8.5]\n")
    journal.build()
    tables = ("accounts", "sold", "promised", "complained")
    assert [len(journal.query(f"SELECT 1 FROM {table}")) for table in tables] == [1, 1, 1, 1]
    journal.day = date(2026, 12, 1)
    journal.build()
    assert [len(journal.query(f"SELECT 1 FROM {table}")) for table in tables] == [1, 2, 1, 2]
    (journal.root / "customers" / "1.md").unlink()
    journal.build(accept_loss=True)
    assert [len(journal.query(f"SELECT 1 FROM {table}")) for table in tables] == [0, 0, 0, 0]
