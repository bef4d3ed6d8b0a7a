"""The lists of promises, money and the like in a real browser, narrowed to the customers that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
import pytest

from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.links import is_narrowed
from kjournal.outputs.pages.report import Part, ReportView, render_report
from kjournal.outputs.pages.search import render_data, search_data
from kjournal.outputs.pages.site import SEARCH, SHOWN_AROUND
from kjournal.reports.report import Column, Report
from tests.outputs.pages.conftest import SITE
from tests.outputs.pages.test_searching import CARDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WHO, SAID, REP = Column("customer", "Customer", "who"), Column("what", "What"), Column("rep", "Rep")
OURS = Report(
    "ours", "Ours", (WHO, SAID, REP),
    (
        (("0001", "向阳镇卫生院"), "送样品", "周宁"), (("0002", "单记药店"), "报价单", "蓝秋萍"),
        (("0003", "桂和堂大药房"), "送样品", "周宁"), (("gone", "没有卡片"), "李明朗问的", ""),
    ),
    ("all", "4"),
)  # fmt: skip
THEIRS = Report("theirs", "Theirs", (WHO, SAID), ((("0005", "长滩卫生室"), "给回执"),))
BY_REP = Report("closing", "Closing", (REP, SAID), (("周宁", "3"), ("蓝秋萍", "1")))


@pytest.fixture(params=((390, 844), (1280, 900)), ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab in which nothing may go wrong and nothing may have to be scrolled sideways."""
    width, height = request.param
    with browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN") as context:
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        yield tab
        assert said == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """One list as a file, and the customers beside it."""
    view = ReportView("promises.html", "promises", reports=(OURS, THEIRS, BY_REP))
    (tmp_path / "promises.html").write_text(render_report(SITE, view), encoding="utf-8")
    rows = [row for row, _ in CARDS]
    data = render_data(search_data(rows, {packed.id: packed for _, packed in CARDS}))
    (tmp_path / "search-data.js").write_text(data, encoding="utf-8")
    for name, asset in assets().items():
        (tmp_path / name).write_bytes(asset)
    return tmp_path


def go(page: Page, site: Path, fragment: str = "") -> None:
    """Open the list."""
    page.goto("about:blank")
    page.goto(f"file://{quote(str(site / 'promises.html'))}{quote(fragment, safe='#=&')}")
    page.locator("#narrow:not([hidden])").wait_for()


def shows(page: Page, *numbers: int) -> None:
    """Only these rows are there, by the number of their customer; 0 is the one without a card."""
    from playwright.sync_api import expect

    names = [CARDS[number - 1][0].name if number else "没有卡片" for number in numbers]
    expect(page.locator("tbody tr:visible td.is-who a")).to_have_text(names)


def test_words(page: Page, site: Path) -> None:
    """What finds a customer elsewhere finds its rows here, and so does what a row says; all words must be found."""
    go(page, site)
    shows(page, 1, 2, 3, 0, 5)
    for typed, found in (
        ("shanji", (2,)),
        ("lml", (1,)),
        ("李明朗", (1, 0)),
        ("周宁", (1, 3)),
        ("VIP", (2,)),
        ("长滩乡", (5,)),
        ("样品 向阳", (1,)),
        ("img", ()),
    ):
        page.fill("input[name=words]", typed)
        shows(page, *found)
        assert page.locator("#tells").inner_text() == f"{len(found)} of 5 rows"


def test_what_belongs_to_all_of_them_goes(page: Page, site: Path) -> None:
    """Their sum, and tables without a row that fits; tables of other things and all else stay, and come back."""
    go(page, site)
    assert page.locator("#ours tfoot").is_visible()
    page.fill("input[name=words]", "shanji")
    shows(page, 2)
    assert not page.locator("#ours tfoot").is_visible()
    assert not page.locator("#theirs").is_visible()
    assert page.locator("#closing").is_visible()
    page.get_by_text("Show all again").click()
    shows(page, 1, 2, 3, 0, 5)
    assert page.locator("#ours tfoot").is_visible()
    assert not page.locator("#narrowed").is_visible()


def test_choices(page: Page, site: Path) -> None:
    """Reps and towns that there are, of a row's customer where the table does not say; kept over a reload."""
    go(page, site)
    page.locator("input[name=words]").focus()
    if not page.locator("select[name=rep]").is_visible():
        page.locator(".narrow summary").click()
    page.select_option("select[name=rep]", label="蓝秋萍")
    shows(page, 2, 5)
    page.select_option("select[name=town]", label="长滩乡")
    shows(page, 5)
    assert page.locator("select[name=rep] option").all_inner_texts() == ["any", "周宁", "蓝秋萍"]
    page.reload()
    shows(page, 5)


def test_an_anchor_stays_an_anchor(page: Page, site: Path) -> None:
    """A link to one of the tables neither narrows anything nor is lost."""
    go(page, site, "#theirs")
    shows(page, 1, 2, 3, 0, 5)
    page.locator("input[name=words]").focus()
    page.wait_for_timeout(150)
    assert page.evaluate("location.hash") == "#theirs"


def test_without_a_script(browser: Browser, site: Path) -> None:
    """The list is whole, and no field does nothing."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"file://{quote(str(site / 'promises.html'))}")
        shows(page, 1, 2, 3, 0, 5)
        assert not page.locator("#narrow").is_visible()


def test_which_pages_have_it() -> None:
    """Those that list what hangs on customers, their parts too; not those shown around, which have no names to search by."""
    assert all(map(is_narrowed, ("money.html", "money-周宁.html", "gifts-2025.html", "licences.html")))
    assert not any(map(is_narrowed, ("grades.html", "index.html", "customers.html", "moneybox.html")))
    part = ReportView("promises-0.html", "promises", reports=(OURS,), parts=(Part("周宁", 0, "x"),))
    assert "rows of this page" in render_report(SITE, part)
    around = msgspec.structs.replace(SITE, without=tuple(sorted(SHOWN_AROUND)))
    assert SEARCH in around.without
    shown = render_report(around, part)
    assert "narrow" not in shown
    assert "search.js" not in shown
