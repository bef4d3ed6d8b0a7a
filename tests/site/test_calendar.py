"""The month on a desk: each thing says what is to be done, and what a day does not show is told in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kjournal.outputs.pages.calendar import SHOWN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

WIDTH, HEIGHT = 1280, 900
KINDS = {"拜访", "生日与节日", "承诺", "应收与证照"}
HIDDEN = """() => [...document.querySelectorAll(".e .verb")].filter(one => one.checkVisibility()).filter(one => {
  const verb = one.getBoundingClientRect(), day = one.closest(".day").getBoundingClientRect();
  return verb.right > day.right + 1 || verb.width < Math.min(one.scrollWidth, 42) - 1;
}).map(one => one.closest(".e").textContent)"""
"""Verbs of which not even three characters are seen, because the name before them took the room."""


def test_a_long_name_hides_no_verb(browser: Browser, site: Path) -> None:
    """The name is cut instead, and stands whole in the title."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto((site / "calendar.html").as_uri())
        assert page.evaluate(HIDDEN) == []
        assert page.locator(".e .verb:visible").count() > 60
        for one in page.locator(".e:not(.rest) > a").all():
            name = one.locator("b").inner_text()
            verb = one.locator(".verb").inner_text()
            assert (one.get_attribute("title") or "").startswith(f"{name} {verb}")


def test_what_is_left_out_is_said(browser: Browser, site: Path) -> None:
    """In words: once a kind while all reps are shown, by kind and rep while one is switched off; and a tap shows it."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto((site / "calendar.html").as_uri())
        day = page.locator(".day:has(.left)").first
        assert day.locator(".e:visible").count() == SHOWN
        kinds = told(day)
        assert kinds
        assert len({kind for (kind,) in kinds}) == len(kinds)
        assert {kind for (kind,) in kinds} <= KINDS
        page.locator("label", has_text="梁启文").click()
        apart = told(day)
        assert apart
        for kind, rep in apart:
            assert kind in KINDS
            assert rep in {"周宁", "蓝秋萍"}
        page.locator("label", has_text="梁启文").click()
        day.locator(".left a").click()
        assert day.locator(".e:visible").count() == day.locator(".e").count() > SHOWN
        assert not day.locator(".left").is_visible()


def told(day: Locator) -> list[list[str]]:
    """What the chips of a day speak of, as far as they are seen."""
    chips = [one for one in day.locator(".left a > span").all() if one.is_visible()]
    assert not any("+" in one.inner_text() for one in chips)
    return [(one.get_attribute("title") or "").split() for one in chips]
