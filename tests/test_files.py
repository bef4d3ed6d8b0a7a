"""Files: what is found, read, refused and written."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.files import (
    NOTE_LIMIT,
    Changed,
    Decoded,
    Entry,
    Refused,
    case_key,
    decode,
    portable_name,
    read_note_bytes,
    scan,
    scan_folders,
    scanning,
    sweep_temporaries,
    write_atomic,
    write_guarded,
    write_if_changed,
)
from kjournal.files.conflicts import conflict_copy
from kjournal.files.moving import move
from kjournal.files.naming import path_word, stem
from kjournal.files.scanning import RACY, look_at
from kjournal.files.spelling import Spelling
from tests.folding import fold

POSIX = os.name == "posix"
LATER = time.time_ns() + 10**12
NOTE = "---\nname: 王建国\n---\n第一次拜访。\n"


def put(root: Path, path: str, data: bytes | str = NOTE) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def paths(root: Path) -> list[str]:
    return [entry.path for entry in scan(root).entries]


def refusals(root: Path) -> set[tuple[str, str]]:
    return {(one.path, one.reason) for one in scan(root).refused}


# Finding


def test_scan_finds_notes_sorted_and_passes_over_leftovers(tmp_path: Path) -> None:
    """Notes below customers/ and visits/ alone, in the order of their paths; what editors leave is not even refused."""
    for path in (
        "visits/2026-02/b.md",
        "visits/2026-01/a.md",
        "customers/王.md",
        "customers/李.MD",
        "README.md",
    ):
        put(tmp_path, path)
    for name in (
        ".#王.md",
        "王.md~",
        "#王.md#",
        ".王.md.swp",
        "4913",
        ".~lock.王.md#",
        "._王.md",
        ".王.md.7-1.kjtmp",
        "x.log",
    ):
        put(tmp_path, f"customers/{name}")
    put(tmp_path, "customers/.obsidian/x.md")
    assert paths(tmp_path) == [
        "customers/李.MD",
        "customers/王.md",
        "visits/2026-01/a.md",
        "visits/2026-02/b.md",
    ]
    assert refusals(tmp_path) == set()


def test_a_note_in_the_cloud_alone_is_told(tmp_path: Path) -> None:
    """A stub stands for the note; beside the note itself, or for another kind of file, it says nothing."""
    for name in ("a.md", ".a.md.icloud", ".王.md.icloud", "李.md.nextcloud", ".photo.jpg.icloud"):
        put(tmp_path, f"customers/{name}")
    assert paths(tmp_path) == ["customers/a.md"]
    assert refusals(tmp_path) == {("customers/王.md", "cloud"), ("customers/李.md", "cloud")}


def test_scan_of_nothing_is_empty(tmp_path: Path) -> None:
    """A journal without its folders has no notes and no complaint."""
    assert (scan(tmp_path).entries, scan(tmp_path / "no").refused) == ((), ())


@pytest.mark.skipif(not POSIX, reason="POSIX kinds of file")
def test_scan_refuses_what_is_no_regular_file(tmp_path: Path) -> None:
    """A FIFO is not opened, links are not followed, and each is named with its reason."""
    put(tmp_path, "customers/real.md")
    outside = put(tmp_path.parent, f"{tmp_path.name}-outside/x.md")
    here = tmp_path / "customers"
    os.mkfifo(here / "fifo.md")
    (here / "folder.md").mkdir()
    (here / "out.md").symlink_to(outside)
    (here / "in.md").symlink_to(here / "real.md")
    (here / "circle.md").symlink_to(here / "circle.md")
    (here / "away").symlink_to(outside.parent, target_is_directory=True)
    (tmp_path / "visits").symlink_to(outside.parent, target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as server:
        directory = os.open(here, os.O_RDONLY)
        server.bind(
            f"/proc/self/fd/{directory}/socket.md" if sys.platform == "linux" else str(here / "socket.md")
        )
        os.close(directory)
    put(tmp_path, "customers/big.md", b"x" * (NOTE_LIMIT + 1))
    put(tmp_path, "customers/full.md", b"x" * NOTE_LIMIT)
    assert paths(tmp_path) == ["customers/full.md", "customers/real.md"]
    assert refusals(tmp_path) == {
        ("customers/fifo.md", "fifo"),
        ("customers/folder.md", "folder"),
        ("customers/socket.md", "socket"),
        ("customers/out.md", "link-out"),
        ("customers/in.md", "link"),
        ("customers/circle.md", "link-broken"),
        ("customers/away", "link-out"),
        ("customers/big.md", "too-large"),
        ("visits", "link-out"),
    }
    shutil.rmtree(outside.parent)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_scan_refuses_names_that_cannot_be_written_down(tmp_path: Path) -> None:
    """GBK names from a zip, a line end in a name, and one name in both Unicode forms."""
    folder = os.fsencode(tmp_path / "customers")
    (tmp_path / "customers").mkdir()
    for name in (
        "王.md".encode("gbk"),
        b"a\nb.md",
        "李.md.txt".encode("gbk"),
        "café.md".encode(),
        unicodedata.normalize("NFD", "café.md").encode(),
    ):
        Path(os.fsdecode(folder + b"/" + name)).write_text(NOTE)
    (entry,) = scan(tmp_path).entries
    assert (entry.path, entry.disk) == ("customers/café.md", "customers/café.md")
    assert sorted(refusals(tmp_path)) == [
        ("customers/\\xc0\\xee.md.txt", "extension"),
        ("customers/\\xcd\\xf5.md", "name"),
        ("customers/a\\x0ab.md", "name"),
        (unicodedata.normalize("NFD", "customers/café.md"), "same-name"),
    ]


@pytest.mark.skipif(not POSIX or os.geteuid() == 0, reason="root reads everything")
def test_scan_refuses_unreadable_folder(tmp_path: Path) -> None:
    """A folder without permission is one refusal; the others are read."""
    put(tmp_path, "customers/a.md")
    closed = put(tmp_path, "visits/closed/b.md").parent
    closed.chmod(0)
    try:
        assert (paths(tmp_path), refusals(tmp_path)) == (
            ["customers/a.md"],
            {("visits/closed", "unreadable")},
        )
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("name", ["王建国.md.txt", "王建国。md", "王建国．md", "王建国.markdown"])
def test_scan_refuses_what_was_meant_to_be_a_note(tmp_path: Path, name: str) -> None:
    """Notepad's hidden ending and a full stop from the Chinese keyboard are named, with the name that would do."""
    put(tmp_path, f"customers/{name}")
    assert scan(tmp_path).refused == (Refused(f"customers/{name}", "extension", "王建国.md"),)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("王.sync-conflict-20260102-101112-ABCDEFG.md", "syncthing"),
        ("王 (李's conflicted copy 2026-01-02).md", "dropbox"),
        ("王 (李的冲突副本 2026-01-02).md", "dropbox"),
        ("王 (conflicted copy 2026-01-02 101112).md", "nextcloud"),
        ("王 (Conflicted copy ThinkPad 202601021011).md", "nextcloud"),
        ("王-NSConflict-小李-mac.md", "jianguoyun"),
        ("王-冲突-小李.md", "jianguoyun"),
        ("王-DESKTOP-A1B2C3D.md", "onedrive"),
        ("王 (SFConflict li@x.cn 2026-01-02-10-11-12).md", "seafile"),
        ("王_REMOTE_4711.md", "git"),
        ("王(冲突 小李 2026-01-02).md", "jianguoyun"),
        ("王 - 副本.md", "windows"),
        ("王 - 副本 (2).md", "windows"),
        ("王 - Copy.md", "windows"),
        ("王的副本.md", "mac"),
        ("王 copy 2.md", "mac"),
        ("李 - 副本.md", ""),
        ("副本.md", ""),
        ("王 2.md", ""),
        ("李-DESKTOP-A1B2C3D.md", ""),
        ("医患-冲突处理.md", ""),
        ("客户内部冲突副作用.md", ""),
        ("Conflict 研究所.md", ""),
    ],
)
def test_conflict_copies(name: str, source: str) -> None:
    """A synchroniser's copy is known by its name, an ambiguous one only where the original lies beside it."""
    assert conflict_copy(name, {"王.md", name}) == source


