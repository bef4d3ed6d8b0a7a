"""What the tests of the feeds share: reminders, snapshots, and the parts that other people's parsers need."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from kjournal import words
from kjournal.care.reminder import Reminder, uid
from kjournal.outputs.feeds.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CLIENTS = HERE.parents[1] / "clients"


class Make(Protocol):
    """Makes a reminder from what matters to a test."""

    def __call__(self, name: str = ..., **fields: Any) -> Reminder:
        """The reminder."""


class Snapshot(Protocol):
    """Compares bytes with a file beside the tests."""

    def __call__(self, name: str, feed: bytes) -> None:
        """Fail where they differ."""


def _reminder(name: str = "双江口镇卫生室", **fields: Any) -> Reminder:
    usual: dict[str, Any] = {
        "rule": "visit",
        "kind": "visit",
        "customer": "双江口镇卫生室",
        "rep": "li",
        "day": date(2026, 11, 26),
        "verb": "拜访",
        "why": "上次 2026-10-27，每30天一次",
    }
    usual |= fields
    usual.setdefault("uid", uid(usual["rule"], usual["customer"], f"{usual['day']} {name}"))
    return Reminder(name=name, **usual)


@pytest.fixture
def make() -> Make:
    """A reminder of an all-day visit, with the given fields changed."""
    return _reminder


@pytest.fixture
def stamp() -> Stamp:
    """The minute at which the tests publish."""
    return Stamp.at(datetime(2026, 11, 20, 2, 30, 45, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The words in the code, so that no catalogue decides over a test."""
    before = words.language()
    words.use("en")
    yield
    words.use(before)


@pytest.fixture
def snapshot() -> Snapshot:
    """The feed must equal the file; `UPDATE_SNAPSHOTS=1` writes it. Git keeps it with LF, so line ends are the gate's."""

    def compare(name: str, feed: bytes) -> None:
        path = HERE / "snapshots" / name
        text = feed.decode().replace("\r\n", "\n")
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()

    return compare


@cache
def _missing(part: str) -> str:
    """Why the tests with this part cannot run; empty where they can."""
    if part == "npm":
        node, modules = shutil.which("node"), CLIENTS / "node_modules" / "node-ical"
        return "" if node and modules.is_dir() else "needs node and `npm ci --prefix tests/clients`"
    if part == "libical":
        code = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
        python = Path("/usr/bin/python3")
        there = python.exists() and subprocess.run([python, "-c", code], capture_output=True, check=False)
        return "" if there and there.returncode == 0 else "needs Debian's python3-gi and gir1.2-ical-3.0"
    return f"no test knows the part {part}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a part that is missing, with the reason; in CI nothing may be missing."""
    for mark in item.iter_markers("parts"):
        if reason := _missing(mark.args[0]):
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
