"""Every editor's way to save is seen, and the note never counts as deleted in between."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.serving.watched import NOTE, need, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.serving.watched import Watched


def run(*command: str, **environment: str) -> None:
    """Run an editor to its end, without a terminal."""
    subprocess.run(
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | environment,
        timeout=30,
    )


def seen(watched: Watched, text: str = "new\n") -> None:
    """The new text is known, nothing was deleted on the way, and nothing else took the note's place."""
    until(lambda: watched.text() == text)
    watched.settle()
    assert watched.text() == text
    assert watched.deleted == []
    assert set(watched.known) == {NOTE, "customers/zz.md"}


@pytest.mark.parametrize("swap", ["swapfile", "noswapfile"])
@pytest.mark.parametrize(
    "backup",
    [
        "nobackup nowritebackup",
        "nobackup writebackup backupcopy=yes",
        "nobackup writebackup backupcopy=no",
        "backup writebackup backupcopy=yes",
        "backup writebackup backupcopy=no",
        "backup writebackup backupcopy=auto patchmode=.orig",
    ],
)
def test_vim(watched: Watched, backup: str, swap: str) -> None:
    """`:w` in each of vim's ways to keep a backup, with its swap file and its probe 4913."""
    vim = need("vim")
    watched.start()
    commands = [f"set {backup} {swap} backupdir=. directory=. undofile undodir=.", "%s/old/new/", "w", "q"]
    run(
        vim,
        "-Nu",
        "NONE",
        "-es",
        *(part for command in commands for part in ("-c", command)),
        str(watched.root / NOTE),
    )
    seen(watched)


@pytest.mark.parametrize(
    "variables",
    [
        "make-backup-files nil",
        "backup-by-copying nil",
        "backup-by-copying t",
        "file-precious-flag t",
        "create-lockfiles t",
    ],
)
def test_emacs(watched: Watched, variables: str) -> None:
    """`save-buffer` with backups by renaming, by copying, none, and by way of a temporary file."""
    emacs = need("emacs")
    watched.start()
    code = f'(progn (setq {variables}) (goto-char (point-min)) (while (search-forward "old" nil t) (replace-match "new")) (save-buffer))'
    run(emacs, "-Q", "--batch", str(watched.root / NOTE), "--eval", code, LC_ALL="C.UTF-8")
    seen(watched)


@pytest.mark.parametrize("options", [[], ["--backup"]], ids=["plain", "backup"])
def test_nano(watched: Watched, options: list[str]) -> None:
    """Typed at a terminal: cut the line, write the new one, save, leave."""
    nano = need("nano")
    watched.start()
    keys = [b"\x0b", b"new", b"\x0f", b"\r", b"\x18"]
    type_at_terminal([nano, "--ignorercfiles", *options, str(watched.root / NOTE)], keys)
    seen(watched)


def type_at_terminal(command: list[str], keys: list[bytes]) -> None:
    """Run a program at a terminal of its own; press the next key when the screen has answered the last one and come to rest.

    On a busy machine a program is silent before it has even begun to listen; a key that nothing answers is waited for a
    while.
    """
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover  the child
        os.environ.update(TERM="xterm", LC_ALL="C.UTF-8")
        os.execv(command[0], command)  # noqa: S606  no shell is wanted
    waiting, deadline = [*keys], time.monotonic() + 40
    answered, silent = False, 0
    try:
        while time.monotonic() < deadline:
            if select.select([terminal], [], [], 0.2)[0]:
                os.read(terminal, 65536)
                answered = True
            elif waiting and (answered or silent > 10):
                os.write(terminal, waiting.pop(0))
                answered, silent = False, 0
            else:
                silent += 1
    except OSError:  # the terminal closes when the program ends
        pass
    finally:
        os.close(terminal)
    assert (waiting, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])) == ([], 0)


@pytest.mark.parametrize(
    "command",
    ["sed -i s/old/new/", "sed -i.bak s/old/new/", "perl -pi -e s/old/new/", "perl -pi.bak -e s/old/new/"],
)
def test_streams(watched: Watched, command: str) -> None:
    """sed and perl replace the file by a new one."""
    words = command.split(" ")
    words[0] = need(words[0])
    watched.start()
    run(*words, str(watched.root / NOTE))
    seen(watched)


def in_place(note: Path, data: bytes = b"new\n") -> None:
    """VS Code, Notepad: the same file, for a moment empty."""
    with note.open("r+b") as file:
        file.truncate(0)
        file.flush()
        file.write(data)


def in_pieces(note: Path, data: bytes = b"new\n") -> None:
    """A slow program: the same file, character by character."""
    with note.open("wb", buffering=0) as file:
        for char in data:
            file.write(bytes([char]))


