"""`kjournal serve` as a rep and a phone meet it: an edit shows in the served feed and page within two seconds."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Terminal
from tests.parts import needs

DEADLINE = 60.0
"""Seconds until a test gives up; the speed itself is judged in the bench."""


class Served:
    """A journal that is being served."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        terminal = Terminal(root, home)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kjournal", "serve", "--port", "0"], cwd=root, env={**terminal.environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.said: list[str] = []
        assert self.process.stdout is not None
        self.out = self.process.stdout
        threading.Thread(target=self._listen, daemon=True).start()
        self.until(
            lambda: any("customers and" in line for line in self.said) or self.process.poll() is not None
        )
        text = "".join(self.said)
        found = re.search(r"(http://\S+/feeds/\S+/)zhouning\.ics", text)
        assert found, text
        self.feeds = found[1]
        self.pages = self.feeds.partition("feeds/")[0]

    def _listen(self) -> None:
        with contextlib.suppress(ValueError):  # the pipe is closed at the end
            for line in self.out:
                self.said.append(line)

    def get(self, url: str) -> str:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  our own server
            return str(answer.read().decode())

    def feed(self, name: str = "zhouning.ics") -> str:
        return self.get(self.feeds + name).replace("\r\n ", "")

    def until(self, holds: Callable[[], bool]) -> float:
        """Wait until something holds; how long it took."""
        started = time.monotonic()
        while not holds():
            assert time.monotonic() - started < DEADLINE, "".join(self.said)
            time.sleep(0.02)
        return time.monotonic() - started

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=15)
        self.out.close()
        return code

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        self.out.close()


@pytest.fixture
def served(workshop: Path, tmp_path: Path) -> Iterator[Served]:
    """The sample journal under git, being served, outside the system's temporary folder."""
    root = workshop / "journal"
    root.mkdir()
    for name in ("customers", "visits"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "kjournal.toml").read_text(encoding="utf-8")
    (root / "kjournal.toml").write_text(settings.replace('"zh-CN"', '"en"'), encoding="utf-8")
    (root / ".gitignore").write_text(".kjournal/\nsite/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "begin")
    running = Served(root, tmp_path / "home")
    yield running
    running.kill()


def git(root: Path, *words: str) -> None:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *names, "-C", str(root), *words], check=True, capture_output=True)


def note(served: Served) -> Path:
    return max((served.root / "visits").rglob("*向阳镇中心卫生院*.md"))


def test_addresses_and_a_clean_end(served: Served) -> None:
    """It prints pages, feeds (http and webcal), how a phone reaches them, what was read; Ctrl-C ends it with 0."""
    text = "".join(served.said)
    assert "webcal://" in text
    assert "--host" in text
    assert re.search(r"\d+ customers and \d+ visits read, .* s$", text, re.MULTILINE)
    assert "</html>" in served.get(served.pages)
    assert served.end() == 0


@pytest.mark.parametrize("editor", ["sed", "vim", "git"])
def test_an_edit_reaches_feed_and_page(served: Served, editor: str) -> None:
    """sed, vim and a git checkout of another branch: feed and page follow, and nobody is gone for a moment."""
    needs(editor)
    path = note(served)
    line = "- [ ] 带血压计袖带 2026-12-03"
    if editor == "sed":
        subprocess.run(["sed", "-i", f"$ a\\\n\\\n{line}", str(path)], check=True)
    elif editor == "vim":
        subprocess.run(
            ["vim", "-N", "-u", "NONE", "-es", "-c", "set backup writebackup", "-c", f"call append('$', ['', '{line}'])", "-c", "wq", str(path)],
            check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    else:
        git(served.root, "checkout", "-qb", "other")
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
        git(served.root, "commit", "-qam", "one more promise")
        git(served.root, "checkout", "-q", "main")
        served.until(lambda: "血压计袖带" not in served.feed())
        git(served.root, "checkout", "-q", "other")
    took = served.until(lambda: "带血压计袖带" in served.feed())
    print(f"{editor}: in the feed after {took:.2f} s")
    page = "customers/EJ-XY-01.html"
    served.until(lambda: "带血压计袖带" in served.get(served.pages + page))


def test_killed_and_started_again(served: Served, tmp_path: Path) -> None:
    """Killed at any moment and started again, it serves what a clean build makes."""
    path = note(served)
    path.write_text(path.read_text(encoding="utf-8") + "\n- [ ] 带压舌板 2026-12-04\n", encoding="utf-8")
    served.kill()
    again = Served(served.root, tmp_path / "home")
    try:
        assert "带压舌板" in again.feed()
    finally:
        again.end()
    clean = served.root.parent / "clean"
    shutil.copytree(served.root, clean, ignore=shutil.ignore_patterns(".kjournal", "site"))
    done = subprocess.run(
        [sys.executable, "-m", "kjournal", "-C", str(clean), "build"],
        env=dict(os.environ),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert files(served.root) == files(clean)


def files(root: Path) -> dict[str, bytes]:
    """Every published file of a journal."""
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
