"""The server lives on: files outside, damaged bytes, broken settings, locks, editors that vanish."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.serving.language.client import DEADLINE, FULL, Editor
from tests.serving.language.conftest import CARD, NOTES, SETTINGS, SHOP, VISIT, Begin, write

NEW = "visits/2026-11/2026-11-20-新.md"
WRONG = "---\n客户: 向阳真卫生院\n---\n"
QUICK = 5.0
"""Seconds that only a hang takes."""


def codes(found: list[dict[str, Any]]) -> list[str]:
    """The codes of diagnostics."""
    return [one["code"] for one in found]


def test_what_is_no_note_is_left_alone(begin: Begin, root: Path, tmp_path: Path) -> None:
    """Untitled buffers, files elsewhere, other files and templates: no diagnostics, no answers, no failure."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    (root / "templates").mkdir()
    elsewhere = [
        "untitled:Untitled-1",
        (tmp_path / "别处.md").as_uri(),
        (root / "README.md").as_uri(),
        (root / "templates/customer.md").as_uri(),
        (root / "customers/x.txt").as_uri(),
    ]
    for uri in elsewhere:
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": "---\nname：x\n---\n"}
        editor.tell("textDocument/didOpen", {"textDocument": document})
        at = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 2}}
        for method in ("hover", "completion", "definition", "documentHighlight", "documentSymbol"):
            assert editor.ask(f"textDocument/{method}", at) is None
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    editor.open(NEW, WRONG)
    assert [one for one in editor.kept if one.get("params", {}).get("uri") in elsewhere] == []
    assert not (tmp_path / ".kjournal").exists()


def test_a_folder_that_is_no_journal_stays_untouched(begin: Begin, tmp_path: Path) -> None:
    """An editor starts the server for any Markdown; nothing is written into somebody else's project."""
    project = tmp_path / "project"
    (project / "customers").mkdir(parents=True)
    editor = begin(project)
    document = {
        "uri": (project / "customers/a.md").as_uri(),
        "languageId": "markdown",
        "version": 1,
        "text": "x",
    }
    editor.tell("textDocument/didOpen", {"textDocument": document})
    assert editor.ask("workspace/symbol", {"query": ""}) == []
    assert list(project.iterdir()) == [project / "customers"]


def test_line_ends_of_windows(begin: Begin, root: Path) -> None:
    """Ranges and edits of a buffer with CRLF; what is written takes its line ends."""
    editor = begin(root, FULL)
    editor.ready("向阳镇卫生院")
    found = editor.open(NEW, "---\r\n备注: 😀\r\n客户： 向阳真卫生院\r\n---\r\n")
    places = {one["code"]: one["range"] for one in found}
    assert places["KJ301"] == {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 10}}
    assert places["KJ111"] == {"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": 4}}
    where = {
        "textDocument": {"uri": editor.uri(NEW)},
        "range": places["KJ111"],
        "context": {"diagnostics": []},
    }
    made = [
        one["edit"]["documentChanges"][0]["edits"] for one in editor.ask("textDocument/codeAction", where)
    ]
    assert [[edit["newText"] for edit in edits] for edits in made if "KJ111" in edits[0]["newText"]] == [
        ["忽略: [KJ111]\r\n"]
    ]


def test_an_editor_that_cannot_rename_files(begin: Begin, root: Path) -> None:
    """It gets the edits alone, by address; the card keeps its id and its old name, so nothing is lost."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    editor.open(VISIT)
    made = editor.ask("textDocument/rename", {**editor.at(VISIT, 1, 6), "newName": "向阳中心卫生院"})
    assert set(made) == {"changes"}
    assert set(made["changes"]) == {editor.uri(CARD), editor.uri(VISIT)}
    written = "".join(edit["newText"] for edit in made["changes"][editor.uri(CARD)])
    assert "向阳中心卫生院" in written
    assert "别名: [向阳镇卫生院]" in written


def test_the_severity_that_the_settings_give(begin: Begin, root: Path) -> None:
    """A code that is switched off is not told; another has the severity that is written."""
    (root / "kjournal.toml").write_text(
        SETTINGS + '[checks]\nKJ307 = "off"\nKJ301 = "info"\n', encoding="utf-8"
    )
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    found = editor.open(NEW, "---\n客户: 向阳真卫生院\n业务员: 李雪\n---\n")
    assert [(one["code"], one["severity"]) for one in found] == [("KJ301", 3)]


def test_the_folder_of_the_command(begin: Begin, root: Path) -> None:
    """Where the editor names no folder, the one of -C counts, and its day the one of --today."""
    editor = begin(root, None, "-C", str(root), folders=[])
    editor.ready("向阳镇卫生院")


def test_damaged_bytes_on_the_disk(begin: Begin, root: Path) -> None:
    """What only the file shows is told beside what the buffer shows."""
    (root / NEW).write_bytes("---\n客户: 向阳".encode() + b"\xff\xfe\x80" + b"\n---\n")
    (root / "visits/2026-11/2026-11-19-gb.md").write_bytes(
        "---\n客户: 向阳镇卫生院\n备注: 谈了新品种的事情\n---\n".encode("gb18030")
    )
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    assert "KJ005" in codes(editor.open(NEW))
    text = "---\n客户: 向阳镇卫生院\n备注: 谈了新品种的事情\n---\n"
    assert "KJ003" in codes(editor.open("visits/2026-11/2026-11-19-gb.md", text))


def test_broken_settings_are_shown_and_survived(begin: Begin, root: Path) -> None:
    """Settings that are no TOML: a diagnostic at the line; notes go on; mended, it goes away."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    assert "KJ020" in codes(editor.open("kjournal.toml", SETTINGS + "[cadance]\nx = 1\n"))
    (wrong,) = editor.change("kjournal.toml", SETTINGS + 'title: "x"\n')
    assert (wrong["code"], wrong["range"]["start"]["line"]) == ("KJ021", SETTINGS.count("\n"))
    (root / "kjournal.toml").write_text(SETTINGS + 'title: "x"\n', encoding="utf-8")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("kjournal.toml")}})
    assert "KJ301" in codes(editor.open(NEW, WRONG))
    assert "KJ021" not in codes(editor.change("kjournal.toml", SETTINGS))