@pytest.mark.parametrize("name", ["a 2.md", "a (1).md", "a(2).md", "a（1）.md"])
def test_numbered_copies(tmp_path: Path, name: str) -> None:
    """iCloud's and browsers' copies are known by what they say; the second visit of a day is a visit."""
    said = "---\ncustomer: 甲\ndate: 2026-01-02\n---\n谈了价格。\n"
    put(tmp_path, "visits/a.md", said)
    put(tmp_path, f"visits/{name}", said.replace("\n", "\r\n") + "又补了一句。\n")
    assert scan(tmp_path).refused == (Refused(f"visits/{name}", "conflict-copy", "a.md"),)
    put(tmp_path, f"visits/{name}", said.replace("谈了价格", "下午送货"))
    assert scan(tmp_path).refused == ()
    put(tmp_path, f"visits/{name}", "---\ncustomer: 乙\nrep: 李\nstatus: 计划\n---\n谈了价格。\n")
    assert scan(tmp_path).refused == ()
    (tmp_path / "visits/a.md").unlink()
    assert scan(tmp_path).refused == ()


def test_signature_changes_with_any_entry_and_is_empty_while_racy(tmp_path: Path) -> None:
    """Equal signatures mean equal folders; a file younger than two seconds or from the future gives none."""
    file = put(tmp_path, "customers/a.md")
    now = time.time_ns()
    [young] = scan_folders(tmp_path, now_ns=now)
    [old] = scan_folders(tmp_path, now_ns=LATER)
    [again] = scan_folders(tmp_path, now_ns=LATER)
    assert (young.signature, young.entries[0].racy) == ("", True)
    assert (old.signature, old.entries[0].racy) == (again.signature, False)
    os.utime(file, ns=(1, 1))
    [touched] = scan_folders(tmp_path, now_ns=LATER)
    put(tmp_path, "customers/b.md")
    [more] = scan_folders(tmp_path, now_ns=LATER)
    assert len({old.signature, touched.signature, more.signature}) == 3
    os.utime(file, ns=(LATER, LATER))
    [future] = scan_folders(tmp_path, now_ns=LATER - 10**9)
    assert future.signature == ""


