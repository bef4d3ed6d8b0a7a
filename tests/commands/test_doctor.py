"""`kjournal doctor`: one line a look, with a sign that needs no colour, and 1 only where something is bad."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest

from kjournal import words
from kjournal.commands import doctor
from kjournal.commands.doctor import CHECKS, _synced
from kjournal.commands.looking import Line, Look
from kjournal.commands.opening import Opened
from kjournal.config.loading import load
from kjournal.journal import store
from tests.commands.conftest import Terminal
from tests.parts import needs

DAY = date(2026, 11, 20)
SETTINGS = 'journal = "small"\nlanguage = "en"\n'


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """A look at a journal of one card, outside of any repository."""
    words.use("en")
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(tmp_path)}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    (tmp_path / "journal" / "customers").mkdir(parents=True)
    (tmp_path / "journal" / "kjournal.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "journal" / "customers" / "甲店.md").write_text("---\nclass: 药店\n---\n", encoding="utf-8")
    return again(tmp_path / "journal")


def again(root: Path) -> Look:
    """A fresh look, the day pinned."""
    return Look(Opened(root, load(root), DAY, pinned=True))


def lines(look: Look, name: str) -> list[str]:
    """What one check says, with its sign."""
    check = next(one for one in CHECKS if one.__name__ == name)
    return [f"{line.sign}: {line.text}" for line in check(look)]


def git(look: Look, *arguments: str) -> None:
    """Run git in the journal as somebody."""
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, "-C", str(look.root), *arguments], check=True, capture_output=True)


def test_all_is_in_order(small: Terminal) -> None:
    """In a fresh journal nothing is bad; each line begins with its sign, the last one counts."""
    needs("git")
    for arguments in (
        ["init", "-q"],
        ["config", "user.name", "t"],
        ["config", "user.email", "t@example.org"],
    ):
        subprocess.run(["git", *arguments], cwd=small.folder, check=True)
    small.write(".gitignore", ".kjournal/\nsite/\n")
    small.write(".gitattributes", "*.md text=auto\n")
    small.run("build")
    said = small.run("doctor", "--today", "2026-11-20").splitlines()
    *looks, last = said
    assert all(re.match(r"\[(ok|warn)\] +\S", line) for line in looks)
    assert any(line.startswith("[ok]   kjournal 0.") for line in looks)
    assert "[ok]   today is 2026-11-20 in Asia/Shanghai" in looks
    assert "[ok]   2 cards and 1 visit" in looks
    assert "[ok]   the system gives notice of changes" in looks
    signs = [line.split("]")[0] for line in looks]
    assert last == f"0 bad, {signs.count('[warn')} to look at, {signs.count('[ok')} in order"


def test_something_bad_ends_with_1(small: Terminal) -> None:
    """A setting that cannot be understood is bad, and the exit code says so; the rest is looked at all the same."""
    small.write("kjournal.toml", 'language = "en"\ntimezone = "Mars/Base"\ntitel = "x"\n')
    said = small.run("doctor", code=1)
    assert "[BAD]  kjournal.toml:2:1 setting timezone: Mars/Base is not understood; " in said
    assert "[warn] kjournal.toml:3:1 unknown setting titel; did you mean title?\n" in said
    assert said.splitlines()[-1].startswith("1 bad, ")


def test_nothing_is_written_into_notes_or_git(look: Look) -> None:
    """doctor only reads: notes, settings and git's folder are the same afterwards."""
    needs("git")
    git(look, "init", "-q")
    git(look, "add", ".")
    git(look, "commit", "-qm", "x")

    def state() -> dict[str, bytes]:
        files = (
            path for path in sorted(look.root.rglob("*")) if path.is_file() and ".kjournal" not in path.parts
        )
        return {str(path): path.read_bytes() for path in files}

    before = state()
    assert doctor.run(look.journal) == 0
    assert state() == before