def test_settings_that_were_never_good(begin: Begin, root: Path) -> None:
    """The server begins all the same, says so, and reads what it can; mended, the index is made."""
    (root / "kjournal.toml").write_text("title = “x”\n", encoding="utf-8")
    editor = begin(root)
    assert editor.until("kjournal.toml", bool)[0]["code"] == "KJ021"
    assert "KJ111" in codes(editor.open(NEW, "---\n客户：向阳镇卫生院\n---\n"))
    (root / "kjournal.toml").write_text(SETTINGS, encoding="utf-8")
    editor.ready("向阳镇卫生院")


def test_a_new_card_settles_open_notes(begin: Begin, root: Path) -> None:
    """A card written by another program: the open visit that names it is looked at anew; and when it goes again."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    assert "KJ301" in codes(editor.open(NEW, "---\n客户: 新开药店\n---\n"))
    write(
        root, {"customers/新开药店.md": NOTES[SHOP].replace("王记药店", "新开药店").replace("WJ-01", "XK-01")}
    )
    editor.until(NEW, lambda found: "KJ301" not in codes(found))
    (root / "customers/新开药店.md").unlink()
    editor.until(NEW, lambda found: "KJ301" in codes(found))


def test_a_finding_across_notes_moves_with_its_field(begin: Begin, root: Path) -> None:
    """Two cards with one id: told at the id's line, wherever it stands in the buffer by now."""
    write(root, {"customers/另一家.md": NOTES[SHOP].replace("王记药店", "另一家")})
    editor = begin(root)
    editor.ready("另一家")
    found = editor.open(SHOP)
    assert [(one["code"], one["range"]["start"]["line"]) for one in found if one["code"] == "KJ303"] == [
        ("KJ303", 2)
    ]
    found = editor.change(SHOP, NOTES[SHOP].replace("id: ", "note: 😀\nid: "))
    assert [(one["code"], one["range"]["start"]["line"]) for one in found if one["code"] == "KJ303"] == [
        ("KJ303", 3)
    ]


