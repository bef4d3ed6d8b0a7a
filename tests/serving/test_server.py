"""What the web server answers, to whom, and what it never does: asked over a real socket."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kjournal.outputs.pages.subscribe import ADDRESSES
from kjournal.serving.server import HostList, NotListening, listen, make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kjournal.serving.listening import Running

TOKEN = "tOkEn-0123456789_abcdefghijklmno"
SECRET = "SECRET-LINE"
FEED = "BEGIN:VCALENDAR\r\nSUMMARY:拜访 王建国\r\nEND:VCALENDAR\r\n" * 40
PAGE = "<!doctype html><title>客户</title>" + "<p>王建国</p>" * 200


class Answer:
    """A response, read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Asker:
    """Asks one server."""

    def __init__(self, running: Running, site: Path) -> None:
        self.running, self.site, self.port = running, site, running.port

    def ask(self, target: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request on a connection of its own; the target goes out letter by letter."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection._validate_path = lambda url: None  # type: ignore[attr-defined]
        try:
            connection.putrequest(method, target, skip_host="host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body.encode() if body else None)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """Bytes sent as they are; what comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as one:
            one.sendall(data)
            received = b""
            while part := one.recv(65536):
                received += part
            return received


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """A server for a small site, with secrets around it."""
    base = tmp_path_factory.mktemp("served")
    site = base / "site"
    for path, text in {
        "site/index.html": PAGE,
        "site/客户/峨江县人民医院 (总院).html": PAGE,
        "site/客户/index.html": "<p>all</p>",
        "site/style.css": "body{}",
        "site/data.js": "data=1",
        "site/strange.xyz": "x",
        "site/subscribe.html": f"<body>{ADDRESSES}</body>" + " " * 600,
        "site/feeds/li.ics": FEED,
        "site/feeds/notes.txt": SECRET,
        "site/stray.ics": SECRET,
        "site/-/x.html": SECRET,
        "site/.hidden.html": SECRET,
        "site/.index.html.1-1.kjtmp": SECRET,
        "secret.html": SECRET,
        "site-other/index.html": SECRET,
    }.items():
        file = base / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        os.utime(file, (1_700_000_000, 1_700_000_000))
    if os.name == "posix":
        (site / "out.html").symlink_to(base / "secret.html")
        (site / "outside").symlink_to(base / "site-other", target_is_directory=True)
        os.mkfifo(site / "fifo.html")
    app = make_app(
        site,
        token=TOKEN,
        hosts=HostList.of(["Journal.example.org:8765"]),
        subscribe=lambda base, token: f"<a href='{base}/feeds/{token}/li.ics'>",
    )
    running = listen(app, "127.0.0.1", 0)
    assert not isinstance(running, NotListening)
    yield Asker(running, site)
    running.stop()
    assert not running.alive


def test_a_page(asker: Asker) -> None:
    """A page is sent whole, to be asked for again each time, under a strict policy."""
    answer = asker.ask("/")
    assert (answer.status, answer.text, answer.headers["content-type"]) == (
        200,
        PAGE,
        "text/html; charset=utf-8",
    )
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["last-modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/style.css", "text/css; charset=utf-8"),
        ("/data.js?1", "text/javascript; charset=utf-8"),
        ("/strange.xyz", "application/octet-stream"),
        (quote("/客户/"), "text/html; charset=utf-8"),
        (quote("/客户/峨江县人民医院 (总院).html"), "text/html; charset=utf-8"),
    ],
)
def test_files_by_name(asker: Asker, path: str, kind: str) -> None:
    """Types by the name's ending; names in Chinese, with spaces and brackets."""
    answer = asker.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_a_folder_without_its_slash(asker: Asker) -> None:
    """Leads to the folder, so that relative links in its index hold."""
    answer = asker.ask(quote("/客户"))
    assert (answer.status, answer.headers["location"]) == (308, quote("/客户/"))


def test_a_feed(asker: Asker) -> None:
    """With the token: the calendar, byte by byte, private, whatever is accepted."""
    answer = asker.ask(f"/feeds/{TOKEN}/li.ics", accept="text/html;q=0.1")
    assert (answer.status, answer.body) == (200, FEED.encode())
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private"