def test_an_unchanged_folder_builds_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever knows a folder's signature pays for names and times alone; a swap file beside it changes nothing."""
    built: list[str] = []

    def entry(path: str, *rest: Any) -> Entry:
        built.append(path)
        return Entry(path, *rest)

    monkeypatch.setattr(scanning, "Entry", entry)
    for number in range(3):
        put(tmp_path, f"visits/2026/01/{number}.md")
    put(tmp_path, "visits/2026/02/a.md")
    known = {folder.path: folder.signature for folder in scan_folders(tmp_path, now_ns=LATER)}
    assert list(known) == ["visits", "visits/2026", "visits/2026/01", "visits/2026/02"]
    put(tmp_path, "visits/2026/02/b.md")
    put(tmp_path, "visits/2026/01/.0.md.swp")
    changed = [one for one in scan_folders(tmp_path, now_ns=LATER) if known[one.path] != one.signature]
    assert ([one.path for one in changed], [one.unreadable for one in changed]) == (
        ["visits/2026/02"],
        [()],
    )
    assert built == []
    [folder] = changed
    assert [one.path for one in folder.entries + folder.entries] == [
        "visits/2026/02/a.md",
        "visits/2026/02/b.md",
    ] * 2
    assert built == ["visits/2026/02/a.md", "visits/2026/02/b.md"]


