"""Take the pictures in `docs/pictures/` of the sample's pages: `python -m tests.docs.pictures` after `make build`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.parts import CHROMIUM

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAGES = {
    "today": "index.html",
    "customer": "customers/EJ-XY-04.html",
    "customers": "customers.html",
    "problems": "problems.html",
}
FRAME = """
<style>
  body {{ margin: 0; padding: 32px; display: flex; gap: 32px; align-items: flex-start; background: #d9d5cc; width: 1500px; }}
  img {{ border-radius: 10px; box-shadow: 0 6px 24px #0004; display: block; }}
  .desk {{ width: 1080px; }} .phone {{ width: 300px; border-radius: 22px; }}
</style>
<img class="desk" src="{desk}"><img class="phone" src="{phone}">
"""


def picture(browser: Browser, name: str, page: str) -> None:
    """One page on a desk, light, and on a phone, dark, side by side."""
    shots = {}
    devices: tuple[tuple[str, int, int, Literal["light", "dark"]], ...] = (
        ("desk", 1280, 900, "light"),
        ("phone", 390, 844, "dark"),
    )
    for device, width, height, scheme in devices:
        tab = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1
        )
        tab.goto((ROOT / "site" / page).as_uri())
        target = ROOT / "docs" / "pictures" / f".{name}-{device}.png"
        tab.screenshot(path=target)
        tab.close()
        shots[device] = target
    both = browser.new_page(viewport={"width": 1564, "height": 840})
    frame = ROOT / "docs" / "pictures" / ".frame.html"
    frame.write_text(FRAME.format(desk=shots["desk"].name, phone=shots["phone"].name), encoding="utf-8")
    both.goto(frame.as_uri())
    both.locator("body").screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
    both.close()
    for path in (*shots.values(), frame):
        path.unlink()


def main() -> None:
    """All pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, page in PAGES.items():
            picture(browser, name, page)
        browser.close()


if __name__ == "__main__":
    main()
