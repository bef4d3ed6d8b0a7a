"""What is chosen on a page, in a real browser: kinds and weeks of the calendar, whose day today shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.compose.today import today_view
from kjournal.outputs.pages.site import Tally
from kjournal.outputs.pages.today import render_today
from tests.dates.weeks import MONDAY_TO_SATURDAY
from tests.outputs.pages.conftest import REPS, SITE, TODAY, pages, reminder, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def site(tmp_path: Path) -> str:
    """The pages as files."""
    write(tmp_path, pages())
    return f"file://{quote(str(tmp_path))}"


def shown(page: Page, selector: str) -> int:
    """How many of these can be seen."""
    return page.locator(selector).locator("visible=true").count()


@pytest.mark.parametrize("script", [True, False])
def test_a_kind_is_switched_off(browser: Browser, site: str, *, script: bool) -> None:
    """Its entries go, the others stay; with a script it is remembered, without one it works all the same."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{site}/calendar.html")
        visits, promises = shown(page, ".e.e-visit"), shown(page, ".e.e-promise")
        assert visits
        assert promises
        page.locator("#k-visit").uncheck()
        assert shown(page, ".e.e-visit") == 0
        assert shown(page, ".e.e-promise") == promises
        page.goto(f"{site}/calendar.html")
        assert shown(page, ".e.e-visit") == (0 if script else visits)


def test_on_a_phone_a_day_opens_below_its_week(browser: Browser, site: str) -> None:
    """Today's to begin with; a tap on a number opens that day and closes the other."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{site}/calendar.html")
        assert shown(page, "#d-2026-11-20 .e") == 1
        assert shown(page, "#d-2026-11-28 .e") == 0
        page.locator("#d-2026-11-28 .head").click()
        assert shown(page, "#d-2026-11-20 .e") == 0
        assert shown(page, "#d-2026-11-28 .e") == 1
        head = page.locator("#d-2026-11-28 .head").bounding_box()
        assert head is not None
        assert min(head["width"], head["height"]) >= 44


@pytest.mark.parametrize("width", [390, 1280])
def test_a_week_alone(browser: Browser, site: str, width: int) -> None:
    """The week that is chosen, and the way to the next; the month again afterwards."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{site}/calendar.html")
        page.locator(".span-week").click()
        assert shown(page, ".wk") == 1
        assert shown(page, "#w-2026-47") == 1
        page.locator("#w-2026-47 .weekbar a.step").last.click()
        assert shown(page, "#w-2026-48") == 1
        page.locator(".span-month").click()
        assert shown(page, ".wk") == 6


def test_todays_first_screen_on_a_phone(browser: Browser, site: str) -> None:
    """Whom to visit today stands on it, without scrolling."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{site}/index.html")
        name = page.locator(".block-due .who").first.bounding_box()
        assert name is not None
        assert name["y"] + name["height"] < 844 - 60


@pytest.mark.parametrize("script", [True, False])
def test_what_is_told_on_top_follows_the_chosen_rep(
    browser: Browser, tmp_path: Path, *, script: bool
) -> None:
    """Sentence, figures and colour are those of the rep, also after a tap on a figure; without a script they stay everybody's."""
    late = date(2026, 11, 3)
    mine = [reminder(uid="1"), reminder(uid="2", day=late), reminder(uid="3", day=late)]
    others = [reminder(uid="4", rep="lan"), reminder(uid="5", rep="lan", rule="restock", day=late)]
    made = today_view(
        [*mine, *others], {}, REPS, TODAY, calendar=WorkCalendar(MONDAY_TO_SATURDAY), problems=Tally()
    )
    write(tmp_path, pages() | {"index.html": render_today(SITE, made)})
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"file://{quote(str(tmp_path))}/index.html")

        def told() -> tuple[str, str, list[str]]:
            hero = page.locator(".hero")
            counts = hero.locator(".tile b").all_inner_texts()
            return hero.get_attribute("class") or "", hero.locator(".told").inner_text(), counts[:3]

        everybody = told()
        assert everybody[2] == ["2", "0", "2"]
        page.locator(".jump a[href='#rep-lan']").click()
        if not script:
            assert told() == everybody
            return
        state, words, figures = told()
        assert state == "hero state-busy"
        assert [line for line in words.split("\n") if line] == [
            "Nothing was left lying.",
            "One question waits for the next visit.",
        ]
        assert figures == ["1", "0", "0"]
        page.locator(".hero .tile a").first.click()
        assert page.url.endswith("#due-lan")
        assert told()[2] == figures
        assert shown(page, ".rep") == 1
        page.locator(".jump .everybody").click()
        assert told() == everybody