def test_the_note_that_is_deleted_while_it_is_open(begin: Begin, root: Path) -> None:
    """Its buffer is read on; closed, nothing is said of it any more."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    editor.open(VISIT)
    (root / VISIT).unlink()
    assert "KJ301" in codes(editor.change(VISIT, WRONG))
    editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri(VISIT)}})
    assert editor.diagnostics(editor.uri(VISIT)) == []


def test_a_journal_that_another_process_writes(begin: Begin, root: Path) -> None:
    """The lock is held elsewhere, and is not let go: what an earlier run left answers."""
    subprocess.run(
        [sys.executable, "-m", "kjournal", "-C", str(root), "check"], check=False, capture_output=True
    )
    lock = sqlite3.connect(root / ".kjournal/lock.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    assert codes(editor.open(NEW, WRONG)) == ["KJ301"]
    editor.change(NEW, "---\n客户: XY-01\n---\n")
    assert "罗秀英" in editor.ask("textDocument/hover", editor.at(NEW, 1, 5))["contents"]["value"]
    lock.close()


def test_several_folders(begin: Begin, root: Path, tmp_path: Path) -> None:
    """Each note is held against its own journal."""
    other = write(tmp_path / "另一本", {"customers/乙店.md": NOTES[SHOP].replace("王记药店", "乙店")})
    editor = begin(root, folders=[root, other])
    editor.ready("向阳镇卫生院")
    editor.ready("乙店")
    uri = (other / NEW).as_uri()
    assert "KJ301" in codes(editor.open_uri(uri, "---\n客户: 向阳镇卫生院\n---\n"))
    assert "KJ301" not in codes(editor.open(NEW, "---\n客户: 向阳镇卫生院\n---\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n" + "k: v\n" * 20_000,
        "---\na: " + "[" * 30_000,
        "---\n备注: " + "长" * 400_000 + "\n---\n",
        "---\n客户: " + "\u2028" * 100 + "\n\x00\ufeff---\n",
        "---\n客户: \ud83d\n---\n[[" * 50,
    ],
)
def test_hostile_buffers_are_answered(editor: Editor, text: str) -> None:
    """Whatever a buffer holds, every question is answered in time and without a failure."""
    started = time.monotonic()
    editor.open(NEW, text)
    for method in ("hover", "completion", "definition", "documentHighlight", "documentSymbol"):
        for line in (0, 1, 2):
            editor.ask(f"textDocument/{method}", editor.at(NEW, line, 4))
    where = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 9}}
    editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": editor.uri(NEW)}, "range": where, "context": {"diagnostics": []}},
    )
    assert time.monotonic() - started < QUICK
    assert [one for one in editor.kept if one.get("method") == "window/logMessage"] == []


def test_a_finding_comes_while_one_types(editor: Editor) -> None:
    """Within five seconds on any machine; tests/bench/language.py measures how much sooner."""
    editor.open(NEW, "---\n客户: 向阳镇卫生院\n---\n")
    for n in range(30):  # keys that come faster than it is quiet
        editor.type(NEW, f"---\n客户: 向阳真卫生院{n}\n---\n")
    started = time.monotonic()
    editor.diagnostics(editor.uri(NEW), editor.versions[editor.uri(NEW)], QUICK)
    assert time.monotonic() - started < QUICK


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_as_the_editor_counts_them(begin: Begin, root: Path, encoding: str) -> None:
    """The encoding that the editor prefers is taken, in what is sent and in what comes."""
    editor = begin(root, {"general": {"positionEncodings": [encoding]}})
    assert editor.server["capabilities"]["positionEncoding"] == encoding
    editor.ready("向阳镇卫生院")
    found = editor.open(NEW, "---\n客户: 😀向阳真院\n---\n😀[[老王家]]\n")
    start, end, behind = {"utf-8": (8, 24, 4), "utf-16": (4, 10, 2), "utf-32": (4, 9, 1)}[encoding]
    wrong = next(one["range"] for one in found if one["code"] == "KJ301")
    assert (wrong["start"]["character"], wrong["end"]["character"]) == (start, end)
    step = {"utf-8": 3, "utf-16": 1, "utf-32": 1}[encoding]
    shown = editor.ask("textDocument/hover", editor.at(NEW, 3, behind + 2 + 3 * step))
    assert shown["range"]["start"]["character"] == behind + 2
    assert editor.ask("textDocument/hover", editor.at(NEW, 3, behind)) is None


def test_garbage_is_survived(begin: Begin, root: Path) -> None:
    """Messages that are no messages: one line in the log, and the next question is answered."""
    editor = begin(root)
    assert editor.process.stdin is not None
    for body in (b"{", b'{"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": 7}', b"[]"):
        editor.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    editor.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": "file:///gone.md", "version": 2}, "contentChanges": []},
    )
    editor.ready("向阳镇卫生院")
    said = json.dumps([one for one in editor.kept if one.get("method", "").startswith("window/")])
    assert "Traceback" not in said + b"".join(editor.errors).decode()


def test_it_ends_as_it_is_asked(begin: Begin, root: Path) -> None:
    """0 behind `shutdown`; nothing but the protocol ever came."""
    editor = begin(root)
    editor.ready("向阳镇卫生院")
    assert editor.close() == 0
    assert [one for one in editor.kept if "broken" in one] == []
    assert b"".join(editor.errors) == b""


def test_it_ends_with_its_input(begin: Begin, root: Path) -> None:
    """An editor that goes away without a word: 1."""
    editor = begin(root)
    assert editor.process.stdin is not None
    editor.process.stdin.close()
    assert editor.process.wait(DEADLINE) == 1


@pytest.mark.skipif(os.name != "posix", reason="only there can one ask whether a process lives")
def test_it_ends_with_its_editor(tmp_path: Path, root: Path) -> None:
    """The editor was killed and its pipe lives on in somebody else."""
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server = subprocess.Popen(
        [sys.executable, "-m", "kjournal", "lsp"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin is not None
    params = {"processId": parent.pid, "rootUri": root.as_uri(), "capabilities": {}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    server.stdin.flush()
    assert server.stdout is not None
    assert server.stdout.readline().startswith(b"Content-Length")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    try:
        assert server.wait(DEADLINE) == 1
    finally:
        server.kill()
        for stream in (server.stdin, server.stdout, parent.stdin):
            if stream is not None:
                stream.close()
