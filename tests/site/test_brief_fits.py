"""The brief of every customer of the sample fits where it is read: one phone screen, half a printed page, a terminal."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kjournal.commands import brief
from kjournal.commands.opening import Opened
from kjournal.config.loading import load
from tests.site.conftest import built, copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = (390, 844)
LINES = 40
"""Lines of a terminal that is not small."""
MEASURED = """() => ({
  height: document.documentElement.scrollHeight,
  under: document.querySelector("main").getBoundingClientRect().bottom
    - document.querySelector(".top nav > ul").getBoundingClientRect().top,
  smallest: Math.min(...[...document.querySelectorAll("main *")]
    .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize))),
})"""
"""How long the page is, how far it reaches under the bar, and the size of its smallest letters."""
LEFT_CUT = """(which) => [...document.querySelectorAll(`.brief .hours${which}, .door > div${which}`)]
  .flatMap((row) => [row, ...row.querySelectorAll("*")])
  .filter((one) => getComputedStyle(one).overflowX === "hidden" && getComputedStyle(one).display !== "inline")
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length"""
"""How many pieces of these rows do not show all they hold."""
HALF = "@page { size: 210mm 148.5mm }"
_PAGE = re.compile(rb"/Type\s*/Page\b")


def briefs(site: Path) -> list[Path]:
    """All of them: as many as there are customers."""
    found = sorted((site / "briefs").glob("*.html"))
    assert len(found) == len([*(site / "customers").glob("*.html")]) > 30
    return found


def test_one_screen_of_a_phone(browser: Browser, site: Path) -> None:
    """Nothing has to be scrolled, nothing lies under the bar, and no letter is smaller than 12 pixels."""
    wrong = too_long(browser, site)
    assert not wrong, "\n".join(wrong)


def test_one_screen_where_no_card_can_be_read(browser: Browser, tmp_path: Path) -> None:
    """The line that says so finds its room: the committed versions stand in."""
    root = copied(tmp_path / "journal")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    for card in (root / "customers").rglob("*.md"):
        card.write_text(card.read_text("utf-8").replace("---\n", "---\n<<<<<<< HEAD\n", 1), encoding="utf-8")
    site = built(root)
    assert all("flag-stale" in file.read_text("utf-8") for file in briefs(site))
    wrong = too_long(browser, site)
    assert not wrong, "\n".join(wrong)


def too_long(browser: Browser, site: Path) -> list[str]:
    """The briefs that do not fit on a phone's screen, with what was measured."""
    width, height = PHONE
    wrong: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        for file in briefs(site):
            page.goto(file.as_uri())
            seen = page.evaluate(MEASURED)
            if seen["height"] > height or seen["under"] > 0 or seen["smallest"] < 12:
                wrong.append(f"{file.name}: {seen}")
    return wrong


def test_what_is_cut_opens_on_a_tap(browser: Browser, site: Path) -> None:
    """And by the keyboard; what is whole has no button, a link in the row still leads on, and a second tap cuts again."""
    width, height = PHONE
    with browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True) as context:
        page = context.new_page()
        opened = 0
        for file in briefs(site):
            page.goto(file.as_uri())
            assert page.evaluate(LEFT_CUT, ":not(.cut)") == 0, file.name
            rows = page.locator(".cut")
            for row in rows.all():
                row.locator("button").focus()
                page.keyboard.press("Enter")
                opened += 1
            assert page.evaluate(LEFT_CUT, ".cut") == 0, file.name
            assert page.locator(".cut button[aria-expanded=true]").count() == rows.count()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, file.name
        assert opened > len(briefs(site))
        page.goto((site / "briefs" / "EJ-CG-04.html").as_uri())
        row = page.locator(".door .cut").first
        for state in ("true", "false"):
            row.locator("dt").click()
            assert row.locator("button").get_attribute("aria-expanded") == state


def test_half_a_printed_page(browser: Browser, site: Path) -> None:
    """On a sheet of A4 cut across the middle it needs no second one."""
    wrong: list[str] = []
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        richest = sorted(briefs(site), key=lambda file: -file.stat().st_size)[:6]
        for file in richest:
            page.goto(file.as_uri())
            page.add_style_tag(content=HALF)
            paper = page.pdf(prefer_css_page_size=True)
            if (sheets := len(_PAGE.findall(paper))) != 1:
                wrong.append(f"{file.name}: {sheets} sheets")
    assert not wrong, "\n".join(wrong)


def test_a_terminal(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At eighty columns no customer takes more lines than a window has."""
    monkeypatch.setenv("COLUMNS", "80")
    root = site.parent
    settings = load(root)
    assert settings.today is not None
    long: list[str] = []
    for file in briefs(site):
        brief.run(Opened(root, settings, settings.today, pinned=True), word=file.stem)
        lines = capsys.readouterr().out.count("\n")
        if not 5 < lines <= LINES:
            long.append(f"{file.name}: {lines} lines")
    assert not long, "\n".join(long)
