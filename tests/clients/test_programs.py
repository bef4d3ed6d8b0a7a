"""vdirsyncer, khal and a CalDAV server hold what the journal says, follow it, and are never emptied."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from kjournal.care.reminder import Reminder
from kjournal.journal.store import connect
from kjournal.journal.store import home as index_home
from tests.clients.programs import USER, Said, Served, events, items, radicale, request, run, until

pytestmark = pytest.mark.parts("clients")
_KEPT = "送陈列架"


def reminders(root: Path, rep: str) -> list[Reminder]:
    """What the index says a rep is to be reminded of on the phone."""
    connection = connect(index_home(root) / "index.db")
    try:
        rows = connection.execute("SELECT reminder FROM reminders WHERE rep = ?", (rep,)).fetchall()
    finally:
        connection.close()
    found = [msgspec.json.decode(data, type=Reminder) for (data,) in rows]
    return [one for one in found if one.entry and one.kind != "brief"]


def feeds(served: Served) -> list[str]:
    """The names of all feeds."""
    return sorted(path.stem for path in (served.root / "site" / "feeds").glob("*.ics"))


def keep(served: Served) -> None:
    """A promise is kept, another is made; wait until the feed says so."""
    visits = (served.root / "visits").glob("*-福民药店.md")
    path = next(path for path in visits if _KEPT in path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    later = date.today() + timedelta(days=40)  # noqa: DTZ011  any day ahead
    text = (
        text.replace("- [ ] 送陈列架", "- [x] 送陈列架")
        + f"\n- [ ] 送说明书，一式“三”份; 逗号, 反斜杠\\n {later}\n"
    )
    path.write_text(text, encoding="utf-8")
    until(lambda: "送说明书" in events_text(served.get("li-promise.ics")), lambda: "".join(served.said))


def events_text(feed: bytes) -> str:
    """A feed without its folds."""
    return feed.replace(b"\r\n ", b"").decode()


def subscribed(served: Served, folder: Path, home: Path) -> Path:
    """A vdirsyncer configuration that pulls every feed into a folder of its own."""
    lines = ["[general]", f'status_path = "{home / "status"}"']
    for stem in feeds(served):
        local = folder / stem
        local.mkdir(parents=True)
        name = stem.replace("-", "_")
        lines += [
            f"[pair {name}]", f'a = "{name}_phone"', f'b = "{name}_feed"', "collections = null", 'conflict_resolution = "b wins"',
            f"[storage {name}_phone]", 'type = "filesystem"', f'path = "{local}"', 'fileext = ".ics"',
            f"[storage {name}_feed]", 'type = "http"', f'url = "{served.feeds}{stem}.ics"',
        ]  # fmt: skip
    config = home / "vdirsyncer"
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return config


def test_a_subscriber_pulls_every_feed(served: Served, home: Path, tmp_path: Path) -> None:
    """Every feed arrives whole, khal lists just the reminders, a change follows, and a server that is gone empties nothing."""
    phone = tmp_path / "phone"
    config = subscribed(served, phone, home)
    run("vdirsyncer", "-c", config, "discover", home=home)
    run("vdirsyncer", "-c", config, "sync", home=home)
    for name in feeds(served):
        assert nameless(items(phone / name)) == nameless(events(served.get(f"{name}.ics"))), name
    for rep in ("li", "han"):
        assert listed(phone / rep, home) == expected(served.root, rep)
    assert promised(phone / "li", _KEPT) == 2, "the promise's day and the day before it"
    keep(served)
    run("vdirsyncer", "-c", config, "sync", home=home)
    after = items(phone / "li")
    assert nameless(after) == nameless(events(served.get("li.ics")))
    assert promised(phone / "li", _KEPT) == 0
    assert promised(phone / "li", "送说明书，一式“三”份; 逗号, 反斜杠＼n") == 2
    assert listed(phone / "li", home) == expected(served.root, "li")
    served.end()
    run("vdirsyncer", "-c", config, "sync", home=home, code=1)
    assert items(phone / "li") == after


def nameless(found: dict[str, Said]) -> list[Said]:
    """Events without their UIDs: vdirsyncer gives those of a feed names of its own."""
    made = [{name: value for name, value in one.items() if name != "UID"} for one in found.values()]
    return sorted(made, key=repr)


def promised(folder: Path, words: str) -> int:
    """How many entries of a folder are about a promise."""
    found = items(folder).values()
    return sum(one["CATEGORIES"] == "承诺" and words in plain(one["DESCRIPTION"]) for one in found)


def plain(text: str) -> str:
    """A text without its escapes."""
    return str(text).replace("\\,", ",").replace("\\;", ";")


def expected(root: Path, rep: str) -> list[tuple[str, str]]:
    """Start and words of each reminder."""
    return sorted(
        (f"{one.day}{f' {one.start:%H:%M}' if one.start else ''}", short(f"{one.verb} {one.name}".strip()))
        for one in reminders(root, rep)
    )


def short(words: str) -> str:
    """At most 40 characters, the last of them `…` where some are gone (FEEDS.md)."""
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def listed(folder: Path, home: Path) -> list[tuple[str, str]]:
    """What khal lists of a folder: start and words of each entry."""
    config = home / f"khal-{folder.name}"
    config.write_text(
        f"[calendars]\n[[{folder.name}]]\npath = {folder}\n"
        f"[sqlite]\npath = {home / folder.name}.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n",
        encoding="utf-8",
    )
    first = date.today() - timedelta(days=60)  # noqa: DTZ011  any day behind
    fields = [word for name in ("start-date", "start-time", "title") for word in ("--json", name)]
    answer = run("khal", "-c", config, "list", "--once", *fields, first.isoformat(), "900d", home=home)
    shown = [one for line in answer.splitlines() if line.startswith("[") for one in json.loads(line)]
    return sorted((f"{one['start-date']} {one['start-time']}".strip(), one["title"]) for one in shown)


def test_a_calendar_server_holds_the_folder(served: Served, home: Path, tmp_path: Path) -> None:
    """The folder of --vdir goes to a CalDAV server collection by collection, comes back alike, and a change follows."""
    vdir, back = tmp_path / "vdir", tmp_path / "back"
    with radicale(tmp_path / "radicale", home) as url:
        config = home / "vdirsyncer"
        config.write_text(
            f"""[general]
