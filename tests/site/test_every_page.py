"""Every kind of page in a real browser: nothing wrong, nothing from outside, nothing cut off, nothing hard to reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.parts import lacking
from tests.site.conftest import Look, kinds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((390, 844), (1280, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PRINTED = frozenset({"index.html", "customers.html", "money.html"})
"""Pages that are printed, not only looked at as if they were: each takes a second."""
SERIOUS = frozenset({"serious", "critical"})
BRIGHTER = """() => {
  const light = (name) => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0);
  return light("color") > light("backgroundColor");
}"""
"""Whether the ink is brighter than the paper."""
WIDER = """width => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > width + 1 && getComputedStyle(one).position !== "absolute")
  .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
"""Elements that reach beyond the right edge."""
SMALL = """() => [...document.querySelectorAll(".top a, .pages a, a.tel, a.button, button, select, input:not([type=checkbox]):not([type=radio]), summary")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 43.5 && !one.closest(".visually-hidden"))
  .slice(0, 3).map(one => one.getBoundingClientRect().height + " " + one.outerHTML.slice(0, 120))"""
"""What is tapped and is lower than 44 pixels."""
CUT = """() => [...document.querySelectorAll("main tr, main li, main article, .problem, figure")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 600)
  .filter(one => !one.querySelector("tr, li, article"))
  .filter(one => { for (let at = one; at && at.tagName !== "MAIN"; at = at.parentElement)
    if (getComputedStyle(at).breakInside.startsWith("avoid") || getComputedStyle(at).display.includes("inline")) return false; return true; })
  .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
"""Rows that a printer may cut in two."""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=("phone", "desk"))
def test_every_kind_of_page(
    browser: Browser, site: Path, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """From a file, on a phone and on a desk, dark and light: quiet console, own files only, no sideways scrolling."""
    width, height = size
    wrong: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context:
        for name in kinds(site):
            look = Look(context)
            page = look.open(site / name)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{name}: wider than the screen: {page.evaluate(WIDER, width)}")
            if width < 400 and (small := page.evaluate(SMALL)):
                wrong.append(f"{name}: too small to tap: {small}")
            if page.evaluate(BRIGHTER) != (scheme == "dark"):
                wrong.append(f"{name}: not {scheme}")
            wrong += [f"{name}: asks for {one}" for one in look.asked if not one.startswith(("file:", "data:"))]
            wrong += [f"{name}: {one}" for one in look.said]
            page.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("size", "scheme"), [*zip(SIZES, SCHEMES, strict=True)], ids=("phone in the light", "desk in the dark")
)
def test_axe_finds_nothing_serious(
    browser: Browser, site: Path, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """axe-core's rules, contrast among them, where `serious` or `critical` is broken."""
    if not AXE.exists():
        lacking("npm's axe-core")
    axe = AXE.read_text(encoding="utf-8")
    width, height = size
    wrong: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context:
        for name in kinds(site):
            page = Look(context).open(site / name)
            wrong += [f"{name}: {one}" for one in _violations(page, axe)]
            page.close()
    assert not wrong, "\n".join(wrong)


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:150]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


def test_on_paper_no_row_is_cut(browser: Browser, site: Path) -> None:
    """Whatever is a row keeps together on A4, and the bar stays away."""
    wrong: list[str] = []
    with browser.new_context(viewport={"width": 794, "height": 1123}) as context:
        for name in kinds(site):
            page = Look(context).open(site / name)
            page.emulate_media(media="print")
            wrong += [f"{name}: {one}" for one in page.evaluate(CUT)]
            if page.locator("header.top").is_visible():
                wrong.append(f"{name}: the bar is printed")
            if name in PRINTED:
                assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
            page.close()
    assert not wrong, "\n".join(wrong)


def test_without_the_script_it_can_be_read(browser: Browser, site: Path) -> None:
    """No page is empty, and none says what it cannot do."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        for name in kinds(site):
            page = Look(context).open(site / name)
            assert len(page.locator("main").inner_text()) > 40, name
            page.close()
