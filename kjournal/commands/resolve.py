"""resolve: conflicts that a merge left in notes, shown as yours and the other's, taken one by one or all."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from kjournal.commands.deciding import Deciding, Take, read
from kjournal.commands.opening import Opened, Stop, below, graph, progress
from kjournal.files.git import ask
from kjournal.files.naming import named_like_note
from kjournal.files.scanning import TOPS
from kjournal.findings.finding import Finding
from kjournal.journal.owners import Doing, doing
from kjournal.words import _


def run(
    journal: Opened,
    *,
    paths: Sequence[str] = (),
    take_all: Take | None = None,
    only_list: bool = False,
    secret: bool = False,
) -> int:
    """Show the conflicts and have them decided; 1 where one is left that was to be decided."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if secret and not terminal:
        raise Stop(_("secret values are shown on a terminal only"))
    notes = [note for path in _paths(journal, paths) if (note := read(journal, path, secret=secret))]
    now = doing(journal.root)
    deleted = [one for one in _deleted(journal.root, now) if _asked(journal, paths, one.path)]
    if not (notes or deleted):
        print(_("no conflicts: there is nothing to resolve"))
        return 0
    asking = terminal and take_all is None and not only_list
    left = 0
    resolved: list[str] = []
    stashed = False
    for note in notes:
        one = Deciding(journal, note, now)
        if not asking:
            one.show()
        if take_all is None and not asking:
            left += one.count
            continue
        one.take_all(take_all) if take_all else one.ask()
        still = one.write()
        left += still
        if not still:
            resolved.append(note.path)
            stashed = stashed or one.stashed
    for gone in deleted:
        print("\n".join(_told(journal.root, gone)))
    if deleted and now is not None:
        last = _("and when nothing is left to decide:  {command}")
        print(last.format(command=_GO_ON[now.word]))
    if left:
        print(_left(left, asked=asking, which=take_all))
    left += len(deleted)
    for line in _next(journal.root, now, resolved, left=left, stashed=stashed):
        print(line)
    return int(left > 0 and not only_list)


def _paths(journal: Opened, paths: Sequence[str]) -> list[str]:
    """The notes with conflicts: those below the paths given, else all."""
    for path in paths:
        below(journal.root, path)  # a word about one that is not there comes before any work
    with graph(journal, "resolve") as opened:
        opened.refresh(progress(), reminders=False)
        rows = opened.connection.execute("SELECT path, findings FROM said ORDER BY path").fetchall()
    found = [
        path
        for path, findings in rows
        if any(one.code == "KJ008" for one in msgspec.json.decode(findings, type=tuple[Finding, ...]))
    ]
    return [path for path in found if _asked(journal, paths, path)]


def _asked(journal: Opened, paths: Sequence[str], path: str) -> bool:
    """Whether a note is one of those that are asked for: all where no path is given."""
    asked = [below(journal.root, one) for one in paths]
    return not asked or any(one in {".", path} or path.startswith(f"{one}/") for one in asked)


class Deleted(NamedTuple):
    """A note that one side changed and the other deleted or named anew: git writes no marks into it."""

    path: str
    mine: bool  # whether it is one's own version that is there


def _deleted(root: Path, now: Doing | None) -> list[Deleted]:
    """Such notes, as git lists them: stage 2 is the version of the branch that is checked out, 3 the one brought in."""
    if now is None:
        return []
    turned = now.turned or not now.word  # after a stash, and in a rebase, what is brought in is one's own
    stages: dict[str, set[str]] = {}
    said = ask(root, "ls-files", "-u", "-z", "--", *TOPS) or b""
    for entry in said.decode("utf-8", "surrogateescape").split("\0"):
        head, _tab, path = entry.partition("\t")
        if named_like_note(path):
            stages.setdefault(path, set()).add(head[-1])
    return [
        Deleted(path, ("2" in held) is not turned)
        for path, held in sorted(stages.items())
        if ("2" in held) is not ("3" in held)
    ]


def _told(root: Path, gone: Deleted) -> Iterator[str]:
    """Who did what, and what to type for either."""
    said = (
        _("{path}: you changed it, and the other side deleted it or gave it another name")
        if gone.mine
        else _("{path}: you deleted it or gave it another name, and the other side changed it")
    )
    path = os.path.relpath(root / gone.path)
    yield said.format(path=gone.path)
    yield "  " + _("to keep it:  {command}").format(command=shlex.join(["git", "add", "--", path]))
    yield "  " + _("to delete it:  {command}").format(command=shlex.join(["git", "rm", "--", path]))


def _left(count: int, *, asked: bool, which: Take | None) -> str:
    """What is still to be decided, and how."""
    if which == "both":
        said = _(
            "{count} conflicts are left, where only one version can stand: take one with --mine or --theirs"
        )
    elif asked or which:
        said = _("{count} conflicts are left; run  kjournal resolve  again, or edit the note")
    else:
        said = _("{count} conflicts; take all with --mine, --theirs or --both, or one by one on a terminal")
    return said.format(count=count)


_GO_ON = {
    "merge": "git commit --no-edit",
    "rebase": "git rebase --continue",
    "cherry-pick": "git cherry-pick --continue",
    "revert": "git revert --continue",
    "am": "git am --continue",
    "": "git commit",
}


def _next(
    root: Path, now: Doing | None, resolved: Sequence[str], *, left: int, stashed: bool
) -> Iterator[str]:
    """What is still to be done so that the others get it."""
    if now is None or not resolved:
        return
    add = shlex.join(["git", "add", "--", *(os.path.relpath(root / path) for path in resolved)])
    if left:
        yield _("git learns of what is resolved by:  {command}").format(command=add)
        return
    yield _("one step is left, so that the others get it:")
    yield f"  {add}"
    yield f"  {_GO_ON[now.word]}"
    if stashed:
        yield _("and the copy that was put aside can go:  {command}").format(command="git stash drop")
