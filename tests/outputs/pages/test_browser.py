"""The pages in a real browser: nothing wrong on the console, nothing from outside, nothing that must be scrolled sideways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import quote

import pytest

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.customer import render_customer
from tests.outputs.pages.conftest import SITE, dossier, pages, view, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VISITED = "---\ncustomer: 桂和堂\npayments: [10 转账]\n---\n收了。\n"
SEALS = """(kinds) => Object.fromEntries(kinds.map((kind) => {
  const seal = document.querySelector("main").appendChild(document.createElement("span"));
  seal.className = `seal seal-${kind}`;
  const { webkitTextFillColor, backgroundColor } = getComputedStyle(seal);
  const light = (color) => {
    const linear = color.match(/[\\d.]+/g).slice(0, 3).map((part) => (part / 255 <= .04045 ? part / 3294.6 : ((part / 255 + .055) / 1.055) ** 2.4));
    return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
  };
  const [low, high] = [light(webkitTextFillColor), light(backgroundColor)].sort((a, b) => a - b);
  return [kind, (high + .05) / (low + .05)];
}))"""
"""The contrast of each kind's seal between its letter and its ground, as WCAG counts it."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The pages as files, in a folder with a Chinese name and a blank."""
    folder = tmp_path / "网 页"
    write(folder, pages())
    return folder


def opened(page: Page, site: Path, name: str) -> tuple[list[str], list[str]]:
    """What the console says and what is asked for while a page is opened."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{quote(str(site / name))}")
    return said, asked


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_seal_can_be_read(browser: Browser, site: Path, scheme: Literal["light", "dark"]) -> None:
    """The letter of each kind stands out from its ground."""
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        opened(page, site, "index.html")
        contrasts = page.evaluate(SEALS, list(get_args(Kind)))
    assert {kind: round(much, 1) for kind, much in contrasts.items() if much < 4.5} == {}


def test_the_style_and_the_script_run_under_the_policy(browser: Browser, site: Path) -> None:
    """`'self'` holds for files: the font is set and the distances stand beside the days."""
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        opened(page, site, view().row.page)
        assert "PingFang" in page.evaluate("getComputedStyle(document.body).fontFamily")
        assert page.locator("dl.facts .next .ago").inner_text() == "前天"
        assert page.locator(".visit .ago").first.inner_text() == "8天前"


def test_without_the_script_nothing_is_missing(browser: Browser, site: Path) -> None:
    """Every row is there, no filter that does nothing, and details open by themselves."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        opened(page, site, "customers.html")
        assert page.get_by_text("桂和堂大药房").is_visible()
        assert not page.locator("#filters").is_visible()
        page.goto(f"file://{quote(str(site / 'index.html'))}")
        page.locator(".item-visit summary").click()
        assert page.get_by_text("Decides: 黄桂芬").first.is_visible()


def test_a_link_opens_the_fold_in_which_its_visit_lies(browser: Browser, site: Path) -> None:
    """From the address, and from a link on the page."""
    visits = {f"visits/2026-{n // 28 + 1:02}-{n % 28 + 1:02}-桂和堂.md": VISITED for n in range(40)}
    made = view(dossier(visits=visits))
    write(site, {made.row.page: render_customer(SITE, made)})
    from playwright.sync_api import expect

    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        said, _ = opened(page, site, made.row.page)
        oldest = page.locator("#v2026-01-03")
        assert not oldest.is_visible()
        page.locator("#account details summary").last.click()
        page.locator('#account a[href="#v2026-01-03"]').first.click()
        expect(oldest).to_be_in_viewport()
        opened(page, site, made.row.page)
        page.goto(f"{page.url}#v2026-01-05")
        expect(page.locator("#v2026-01-05")).to_be_in_viewport()
        assert said == []


def test_on_a_phone_what_is_tapped_is_large_enough(browser: Browser, site: Path) -> None:
    """44 pixels for what leads on: the bar on top, numbers to call."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        for name in ("index.html", "customers.html", view().row.page):
            opened(page, site, name)
            for target in page.locator("nav li a, a.tel").locator("visible=true").all():
                box = target.bounding_box()
                assert box is not None
                assert box["height"] >= 44, (name, target.inner_text(), box)


def test_on_paper(browser: Browser, site: Path) -> None:
    """No bar, no filters; what is behind a tap is printed."""
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, site, "index.html")
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible()
        assert page.get_by_text("Decides: 黄桂芬").first.is_visible()
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
