"""What all tests share: no example is given up because the machine was busy, and figures are listed at the end."""

from __future__ import annotations

import compileall
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import kjournal
from tests.parts import CHROMIUM, lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("kjournal", deadline=None)
settings.load_profile("kjournal")
signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell's background job ignores Ctrl-C and hands that down; the programs that tests interrupt must hear it."""


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the package: of the hundreds of processes that tests start none writes compiled modules where the environment forbids it."""
    if not hasattr(session.config, "workerinput"):  # what began the workers did it for them
        compileall.compile_dir(kjournal.__path__[0], quiet=1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; ended with each module, since its loop keeps others from running in the process."""
    if not Path(CHROMIUM).exists():
        lacking("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        args = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--font-render-hinting=none",
        ]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests came to in numbers: `record_property("figure", …)`."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = {str(value) for one in reports for name, value in one.user_properties if name == "figure"}
    if figures:
        terminalreporter.section("figures")
    for figure in sorted(figures, key=lambda text: (text.index(":"), text)):
        terminalreporter.write_line(figure)