def test_the_signs_are_words_of_the_journals_language(capsys: pytest.CaptureFixture[str], look: Look, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Each sign is a word in brackets, as wide as the others, so that it works without colour and in Chinese."""
    made = [Line("ok", "a"), Line("warn", "b"), Line("bad", "c")]
    monkeypatch.setattr(doctor, "CHECKS", [lambda _look: iter(made)])
    monkeypatch.setattr(doctor, "_", lambda word: {"ok": "好", "warn": "注意", "BAD": "不行"}.get(word, word))
    assert doctor.run(look.journal) == 1
    assert capsys.readouterr().out.splitlines()[:3] == ["[好]   a", "[注意] b", "[不行] c"]


# The looks, one by one


def test_git_missing_or_none_says_what_is_lost(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git there is no last good version: a warning, for the journal works."""
    lost = "without it a note that cannot be read has no last good version, and nothing goes to colleagues"
    assert lines(look, "git_in_order") == [f"warn: the journal is in no git repository: git init; {lost}"]
    monkeypatch.setenv("PATH", str(look.root))
    assert lines(look, "git_in_order") == [f"warn: git is not there; {lost}"]


def test_git_from_the_first_commit_to_the_last_push(look: Look, tmp_path: Path) -> None:
    """Each state of a repository gets its line and the command that helps; only what lies here is looked at."""
    needs("git")
    git(look, "init", "-q", "-b", "main")
    found = lines(look, "git_in_order")
    assert found[0].startswith("ok: git version ")
    assert found[1:] == [
        'warn: git does not know you: git config user.name "…" and user.email "…"',
        "warn: nothing is committed yet: git add . && git commit",
        "warn: no other place has a copy: git remote add origin … (a private one)",
        "warn: git shows Chinese file names as numbers: git config core.quotePath false",
        "warn: line ends may differ between machines: put  *.md text=auto  into .gitattributes",
        "warn: git does not ignore .kjournal/index.db: put its folder into .gitignore",
        "warn: git does not ignore site/index.html: put its folder into .gitignore",
    ]
    for key, value in {
        "user.name": "t",
        "user.email": "t@x",
        "core.quotePath": "false",
        "core.autocrlf": "true",
    }.items():
        git(look, "config", key, value)
    (look.root / ".gitignore").write_text("/.kjournal/\n/site/\n")
    (look.root / ".gitattributes").write_text("*.md text=auto\n")
    git(look, "add", ".gitignore", ".gitattributes")
    git(look, "commit", "-qm", "x")
    git(look, "init", "-q", "--bare", str(tmp_path / "other"))
    git(look, "remote", "add", "origin", str(tmp_path / "other"))
    assert lines(look, "git_in_order")[1:] == [
        "ok: 1 note is not committed yet",
        "warn: this branch goes nowhere yet: git push -u origin HEAD",
        "warn: git turns line ends into those of Windows here: git config core.autocrlf input",
    ]
    git(look, "config", "core.autocrlf", "input")
    git(look, "push", "-qu", "origin", "HEAD")
    today = date.today()  # noqa: DTZ011  git writes its log by the real clock, in the machine's zone
    assert lines(look, "git_in_order")[1:] == [
        "ok: 1 note is not committed yet",
        f"ok: all is pushed to origin/main (last push: {today})",
        "ok: nothing was ever pulled here",
        "ok: git's settings fit",
    ]
    git(look, "add", ".")
    git(look, "commit", "-qm", "y")
    git(look, "fetch", "-q")
    os.utime(look.root / ".git/FETCH_HEAD", (1e9, 1e9))
    assert lines(look, "git_in_order")[1:] == [
        f"warn: 1 commit is not pushed (last push: {today}): git push",
        "warn: last pull: 2001-09-09: git pull",
        "ok: git's settings fit",
    ]


@pytest.mark.parametrize(
    ("free", "sign"), [(60_000_000_000, "ok"), (499_000_000, "warn"), (49_000_000, "bad")]
)
def test_free_disk(look: Look, monkeypatch: pytest.MonkeyPatch, free: int, sign: str) -> None:
    """A full disk is bad before it is full: the outputs are written beside the old ones first."""
    usage = namedtuple("usage", "total used free")  # noqa: PYI024  as shutil's own
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, free))
    assert lines(look, "_folder") == [f"{sign}: {free // 1_000_000} MB free on the disk of {look.root}"]


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("C/Users/li/OneDrive - Firma/客情", "OneDrive"), ("home/li/Dropbox/k", "Dropbox"), ("home/li/我的坚果云/k", "坚果云"),
        ("home/li/Nutstore Files/k", "坚果云"), ("li/Library/Mobile Documents/com~apple~CloudDocs/k", "iCloud"),
        ("li/BaiduSyncdisk/k", "百度网盘"), ("home/li/journal", ""), ("home/li/my-onedrive-notes", ""),
    ],
)  # fmt: skip
def test_a_synchronised_folder_is_known_by_its_path(path: str, program: str) -> None:
    """A program that copies git's files one by one can damage a repository, and leaves copies of notes."""
    assert _synced(Path("/") / path) == program


def test_a_synchronised_folder_is_known_by_a_mark(look: Look) -> None:
    """Syncthing's folders have any name, and its mark in them."""
    (look.root.parent / ".stfolder").mkdir()
    assert lines(look, "_folder")[1].startswith("warn: Syncthing keeps this folder the same elsewhere: ")


def test_names_that_differ_in_case_alone(look: Look) -> None:
    """Two notes that one file would be on Windows and Macs are told; whether this disk tells them apart, too."""
    store.home(look.root)
    for name in ("ABC.md", "abc.md"):
        (look.root / "customers" / name).write_text("---\n---\n")
    if len(list((look.root / "customers").iterdir())) < 3:
        pytest.skip("this file system takes them for one")
    assert lines(again(look.root), "_names") == [
        "warn: customers/ABC.md and customers/abc.md are one file on Windows and Macs; rename one",
        "ok: file names: A and a differ here",
    ]


