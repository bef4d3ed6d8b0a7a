"""why: the table behind a grade, the account, gifts and reminders of one customer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kjournal.commands import why
from tests.graph.conftest import Journal, journal, language

__all__ = ["journal", "language"]
CARD = "---\nname: {name}\nid: {id}\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nphone: 199000000{n:02}\naddress: 街口\n{more}---\n"


def shops(journal: Journal, *sales: int, more: str = "", **days: str) -> None:
    """Shops A, B … with an order each."""
    for n, amount in enumerate(sales):
        name = chr(ord("A") + n)
        journal.write(
            f"customers/{name}.md",
            CARD.format(name=f"店{name}", id=name, n=n, more=more if name == "B" else ""),
        )
        if amount:
            journal.write(
                f"visits/{days.get(name, '2026-10-01')}-店{name}.md",
                f"---\norders: [板蓝根 ={amount}]\n---\n去了。\n",
            )


def said(journal: Journal, capsys: pytest.CaptureFixture[str], word: str = "B") -> str:
    """What `why` prints."""
    assert why.run(journal.opened(), word=word) == 0
    return capsys.readouterr().out


def section(text: str, begin: str) -> str:
    """The paragraph that begins so."""
    return next(part for part in text.split("\n\n") if part.startswith(begin)).strip("\n") + "\n"


def test_the_grade(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """Rank and share in the group, VIP by the rep's ranks, and a quarter ago."""
    shops(journal, 700, 200, 60, 40, B="2026-07-01", C="2026-07-02")
    text = said(journal, capsys)
    assert text.startswith("店B (B)\n村镇药店 · 向阳镇 · 李雷\n")
    assert section(text, "Grade") == (
        "Grade: A (by its sales in its group)\n"
        "  net sales of twelve months: 200.00 yuan\n"
        "  村镇药店: rank 2 of 4 with sales; those before it have 70.0 % of the sales: A (A below 75 %, B below 95 %)\n"
        "  customers of 李雷: rank 2 of 4; the first 1 (20 %) are VIP\n"
        "  on 2026-08-20: VIP, rank 1/2 among the rep's, 200.00 yuan; its own sales are the same, the others moved\n"
    )
    assert "on 2026-08-20: C, rank —, 0.00 yuan; since then +700.00 yuan" in said(journal, capsys, "A")


