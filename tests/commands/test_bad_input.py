"""What cannot work gets one sentence that says what to do, the right exit code, and the old outputs stay."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Terminal


def outputs(small: Terminal) -> dict[str, bytes]:
    site = small.folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_no_journal_here(terminal: Terminal) -> None:
    """Outside a journal: how to begin one."""
    said = terminal.run("today", code=2)
    assert "kjournal init" in said
    assert said.count("\n") == 1


def test_a_folder_that_is_not_there(terminal: Terminal) -> None:
    """`-C` to nowhere."""
    assert "there is no folder nowhere" in terminal.run("-C", "nowhere", "build", code=2)


def test_a_journal_without_customers(terminal: Terminal) -> None:
    """It builds, and says how to begin."""
    terminal.write("kjournal.toml", 'journal = "x"\nlanguage = "en"\n')
    said = terminal.run("build")
    assert "0 customers and 0 visits read" in said
    assert "kjournal new customer" in said
    assert (terminal.folder / "site" / "index.html").is_file()


def test_broken_settings_keep_the_old_outputs(small: Terminal) -> None:
    """A settings file that cannot be understood: where, and nothing is touched."""
    small.run("build")
    before = outputs(small)
    small.write("kjournal.toml", 'journal = "small"\ntitle = "x\n')
    said = small.run("build", code=2)
    assert "kjournal.toml" in said
    assert "line 2" in said
    assert outputs(small) == before


def test_an_unknown_setting_is_a_finding(small: Terminal) -> None:
    """It names the nearest."""
    path = small.folder / "kjournal.toml"
    path.write_text(path.read_text(encoding="utf-8") + "[cadance]\npreset = 'x'\n", encoding="utf-8")
    said = small.run("check")
    assert "KJ020" in said
    assert "cadence" in said


def test_an_unreadable_day(small: Terminal) -> None:
    """`--today` takes dates as people type them, and says so when it cannot."""
    assert "2026-11-20" in small.run("today", "--today", "someday", code=2)


def test_a_port_in_use(small: Terminal) -> None:
    """One sentence, and the port's number."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = small.run("serve", "--port", str(port), code=1)
    assert str(port) in said


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_full_disk_keeps_the_old_outputs(small: Terminal) -> None:
    """A file that cannot grow stands for a full disk: a sentence, exit code 1, outputs whole."""
    small.run("build")
    before = outputs(small)
    card = small.folder / "customers" / "王记药店.md"
    card.write_text(card.read_text(encoding="utf-8") + "又写了一行。\n" * 4000, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [sys.executable, "-m", "kjournal", "build"], cwd=small.folder, env=small.environment, capture_output=True,
        text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "the disk " in done.stderr
    after = outputs(small)
    assert {name: data for name, data in after.items() if name.endswith(".ics")} == {
        name: data for name, data in before.items() if name.endswith(".ics")
    }
    assert "kjtmp" not in "".join(after)
    assert small.run("build")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder(small: Terminal) -> None:
    """A folder that may not be looked into is a finding, and what it held stays."""
    small.run("build")
    folder = small.folder / "visits" / "2026-11"
    folder.chmod(0)
    try:
        assert "KJ001" in small.run("check", code=1)
    finally:
        folder.chmod(0o755)


def test_two_at_once(small: Terminal, tmp_path: Path) -> None:
    """The second writer waits for the first, and both come to the same end."""
    command = [sys.executable, "-m", "kjournal", "build"]
    running = [
        subprocess.Popen(
            command, cwd=small.folder, env=small.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in running:
        _out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error


def test_a_read_only_journal(small: Terminal) -> None:
    """Where `.kjournal/` cannot be written, the user's cache folder serves (invariant 9)."""
    (small.folder / ".kjournal").write_text("in the way")
    assert "王记药店" in small.run("find", "wjyd")


def test_a_heading_that_stands_twice(small: Terminal) -> None:
    """The lines of both are named, in words for somebody who knows no TOML."""
    small.write(
        "kjournal.toml", 'journal = "small"\n[checks]  # a\nKJ401 = "off"\n\n[checks]\nKJ202 = "off"\n'
    )
    assert small.run("check", code=2) == (
        "kjournal: kjournal.toml cannot be understood: the line [checks] stands twice, as line 2 and as line 5: "
        "move what stands below the second one below the first, and delete the second\n"
    )


def test_what_silences_a_code_can_be_followed(small: Terminal) -> None:
    """The advice of `explain` says below which line the words go, and leaves that line out of what is copied."""
    assert small.run("explain", "KJ202").endswith(
        "    everywhere, in kjournal.toml, below the line [checks] (write that line if there is none):\n"
        '        KJ202 = "off"\n'
    )


def test_a_number_that_is_none_is_told_in_chinese(small: Terminal) -> None:
    """Where click names a type, the name is Chinese too."""
    small.environment["LANG"] = "zh_CN.UTF-8"
    said = small.run("find", "--limit", "x", "福民", code=2)
    assert "integer" not in said
