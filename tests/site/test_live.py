"""A served page in a real browser loads itself again when its note changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """`kjournal serve` for a copy of the sample: its address and the journal."""
    root = copied(tmp_path / "journal")
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LANG": "en_US.UTF-8"}
    command = [sys.executable, "-m", "kjournal", "-C", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+?/(?=\s|$)", line):
                yield found[0], root
                break
        process.terminate()
        process.stdout.read()


def test_a_page_shows_what_was_just_written(browser: Browser, served: tuple[str, Path]) -> None:
    """Without a hand on the browser; the page beside it, whose bytes stayed, is not loaded again."""
    address, root = served
    cards = sorted((root / "customers").rglob("*.md"))
    card = next(path for path in cards if re.search("(名称|name): 桂和堂大药房", path.read_text("utf-8")))
    with browser.new_context() as context:
        page, other = context.new_page(), context.new_page()
        page.goto(address + "customers.html")
        other.goto(address + "subscribe.html")
        other.evaluate("window.stayed = true")
        page.bring_to_front()
        page.get_by_text("桂和堂大药房").first.wait_for()
        card.write_text(card.read_text("utf-8").replace("桂和堂大药房", "桂和堂新药房"), encoding="utf-8")
        page.get_by_text("桂和堂新药房").first.wait_for(timeout=20_000)
        assert other.evaluate("window.stayed")


@pytest.mark.parametrize("place", ["", "#visits"])
def test_whoever_stands_at_the_top_sees_what_comes_there(
    browser: Browser, served: tuple[str, Path], place: str
) -> None:
    """A note that breaks puts a line on top of its customer's page; it stands in sight. Elsewhere the page stays as it was."""
    address, root = served
    card = next(path for path in (root / "customers").rglob("*.md") if "名称: 桂和堂大药房" in path.read_text("utf-8"))
    whole = card.read_text("utf-8")
    for command in (["init", "-q"], ["add", "customers"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    with browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}customers/EJ-CG-04.html{place}")
        for far, note in ((0, whole.replace("---\n", "---\n<<<<<<< HEAD\n", 1)), (600, whole)):
            page.evaluate("far => scrollTo(0, far)", far)
            page.wait_for_function("far => scrollY === far", arg=far)
            page.wait_for_timeout(1000)
            page.evaluate("window.old = true")
            card.write_text(note, encoding="utf-8")
            page.wait_for_function("!window.old && document.readyState === 'complete'", timeout=30_000)
            page.wait_for_timeout(500)
            assert page.locator(".banner").count() == (far == 0)
            assert (page.evaluate("scrollY") == 0) == (far == 0)