@pytest.mark.skipif(not POSIX, reason="POSIX kinds of file")
def test_signature_changes_with_what_is_refused(tmp_path: Path) -> None:
    """What comes, goes or turns into something else among the refused is a change of its folder, too."""
    here = put(tmp_path, "customers/王.md").parent
    outside = put(tmp_path, "elsewhere/x.md")
    put(tmp_path, "customers/王-冲突-小李.md")

    def signature() -> str:
        [folder] = scan_folders(tmp_path, now_ns=LATER)
        return folder.signature

    seen = [signature()]
    os.mkfifo(here / "x.md")
    seen.append(signature())
    (here / "x.md").unlink()
    (here / "x.md").symlink_to(outside)
    seen.append(signature())
    outside.unlink()  # the link itself stays as it is
    seen.append(signature())
    put(tmp_path, "customers/李.md.txt")
    seen.append(signature())
    (here / "王.md").unlink()  # what was a copy is now a note
    seen.append(signature())
    assert "" not in seen
    assert len({*seen}) == len(seen)
    put(tmp_path, "customers/x.log")
    assert signature() == seen[-1]


def test_a_racy_file_is_read_once_more(tmp_path: Path) -> None:
    """Two changes within one tick of the file system's clock: what was read after the first proves nothing later."""
    file = put(tmp_path, "customers/a.md", "one")
    first = scan(tmp_path, now_ns=file.stat().st_ctime_ns).entries[0]
    file.write_text("two")
    os.utime(file, ns=(first.mtime_ns, first.mtime_ns))
    later, again = (scan(tmp_path, now_ns=LATER).entries[0] for _ in range(2))
    assert (first.size, first.mtime_ns, first.inode) == (later.size, later.mtime_ns, later.inode)
    assert first.stamp != later.stamp == again.stamp


@pytest.mark.skipif(not POSIX, reason="on Windows the second time is that of the creation")
def test_a_file_with_an_old_time_that_was_touched_just_now_is_racy(tmp_path: Path) -> None:
    """`cp -p`, `rsync -t` and git-restore-mtime set the time back: only the change of the file itself tells how young it is."""
    file = put(tmp_path, "customers/a.md")
    os.utime(file, ns=(1, 1))
    just, later = file.stat().st_ctime_ns + 10**9, file.stat().st_ctime_ns + RACY + 10**9
    for now, young in ((just, True), (later, False)):
        (folder,) = scan_folders(tmp_path, now_ns=now)
        looked = look_at(tmp_path, "customers/a.md", now_ns=now)
        assert looked is not None
        assert (folder.signature == "", folder.entries[0].racy, looked.racy) == (young, young, young)


@pytest.mark.skipif(not POSIX, reason="links need rights on Windows")
def test_a_note_behind_a_link_is_none(tmp_path: Path) -> None:
    """A folder on the way that is a link leads to what is read where it lies, or out of the journal."""
    put(tmp_path, "elsewhere/a.md")
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "link").symlink_to(tmp_path / "elsewhere")
    assert look_at(tmp_path, "customers/link/a.md") is None


# Reading


def test_read_note_bytes(tmp_path: Path) -> None:
    """A regular file's bytes; anything else is a refusal under the name that was asked for."""
    file = put(tmp_path, "a.md", b"\r\n\x1a\r\n")
    assert read_note_bytes(file) == b"\r\n\x1a\r\n"
    assert read_note_bytes(file, "a.md", limit=3) == Refused("a.md", "too-large", "5")
    assert read_note_bytes(tmp_path / "b.md", "b.md") == Refused("b.md", "gone")
    assert read_note_bytes(tmp_path, "x.md") == Refused("x.md", "folder")


@pytest.mark.skipif(not POSIX, reason="POSIX kinds of file")
def test_read_note_bytes_never_waits_nor_follows(tmp_path: Path) -> None:
    """What became a FIFO or a link between scan and reading is refused at once."""
    os.mkfifo(tmp_path / "f.md")
    (tmp_path / "l.md").symlink_to("/etc/hostname")
    assert read_note_bytes(tmp_path / "f.md", "f.md") == Refused("f.md", "fifo")
    assert read_note_bytes(tmp_path / "l.md", "l.md") == Refused("l.md", "link")