status_path = "{home / "status"}"
[pair up]
a = "journal"
b = "server"
collections = ["from a"]
conflict_resolution = "a wins"
metadata = ["displayname", "color"]
[pair down]
a = "server"
b = "back"
collections = ["from a"]
conflict_resolution = "a wins"
metadata = ["displayname", "color"]
[storage journal]
type = "filesystem"
path = "{vdir}"
fileext = ".ics"
read_only = true
[storage server]
type = "caldav"
url = "{url}"
username = "{USER}"
password = "x"
[storage back]
type = "filesystem"
path = "{back}"
fileext = ".ics"
""",
            encoding="utf-8",
        )
        for pair in ("up", "down"):
            run("vdirsyncer", "-c", config, "discover", pair, home=home, said="y\n" * 20)
            run("vdirsyncer", "-c", config, "sync", pair, home=home)
            run("vdirsyncer", "-c", config, "metasync", pair, home=home)
        for rep in ("li", "han"):
            assert items(vdir / rep) == items(back / rep) == events(served.get(f"{rep}.ics"))
            for label in ("displayname", "color"):
                assert (back / rep / label).read_text() == (vdir / rep / label).read_text()
        assert promised(back / "li", _KEPT) == 2
        keep(served)
        until(lambda: items(vdir / "li") == events(served.get("li.ics")))
        run("vdirsyncer", "-c", config, "sync", "up", home=home)
        run("vdirsyncer", "-c", config, "sync", "down", home=home)
        after = items(back / "li")
        assert after == items(vdir / "li")
        assert promised(back / "li", _KEPT) == 0


def test_a_calendar_server_takes_every_feed(served: Served, home: Path, tmp_path: Path) -> None:
    """Each feed that is put as a whole comes back with every event as it was."""
    with radicale(tmp_path / "radicale", home) as url:
        for name in feeds(served):
            feed = served.get(f"{name}.ics")
            request("PUT", f"{url}/{USER}/{name}/", feed)
            assert events(request("GET", f"{url}/{USER}/{name}/")) == events(feed), name