def test_the_index_where_it_lies(look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it is and how large; in the cache where the journal cannot be written; who writes just now."""
    assert lines(look, "_index") == [f"ok: the index: {look.root / '.kjournal'}, 0.0 MB"]
    with store.writing(store.home(look.root), "kjournal watch"):
        busy = lines(look, "_index")[1]
    assert re.fullmatch(
        r"warn: another kjournal is writing this journal \(kjournal watch, pid \d+\); waited 0 seconds", busy
    )
    elsewhere = tmp_path / "cache"
    elsewhere.mkdir()
    monkeypatch.setattr(doctor, "home", lambda _root: elsewhere)
    assert lines(look, "_index") == [
        f"warn: the index: {elsewhere}, 0.0 MB; the journal's own folder cannot be written"
    ]

    def nowhere(_root: Path) -> Path:
        raise store.Unwritable("the index cannot be written: full")

    monkeypatch.setattr(doctor, "home", nowhere)
    assert lines(look, "_index") == ["bad: the index cannot be written: full"]


def test_notes_and_what_is_none(look: Look) -> None:
    """Cards and visits are counted; files that look like notes and are not read are told."""
    assert lines(look, "_notes") == ["ok: 1 card and 0 visits"]
    (look.root / "customers" / "乙店.md.txt").write_text("x")
    assert lines(again(look.root), "_notes")[1] == (
        "warn: 1 file is not read (customers/乙店.md.txt …): kjournal check"
    )
    (look.root / "customers" / "甲店.md").unlink()
    assert lines(again(look.root), "_notes")[0] == "warn: 0 cards and 0 visits: kjournal new customer NAME"


def test_pages_and_their_age(look: Look) -> None:
    """Pages older than a note, or than the day where it is not pinned, are out of date."""
    assert lines(look, "_site") == ["warn: no pages and feeds yet: kjournal build"]
    page = look.root / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("x")
    noon = 1_795_150_800  # 2026-11-20 13:00 in Shanghai
    os.utime(page, (noon, noon))
    os.utime(look.root / "customers" / "甲店.md", (noon - 60, noon - 60))
    text = "pages and feeds in site, the first page of 2026-11-20 13:00"
    assert lines(again(look.root), "_site") == [f"ok: {text}"]
    tomorrow = Opened(look.root, load(look.root), date(2026, 11, 21), pinned=False)
    assert lines(Look(tomorrow), "_site") == [f"warn: {text}; notes or the day have moved on: kjournal build"]
    os.utime(look.root / "customers" / "甲店.md", (noon + 60, noon + 60))
    assert lines(again(look.root), "_site") == [
        f"warn: {text}; notes or the day have moved on: kjournal build"
    ]


def test_the_day_and_its_holidays(look: Look) -> None:
    """A pinned day and a year whose holidays are unknown are told: reminders would stand on wrong days."""
    assert lines(look, "_day") == ["ok: today is 2026-11-20 in Asia/Shanghai"]
    (look.root / "kjournal.toml").write_text('language = "en"\ntoday = "2026-11-20"\n')
    assert lines(again(look.root), "_day")[1:] == [
        "warn: the day stands still: kjournal.toml has today = 2026-11-20; take it out to go on"
    ]
    later = Opened(look.root, load(look.root), date(2060, 1, 1), pinned=True)
    assert lines(Look(later), "_day")[2] == (
        "warn: the holidays of 2060 are not known to this version; update kjournal, or write them below [calendar]"
    )


def test_settings(look: Look) -> None:
    """A journal may do without a settings file, but should know."""
    assert lines(look, "_settings") == ["ok: the settings are understood"]
    (look.root / "kjournal.toml").unlink()
    assert lines(again(look.root), "_settings") == ["warn: no kjournal.toml; the defaults are used"]


def test_a_terminal_without_chinese(terminal: Terminal) -> None:
    """A console that cannot show Chinese is told how to; nothing fails on the way."""
    terminal.write("kjournal.toml", SETTINGS)
    terminal.environment |= {"PYTHONIOENCODING": "ascii:replace"}
    assert "[warn] the terminal cannot show Chinese (ascii); set PYTHONUTF8=1\n" in terminal.run("doctor")


def test_where_the_system_gives_no_notice(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that is silent, doctor says that watch looks again and again."""
    monkeypatch.setattr("kjournal.serving.notices.silent_file_system", lambda _root: "nfs4")
    assert lines(look, "_notices") == ["warn: no notice of changes here (nfs4): watch looks again and again"]
