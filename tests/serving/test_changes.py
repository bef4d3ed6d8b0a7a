"""Open pages hear that they were made anew: asked over a real socket."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from kjournal.serving import changes
from kjournal.serving.announcer import Announcer
from kjournal.serving.server import HostList, NotListening, listen, make_app
from tests.serving.watched import until

if TYPE_CHECKING:
    from pathlib import Path

    from kjournal.serving.listening import Running

PATIENCE = 10


class Served:
    """A site that is served, and its announcer."""

    def __init__(self, site: Path, announcer: Announcer, running: Running) -> None:
        self.site, self.announcer, self.running = site, announcer, running

    def publish(self, name: str, text: str) -> None:
        """Swap a file in whole, as a publication does, and tell of it."""
        fresh = self.site / ".fresh"
        fresh.write_text(text)
        fresh.replace(self.site / name)
        self.announcer.announce()

    @contextmanager
    def stream(self, query: str, method: str = "GET") -> Iterator[http.client.HTTPResponse]:
        """An open stream."""
        connection = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=PATIENCE)
        try:
            connection.request(method, f"/-/changes?{query}")
            yield connection.getresponse()
        finally:
            connection.close()


def word(stream: http.client.HTTPResponse) -> str:
    """The next word of a stream; a stream that says nothing runs into the connection's time limit."""
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    return line.decode().removeprefix("data: ").strip()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server for two files, one outside beside them."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("one")
    (site / "style.css").write_text("body{}")
    (tmp_path / "secret.html").write_text("secret")
    announcer = Announcer()
    app = make_app(site, token="t" * 32, hosts=HostList.of([]), announcer=announcer)
    running = listen(app, "127.0.0.1", 0)
    assert not isinstance(running, NotListening)
    yield Served(site, announcer, running)
    running.stop()


def test_a_word_at_once_and_at_every_change(served: Served) -> None:
    """The word changes with the bytes of what the page is made of, and only with these."""
    with served.stream("path=/&path=/style.css") as stream:
        assert (stream.status, stream.getheader("content-type")) == (200, "text/event-stream; charset=utf-8")
        first = word(stream)
        served.publish("style.css", "p{}")
        second = word(stream)
        served.publish("other.html", "not asked for")
        served.publish("style.css", "body{}")
        assert word(stream) == first != second


def test_nothing_of_what_lies_outside(served: Served) -> None:
    """A path that is no page says as much as none."""
    with served.stream("path=/../secret.html") as outside, served.stream("") as nothing:
        assert word(outside) == word(nothing)


def test_who_leaves_is_forgotten(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed page holds nothing; it is found out when the stream looks next."""
    monkeypatch.setattr(changes, "LOOK", 0.05)
    with served.stream("path=/") as stream:
        word(stream)
        assert len(served.announcer.waiting) == 1
    until(lambda: not served.announcer.waiting)


def test_streams_are_limited(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes when all are taken is told to come later; asking for the head opens none."""
    monkeypatch.setattr(changes, "MOST", 1)
    with served.stream("path=/", "HEAD") as head:
        assert head.status == 200
    with served.stream("path=/") as stream:
        word(stream)
        with served.stream("path=/") as late:
            assert (late.status, late.getheader("retry-after")) == (503, "60")


def test_streams_that_come_at_once_are_limited(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that ask before the first of them has begun to speak."""
    monkeypatch.setattr(changes, "MOST", 4)
    began = served.site.parent / "began"
    look = changes.Changes._word

    def slow(self: changes.Changes, paths: list[str]) -> str:
        until(began.exists)
        return look(self, paths)

    monkeypatch.setattr(changes.Changes, "_word", slow)
    with ExitStack() as open_:
        asked = [socket.create_connection(("127.0.0.1", served.running.port), PATIENCE) for _ in range(12)]
        for one in asked:
            open_.enter_context(one)
            one.sendall(b"GET /-/changes?path=/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        began.touch()
        told = [one.makefile("rb").readline().split()[1] for one in asked]
    assert sorted(told) == [b"200"] * 4 + [b"503"] * 8


def test_an_open_stream_does_not_hold_the_server(served: Served) -> None:
    """It ends in time, whoever listens."""
    with served.stream("path=/") as stream:
        word(stream)
        served.running.stop()
        assert not served.running.alive
        with pytest.raises((OSError, http.client.HTTPException, AssertionError)):
            word(stream)
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", served.running.port), timeout=1)