# Decoding


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Decoded("")),
        (b"\xef\xbb\xbfa\n", Decoded("a\n", bom=True, newline="\n")),
        ("\ufeff王\r\n".encode("utf-16-le"), Decoded("王\r\n", "utf-16-le", bom=True, newline="\r\n")),
        ("\ufeff王\r\n".encode("utf-16-be"), Decoded("王\r\n", "utf-16-be", bom=True, newline="\r\n")),
        ("王建国\r第一次".encode("gbk"), Decoded("王建国\r第一次", "gb18030", newline="\r")),
        (
            "李喆：峨江县人民医院设备科科长，今天第一次拜访。".encode("gbk"),
            Decoded("李喆：峨江县人民医院设备科科长，今天第一次拜访。", "gb18030"),
        ),
        (b"a\r\nb\r\nc\n", Decoded("a\r\nb\r\nc\n", newline="\r\n", mixed=True)),
        ("👨‍☕️".encode(), Decoded("👨‍☕️")),
        ("\n王".encode()[:-1], Decoded("", problem="truncated", args={"line": 2, "column": 1, "byte": 1})),
        ("\n王建".encode()[:-2], Decoded("", problem="truncated", args={"line": 2, "column": 2, "byte": 4})),
        (
            "\n王建国".encode()[:-1],
            Decoded("", problem="truncated", args={"line": 2, "column": 3, "byte": 7}),
        ),
        ("a\n王".encode() + b"\0" * 9, Decoded("", problem="nul-tail", args={"count": 9})),
        (
            "a\n王\0b".encode(),
            Decoded("", problem="nul", args={"line": 2, "column": 2, "byte": 4, "count": 1}),
        ),
        (b"PK\x03\x04\x14\0\0\0", Decoded("", problem="binary", args={"kind": "zip"})),
        (bytes(range(256)) * 4 + b"\0" * 99 + b"x", Decoded("", problem="binary", args={"kind": ""})),
        (
            "\ufeff王".encode("utf-16-le")[:-1],
            Decoded("", problem="truncated", args={"line": 1, "column": 1, "byte": 1}),
        ),
        (
            "\ufeff王\0x".encode("utf-16-le"),
            Decoded("", problem="nul", args={"line": 1, "column": 2, "byte": 3, "count": 1}),
        ),
        (
            "résumé".encode("latin-1"),
            Decoded("", problem="not-utf8", args={"line": 1, "column": 2, "byte": 2, "value": "0xE9"}),
        ),
        (
            "王建國醫院".encode("big5"),
            Decoded("", problem="not-utf8", args={"line": 1, "column": 1, "byte": 1, "value": "0xA4"}),
        ),
        (
            "こんにちは".encode("cp932"),
            Decoded("", problem="not-utf8", args={"line": 1, "column": 1, "byte": 1, "value": "0x82"}),
        ),
        (
            b"name: \xed\xa0\xbd\xed\xb8\x80",
            Decoded("", problem="surrogates", args={"line": 1, "column": 7, "byte": 7}),
        ),
        (
            "王\n".encode() + b"\xff\xfe",
            Decoded("", problem="not-utf8", args={"line": 2, "column": 1, "byte": 1, "value": "0xFF"}),
        ),
    ],
)
def test_decode(data: bytes, expected: Decoded) -> None:
    """Text is read as meant with its line ends as they stand; damage is named with line, column and byte."""
    assert decode(data) == expected


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.data())
def test_offsets_lead_back_to_the_bytes(text: str, data: st.DataObject) -> None:
    """Any UTF-8 or UTF-16 text comes back, and a place in it is the right byte of the file."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = ("\ufeff" + text).encode(encoding)
        read = decode(raw)
        at = data.draw(st.integers(0, len(text)))
        assert (read.text, read.problem) == (text, "")
        assert raw[read.offset(at) :].decode(encoding) == text[at:]


@given(st.binary())
def test_decode_takes_any_bytes(data: bytes) -> None:
    """Whatever the bytes, either a text that encodes back to them or a problem with a place."""
    read = decode(data)
    assert bool(read.problem) != (data[read.mark_length :] == read.encode(read.text) and not read.args)


def test_cut_anywhere_is_never_read_as_other_words() -> None:
    """A UTF-8 note cut at any byte is either its own beginning or refused, never Chinese of another encoding."""
    whole = (NOTE * 3).encode()
    for end in range(len(whole)):
        read = decode(whole[:end])
        assert read.problem == "truncated" if read.problem else (NOTE * 3).startswith(read.text)


# Writing


def test_write_atomic_keeps_permissions_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """New bytes, old permission bits; parts are joined; no temporary stays."""
    file = put(tmp_path, "a.md")
    file.chmod(0o640)
    write_atomic(file, iter([b"new ", b"bytes"]), durable=True)
    assert file.read_bytes() == b"new bytes"
    assert stat.S_IMODE(file.stat().st_mode) == (0o640 if POSIX else 0o666)
    assert list(tmp_path.iterdir()) == [file]
    write_atomic(tmp_path / "secret", b"x", durable=False, mode=0o600)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == (0o600 if POSIX else 0o666)


def test_write_atomic_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An error in the middle leaves the old file and no temporary; a folder is never replaced."""
    file = put(tmp_path, "a.md", b"old")

    with pytest.raises(ZeroDivisionError):
        write_atomic(file, (b"%d" % (1 // n) for n in (1, 0)), durable=True)
    (tmp_path / "b.md").mkdir()
    with pytest.raises(OSError, match=r"b\.md"):
        write_atomic(tmp_path / "b.md", b"x", durable=False)
    assert (file.read_bytes(), sorted(one.name for one in tmp_path.iterdir())) == (b"old", ["a.md", "b.md"])


def test_write_takes_the_longest_name(tmp_path: Path) -> None:
    """A name of 255 bytes leaves no room for additions, and is written all the same."""
    file = tmp_path / ("王" * 84 + ".md")
    write_atomic(file, b"x", durable=False)
    assert file.read_bytes() == b"x"


def test_a_guarded_write_replaces_only_what_was_read(tmp_path: Path) -> None:
    """The bytes that were read become the new ones, with the file's bits; any other content stays."""
    file = tmp_path / "a.md"
    file.write_bytes(b"read")
    file.chmod(0o640)
    write_guarded(file, b"read", b"new")
    assert file.read_bytes() == b"new"
    assert not POSIX or stat.S_IMODE(file.stat().st_mode) == 0o640
    with pytest.raises(Changed) as caught:
        write_guarded(file, b"read", b"newer")
    assert caught.value.path == file
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_guarded_write_looks_just_before_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved while the new bytes are on their way to the disk is not overwritten."""
    file = tmp_path / "a.md"
    file.write_bytes(b"read")
    monkeypatch.setattr("kjournal.files.writing._sync", lambda _handle: file.write_bytes(b"saved"))
    with pytest.raises(Changed):
        write_guarded(file, b"read", b"new")
    assert file.read_bytes() == b"saved"
    assert list(tmp_path.iterdir()) == [file]


def test_a_guarded_write_makes_no_file_and_follows_no_link(tmp_path: Path) -> None:
    """A note that went away, or became a link, is not written."""
    with pytest.raises(Changed):
        write_guarded(tmp_path / "gone.md", b"", b"new")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "real.md").write_bytes(b"read")
    link = tmp_path / "link.md"
    try:
        link.symlink_to("real.md")
    except OSError:
        pytest.skip("no links on this system")
    with pytest.raises(Changed):
        write_guarded(link, b"read", b"new")
    assert (tmp_path / "real.md").read_bytes() == b"read"


def test_write_if_changed_leaves_an_equal_file_alone(tmp_path: Path) -> None:
    """Equal bytes: not written, and the modification time stays."""
    file = put(tmp_path, "a.md", b"same")
    os.utime(file, ns=(1, 1))
    assert write_if_changed(file, [b"sa", b"me"], durable=True) is False
    assert file.stat().st_mtime_ns == 1
    assert write_if_changed(file, b"other", durable=True) is True
    assert file.read_bytes() == b"other"


@pytest.mark.skipif(not POSIX, reason="Windows keeps open files by itself")
def test_a_killed_writer_leaves_only_a_temporary_that_is_swept(tmp_path: Path) -> None:
    """Killed in the middle: the old file is whole, the temporary is no note, and sweeping takes it away."""
    file = put(tmp_path, "customers/a.md", b"old")
    code = (
        "import sys,os;from pathlib import Path;from kjournal.files import write_atomic\n"
        "write_atomic(Path(sys.argv[1]), (os.kill(os.getpid(), 9) or b'' for _ in [1]), durable=True)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    other = put(tmp_path, f"customers/.b.md.{os.getppid()}-1.kjtmp")
    assert len(list(file.parent.iterdir())) == 3
    assert paths(tmp_path) == ["customers/a.md"]
    assert sweep_temporaries(file.parent) == 1
    assert sorted(file.parent.iterdir()) == sorted([file, other])
    assert file.read_bytes() == b"old"
    os.utime(other, (1, 1))
    assert sweep_temporaries(file.parent) == 1


def test_a_temporary_of_ones_own_number_is_swept_unless_it_is_written_now(tmp_path: Path) -> None:
    """In a container every process may have the number of the one that was killed there."""
    file = put(tmp_path, "customers/a.md", b"old")
    put(tmp_path, f"customers/.b.md.{os.getpid()}-0.kjtmp")
    swept: list[int] = []

    def data() -> Iterator[bytes]:
        swept.append(sweep_temporaries(file.parent))
        yield b"new"

    write_atomic(file, data(), durable=False)
    assert swept == [1]
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(not POSIX, reason="whose a process is")
def test_a_process_of_somebody_else_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another user's kjournal writes just now is not taken for abandoned."""

    def forbidden(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbidden)
    put(tmp_path, "customers/.b.md.4711-1.kjtmp")
    assert sweep_temporaries(tmp_path / "customers") == 0


def test_the_system_takes_a_part_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that takes less than it was given goes on where it ended."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:3]))
    write_atomic(tmp_path / "a.md", ["甲乙丙丁".encode(), b"", b"0123456789"], durable=False)
    assert (tmp_path / "a.md").read_bytes() == "甲乙丙丁0123456789".encode()


@pytest.mark.parametrize(
    ("durable", "settled", "pushed"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_durable_name_is_pushed_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool, settled: bool, pushed: bool
) -> None:
    """A power cut takes back a name whose folder was not pushed; who writes many pushes it once behind them."""
    folders: list[Path] = []
    monkeypatch.setattr("kjournal.files.writing.sync_folder", folders.append)
    assert write_if_changed(tmp_path / "a.md", b"new", durable=durable, settled=settled)
    assert folders == ([tmp_path] if pushed else [])


@pytest.mark.skipif(not POSIX or os.geteuid() != 0, reason="only root gives files away")
def test_whose_a_file_is_stays(tmp_path: Path) -> None:
    """What root writes for its user stays the user's."""
    file = put(tmp_path, "a.md", b"old")
    os.chown(file, 4711, 4712)
    write_atomic(file, b"new", durable=False)
    assert (file.stat().st_uid, file.stat().st_gid) == (4711, 4712)


def test_a_link_with_the_same_words_is_replaced(tmp_path: Path) -> None:
    """What is published is a file of its own: who changes what the link led to changes no page."""
    real = put(tmp_path, "elsewhere", b"same")
    page = tmp_path / "page.html"
    page.symlink_to(real)
    assert write_if_changed(page, b"same", durable=False) is True
    assert not page.is_symlink()


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("峨江县人民医院", "峨江县人民医院"),
        ("峨江县人民医院/内科: 李?", "峨江县人民医院-内科-李"),
        ("con", "con_"),
        ("CON.md", "CON_.md"),
        ("lpt1", "lpt1_"),
        ("console", "console"),
        ("../../etc/passwd", "etc-passwd"),
        (" .hidden. ", "hidden"),
        ("a\u200bb\u202ec\nd", "abc d"),
        ("cafe\u0301", "caf\u00e9"),
        ("#x", "x"),
        ("~$x", "$x"),
        ("???", "_"),
        ("", "_"),
        ("王" * 100, "王" * 40),
    ],
)
def test_portable_name(text: str, name: str) -> None:
    """A name that every system takes, as near to the words as can be."""
    assert portable_name(text) == name


@given(st.text())
def test_portable_name_is_portable(text: str) -> None:
    """Always a name: short, NFC, writable as UTF-8, nothing reserved, never hidden, and stable."""
    name = portable_name(text)
    assert 0 < len(name.encode()) <= 121
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert unicodedata.is_normalized("NFC", name)
    assert name[0] not in ".~#-"
    assert name[-1] not in ". "
    assert portable_name(name) == name


def test_case_key() -> None:
    """Equal for what Windows and macOS take for one file."""
    assert case_key("Customers/Café.MD") == case_key("customers/cafe\u0301.md")
    assert case_key("王.MD") == case_key("王.md")
    assert case_key("王.md") != case_key("玉.md")


def test_how_a_name_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that does not tell cases apart is seen through; the top folder may be written as it likes."""
    (tmp_path / "Customers/向阳 B").mkdir(parents=True)
    (tmp_path / "Customers/向阳 B" / unicodedata.normalize("NFD", "Café.md")).touch()
    asked = [
        "customers/向阳 B/Café.md",
        "customers/向阳 B/CAFÉ.md",
        "customers/向阳 b/Café.md",
        "kjournal.toml",
    ]
    fold(monkeypatch)
    assert (tmp_path / "customers/向阳 b").is_dir()
    assert [Spelling(tmp_path).is_so(path) for path in asked] == [True, False, False, True]
    monkeypatch.undo()
    assert all(map(Spelling(tmp_path).is_so, asked)), "a disk that tells them apart has nothing there"


def test_an_ending_in_any_case() -> None:
    """`.MD` is an ending too."""
    assert [stem(path) for path in ("customers/王.MD", "customers/一村/王.md", "王")] == ["王"] * 3
    assert [path_word(path) for path in ("customers/一村/王.Md", "visits/x.md")] == ["一村/王", "x"]


@pytest.mark.parametrize("numbered", [True, False], ids=("one number", "a number each"))
def test_a_file_takes_its_own_name_in_another_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbered: bool
) -> None:
    """Where the disk finds it under both it is no other file, whether or not the system says that they are one."""
    (tmp_path / "Abc.md").write_text("x")
    fold(monkeypatch)
    if not numbered:
        monkeypatch.setattr(Path, "samefile", lambda _self, _other: False)
    move(tmp_path / "Abc.md", tmp_path / "ABC.md")
    assert [one.name for one in tmp_path.iterdir()] == ["ABC.md"]


def test_another_file_keeps_its_name(tmp_path: Path) -> None:
    """One that differs in case alone is another where the disk tells them apart."""
    for name in ("Abc.md", "ABC.md", "b.md"):
        (tmp_path / name).write_text(name)
    for name in ("ABC.md", "b.md"):
        with pytest.raises(FileExistsError):
            move(tmp_path / "Abc.md", tmp_path / name)
    assert [(tmp_path / name).read_text() for name in ("Abc.md", "ABC.md", "b.md")] == [
        "Abc.md",
        "ABC.md",
        "b.md",
    ]
