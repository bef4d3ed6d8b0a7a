"""Listening at an address: one clear sentence where that fails, and a quick end."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kjournal.serving.server import HostList, NotListening, listen, make_app, own_addresses, serve
from tests.serving.watched import until

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp


@pytest.fixture
def app(tmp_path: Path) -> ASGIApp:
    """A site of one page."""
    (tmp_path / "index.html").write_text("hello")
    return make_app(tmp_path, token="t" * 32, hosts=HostList())


def status(host: str, port: int) -> int:
    """What `/` answers."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_port_in_use(app: ASGIApp) -> None:
    """The sentence names the port and the way out; nothing is left open."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said: list[str] = []
        problem = serve(app, "127.0.0.1", port, listening=said.append, stop=threading.Event())
        assert problem == NotListening("in-use", "127.0.0.1", port)
        assert (
            problem.sentence == f"Port {port} is in use by another program; choose another one with --port."
        )
        assert said == []


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "a\0b", "x" * 300])
def test_no_such_address(app: ASGIApp, host: str) -> None:
    """An address of somebody else, a name that means nothing."""
    assert listen(app, host, 0) == NotListening("no-address", host, 0)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may take any port")
def test_a_port_that_is_not_open_to_users(app: ASGIApp) -> None:
    """Ports below 1024 belong to the system."""
    assert listen(app, "127.0.0.1", 80) == NotListening("forbidden", "127.0.0.1", 80)


def test_localhost_is_both_of_its_addresses(app: ASGIApp) -> None:
    """A browser may try either first."""
    running = listen(app, "localhost", 0)
    assert not isinstance(running, NotListening)
    families = {one.family for one in running.sockets}
    assert status("127.0.0.1", running.port) == 200
    if socket.AF_INET6 in families:
        assert status("::1", running.port) == 200
    running.stop()


@pytest.mark.skipif(not own_addresses(), reason="no network")
def test_this_computer_by_its_own_address(app: ASGIApp) -> None:
    """Who opens the network's address at this very computer is at this computer."""
    running = listen(app, "0.0.0.0", 0)
    assert not isinstance(running, NotListening)
    assert running.url == f"http://127.0.0.1:{running.port}/"
    assert status(own_addresses()[0], running.port) == 200
    running.stop()


def test_serve_says_its_address_when_it_answers_and_ends_within_a_second(app: ASGIApp) -> None:
    """Also with connections that never finish; and the port is free again at once."""
    stop, answered = threading.Event(), []

    def listening(url: str) -> None:
        port = int(url.rpartition(":")[2].rstrip("/"))
        answered.append((port, status("127.0.0.1", port)))

    thread = threading.Thread(
        target=serve, args=(app, "127.0.0.1", 0), kwargs={"listening": listening, "stop": stop}
    )
    thread.start()
    until(lambda: answered)
    [(port, code)] = answered
    half = socket.create_connection(("127.0.0.1", port))
    half.sendall(b"GET / HTTP/1.1\r\n")
    began = time.monotonic()
    stop.set()
    thread.join(5)
    assert (code, time.monotonic() - began < 1) == (200, True)
    half.close()
    socket.create_server(("127.0.0.1", port)).close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_is_no_error(tmp_path: Path) -> None:
    """It ends within a second, with code 0 and without a word."""
    code = (
        "import sys, threading; from pathlib import Path\n"
        "from kjournal.serving.server import HostList, make_app, serve\n"
        "app = make_app(Path(sys.argv[1]), token='t' * 32, hosts=HostList())\n"
        "serve(app, '127.0.0.1', 0, listening=lambda url: print(url, flush=True), stop=threading.Event())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline()
    half = socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2].strip().rstrip("/"))))
    half.sendall(b"GET / HTTP/1.1\r\n")
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _out, errors = process.communicate(timeout=10)
    took = time.monotonic() - began
    half.close()
    assert (process.returncode, errors) == (0, "")
    assert took < 1
