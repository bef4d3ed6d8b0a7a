"""What lists everything is asked again only where a table it is made from changed, or the day, or a file of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kjournal.graph.pages import map as map_pages
from kjournal.graph.pages import problems as problem_pages
from kjournal.graph.pages import reports
from kjournal.outputs.pages import cutting, problems
from kjournal.outputs.pages.problems import ProblemsView, render_problems
from kjournal.outputs.pages.site import Site
from kjournal.reports import promises
from kjournal.reports.question import Question
from kjournal.reports.report import Report
from tests.graph.conftest import Journal
from tests.graph.edits import Editor, difference

VISIT = "---\ncustomer: 店1\ncomplaints: [{{kind: 质量, handling: {handling}}}]\n---\n\n去了。{said}\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lists that were asked, in their order."""
    found: list[str] = []
    real = reports.question

    def question(*arguments: object) -> object:
        found.append(sys._getframe(1).f_code.co_name)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "question", question)
    return found


def built(journal: Journal, asked: list[str]) -> list[str]:
    """What a build asks."""
    asked.clear()
    journal.build(accept_loss=True)
    return list(asked)


def test_only_what_changed_is_asked_again(journal: Journal, asked: list[str]) -> None:
    """A sentence asks for nothing, a complaint for complaints, a card's region for all; another day for all."""
    every = ["promises", "debts", "gifts", "complaints", "licences", "grades"]
    card = "---\nname: 店1\nid: K1\nclass: 村镇药店\nregion: {town}\nrep: li\n---\n"
    journal.write("customers/1.md", card.format(town="向阳镇"))
    journal.write("visits/2026-11-02-店1.md", VISIT.format(handling="换货", said=""))
    assert built(journal, asked) == every
    assert built(journal, asked) == []
    journal.write("visits/2026-11-02-店1.md", VISIT.format(handling="换货", said="天晴。"))
    assert built(journal, asked) == []
    journal.write("visits/2026-11-02-店1.md", VISIT.format(handling="退货", said="天晴。"))
    assert built(journal, asked) == ["complaints"]
    assert "退货" in (journal.site / "complaints.html").read_text(encoding="utf-8")
    journal.write("customers/1.md", card.format(town="板坡镇"))
    assert built(journal, asked) == every
    journal.day = date(2026, 11, 21)
    assert built(journal, asked) == every


def test_a_lost_page_is_made_again(journal: Journal, asked: list[str]) -> None:
    """A file of a list that is gone, or is another than it was."""
    built(journal, asked)
    (journal.site / "money.html").unlink()
    assert built(journal, asked) == ["debts"]
    (journal.site / "gifts.html").write_text("x", encoding="utf-8")
    assert built(journal, asked) == ["gifts"]
    assert "<h1>" in (journal.site / "gifts.html").read_text(encoding="utf-8")


def test_the_map_is_asked_again_where_a_spot_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new phone number leaves it; a grade, a place, another name and a card that is gone do not."""
    asked: list[int] = []

    def counted(placed: Sequence[map_pages.Placed]) -> str:
        asked.append(len(placed))
        return ""

    monkeypatch.setattr(map_pages, "_common", counted)
    card = "---\nname: {name}\nid: K1\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n{more}---\n"
    found = []
    for name, more in (
        ("店1", ""), ("店1", "phone: 13800138000\n"), ("店1", "grade: A\n"), ("店1", "grade: A\ngeo: 24.7,107.03\n"),
        ("店2", "grade: A\ngeo: 24.7,107.03\n"), ("店2", "grade: A\ngeo: 24.7,107.03\ntags: [老客户]\n"),
    ):  # fmt: skip
        journal.write("customers/1.md", card.format(name=name, more=more))
        journal.build(accept_loss=True)
        found.append(len(asked))
    (journal.root / "customers/1.md").unlink()
    journal.build(accept_loss=True)
    assert (found, asked) == ([1, 1, 2, 3, 4, 4], [1, 1, 1, 1, 0])


CARD = "---\nname: {name}\nid: {id}\nclass: 村镇药店\nregion: 向阳镇\nrep: {rep}\n---\n"
PROMISE = "---\ncustomer: {id}\npromises: [{said}]\n---\n"


@pytest.fixture
def cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list of more than two rows is cut."""
    monkeypatch.setattr(cutting, "MOST", 2)
    for module in (problem_pages, problems):
        monkeypatch.setattr(module, "MOST", 3)
    monkeypatch.setattr(cutting, "SHOWN", 1)


