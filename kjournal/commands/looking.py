"""What `doctor` looks with, and its looks at git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

from kjournal.commands.opening import SITE, Opened
from kjournal.files import Scan, scan
from kjournal.files.git import line
from kjournal.journal.store import FOLDER, INDEX
from kjournal.words import _, ngettext

Sign = Literal["ok", "warn", "bad"]
_STALE = 7
"""Days without a look at the colleagues' work after which it is a warning."""


class Line(NamedTuple):
    """What one look found."""

    sign: Sign
    text: str


class Look:
    """The journal and this machine, and what several looks share."""

    def __init__(self, journal: Opened) -> None:
        self.journal, self.root = journal, journal.root

    @cached_property
    def notes(self) -> Scan:
        """The journal's files."""
        return scan(self.root)

    def git(self, *arguments: str) -> str | None:
        """What git says, without writing anything itself; None where it is missing or refuses."""
        return line(self.root, *arguments)

    @cached_property
    def repository(self) -> bool:
        """Whether git is there and holds the journal."""
        return self.git("rev-parse", "--is-inside-work-tree") == "true"


def git_in_order(look: Look) -> Iterator[Line]:
    """Whether git keeps the journal, who gets it, and what git does to it."""
    lost = _("without it a note that cannot be read has no last good version, and nothing goes to colleagues")
    version = look.git("--version")
    if version is None:
        yield Line("warn", _("git is not there; {lost}").format(lost=lost))
        return
    if not look.repository:
        yield Line("warn", _("the journal is in no git repository: git init; {lost}").format(lost=lost))
        return
    yield Line("ok", version)
    if not (look.git("config", "user.name") and look.git("config", "user.email")):
        yield Line("warn", _('git does not know you: git config user.name "…" and user.email "…"'))
    if look.git("rev-parse", "--verify", "--quiet", "HEAD") is None:
        yield Line("warn", _("nothing is committed yet: git add . && git commit"))
    else:
        changed = look.git("status", "--porcelain", "--", "customers", "visits") or ""
        if count := len(changed.splitlines()):
            text = ngettext("{n} note is not committed yet", "{n} notes are not committed yet", count).format(
                n=count
            )
            yield Line("ok", text)
    yield from _remote(look)
    yield from _git_settings(look)


def _remote(look: Look) -> Iterator[Line]:
    """Whether work goes to colleagues and comes from them; only from what lies here."""
    if not look.git("remote"):
        yield Line("warn", _("no other place has a copy: git remote add origin … (a private one)"))
        return
    upstream = look.git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{u}")
    if upstream is None:
        yield Line("warn", _("this branch goes nowhere yet: git push -u origin HEAD"))
        return
    pushed = look.git(
        "log", "-g", "-1", "--grep-reflog=push", "--date=short", "--format=%gd", f"refs/remotes/{upstream}"
    )
    ahead = int(look.git("rev-list", "--count", "@{u}..HEAD") or 0)
    when = (pushed or "").rpartition("@{")[2].rstrip("}") or _("never from here")
    if ahead:
        text = ngettext("{n} commit is not pushed", "{n} commits are not pushed", ahead).format(n=ahead)
        yield Line("warn", _("{commits} (last push: {when}): git push").format(commits=text, when=when))
    else:
        yield Line(
            "ok", _("all is pushed to {remote} (last push: {when})").format(remote=upstream, when=when)
        )
    fetched = look.git("rev-parse", "--git-path", "FETCH_HEAD")
    try:
        seconds = (look.root / (fetched or "")).stat().st_mtime
    except OSError:
        seconds = 0.0
    zone = look.journal.settings.zone
    if not fetched or not seconds:
        yield Line("ok", _("nothing was ever pulled here"))
        return
    last = datetime.fromtimestamp(seconds, zone)
    stale = (datetime.now(zone) - last).days >= _STALE
    yield Line(
        "warn" if stale else "ok",
        _("last pull: {day:%Y-%m-%d}").format(day=last) + (": git pull" if stale else ""),
    )


def _git_settings(look: Look) -> Iterator[Line]:
    hints = []
    if look.git("config", "core.quotepath") != "false":
        hints.append(_("git shows Chinese file names as numbers: git config core.quotePath false"))
    if os.name != "nt" and look.git("config", "core.autocrlf") == "true":
        hints.append(_("git turns line ends into those of Windows here: git config core.autocrlf input"))
    if (look.git("check-attr", "text", "--", "customers/x.md") or "").endswith("unspecified"):
        hints.append(_("line ends may differ between machines: put  *.md text=auto  into .gitattributes"))
    kept_out = (f"{FOLDER}/{INDEX}", f"{SITE}/index.html")
    hints += [
        _("git does not ignore {path}: put its folder into .gitignore").format(path=path)
        for path in kept_out
        if look.git("check-ignore", "--quiet", "--", path) is None
    ]
    yield from (Line("warn", hint) for hint in hints)
    if not hints:
        yield Line("ok", _("git's settings fit"))