def test_a_tie_and_a_small_group(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two with the same sales the id puts one behind; three are too few for a group."""
    shops(journal, 100, 100, 50)
    text = section(said(journal, capsys), "Grade")
    assert "村镇药店: fewer than 4 with sales, so it is graded among all customers of 李雷\n" in text
    assert "are VIP; those before it have 40.0 % of the sales: A" in text
    assert "the same sales as the one before it; the id puts it behind\n" in text
    assert "the id puts it" not in said(journal, capsys, "A")


def test_a_written_grade_and_one_without(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason from the card; who is no customer yet is told so."""
    shops(journal, 10, 20, more="grade: D\ngrade_reason: 总拖款\n")
    assert section(said(journal, capsys), "Grade").startswith(
        "Grade: D (as written on the card: 总拖款)\n  net sales"
    )
    journal.write("customers/B.md", CARD.format(name="店B", id="B", n=1, more="status: 潜在\n"))
    assert section(said(journal, capsys), "Grade") == (
        "Grade: — (not graded yet)\n  not graded by sales: 潜在\n"
    )


MONEY = "settlement: 赊销\ncredit_days: 30\ncredit_limit: 500\ngift_cap: 90\n"


def test_the_account(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """Open items in columns with their slab, the limit, late payments, and what was agreed."""
    shops(journal, 10, 0, more=MONEY)
    journal.write("visits/2026-07-01-店B.md", "---\norders: [板蓝根 =50]\n---\n")
    journal.write("visits/2026-08-20-店B.md", "---\npayments: [50 转账]\n---\n")
    journal.write("visits/2026-09-10-店B.md", "---\norders: [板蓝根 =300]\n---\n")
    journal.write("visits/2026-10-30-店B.md", "---\npurpose: 对账\nagreed: 280\n---\n")
    journal.write("visits/2026-11-01-店B.md", "---\norders: [板蓝根 =1000]\n---\n")
    assert section(said(journal, capsys), "Account") == (
        "Account: 1280.00 yuan owed\n"
        "  2026-09-10  280.00 of 300.00 yuan    due 2026-10-10  31–60 days past due\n"
        "  2026-11-01  1000.00 of 1000.00 yuan  due 2026-12-01  not overdue\n"
        "  by days past due: not overdue 1000.00, 31–60 days past due 280.00\n"
        "  credit limit 500.00 yuan, 780.00 above it\n"
        "  paid late 1 time\n"
        "  agreed on 2026-10-30: 280.00 yuan; the notes come to 300.00, 20.00 apart\n"
    )


def test_notes_that_changed_after_it_was_agreed(
    journal: Journal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git knows: those committed on a later day, and those that are not committed; none of before."""
    shops(journal, 10, 0, more=MONEY)
    paths = [f"visits/2026-09-0{n}-店B.md" for n in (1, 2, 3)]
    for n, path in enumerate(paths):
        journal.write(path, f"---\norders: [板蓝根 ={n + 1}00]\n---\n")
    journal.write("visits/2026-10-30-店B.md", "---\npurpose: 对账\nagreed: 600\n---\n")
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-10-30T18:00:00+0800")
    journal.git("init", "-q")
    journal.git("add", "-A")
    journal.git("commit", "-qm", "x")
    assert "changed after" not in said(journal, capsys)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-11-05T08:00:00+0800")
    journal.write(paths[1], "---\norders: [板蓝根 =250]\n---\n")
    journal.git("commit", "-qam", "y")
    journal.write(paths[2], "---\norders: [板蓝根 =310]\n---\n")
    assert section(said(journal, capsys), "Account").partition("  agreed")[2] == (
        " on 2026-10-30: 600.00 yuan; the notes come to 660.00, 60.00 apart\n"
        f"    a note of it was changed after it: {paths[1]} (changed on 2026-11-05)\n"
        f"    a note of it was changed after it: {paths[2]} (not committed yet)\n"
    )


def test_a_journal_in_a_folder_of_the_repository(
    journal: Journal, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Git names its paths from the repository's root; the journal's own are shown."""
    shops(journal, 10, 0, more=MONEY)
    journal.write("visits/2026-09-01-店B.md", "---\norders: [板蓝根 =100]\n---\n")
    journal.write("visits/2026-10-30-店B.md", "---\npurpose: 对账\nagreed: 100\n---\n")
    outer = Journal(tmp_path)
    outer.git("init", "-q")
    outer.git("add", "-A")
    text = section(said(journal, capsys), "Account")
    assert "changed after it: visits/2026-09-01-店B.md (not committed yet)\n" in text


def test_gifts_and_points(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """This year's by person and occasion beside the cap, which is the card's where it is lower."""
    shops(journal, 10, 0, more=MONEY + "opening: {date: 2026-01-01, points: 120}\ncontacts: [王建国 店长]\n")
    journal.write(
        "visits/2026-09-20-店B.md",
        "---\ngifts: [茶叶 60元 给王店长 场合=中秋, 月饼 2盒 15元 给王店长 场合=中秋]\n---\n",
    )
    journal.write("visits/2025-09-20-店B.md", "---\ngifts: [挂历 10元 给王店长]\n---\n")
    assert section(said(journal, capsys), "Gifts") == (
        "Gifts of 2026: 90.00 yuan\n"
        "  2026-09-20  王店长 · 中秋  茶叶, 月饼\n"
        "    90.00 of at most 90.00 yuan\n"
        "Points: 120\n"
    )


def test_what_is_later_is_counted(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    """Reminders of the coming four months one by one; secret things never."""
    shops(
        journal,
        10,
        0,
        more="birthday: 3-8\nhealth: 糖尿病\nlife_events: [{date: 2026-11-10, kind: 生病, note: 开刀}]\n",
    )
    text = said(journal, capsys)
    reminders = section(text, "Reminders:")
    assert "2027-03-08 08:30  Birthday: 店B  [Birthdays and festivals · birthday]\n" in reminders
    assert "2028" not in reminders
    assert "more after 2027-03-20" in reminders
    assert "糖尿病" not in text
    assert "开刀" not in text
