"""Other people's calendar programs, in an environment of their own: started, asked, and their answers."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar

HERE = Path(__file__).parent
BIN = HERE / ".venv" / ("Scripts" if os.name == "nt" else "bin")
DEADLINE = 60.0
"""Seconds until a test gives up."""

USER = "rep"
_LOGIN = base64.b64encode(f"{USER}:x".encode()).decode()

Said = dict[str, Any]
"""What an item says, by property; times without their spelling."""


def missing() -> str:
    """Why the programs cannot run; empty where they can."""
    lacking = [name for name in ("vdirsyncer", "khal", "radicale") if not (BIN / name).exists()]
    return f"{', '.join(lacking)} not in tests/clients/.venv (make test installs them)" if lacking else ""


def run(*words: str | Path, home: Path, said: str = "", code: int | None = 0) -> str:
    """What a program prints; its exit code must be `code`."""
    program = BIN / words[0]
    done = subprocess.run(
        [program, *words[1:]], env=environment(home), input=said, capture_output=True, text=True, check=False,
        timeout=DEADLINE,
    )  # fmt: skip
    assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def environment(home: Path) -> dict[str, str]:
    """A user without settings of their own, in Shanghai."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "LC_", "PYTHON", "VDIRSYNCER"))
    }
    places = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
    }
    return {
        **kept, "HOME": str(home), "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
        **{name: str(home / folder) for name, folder in places.items()},
    }  # fmt: skip


def until(holds: Callable[[], bool], told: Callable[[], str] = str) -> None:
    """Wait until something holds."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < DEADLINE, told()
        time.sleep(0.03)


class Served:
    """A journal under `kjournal serve`."""

    def __init__(self, root: Path, home: Path, *more: str | Path) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kjournal", "-C", str(root), "serve", "--port", "0", *map(str, more)],
            env={**environment(home), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        assert self.process.stdout is not None
        self.out = self.process.stdout
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        until(lambda: bool(self._feeds()) or self.process.poll() is not None, lambda: "".join(self.said))
        self.feeds = self._feeds()
        assert self.feeds, "".join(self.said)

    def _listen(self) -> None:
        with contextlib.suppress(ValueError):  # the pipe is closed at the end
            for line in self.out:
                self.said.append(line)

    def _feeds(self) -> str:
        found = re.search(r"(http://\S+/feeds/[^/\s]+/)\S+\.ics", "".join(self.said))
        return found[1] if found else ""

    def get(self, name: str) -> bytes:
        """A feed."""
        with urllib.request.urlopen(self.feeds + name, timeout=10) as answer:  # noqa: S310  our own server
            data: bytes = answer.read()
        return data

    def end(self) -> None:
        """Take it away."""
        self.process.kill()
        self.process.wait()
        self.listener.join(5)
        self.out.close()


@contextlib.contextmanager
def radicale(folder: Path, home: Path) -> Iterator[str]:
    """The address of a CalDAV server that keeps its calendars in a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = home / "radicale.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                BIN / "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
                "--storage-filesystem-folder", folder, "--logging-level", "warning", "--web-type", "none",
            ],
            env=environment(home), stdout=out, stderr=out,
        )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or _answers(port), lambda: log.read_text(encoding="utf-8"))
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield url
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def request(method: str, url: str, data: bytes = b"") -> bytes:
    """What a CalDAV server answers."""
    asked = urllib.request.Request(  # noqa: S310  our own server
        url, data=data or None, method=method,
        headers={"Content-Type": "text/calendar; charset=utf-8", "Authorization": f"Basic {_LOGIN}"},
    )  # fmt: skip
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310  as above
        read: bytes = answer.read()
    return read


def items(folder: Path) -> dict[str, Said]:
    """The events of a folder with one file an event, by UID."""
    found: dict[str, Said] = {}
    for path in sorted(folder.glob("*.ics")):
        with contextlib.suppress(FileNotFoundError):  # it was taken away since
            one = events(path.read_bytes())
            assert len(one) == 1, path
            found |= one
    return found


def events(data: bytes) -> dict[str, Said]:
    """The events of a calendar by UID, property by property, alarms too; whatever the order and the folding."""
    calendar = icalendar.Calendar.from_ical(data)
    return {
        str(event["uid"]): _said(event) | {"alarms": [_said(alarm) for alarm in event.walk("VALARM")]}
        for event in calendar.walk("VEVENT")
    }


def _said(component: Any) -> Said:
    said = {}
    for name, value in component.property_items(recursive=False):
        if name not in {"BEGIN", "END"}:
            moment = getattr(value, "dt", None)
            text = str(moment) if moment is not None else value.to_ical()
            said[name] = text.decode() if isinstance(text, bytes) else text
    return said