def gnome(note: Path, data: bytes = b"new\n") -> None:
    """gedit and GNOME's text editor: a stream file, the old one linked as backup, the new one over it."""
    stream = note.with_name(".goutputstream-A1B2C3")
    stream.write_bytes(data)
    backup = note.with_name(note.name + "~")
    backup.unlink(missing_ok=True)
    backup.hardlink_to(note)
    stream.replace(note)


def replace_file(note: Path, data: bytes = b"new\n") -> None:
    """Windows' ReplaceFile (Word, Notepad++): old one aside, new one in its place, old one away."""
    new, old = note.with_name("~new.tmp"), note.with_name(f"{note.name}~RF1a2b3c.TMP")
    new.write_bytes(data)
    note.rename(old)
    new.rename(note)
    old.unlink()


def syncthing(note: Path, data: bytes = b"new\n") -> None:
    """Syncthing: a hidden temporary with the old one's time set, renamed over."""
    temporary = note.with_name(f".syncthing.{note.name}.tmp")
    temporary.write_bytes(data)
    os.utime(temporary, ns=(1, 1))
    temporary.replace(note)


def rsync(note: Path, data: bytes = b"new\n") -> None:
    """rsync: `.name.XXXXXX`, bits and times set, renamed over."""
    temporary = note.with_name(f".{note.name}.Ab3dEf")
    temporary.write_bytes(data)
    shutil.copystat(note, temporary)
    temporary.replace(note)


def aside(note: Path, data: bytes = b"new\n") -> None:
    """Old one renamed to a backup, new one written at its place."""
    note.rename(note.with_name(note.name + ".bak"))
    note.write_bytes(data)


def atomic(note: Path, data: bytes = b"new\n") -> None:
    """Qt's QSaveFile (Kate), Sublime's atomic_save: `name.XXXXXX` renamed over."""
    temporary = note.with_name(f"{note.name}.kate-tmp")
    temporary.write_bytes(data)
    temporary.replace(note)


def delete_and_write(note: Path, data: bytes = b"new\n") -> None:
    """Dropbox and some phone editors: delete, then write."""
    note.unlink()
    note.write_bytes(data)


def deleted_first(note: Path, data: bytes = b"new\n") -> None:
    """The same over a slow line: half a second passes before the new one comes."""
    note.unlink()
    time.sleep(0.5)
    note.write_bytes(data)


def emptied_first(note: Path, data: bytes = b"new\n") -> None:
    """A file on a network drive: emptied when it is opened, written when it is closed."""
    note.write_bytes(b"")
    time.sleep(0.5)
    note.write_bytes(data)


def from_elsewhere(note: Path, data: bytes = b"new\n") -> None:
    """A file made outside the watched folders and moved in."""
    temporary = note.parents[1] / "download.tmp"
    temporary.write_bytes(data)
    temporary.replace(note)


def versions(note: Path, data: bytes = b"new\n") -> None:
    """Syncthing that keeps versions, vim with a folder for backups: the old one is moved out of the watched folders.

    Of a move whose other end it cannot see the system tells late: the note is told as deleted after the new one is there.
    """
    kept = note.parents[1] / ".stversions"
    kept.mkdir(exist_ok=True)
    note.rename(kept / note.name)
    note.write_bytes(data)


SAVES = [
    in_place,
    in_pieces,
    gnome,
    replace_file,
    syncthing,
    rsync,
    aside,
    atomic,
    delete_and_write,
    deleted_first,
    emptied_first,
    from_elsewhere,
    versions,
]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_other_programs(watched: Watched, save: Callable[[Path], None]) -> None:
    """The steps of other programs, one after the other."""
    watched.start()
    save(watched.root / NOTE)
    seen(watched)


@pytest.mark.parametrize("save", [replace_file, aside, delete_and_write], ids=lambda save: save.__name__)
def test_slow_replacement(watched: Watched, save: Callable[[Path], None]) -> None:
    """The watcher has noticed that the note is away; it comes back within the second and was never deleted."""
    watcher = watched.start()
    note = watched.root / NOTE
    note.rename(note.with_name("aside.tmp"))
    until(lambda: watcher.patience.away)
    note.with_name("aside.tmp").rename(note)
    save(note)
    seen(watched)


def test_saving_again_and_again(watched: Watched) -> None:
    """Fifty saves of each kind in a row: the last text is seen, and no run ever finds the note deleted."""
    watched.start()
    note = watched.root / NOTE
    for _ in range(50):
        for save in (in_place, syncthing, replace_file, delete_and_write):
            save(note)
    note.write_text("last\n")
    seen(watched, "last\n")
