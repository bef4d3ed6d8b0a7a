"""The ways in which editors and synchronisers save: the real programs, and the steps of those that cannot run here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.parts import needs
from tests.serving.test_editors import (
    aside,
    atomic,
    delete_and_write,
    deleted_first,
    emptied_first,
    from_elsewhere,
    gnome,
    in_pieces,
    in_place,
    replace_file,
    rsync,
    syncthing,
    type_at_terminal,
    versions,
)


class Save(NamedTuple):
    """One way to put another word in a note."""

    name: str
    save: Callable[[Path, str, str], None]
    program: str = ""


def run(*words: str) -> None:
    """A program to its end, without a terminal."""
    subprocess.run(
        words,
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        timeout=60,
    )


def vim(options: str) -> Callable[[Path, str, str], None]:
    """`:w` with these options."""

    def save(note: Path, old: str, new: str) -> None:
        (note.parents[1] / "bak").mkdir(exist_ok=True)
        commands = [
            f"set backupdir=. {options} directory=. undofile undodir=.",
            f"cd {note.parents[1]}",
            f"%s/{old}/{new}/",
            "w",
            "q",
        ]
        run("vim", "-Nu", "NONE", "-es", *(part for one in commands for part in ("-c", one)), str(note))

    return save


def emacs(variables: str) -> Callable[[Path, str, str], None]:
    """`save-buffer` with these variables."""

    def save(note: Path, old: str, new: str) -> None:
        code = f'(progn (setq {variables}) (goto-char (point-min)) (search-forward "{old}") (replace-match "{new}") (save-buffer))'
        run("emacs", "-Q", "--batch", str(note), "--eval", code)

    return save


def nano(note: Path, old: str, new: str) -> None:
    """Typed at a terminal: search and replace, save, leave."""
    keys = [b"\x1c", f"{old}\r".encode(), f"{new}\r".encode(), b"a", b"\x0f", b"\r", b"\x18"]
    type_at_terminal([shutil.which("nano") or "nano", "--ignorercfiles", str(note)], keys)


def real_rsync(note: Path, old: str, new: str) -> None:
    """rsync from another computer's copy."""
    copy = note.parents[1] / "copy" / note.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(note.read_bytes().replace(old.encode(), new.encode()))
    run("rsync", "--checksum", "--times", str(copy), str(note))


def stream(*words: str) -> Callable[[Path, str, str], None]:
    """sed and perl, which put a new file in the old one's place."""

    def save(note: Path, old: str, new: str) -> None:
        run(*words, f"s/{old}/{new}/", str(note))

    return save


def steps(of: Callable[[Path, bytes], None]) -> Callable[[Path, str, str], None]:
    """The steps of a program that cannot run here."""

    def save(note: Path, old: str, new: str) -> None:
        of(note, note.read_bytes().replace(old.encode(), new.encode()))

    return save


SAVES = [
    Save("vim", vim("nobackup writebackup backupcopy=auto swapfile"), "vim"),
    Save("vim without swap", vim("nobackup writebackup backupcopy=auto noswapfile"), "vim"),
    Save("vim without backup", vim("nobackup nowritebackup swapfile"), "vim"),
    Save("vim, backup by copying", vim("backup writebackup backupcopy=yes noswapfile"), "vim"),
    Save("vim, backup by renaming", vim("backup writebackup backupcopy=no swapfile"), "vim"),
    Save("vim, backup elsewhere", vim("backup writebackup backupcopy=no backupdir=bak noswapfile"), "vim"),
    Save("nano", nano, "nano"),
    Save("emacs", emacs("backup-by-copying nil"), "emacs"),
    Save("emacs, precious", emacs("file-precious-flag t make-backup-files nil"), "emacs"),
    Save("sed -i", stream("sed", "-i"), "sed"),
    Save("perl -pi", stream("perl", "-pi", "-e"), "perl"),
    Save("rsync", real_rsync, "rsync"),
    Save("VS Code", steps(in_place)),
    Save("gedit", steps(gnome)),
    Save("ReplaceFile", steps(replace_file)),
    Save("Syncthing", steps(syncthing)),
    Save("rsync's steps", steps(rsync)),
    Save("old one aside", steps(aside)),
    Save("Kate", steps(atomic)),
    Save("delete and write", steps(delete_and_write)),
    Save("deleted, written late", steps(deleted_first)),
    Save("emptied, written late", steps(emptied_first)),
    Save("moved in", steps(from_elsewhere)),
    Save("in pieces", steps(in_pieces)),
    Save("old one moved out", steps(versions)),
]


def here(saves: list[Save]) -> None:
    """Every program must be installed."""
    needs(*sorted({one.program for one in saves} - {""}))
