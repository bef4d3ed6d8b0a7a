"""GNOME's calendar server subscribes to a feed: it sees an update, drops what is done, and is never emptied.

Runs under Debian's Python, which has GNOME's bindings and nothing of ours; `run` beside this file starts it.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib  # noqa: E402  the versions are chosen first

ROOT = Path(__file__).parents[3]
PYTHON = os.environ["KJOURNAL_PYTHON"]
DEADLINE = 90.0
_KEPT, _MADE = "送陈列架", "送说明书"

Shown = dict[str, tuple[str, str, str]]
"""Start, summary and description of each event by UID."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def until(holds: Callable[[], bool], what: str) -> float:
    """Wait until something holds; how long it took."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > DEADLINE:
            raise SystemExit(f"not within {DEADLINE:.0f} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - started


class Served:
    """A journal under `kjournal serve`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        code = (
            "import sys; from datetime import datetime; from pathlib import Path; from zoneinfo import ZoneInfo; "
            "from tests.clients.everything import write; "
            "write(Path(sys.argv[1]), datetime.now(ZoneInfo('Asia/Shanghai')).date(), pinned=False)"
        )
        subprocess.run([PYTHON, "-c", code, str(root)], cwd=ROOT, check=True)
        self.process = subprocess.Popen(
            [PYTHON, "-m", "kjournal", "-C", str(root), "serve", "--port", "0"], cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()
        pattern = re.compile(r"http://127\.0\.0\.1:(\d+)(/\S+/)li\.ics")
        until(lambda: bool(pattern.search(self.said)), f"the server's addresses: {self.said}")
        found = pattern.search(self.said)
        assert found
        self.port, self.path = int(found[1]), f"{found[2]}li.ics"

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def feed(self) -> Shown:
        """What the feed says now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", self.path)
        text = connection.getresponse().read().decode().replace("\r\n ", "")
        connection.close()
        return {
            _value("UID", event): (_value("DTSTART", event), _value("SUMMARY", event), _value("DESCRIPTION", event))
            for event in re.findall(r"BEGIN:VEVENT\r\n.*?(?=BEGIN:VALARM|END:VEVENT)", text, re.DOTALL)
        }  # fmt: skip


def _value(name: str, event: str) -> str:
    found = re.search(rf"^{name}[^:\r\n]*:([^\r]*)", event, re.MULTILINE)
    text = found[1] if found else ""
    return text.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")


class Between:
    """A server at one address that passes on what the journal's server answers, or answers badly."""

    def __init__(self, served: Served) -> None:
        self.way = "good"
        self.asked = 0
        self.statuses: list[int] = []
        between = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                between.asked += 1
                if between.way == "down":
                    self.close_connection = True
                    return
                if between.way != "good":
                    status, body = {"500": (500, b"sorry"), "404": (404, b"gone")}[between.way]
                    self._answer(status, body, {"Content-Type": "text/calendar; charset=utf-8"})
                    return
                connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
                kept = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                connection.request("GET", served.path, headers={**kept, "Host": f"127.0.0.1:{served.port}"})
                answer = connection.getresponse()
                between.statuses.append(answer.status)
                named = {
                    name: value
                    for name, value in answer.getheaders()
                    if name.lower()
                    not in {"transfer-encoding", "content-length", "connection", "date", "server"}
                }
                self._answer(answer.status, answer.read(), named)
                connection.close()

            def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/li.ics"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Subscriber:
    """The calendar server's own subscription."""

    def __init__(self, between: Between) -> None:
        self.between = between
        registry = EDataServer.SourceRegistry.new_sync(None)
        source = EDataServer.Source.new(None, None)
        source.set_display_name("客情")
        source.set_parent("webcal-stub")
        source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
        address = GLib.Uri.parse(between.url, GLib.UriFlags.NONE)
        source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_uri(address)
        source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_method("none")
        source.get_extension(EDataServer.SOURCE_EXTENSION_REFRESH).set_enabled(False)
        registry.commit_source_sync(source, None)
        until(lambda: registry.ref_source(source.get_uid()) is not None, "the source")
        self.registry = registry
        self.client = ECal.Client.connect_sync(
            registry.ref_source(source.get_uid()), ECal.ClientSourceType.EVENTS, 1, None
        )

    def refresh(self) -> None:
        """Let it ask twice: when it asks again, it has done with the first answer."""
        for _n in range(2):
            before = self.between.asked
            try:
                self.client.refresh_sync(None)
            except GLib.Error as error:
                say(f"    it says: {error.message}")
            until(lambda: self.between.asked > before, "that it asks")  # noqa: B023  read in this round only

    def shown(self) -> Shown:
        """What it shows."""
        _ok, found = self.client.get_object_list_sync("#t", None)
        return {one.get_uid(): _shown(one) for one in found}


def _shown(one: ICalGLib.Component) -> tuple[str, str, str]:  # type: ignore[name-defined]  # noqa: F821
    return one.get_dtstart().as_ical_string(), one.get_summary(), one.get_description() or ""


def edit(served: Served) -> None:
    """A promise is kept, another is made, and the telephone changes."""
    for path in (served.root / "visits").glob("*-福民药店.md"):
        text = path.read_text(encoding="utf-8")
        if _KEPT in text:
            later = time.strftime("%Y-%m-%d", time.localtime(time.time() + 40 * 86400))
            text = text.replace(f"- [ ] {_KEPT}", f"- [x] {_KEPT}") + f"\n- [ ] {_MADE} {later}\n"
            path.write_text(text, encoding="utf-8")
    path = served.root / "customers" / "福民药店.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("电话: 19900000001", "电话: 19900000099"), encoding="utf-8"
    )


