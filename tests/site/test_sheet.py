"""The pages that do not fit in a phone's bar lie on a sheet above it, which a tap opens and closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kjournal.outputs.pages.site import ENTRIES
from tests.parts import lacking
from tests.site.test_every_page import AXE, _violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SHEET = ".rest details"
WORD = ".rest summary"


@pytest.fixture(params=(True, False), ids=("script", "no script"))
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A phone, with scripts and without."""
    with browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=request.param
    ) as context:
        yield context


def opened(context: BrowserContext, file: Path) -> Page:
    """A page with its sheet open."""
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator(WORD).click()
    assert page.locator(SHEET).get_attribute("open") is not None
    return page


def test_it_holds_what_the_bar_has_not(phone: BrowserContext, site: Path) -> None:
    """Each of the other pages once, in sight; together with the bar all that a desk shows."""
    page = opened(phone, site / "money.html")
    links = page.locator(f"{SHEET} a")
    names = [one.get_attribute("href") for one in links.all()]
    assert names == [entry.file for entry in ENTRIES if not entry.tab]
    for one in links.all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert 400 < box["y"] < 844
    assert page.locator(f"{SHEET} [aria-current]").get_attribute("href") == "money.html"
    links.nth(1).click()
    assert page.url.endswith("promises.html")
    assert page.locator(SHEET).get_attribute("open") is None


def test_a_tap_beside_it_closes_it(phone: BrowserContext, site: Path) -> None:
    """Anywhere above it, and on the word that opened it; what lies below the shade is not tapped."""
    page = opened(phone, site / "customers.html")
    page.mouse.click(195, 300)
    assert page.locator(SHEET).get_attribute("open") is None
    assert page.url.endswith("customers.html")
    page.locator(WORD).click()
    page.locator(WORD).click(position={"x": 20, "y": 20})
    assert page.locator(SHEET).get_attribute("open") is None


def test_the_keyboard(browser: Browser, site: Path) -> None:
    """Enter opens it, Tab goes through it, Escape closes it and leaves the focus on its word; leaving it closes it too."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        page.locator(WORD).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "map.html"
        page.keyboard.press("Escape")
        assert page.locator(SHEET).get_attribute("open") is None
        assert page.evaluate("document.activeElement.matches('.rest summary')")
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        assert page.locator(SHEET).get_attribute("open") is None


def test_axe_looks_at_it_open(browser: Browser, site: Path) -> None:
    """Nothing serious while it is open, in the dark."""
    if not AXE.exists():
        lacking("npm's axe-core")
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark") as context:
        page = opened(context, site / "grades.html")
        assert _violations(page, AXE.read_text(encoding="utf-8")) == []


def test_a_desk_has_no_sheet(browser: Browser, site: Path) -> None:
    """There every page stands in the bar, and no second list of them below."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        assert not page.locator(WORD).is_visible()
        shown = [one.get_attribute("href") for one in page.locator(".top nav a:not(.brand):visible").all()]
        assert shown == [entry.file for entry in ENTRIES]
