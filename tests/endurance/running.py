"""kjournal as a process of its own: started, listened to, stopped, killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

DEADLINE = 60.0
"""Seconds until a test gives up; speed is judged in the bench."""


def until(condition: Callable[[], object], what: str = "", seconds: float = DEADLINE) -> None:
    """Wait for a condition, and fail where it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.005)


HOME = Path(__file__).parents[2] / ".kjournal-test" / "home"
"""Where the server keeps its token: not where the user's own lie."""


def environment(**more: str) -> dict[str, str]:
    """What a process sees: English, no colours, a home of its own, and no file beside the code."""
    HOME.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "XDG_", "GIT_"))}
    own = {"LANG": "en_US.UTF-8", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(HOME)}
    return {**kept, **own, **more}


def command(root: Path, *words: str) -> list[str]:
    """A command line of ours."""
    return [sys.executable, "-m", "kjournal", "-C", str(root), *words]


class Program:
    """One running command; what it says is kept line by line."""

    def __init__(
        self, root: Path, *words: str, before: Sequence[str] = (), env: dict[str, str] | None = None
    ) -> None:
        self.root = root
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [*before, *command(root, *words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            stdin=subprocess.DEVNULL, start_new_session=True, env=(env or environment()) | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            print(self.text)
        self.kill()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(ValueError):
            for line in self.process.stdout:
                self.said.append(line)

    @property
    def text(self) -> str:
        """All it said."""
        return "".join(self.said)

    @property
    def built(self) -> int:
        """How many builds it told of."""
        return sum("customers and" in line for line in self.said)

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for a condition while it lives."""
        try:
            until(lambda: condition() or self.process.poll() is not None, what)
            assert self.process.poll() is None or condition(), f"it ended: {what}"
        except AssertionError:
            self.kill()
            print(self.text)
            raise

    def ready(self) -> Program:
        """Wait for the first build."""
        self.until(lambda: self.built, "the first build")
        return self

    def rest(self) -> None:
        """Wait until a run and what it tidies up are over: it needs hardly any processor for half a second."""

        def at_rest() -> bool:
            before = self._spent()
            time.sleep(0.5)
            return self._spent() - before < 0.03

        self.until(at_rest, "a rest")

    def _spent(self) -> float:
        """Seconds of the processor that it has had."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    @property
    def writes(self) -> bool:
        """Whether it has come to where it holds the journal's lock."""
        with contextlib.suppress(OSError):
            said = (self.root / ".kjournal" / "writer").read_text(encoding="utf-8")
            return said.strip().endswith(f"pid {self.process.pid}")
        return False

    def send(self, number: int) -> None:
        """A signal."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Ctrl-C; its exit code."""
        self.send(signal.SIGINT)
        code = self.process.wait(timeout=DEADLINE)
        self.kill()
        return code

    def kill(self) -> None:
        """End it as a power cut does, with whatever it was started below."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.listener.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()


class Served(Program):
    """`kjournal serve` on a free port."""

    def __init__(self, root: Path, *words: str, env: dict[str, str] | None = None) -> None:
        super().__init__(root, "serve", "--port", "0", *words, env=env)
        self.ready()
        found = re.search(r"(http://[^/\s]+/)feeds/([^/\s]+)/", self.text)
        assert found, self.text
        self.pages, self.token = found[1], found[2]
        self.port = int(self.pages.rpartition(":")[2].strip("/"))

    def get(self, path: str) -> bytes:
        """What stands at an address."""
        with urllib.request.urlopen(self.pages + path, timeout=20) as answer:  # noqa: S310  our own server
            return bytes(answer.read())

    def feed(self, name: str = "all.ics") -> bytes:
        """A feed, as a phone gets it."""
        return self.get(f"feeds/{self.token}/{name}")