def main() -> None:
    home = Path(sys.argv[1])
    served = Served(home / "journal")
    try:
        follow(served)
    finally:
        served.process.kill()
        served.process.wait()


def follow(served: Served) -> None:
    started = time.monotonic()
    between = Between(served)
    subscriber = Subscriber(between)
    took = until(lambda: subscriber.shown() == served.feed(), "the first download")
    first = served.feed()
    assert len(first) > 20, len(first)
    say(f"subscribed: {len(first)} events as the feed has them, after {took:.1f} s")

    subscriber.refresh()
    assert subscriber.shown() == first
    assert between.statuses[-1] == 304, between.statuses
    say("unchanged: it asks with the ETag, and gets 304")

    edit(served)
    until(lambda: any(_MADE in one[2] for one in served.feed().values()), "the edit in the feed")
    until(lambda: any("19900000099" in one[2] for one in served.feed().values()), "the telephone in the feed")
    second = served.feed()
    subscriber.refresh()
    assert subscriber.shown() == second
    gone, made = first.keys() - second.keys(), second.keys() - first.keys()
    moved = {uid for uid in first.keys() & second.keys() if first[uid] != second[uid]}
    assert gone
    assert made
    assert moved
    say(f"edited: {len(made)} new, {len(moved)} changed, {len(gone)} done and gone")

    feed = served.root / "site" / "feeds" / "li.ics"
    for way in ("500", "404", "down", "half", "empty"):
        # An answer of no bytes would take all from it, so the journal's server never gives one.
        between.way = "good" if way in {"half", "empty"} else way
        if between.way == "good":
            feed.write_bytes(feed.read_bytes()[: 5000 if way == "half" else 0])
        subscriber.refresh()
        assert subscriber.shown() == second, f"{way}: {len(subscriber.shown())} events left"
        say(f"{way}: it keeps all {len(second)}")

    path = served.root / "customers" / "福民药店.md"
    path.write_text(path.read_text(encoding="utf-8").replace("19900000099", "19900000088"), encoding="utf-8")
    until(lambda: any("19900000088" in one[2] for one in served.feed().values()), "the telephone in the feed")
    subscriber.refresh()
    assert subscriber.shown() == served.feed()
    say(f"good again: the next change arrives; {time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main()
