"""The main pages look as they did: pictures of the sample's site beside those that are stored, which the README shows.

`UPDATE_SNAPSHOTS=1 pytest tests/site/test_pictures.py` takes new ones; look at them before they are committed.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kjournal.outputs.pages.links import brief_file, page_file
from tests.parts import lacking
from tests.site.conftest import Look

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORED = Path(__file__).parents[2] / "docs" / "pictures"
PHONE, DESK = (390, 844), (1280, 900)
CUSTOMER = "EJ-CG-04"


class Picture(NamedTuple):
    """A page as it is looked at."""

    name: str
    page: str
    size: tuple[int, int]
    dark: bool = False


PICTURES = (
    Picture("today-phone", "index.html", PHONE),
    Picture("today-desk", "index.html", DESK),
    Picture("customers-desk", "customers.html", DESK),
    Picture("customer-phone", page_file(CUSTOMER), PHONE),
    Picture("customer-dark", page_file(CUSTOMER), DESK, dark=True),
    Picture("brief-phone", brief_file(CUSTOMER), PHONE),
    Picture("calendar-phone", "calendar.html", PHONE),
    Picture("map-phone", "map.html", PHONE),
    Picture("promises-phone", "promises.html", PHONE),
    Picture("money-desk", "money.html", DESK),
    Picture("grades-desk", "grades.html", DESK),
)
MOST_OFF = 0.01
"""The share of pixels that may differ."""
FAR = 32
"""Of 255: by how much a channel of a pixel differs."""
DIFFERENT = """async ([one, two, far]) => {
  const pixels = async data => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(one), await pixels(two)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let off = 0;
  for (let n = 0; n < a.data.length; n += 4)
    off += [0, 1, 2].some(channel => Math.abs(a.data[n + channel] - b.data[n + channel]) > far);
  return off / (a.width * a.height);
}"""


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_it_looks_as_it_did(browser: Browser, site: Path, tmp_path: Path, picture: Picture) -> None:
    """At most one pixel in a hundred is another one."""
    if "Noto Sans CJK" not in _fonts():
        lacking("fonts-noto-cjk")
    taken = taken_of(browser, site, picture)
    stored = STORED / f"{picture.name}.png"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        stored.write_bytes(taken)
    (tmp_path / stored.name).write_bytes(taken)
    assert different(browser, stored.read_bytes(), taken) <= MOST_OFF, f"{tmp_path / stored.name} is another picture"


def test_other_pictures_are_told_apart(browser: Browser, site: Path) -> None:
    """The comparison sees a page that is another one, and none in the same page taken twice."""
    first, second = (taken_of(browser, site, picture) for picture in PICTURES[:2])
    assert different(browser, first, taken_of(browser, site, PICTURES[0])) == 0
    assert different(browser, first, second) == 1
    assert different(browser, first, taken_of(browser, site, PICTURES[6])) > MOST_OFF


def _fonts() -> str:
    """The families of letters that this machine has for Chinese."""
    if not shutil.which("fc-list"):
        return ""
    return subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=True).stdout


def taken_of(browser: Browser, site: Path, picture: Picture) -> bytes:
    """A picture of what one sees first."""
    width, height = picture.size
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if picture.dark else "light", locale="zh-CN"
    ) as context:
        page = Look(context).open(site / picture.page)
        page.evaluate("document.fonts.ready")
        return page.screenshot(animations="disabled", caret="hide")


def different(browser: Browser, one: bytes, two: bytes) -> float:
    """The share of pixels that are far apart; 1 where the sizes are."""
    with browser.new_context() as context:
        page = context.new_page()
        pictures = [base64.b64encode(data).decode() for data in (one, two)]
        return float(page.evaluate(DIFFERENT, [*pictures, FAR]))