@pytest.mark.parametrize("size", [0, 1, len(FEED.encode()) // 2 + 9, len(FEED.encode()) - 1])
def test_half_a_feed_is_an_error(asker: Asker, size: int) -> None:
    """A feed that something cut off, even to nothing, is never served as the whole: subscribers would drop what is missing."""
    (asker.site / "feeds" / "half.ics").write_bytes(FEED.encode()[:size])
    for method in ("GET", "HEAD"):
        answer = asker.ask(f"/feeds/{TOKEN}/half.ics", method)
        assert (answer.status, answer.body) == (503, b"")
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", f"/feeds/{TOKEN}/li.ics"])
def test_head_says_what_get_says(asker: Asker, path: str) -> None:
    """The same headers, and no body."""
    for encoding in ("identity", "gzip"):
        head, get = (asker.ask(path, method, accept_encoding=encoding) for method in ("HEAD", "GET"))
        for answer in (head, get):
            answer.headers.pop("date")
        assert (head.status, head.headers, head.body) == (200, get.headers, b"")
        assert int(get.headers["content-length"]) == len(get.body)


@pytest.mark.parametrize("path", ["/", f"/feeds/{TOKEN}/li.ics"])
def test_packed(asker: Asker, path: str) -> None:
    """gzip where it is allowed, with a tag of its own and the same bytes inside."""
    plain, packed = asker.ask(path), asker.ask(path, accept_encoding="br, gzip;q=0.8")
    refused = asker.ask(path, accept_encoding="gzip;q=0")
    assert (plain.headers.get("content-encoding"), packed.headers["content-encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.body) == plain.body == refused.body
    assert packed.headers["etag"] != plain.headers["etag"] == refused.headers["etag"]
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("path", ["/", f"/feeds/{TOKEN}/li.ics"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_not_modified(asker: Asker, path: str, encoding: str) -> None:
    """Who has it is told so, by tag, by one of several, weakly, or by time."""
    first = asker.ask(path, accept_encoding=encoding)
    tag = first.headers["etag"]
    for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = asker.ask(path, accept_encoding=encoding, if_none_match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert asker.ask(path, accept_encoding=encoding, if_none_match='"x"').status == 200
    assert (
        asker.ask(path, accept_encoding=encoding, if_modified_since=first.headers["last-modified"]).status
        == 304
    )
    for other in ("Tue, 14 Nov 2023 22:13:21 GMT", "yesterday"):
        assert asker.ask(path, accept_encoding=encoding, if_modified_since=other).status == 200


def test_the_tag_is_of_the_content(asker: Asker) -> None:
    """Other bytes in the same second and of the same length: another tag; the same bytes again: the old one."""
    file = asker.site / "style.css"
    before = asker.ask("/style.css").headers["etag"]
    stamp = file.stat().st_mtime
    file.write_text("body[]")
    os.utime(file, (stamp, stamp))
    between = asker.ask("/style.css").headers["etag"]
    file.write_text("body{}")
    os.utime(file, (stamp, stamp))
    assert asker.ask("/style.css").headers["etag"] == before != between


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "BREW"]
)
def test_only_get_and_head(asker: Asker, method: str) -> None:
    """Everything else is refused with what is allowed, with a body and without."""
    for path in ("/", f"/feeds/{TOKEN}/li.ics", "/-/changes"):
        for body in (None, "x" * 5000):
            answer = asker.ask(path, method, body=body)
            assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


WRONG_TOKENS = [
    TOKEN[:-1],
    TOKEN + "x",
    TOKEN[:-1] + "p",
    TOKEN.lower(),
    TOKEN.upper(),
    TOKEN[::-1],
    " " + TOKEN,
    TOKEN + " ",
    TOKEN + "\0",
    "",
    ".",
    "..",
    "*",
    "null",
    "%",
    "令牌",
    "\ufffd",
    TOKEN + "/..",
    "x" * 5000,
    TOKEN.replace("-", "\u2010"),
    f"{TOKEN}?",
]


@pytest.mark.parametrize("token", WRONG_TOKENS, ids=range(len(WRONG_TOKENS)))
def test_wrong_tokens(asker: Asker, token: str) -> None:
    """A wrong token is like no feed: nothing there, nothing said."""
    answer = asker.ask(f"/feeds/{quote(token, safe='')}/li.ics")
    assert (answer.status, answer.text) == (404, "There is nothing at this address.")
    assert asker.ask(f"/-/open/{quote(token, safe='')}").status == 404


@pytest.mark.parametrize(
    "path",
    ["/feeds/li.ics", "/feeds/", "/feeds", "/feeds//li.ics", "/feeds/../feeds/li.ics", "/stray.ics", "/Feeds/li.ics", "/FEEDS/li.ics",
     "/feeds%2Fli.ics", "/%66eeds/li.ics", "/feeds%5Cli.ics", "/x/../feeds/li.ics", f"/feeds/{TOKEN}/notes.txt", f"/feeds/{TOKEN}/",
     f"/feeds/{TOKEN}/LI.ICS", f"/feeds/{TOKEN}/../li.ics", f"/feeds/{TOKEN}/..%2Ffeeds%2Fli.ics", f"/feeds/{TOKEN}/x/li.ics"],
)  # fmt: skip
def test_no_feed_without_its_address(asker: Asker, path: str) -> None:
    """Never without the token, in no other spelling; with it, feeds and nothing else of their folder."""
    answer = asker.ask(path)
    assert answer.status == 404
    assert "VCALENDAR" not in answer.text
    assert SECRET not in answer.text


WAYS_OUT = [
    "/../secret.html", "/../../secret.html", "/客户/../../secret.html", "/./../secret.html", "/..", "/../", "/.", "/./index.html",
    "/%2e%2e/secret.html", "/%2e%2e%2fsecret.html", "/..%2fsecret.html", "/.%2e/secret.html", "/%252e%252e/secret.html",
    "/%c0%ae%c0%ae/secret.html", "/%e0%80%ae%e0%80%ae/secret.html", "/%uff0e%uff0e/secret.html", "/．．/secret.html", "/‥/secret.html",
    "/..\\secret.html", "/..%5csecret.html", "/%5c..%5csecret.html", "/..%255csecret.html", "/客户\\..\\..\\secret.html",
    "//secret.html", "///etc/passwd", "/%2fetc%2fpasswd", "//etc/passwd", "/file:///etc/passwd", "/C:/Windows/win.ini", "/C:%5cWindows",
    "/%00", "/index.html%00", "/../secret.html%00.html", "/%00/../secret.html", "/index.html/", "/index.html/../../secret.html",
    "/out.html", "/outside/index.html", "/outside/", "/outside", "/fifo.html", "/.hidden.html", "/.index.html.1-1.kjtmp",
    "/site-other/index.html", "/../site-other/index.html", "/..;/secret.html", "/~root/", "/-/x.html", "/-/", "/con.html", "/index.html::$DATA",
    "/index.html.", "/INDEX.HTML", "/" + "a" * 300, "/" + "a/" * 2000, "/%", "/%zz", "/?path=../secret.html#/../secret.html",
]  # fmt: skip


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_way_out_of_the_site(asker: Asker, path: str) -> None:
    """However an address is written, it names a listed file of the site or nothing."""
    answer = asker.ask(quote(path, safe="/%\\:;?=#$~^"))
    assert SECRET not in answer.text
    assert "root:" not in answer.text
    assert answer.status == (200 if path.startswith("/?") else 404)


@pytest.mark.parametrize(
    "request_line",
    [b"GET /../secret.html HTTP/1.1", b"GET ../secret.html HTTP/1.1", b"GET secret.html HTTP/1.1", b"GET http://127.0.0.1/../secret.html HTTP/1.1",
     b"GET * HTTP/1.1", b"GET /\xff\xfe HTTP/1.1", b"GET /a b HTTP/1.1", b"GET /\0 HTTP/1.1", b"GET /%2e%2e/secret.html HTTP/1.0", b"GET", b"", b"\0\1\2"],
)  # fmt: skip
def test_requests_as_no_browser_sends_them(asker: Asker, request_line: bytes) -> None:
    """Broken request lines are refused and the server goes on."""
    received = asker.raw(request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404"))
    assert SECRET.encode() not in received


@pytest.mark.parametrize(
    "headers",
    [b"X: " + b"a" * 200_000, b"".join(b"X-%d: a\r\n" % n for n in range(20_000)), b"Cookie: " + b"a=b; " * 50_000,
     b"Host: localhost\r\nHost: localhost", b"Content-Length: 1\r\nContent-Length: 2", b"Transfer-Encoding: x", b"X\0: a", b"Content-Length: -1"],
    ids=range(8),
)  # fmt: skip
def test_header_bombs(asker: Asker, headers: bytes) -> None:
    """Too many, too long, twice or broken: refused, and the next one is answered."""
    try:
        received = asker.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n\r\n")
    except ConnectionError:  # closed while we were still sending
        received = b"HTTP/1.1 4"
    assert received.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501"))
    assert asker.ask("/").status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8765", 200),
        ("localhost.", 200),
        ("127.0.0.1", 200),
        ("127.0.0.1:1", 200),
        ("127.9.9.9", 200),
        ("[::1]:8765", 200),
        ("[::ffff:127.0.0.1]", 200),
        ("journal.example.org", 403),
        ("JOURNAL.example.org.:80", 403),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("evil.localhost", 421),
        ("127.0.0.1.nip.io", 421),
        ("journal.example.org.evil.example", 421),
        ("192.168.1.5", 421),
        ("10.0.0.1:8765", 421),
        ("0.0.0.0", 421),
        ("[::]", 421),
        ("", 421),
        ("localhost@evil.example", 421),
        ("evil.example#localhost", 421),
        ("localhost:80:80", 421),
        ("localhost:x", 421),
        ("2130706433", 421),
        ("0x7f.1", 421),
        ("ｌocalhost".encode().decode("latin-1"), 421),
    ],
)
def test_hosts(asker: Asker, host: str, status: int) -> None:
    """Loopback's names are answered; a name of the settings too, but it may come from anywhere; no other."""
    assert asker.ask("/", host=host).status == status


def test_a_request_without_a_name(asker: Asker) -> None:
    """HTTP/1.0 may leave it out; then nobody can tell whose page sent it."""
    assert asker.raw(b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [("none", "navigate", 200), ("same-origin", "cors", 200), ("cross-site", "navigate", 200), ("cross-site", "no-cors", 403), ("same-site", "no-cors", 403), ("cross-site", "cors", 403)],
)  # fmt: skip
def test_other_sites_cannot_read_along(asker: Asker, site: str, mode: str, status: int) -> None:
    """A link from elsewhere may lead here; another site's page may not take data or scripts from here."""
    assert asker.ask("/data.js", sec_fetch_site=site, sec_fetch_mode=mode).status == status


def test_the_page_of_addresses(asker: Asker) -> None:
    """At this computer the page shows the addresses, and no cache keeps it."""
    answer = asker.ask("/subscribe.html", host="localhost:8765")
    assert f"<a href='http://localhost:8765/feeds/{TOKEN}/li.ics'>" in answer.text
    assert ADDRESSES not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert asker.ask("/subscribe.html", if_none_match=answer.headers["etag"]).status == 200


FORWARDED = [
    {"x_forwarded_for": "127.0.0.1"},
    {"forwarded": "for=127.0.0.1"},
    {"via": "1.1 x"},
    {"host": "journal.example.org"},
]


@pytest.mark.parametrize("stranger", FORWARDED, ids=lambda headers: next(iter(headers)))
def test_strangers(asker: Asker, stranger: dict[str, str]) -> None:
    """From elsewhere: no page without the token, then pages, and never the token; feeds as everywhere."""
    for path in ("/", "/data.js", "/subscribe.html", "/-/changes?path=/", "/nothing"):
        answer = asker.ask(path, **stranger)
        assert (answer.status, TOKEN in answer.text) == (403, False)
    assert asker.ask(f"/feeds/{TOKEN}/li.ics", **stranger).status == 200
    assert asker.ask("/feeds/x/y/z.html", **stranger).status == 404
    opened = asker.ask(f"/-/open/{TOKEN}", **stranger)
    assert (opened.status, opened.headers["location"], opened.headers["cache-control"]) == (
        303,
        "/",
        "no-store",
    )
    name, *rest = opened.headers["set-cookie"].split("; ")
    assert TOKEN not in name
    assert {one.lower() for one in rest} >= {"httponly", "samesite=lax", "path=/"}
    let_in = stranger | {"cookie": name}
    assert asker.ask("/", **let_in).text == PAGE
    page = asker.ask("/subscribe.html", **let_in)
    assert (page.status, TOKEN in page.text, ADDRESSES in page.text) == (200, False, True)
    assert asker.ask("/", **stranger, cookie="kjournal=" + TOKEN).status == 403


def test_the_token_is_in_no_log(
    asker: Asker, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is asked, and however it fails."""
    caplog.set_level(0)
    for path in (f"/feeds/{TOKEN}/li.ics", f"/feeds/{TOKEN}/no.ics", f"/feeds/{TOKEN}", f"/-/open/{TOKEN}"):
        asker.ask(path)
        asker.ask(path, "POST")
        asker.ask(path, host="evil.example")
        asker.ask(path, connection="upgrade", upgrade="websocket")
    asker.raw(f"GET /feeds/{TOKEN}/li.ics HTTP/9\r\n\r\n".encode())
    written = capfd.readouterr()
    assert TOKEN not in written.out + written.err + caplog.text


def test_a_mistake_of_ours_is_told_without_the_address(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """An error in the server is one 500 with the usual headers, and a report that holds no token."""

    def broken(base: str, token: str) -> str:
        raise ZeroDivisionError

    (tmp_path / "subscribe.html").write_text(ADDRESSES)
    running = listen(make_app(tmp_path, token=TOKEN, hosts=HostList(), subscribe=broken), "127.0.0.1", 0)
    assert not isinstance(running, NotListening)
    answer = Asker(running, tmp_path).ask("/subscribe.html?" + TOKEN)
    running.stop()
    assert (answer.status, answer.headers["x-content-type-options"]) == (500, "nosniff")
    written = capfd.readouterr()
    assert "ZeroDivisionError" in caplog.text
    assert TOKEN not in written.out + written.err + caplog.text


def test_many_at_once(asker: Asker) -> None:
    """Two hundred requests from twenty threads are all answered whole."""
    with ThreadPoolExecutor(20) as pool:
        bodies = list(pool.map(lambda _: asker.ask(f"/feeds/{TOKEN}/li.ics").body, range(200)))
    assert set(bodies) == {FEED.encode()}


def test_half_open_connections_hold_nobody_up(asker: Asker) -> None:
    """A hundred that never finish their request, and one that is answered at once."""
    half = [socket.create_connection(("127.0.0.1", asker.port)) for _ in range(100)]
    try:
        for one in half:
            one.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        began = time.monotonic()
        assert asker.ask("/").status == 200
        assert time.monotonic() - began < 1
    finally:
        for one in half:
            one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="cutting shows otherwise there")
def test_where_there_is_no_room_who_waited_longest_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more connections than may be open the oldest that ask for nothing are cut; who asks is answered."""
    from kjournal.serving import listening

    monkeypatch.setattr(listening, "room", lambda: 5)
    (tmp_path / "index.html").write_text("hello")
    running = listen(make_app(tmp_path, token=TOKEN, hosts=HostList()), "127.0.0.1", 0)
    assert not isinstance(running, NotListening)
    asker = Asker(running, tmp_path)
    waiting = []
    for _ in range(8):
        waiting.append(socket.create_connection(("127.0.0.1", running.port), timeout=10))
        waiting[-1].sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert asker.ask("/").status == 200  # none of the eight is younger than the next
    cut, kept = (
        waiting[:4],
        waiting[5:],
    )  # the fifth goes or stays as the last answer's connection ends late or soon
    assert [one.recv(1) for one in cut] == [b""] * 4
    for one in kept:
        one.sendall(b"alhost\r\n\r\n")
        assert one.recv(15) == b"HTTP/1.1 200 OK"
    for one in waiting:
        one.close()
    running.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_there_is_room_beside_the_files() -> None:
    """Connections never take all that the process may have open."""
    import resource

    from kjournal.serving.listening import FILES, room

    now, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 100 < room() <= FILES // 2
    assert room() <= now


@pytest.mark.skipif(sys.platform == "win32", reason="cutting shows otherwise there")
def test_who_does_not_move_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a request that never ends nor an answer that nobody reads keeps its connection; a slow reader does."""
    from kjournal.serving import listening

    monkeypatch.setattr(listening, "PATIENCE", 0.4)
    (tmp_path / "index.html").write_bytes(os.urandom(30 << 20))
    running = listen(make_app(tmp_path, token=TOKEN, hosts=HostList()), "127.0.0.1", 0)
    assert not isinstance(running, NotListening)
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    half, deaf, slow = (socket.create_connection(("127.0.0.1", running.port), timeout=10) for _ in range(3))
    with half, deaf, slow:
        half.sendall(request)
        deaf.sendall(request + b"\r\n")
        slow.sendall(request + b"\r\n")
        received = 0
        while received < 30 << 20:  # in gulps, with a rest shorter than the server's patience
            received += len(slow.recv(1 << 20))
            time.sleep(0.02)
        assert half.recv(1) == b""
        with pytest.raises(ConnectionResetError):  # noqa: PT012
            while deaf.recv(1 << 20):
                pass
            raise ConnectionResetError  # the end came early, which is the same
    running.stop()
