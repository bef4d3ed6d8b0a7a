"""The whole site of the sample journal, and a real browser to look at it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kjournal import words
from kjournal.commands.build import build
from kjournal.commands.opening import Opened
from kjournal.config.loading import load

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page

SAMPLE = Path(__file__).parents[2]


def copied(target: Path) -> Path:
    """The sample journal in a folder of its own."""
    target.mkdir(parents=True)
    for name in ("customers", "visits", "templates"):
        shutil.copytree(SAMPLE / name, target / name)
    shutil.copy(SAMPLE / "kjournal.toml", target)
    return target


def built(root: Path) -> Path:
    """The site of a journal, made on its pinned day."""
    settings = load(root)
    words.use(settings.language)
    assert settings.today is not None
    build(Opened(root, settings, settings.today, pinned=True), root / "site")
    words.use("en")
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's site, in a folder with a Chinese name and a blank."""
    return built(copied(tmp_path_factory.mktemp("site") / "日 志"))


class Look:
    """One page that is open, with what went wrong on it."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, file: Path) -> Page:
        """A file of the site."""
        self.page.goto(f"file://{quote(str(file))}")
        return self.page


def kinds(site: Path) -> list[str]:
    """One file of every kind of page: all at the site's root but months and parts, two of each folder."""
    roots = [path.name for path in sorted(site.glob("*.html"))]
    seen: dict[str, str] = {}
    for name in roots:
        seen.setdefault(name.partition("-")[0].removesuffix(".html"), name)
    folders = sorted({path.parent for path in site.glob("*/*.html")})
    richest = [
        path.relative_to(site).as_posix()
        for folder in folders
        for path in sorted(folder.glob("*.html"), key=lambda path: -path.stat().st_size)[:2]
    ]
    return [*seen.values(), *richest]