@pytest.mark.usefixtures("cut_short")
def test_a_rep_s_promises_are_asked_where_they_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another promise asks for its rep's page alone; a card that changes hands for both; a page that is gone for all."""
    asked: list[tuple[str, ...]] = []
    real = promises.ours

    def ours(question: Question, reps: tuple[str, ...] | None = None, most: int = -1) -> Report:
        asked.append(tuple(reps or ()))
        return real(question, reps, most)

    monkeypatch.setattr(promises, "ours", ours)

    def built() -> list[tuple[str, ...]]:
        asked.clear()
        journal.build()
        return asked[1:]  # behind what leads to them

    for id_, rep in (("A1", "li"), ("B1", "chen"), ("C1", "han")):
        journal.write(f"customers/{id_}.md", CARD.format(name=f"{id_}号店", id=id_, rep=rep))
        journal.write(f"visits/2026-11-10-{id_}.md", PROMISE.format(id=id_, said="11-28前送海报"))
    assert len(built()) == 3
    journal.write("visits/2026-11-10-B1.md", PROMISE.format(id="B1", said="12-01前送发票"))
    assert built() == [("chen",)]
    journal.write("customers/A1.md", CARD.format(name="A1号店", id="A1", rep="han"))
    assert len(built()) == 2  # li has no page any more: all that name it
    journal.write("customers/C1.md", CARD.format(name="王家店", id="C1", rep="han"))
    assert built() == [("han",)]
    assert "王家店" in "".join(
        path.read_text(encoding="utf-8") for path in journal.site.glob("promises-*.html")
    )
    next(journal.site.glob("promises-*.html")).unlink()
    assert len(built()) == 2


@pytest.mark.usefixtures("cut_short")
def test_problems_of_a_folder_are_told_where_they_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hint that moved draws its folder's page, one more the first page too, another name of a customer all that lead to it."""
    drawn: list[str] = []

    def render(site: Site, view: ProblemsView) -> str:
        drawn.append(view.part or "first")
        return render_problems(site, view)

    def built() -> list[str]:
        drawn.clear()
        journal.build()
        return list(drawn)

    monkeypatch.setattr(problem_pages, "render_problems", render)
    card = "---\nname: {name}\nid: C1\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n"
    visit = "---\n{more}customer: C1\n天汽: 晴\n心情: 好\n---\n\n去了。\n"
    journal.write("customers/C1.md", card.format(name="王店"))
    for month in ("09", "10", "11"):
        journal.write(f"visits/{month}/2026-{month}-02-C1.md", visit.format(more=""))
    folders = ["visits/09", "visits/10", "visits/11"]
    assert built() == ["first", ".", "customers", *folders]
    assert built() == []
    journal.write("visits/10/2026-10-02-C1.md", visit.format(more="# 看这里\n"))
    assert built() == ["visits/10"]
    journal.write("visits/11/2026-11-02-C1.md", visit.format(more="路况: 好\n"))
    assert built() == ["first", "visits/11"]
    assert "路况" in "".join(
        path.read_text(encoding="utf-8") for path in journal.site.glob("problems-*.html")
    )
    journal.write("customers/C1.md", card.format(name="王家店"))
    assert set(folders) <= set(built())


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.usefixtures("cut_short")
def test_what_is_cut_is_as_from_scratch(sample: Journal, tmp_path: Path, seed: int) -> None:
    """Whatever becomes of promises and of those whom they are given: pages that were left alone are what a clean build makes."""
    editor = Editor(sample, seed)
    sample.build()
    for number in range(12):
        act = editor.random.choice(
            [editor.promise, editor.promise, editor.new_name, editor.another_rep, editor.break_]
        )
        done = act()
        sample.build(accept_loss=True)
        if number % 4 == 3:
            clean = sample.copy(tmp_path / f"clean-{number}")
            clean.build()
            assert difference(sample, clean) == "", f"seed {seed}, edit {number}: {done}"


def test_a_page_tells_at_once_what_drawing_it_found(journal: Journal) -> None:
    """That a body is shown plainly stands on the customer's page from the first build on, as in every later one."""
    journal.write("customers/店1.md", f"---\nid: D1\nname: 店1\nclass: 村镇药店\n---\n\n{'> ' * 10}深\n")
    journal.build()
    first = journal.files()
    assert b"KJ704" in first["customers/D1.html"]
    journal.write("visits/2026/08/去.md", "---\ncustomer: D1\ndate: 2026-08-01\n---\n\n去了。\n")
    journal.build()
    assert b"KJ704" in journal.files()["customers/D1.html"]
