"""What cannot work gets one sentence that says what to do, the right exit code, and the old outputs stay."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
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


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such pipes")
def test_a_pipe_in_the_place_of_the_settings_is_not_waited_for(small: Terminal) -> None:
    """Nobody ever writes into it: it is told, not opened."""
    path = small.folder / "kjournal.toml"
    path.unlink()
    os.mkfifo(path)
    assert "kjournal.toml cannot be read: it is no file" in small.run("build", code=2)


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


def a_file(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")


def to_nowhere(path: Path) -> None:
    path.symlink_to("nowhere/at/all")


def a_circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there, and errors have other numbers")
@pytest.mark.parametrize(
    ("path", "put"),
    [
        ("site", a_file),
        ("site", to_nowhere),
        ("site", a_circle),
        ("site/feeds", a_file),
        ("site/feeds/all.ics", Path.mkdir),
    ],
)
def test_something_stands_where_outputs_belong(
    small: Terminal, path: str, put: Callable[[Path], None]
) -> None:
    """It is left alone and named; when it is moved away, the next run needs no hand."""
    small.run("build")
    before = outputs(small)
    place = small.folder / path
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    put(place)
    said = small.run("build", code=1)
    assert "something else stands where a file or folder of ours belongs (" in said
    assert f"/{path}" in said
    assert "None" not in said
    place.rmdir() if place.is_dir() else place.unlink()
    small.run("build")
    assert outputs(small) == before


def shell(small: Terminal, line: str) -> subprocess.CompletedProcess[bytes]:
    """What a line of a shell does in the journal's folder."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=small.folder,
        env=small.environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way of closing streams")
@pytest.mark.parametrize(
    ("words", "closed"), [("today", "<&-"), ("check", ">&-"), ("build", "2>&-"), ("build", "<&- >&- 2>&-")]
)
def test_streams_that_are_closed(small: Terminal, closed: str, words: str) -> None:
    """A task of the system that closes them changes nothing but what is printed."""
    line = f'"{sys.executable}" -m kjournal {words} {closed}'
    done = shell(small, line)
    assert (done.returncode, done.stderr) == (small.ran(words).returncode, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("stream", [">", "2>"])
def test_a_stream_without_room(small: Terminal, stream: str) -> None:
    """What cannot be told is an error, and no traceback."""
    line = f'"{sys.executable}" -m kjournal agenda --from nonsense {stream} /dev/full'
    line = line if stream == "2>" else line.replace("nonsense", "2026-11-01")
    done = shell(small, line)
    assert done.returncode in {1, 2}
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names are always read alike there")
def test_a_locale_that_knows_no_chinese(small: Terminal) -> None:
    """Notes with Chinese names are read and published as everywhere; letters that cannot be shown are escaped."""
    small.write(
        "customers/老街药店.md", "---\nname: 老街药店\nclass: 村镇药店\nregion: 坝马镇\nrep: li\n---\n"
    )
    small.run("build")
    before = outputs(small)
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    small.environment |= plain
    for words in (["check"], ["today"], ["find", "老街药店"], ["show", "customers/老街药店.md"], ["doctor"]):
        said = small.run(*words, code=None)
        assert "mistake" not in said
        assert said.isascii()
    small.run("build")
    assert outputs(small) == before
    assert r"\u8001\u8857" in small.run("find", "老街药店")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a shell")
def test_too_few_files_may_be_open(small: Terminal) -> None:
    """The system's limit is told as such."""
    line = f'ulimit -n 7 && exec "{sys.executable}" -m kjournal build'
    done = shell(small, line)
    assert done.returncode == 1
    assert b"the system is at its limit: Too many open files" in done.stderr


def test_a_lock_that_was_written_into(small: Terminal) -> None:
    """The lock's file holds nothing; what a synchroniser put there goes, and nobody has to do anything."""
    small.run("build")
    (small.folder / ".kjournal" / "lock.db").write_bytes(b"something else" * 300)
    assert "damaged" not in small.run("build")
    assert (small.folder / ".kjournal" / "lock.db").stat().st_size == 0
