"""Whose the two versions of a conflict are: what git is in the middle of, and who wrote the other one.

In a merge and a cherry-pick the upper version is one's own. In a rebase git puts one's own commits onto the others'
work, so the upper version is theirs; and after a stash the lower one is what was put aside.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kjournal.files.git import line
from kjournal.notes.conflicts import TURNED, owner
from kjournal.patterns import regex

_SHA = regex(r"[0-9a-f]{7,64}")


class Doing(NamedTuple):
    """What git is in the middle of."""

    word: str = ""  # merge, rebase, cherry-pick, revert, am; empty: nothing
    other: str = ""  # the commit of the other version
    turned: bool = False  # the lower version is one's own
    file: bool = True  # the other version's last commit of the note tells who wrote it


class Owners(NamedTuple):
    """Whose the versions of one conflict are."""

    upper_mine: bool = True
    who: str = ""  # of the other version; empty: not known
    day: str = ""
    stash: bool = False


def doing(root: Path) -> Doing | None:
    """What git is in the middle of; None outside git."""
    found = line(root, "rev-parse", "--absolute-git-dir")
    if found is None:
        return None
    folder = Path(found)
    for rebase in ("rebase-merge", "rebase-apply"):
        if (folder / rebase).is_dir() and not (folder / rebase / "applying").exists():
            return Doing("rebase", _first(folder / rebase / "onto"), turned=True)
    if (folder / "rebase-apply").is_dir():
        return Doing("am")
    for name, word in (("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert")):
        if other := _first(folder / name):
            return Doing(word, other if word == "cherry-pick" else "", file=False)
    other = _first(folder / "MERGE_HEAD")
    return Doing("merge", other) if other else Doing()


def owners(root: Path, path: str, lower_label: str, now: Doing | None) -> Owners:
    """Whose the versions of a conflict in the note at `path` are; `lower_label` stands behind its last mark."""
    if lower_label in TURNED:
        who, day = _author(root, "HEAD", path) if now is not None else ("", "")
        return Owners(upper_mine=False, who=who, day=day, stash=lower_label == "Stashed changes")
    if now is not None and now.word:
        who, day = _author(root, now.other, path if now.file else "") if now.other else ("", "")
        return Owners(not now.turned, who, day)
    sha = lower_label.partition(" ")[0]
    if now is not None and _SHA.fullmatch(sha):
        who, day = _author(root, sha, "")
        if who:
            return Owners(who=who, day=day)
    if now is not None and lower_label and not lower_label.startswith("-"):
        who, day = _author(root, lower_label, path)
        if who:
            return Owners(who=who, day=day)
    return Owners(who=owner(lower_label))


def _author(root: Path, commit: str, path: str) -> tuple[str, str]:
    """Who made a commit, or with `path` the last change of that note up to it; and the day."""
    below = ("--", path) if path else ("--",)
    found = line(
        root, "--literal-pathspecs", "log", "-n1", "--format=%an%x00%as", "--end-of-options", commit, *below
    )
    who, _nul, day = (found or "").partition("\0")
    return who, day


def _first(path: Path) -> str:
    """The first line of a file of git's; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0].strip()
    except OSError:
        return ""
