"""doctor: is this machine and this journal in order."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import kjournal
from kjournal.commands.looking import Line, Look, Sign, git_in_order
from kjournal.commands.opening import SITE, Opened
from kjournal.config.loading import FILE
from kjournal.files import case_key
from kjournal.findings.message import message, remedy, shown
from kjournal.graph.findings import weigh
from kjournal.journal.store import FOLDER, INDEX, Locked, Unwritable, home, writing
from kjournal.words import _, ngettext

_LOW, _FULL = 500, 50
"""Megabytes of free disk below which it is a warning, and below which nothing more may be written soon."""
_SYNCED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "nutstore": "坚果云", "坚果云": "坚果云", "我的坚果云": "坚果云",
    "icloud": "iCloud", "mobile documents": "iCloud", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "baidusync": "百度网盘", "百度网盘": "百度网盘", "百度云": "百度网盘", "seafile": "Seafile",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "weiyun": "微云", "微云": "微云", "阿里云盘": "阿里云盘",
    "synologydrive": "Synology Drive", "pcloud": "pCloud",
}  # fmt: skip
"""How folders begin that a program keeps the same on several machines, and the program."""
_MARKERS = {".stfolder": "Syncthing", ".dropbox": "Dropbox"}


def run(journal: Opened) -> int:
    """Print a line for each look; 1 where something is bad."""
    look = Look(journal)
    signs = {"ok": _("ok"), "warn": _("warn"), "bad": _("BAD")}
    counts: Counter[Sign] = Counter()
    for check in CHECKS:
        for line in check(look):
            print(f"{_padded(signs[line.sign])} {line.text}")
            counts[line.sign] += 1
    print(
        _("{bad} bad, {warn} to look at, {ok} in order").format(
            bad=counts["bad"], warn=counts["warn"], ok=counts["ok"]
        )
    )
    return int(counts["bad"] > 0)


def _padded(word: str, width: int = 6) -> str:
    """A word in brackets, as wide as the others; a Chinese character takes two cells."""
    cells = sum(1 if char.isascii() else 2 for char in word)
    return f"[{word}]" + " " * (width - cells - 2 if width > cells + 2 else 0)


def _programs(_look: Look) -> Iterator[Line]:
    yield Line(
        "ok",
        f"kjournal {kjournal.__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.release()}",
    )


def _terminal(_look: Look) -> Iterator[Line]:
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    try:
        "客情●".encode(encoding)
        yield Line("ok", _("the terminal shows Chinese ({encoding})").format(encoding=encoding))
    except (UnicodeError, LookupError):
        yield Line(
            "warn",
            _("the terminal cannot show Chinese ({encoding}); set PYTHONUTF8=1").format(encoding=encoding),
        )
    names = sys.getfilesystemencoding()
    if names.lower().replace("-", "") != "utf8":
        yield Line(
            "bad", _("file names are not in UTF-8 here ({encoding}); set PYTHONUTF8=1").format(encoding=names)
        )


def _day(look: Look) -> Iterator[Line]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    zone, today = look.journal.settings.timezone, look.journal.today
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Line("bad", _("no data for the time zone {zone}; pip install tzdata").format(zone=zone))
    else:
        yield Line("ok", _("today is {day} in {zone}").format(day=today, zone=zone))
    if look.journal.settings.today is not None:
        yield Line(
            "warn",
            _("the day stands still: {file} has today = {day}; take it out to go on").format(
                file=FILE, day=today
            ),
        )
    if not look.journal.settings.care.calendar.year_known(today.year):
        yield Line(
            "warn",
            _(
                "the holidays of {year} are not known to this version; update kjournal, or write them below [calendar]"
            ).format(year=today.year),
        )


def _settings(look: Look) -> Iterator[Line]:
    found = weigh(look.journal.settings.found, look.journal.settings)
    if not look.journal.settings.text:
        yield Line("warn", _("no {file}; the defaults are used").format(file=FILE))
    elif not found:
        yield Line("ok", _("the settings are understood"))
    for one in found:
        sign: Sign = "bad" if one.severity == "error" else "warn"
        yield Line(sign, f"{shown(one.finding.place)} {message(one.finding)}; {remedy(one.finding)}")


def _folder(look: Look) -> Iterator[Line]:
    free = shutil.disk_usage(look.root).free // 1_000_000
    sign: Sign = "bad" if free < _FULL else "warn" if free < _LOW else "ok"
    yield Line(sign, _("{free} MB free on the disk of {path}").format(free=free, path=look.root))
    if program := _synced(look.root):
        yield Line(
            "warn",
            _(
                "{program} keeps this folder the same elsewhere: it may damage git's files, and leaves copies of notes; let git alone do it"
            ).format(program=program),
        )


def _synced(root: Path) -> str:
    """The program that synchronises the folder, as its path or a marker in it shows."""
    for folder in (root, *root.parents):
        name = folder.name.casefold()
        for beginning, program in _SYNCED.items():
            if name.startswith(beginning):
                return program
        for marker, program in _MARKERS.items():
            if (folder / marker).exists():
                return program
    return ""


def _index(look: Look) -> Iterator[Line]:
    try:
        folder = home(look.root)
    except Unwritable as error:
        yield Line("bad", str(error))
        return
    file = folder / INDEX
    size = file.stat().st_size / 1_000_000 if file.exists() else 0.0
    text = _("the index: {path}, {size:.1f} MB").format(path=folder, size=size)
    if folder == look.root / FOLDER:
        yield Line("ok", text)
    else:
        yield Line("warn", text + "; " + _("the journal's own folder cannot be written"))
    try:
        with writing(folder, "kjournal doctor", wait=0):
            pass
    except Locked as error:
        yield Line("warn", str(error))
    except Unwritable as error:
        yield Line("bad", str(error))


def _notes(look: Look) -> Iterator[Line]:
    cards = sum(entry.path.startswith("customers/") for entry in look.notes.entries)
    visits = len(look.notes.entries) - cards
    text = _("{customers} and {visits}").format(
        customers=ngettext("{n} card", "{n} cards", cards).format(n=cards),
        visits=ngettext("{n} visit", "{n} visits", visits).format(n=visits),
    )
    yield Line("ok" if cards else "warn", text if cards else text + ": kjournal new customer NAME")
    if refused := look.notes.refused:
        text = ngettext("{n} file is not read", "{n} files are not read", len(refused)).format(n=len(refused))
        yield Line("warn", f"{text} ({refused[0].path} …): kjournal check")


def _names(look: Look) -> Iterator[Line]:
    seen: dict[str, str] = {}
    for entry in look.notes.entries:
        other = seen.setdefault(case_key(entry.path), entry.path)
        if other != entry.path:
            yield Line(
                "warn",
                _("{one} and {other} are one file on Windows and Macs; rename one").format(
                    one=other, other=entry.path
                ),
            )
    ignores = (look.root / FOLDER.swapcase()).exists()
    yield Line(
        "ok", _("file names: A and a are the same here") if ignores else _("file names: A and a differ here")
    )


def _site(look: Look) -> Iterator[Line]:
    page = look.root / SITE / "index.html"
    try:
        made = page.stat().st_mtime_ns
    except OSError:
        yield Line("warn", _("no pages and feeds yet: kjournal build"))
        return
    when = datetime.fromtimestamp(made / 1e9, look.journal.settings.zone)
    text = _("pages and feeds in {path}, the first page of {when:%Y-%m-%d %H:%M}").format(
        path=SITE, when=when
    )
    newest = max((entry.mtime_ns for entry in look.notes.entries), default=0)
    outdated = not look.journal.pinned and when.date() < look.journal.today
    if newest > made or outdated:
        yield Line("warn", text + "; " + _("notes or the day have moved on: kjournal build"))
    else:
        yield Line("ok", text)


def _notices(look: Look) -> Iterator[Line]:
    from kjournal.serving.notices import Heard, Notices  # watchdog: only here
    from kjournal.serving.patience import WatchSettings

    def unheard(_path: str = "") -> None:
        pass

    notices = Notices(look.root, WatchSettings(), Heard(unheard, unheard, unheard))
    try:
        polls = notices.start()
    except (OSError, RuntimeError) as error:
        yield Line("bad", _("the folder cannot be watched: {reason}").format(reason=error))
        return
    finally:
        notices.stop()
    if polls:
        yield Line(
            "warn", _("no notice of changes here ({why}): watch looks again and again").format(why=polls)
        )
    else:
        yield Line("ok", _("the system gives notice of changes"))


Check = Callable[[Look], Iterator[Line]]
CHECKS: tuple[Check, ...] = (
    _programs,
    _terminal,
    _day,
    _settings,
    _folder,
    _index,
    _notes,
    _names,
    _site,
    _notices,
    git_in_order,
)
