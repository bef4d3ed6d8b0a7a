"""Kind 7: git changes thousands of notes at once under a running watch; few rebuilds, and none of a half-way tree."""

from __future__ import annotations

import re
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from kjournal.commands.watching import Folders
from kjournal.commands.watching import Watched as Watch
from kjournal.graph.refresh import Graph, Refreshed
from kjournal.serving.watcher import Reason
from tests.endurance.conftest import rescan
from tests.endurance.running import until
from tests.endurance.sizes import size
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal
from tests.graph.edits import difference
from tests.parts import needs

pytestmark = pytest.mark.kind(number=7)
NOTES = size(300, 2000)
MOST = 2
"""Rebuilds for one command of git's."""
_PROMISE = re.compile(r"第([A-Z])代(\d+)号")
State = dict[str, int]
"""How many notes of each generation the feed knows."""


class Storm:
    """A watched journal under git, with every look of its graph counted, and every version of its feed seen."""

    def __init__(self, journal: Journal, feed: Path) -> None:
        self.journal, self.feed = journal, feed
        self.reasons: list[Reason] = []
        self.states: list[State] = []
        self.said: list[str] = []
        watch = Watch(journal.opened(), Folders(journal.site), None, lambda _built: None, "watch")
        graph = watch.rebuild

        def rebuild(reason: Reason) -> Collection[str]:
            self.reasons.append(reason)
            return graph(reason)

        watch.rebuild = rebuild  # type: ignore[method-assign]
        self.watcher = watch.watcher(self.said.append)
        self.ending = threading.Event()
        self.poller = threading.Thread(target=self._poll, daemon=True)

    def start(self) -> None:
        """Watch, and wait for the first build."""
        self.watcher.start()
        until(self.feed.exists, "the first build")
        self.poller.start()
        until(lambda: self.idle and self.states, "the first state")

    def end(self) -> None:
        """No more."""
        self.ending.set()
        self.poller.join(10)
        self.watcher.stop()

    @property
    def idle(self) -> bool:
        """Whether all that was heard is answered for."""
        return not self.watcher.heard and self.watcher.patience.due() is None

    def _poll(self) -> None:
        while not self.ending.wait(0.01):
            state = self.state()
            if self.states[-1:] != [state]:
                self.states.append(state)

    def state(self) -> State:
        """The feed as it lies there now."""
        text = self.feed.read_bytes().decode().replace("\r\n ", "")
        return dict(Counter(letter for letter, _number in set(_PROMISE.findall(text))))

    def write(self, letter: str, numbers: Collection[int]) -> None:
        """These notes are of this generation."""
        for number in numbers:
            self.journal.write(path(number), note(number, letter))

    def calm(self, state: State) -> None:
        """Wait until the feed shows this, and nothing more is under way."""
        until(lambda: self.state() == state and self.idle, f"{state}, not {self.states[-3:]}; {self.said}")
        until(lambda: self.states[-1] == state)

    def git(self, *words: str, to: State, code: int = 0) -> int:
        """One command; the feed goes from what it was to `to` and shows nothing else. How many rebuilds it took."""
        before, looks, seen = self.state(), len(self.reasons), len(self.states)
        try:
            self.journal.git(*words)
            assert code == 0, words
        except Exception as error:
            if getattr(error, "returncode", 0) != code:
                raise
        self.calm(to)
        took = self.settled() - looks
        assert [one for one in self.states[seen:] if one not in (before, to)] == [], words
        assert took <= MOST, (words, self.reasons[looks:])
        return took

    def settled(self) -> int:
        """How many looks there were when all that happened so far had been looked at: notices come in their order."""
        looks = len(self.reasons)
        mark = f"customers/记号{looks}.md"
        self.journal.write(mark, f"---\nname: 记号{looks}\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n")
        until(lambda: any(mark in one.paths for one in self.reasons[looks:]), "the mark")
        late = len(self.reasons) - 1
        (self.journal.root / mark).unlink()
        until(lambda: any(mark in one.gone for one in self.reasons[looks:]), "the mark's end")
        until(lambda: self.idle, "the end")
        return late


def path(number: int) -> str:
    """Where a note lies: in many folders, as they grow by month."""
    return f"visits/storm/{number % 12 + 1:02}/{number}.md"


def note(number: int, letter: str) -> str:
    """A visit with a promise that names its generation."""
    return f"---\ncustomer: 老街药店\ndate: 2026-10-{number % 28 + 1:02}\n---\n- [ ] 办第{letter}代{number}号事 2026-12-{number % 28 + 1:02}\n"


@pytest.fixture
def branches(sixty: Journal) -> Storm:
    """Generation A committed; B on another branch."""
    needs("git")
    rescan(sixty, 3600)
    sixty.write(".gitignore", "site/\n.kjournal/\ncustomers/记号*\n")
    made = Storm(sixty, sixty.site / "feeds" / "rep01-promise.ics")
    everything = range(NOTES)
    made.write("A", everything)
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["commit", "-qm", "A"],
        ["checkout", "-qb", "other"],
    ):
        sixty.git(*words)
    made.write("B", everything)
    for words in (["commit", "-qam", "B"], ["checkout", "-q", "main"]):
        sixty.git(*words)
    return made


@pytest.fixture
def storm(branches: Storm) -> Iterator[Storm]:
    """The same, watched."""
    branches.start()
    yield branches
    branches.end()


def test_storms(storm: Storm, figure: Callable[[str], None], workshop: Path) -> None:
    """Checkout, stash, pull --rebase, a merge that conflicts, gc: the feed has all notes of before or all of after."""
    whole, some = NOTES, NOTES // 3
    took = {"checkout": storm.git("checkout", "-q", "other", to={"B": whole})}
    took["checkout back"] = storm.git("checkout", "-q", "main", to={"A": whole})
    took["checkout during a build"] = during_a_build(storm, whole)
    took["slow checkout"] = slowly(storm, whole)
    storm.write("C", range(some))
    storm.calm({"C": some, "A": whole - some})
    took["stash"] = storm.git("stash", "-q", to={"A": whole})
    took["stash pop"] = storm.git("stash", "pop", "-q", to={"C": some, "A": whole - some})
    storm.git("commit", "-qam", "C", to={"C": some, "A": whole - some})
    upstream(storm, workshop / "upstream", range(whole - some, whole))
    took["pull --rebase"] = storm.git(
        "pull", "-q", "--rebase", "origin", "main", to={"C": some, "D": some, "A": whole - 2 * some}
    )
    both(storm, range(some - 10, some + 10))
    # What both changed is refused, and the committed version of this branch stands in for it.
    took["merge"] = storm.git(
        "merge",
        "-q",
        "theirs",
        to={"C": some - 10, "E": 20, "D": some, "F": 10, "A": whole - 2 * some - 20},
        code=1,
    )
    storm.git("merge", "--abort", to={"C": some - 10, "E": 20, "D": some, "A": whole - 2 * some - 10})
    took["gc"] = storm.git("gc", "-q", to={"C": some - 10, "E": 20, "D": some, "A": whole - 2 * some - 10})
    assert took["gc"] == 0
    storm.end()
    storm.journal.build()
    assert difference(storm.journal, clean_build(storm.journal, workshop / "clean")) == ""
    figure(
        f"{NOTES} notes, rebuilds: {', '.join(f'{name} {count}' for name, count in took.items())}; none half-way"
    )


def test_a_build_while_git_writes(branches: Storm) -> None:
    """One that is asked for in the middle of a checkout waits for its end."""
    journal = branches.journal
    journal.build()
    slow_down(journal)
    with subprocess.Popen(["git", "-C", str(journal.root), "checkout", "-q", "other"]) as git:
        until((journal.root / ".git" / "index.lock").exists, "the checkout")
        journal.build()
        assert git.wait() == 0
    assert branches.state() == {"B": NOTES}


def test_git_writes_while_a_build_reads(branches: Storm, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it read is not published; it reads once more."""
    journal, whole, read = branches.journal, [path(number) for number in range(0, NOTES, 2)], Graph.refresh
    journal.build()
    looks = []

    def refresh(graph: Graph, *given: Any, **named: Any) -> Refreshed:
        found = read(graph, *given, **named)
        looks.append(found)
        if len(looks) == 1:
            journal.git("checkout", "-q", "other", "--", *whole)
        return found

    monkeypatch.setattr(Graph, "refresh", refresh)
    journal.build()
    assert len(looks) == 2
    assert branches.state() == {"A": NOTES - len(whole), "B": len(whole)}


def during_a_build(storm: Storm, whole: int) -> int:
    """A run has begun to read when git begins to write: it must not publish what it read."""
    looks = len(storm.reasons)
    storm.journal.write(
        "customers/记号.md", "---\nname: 记号\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n"
    )
    until(lambda: len(storm.reasons) > looks, "a run")
    took = storm.git("checkout", "-q", "other", to={"B": whole})
    storm.git("checkout", "-q", "main", to={"A": whole})
    return took


def slowly(storm: Storm, whole: int) -> int:
    """A filter (as large files have one) or a slow disk: between two notes there is time for a build."""
    slow_down(storm.journal)
    took = storm.git("checkout", "-q", "other", to={"B": whole})
    storm.journal.git("config", "--unset", "filter.slow.smudge")
    storm.git("checkout", "-q", "main", to={"A": whole})
    return took


def slow_down(journal: Journal) -> None:
    """Some notes take git half a second."""
    (journal.root / ".git" / "info" / "attributes").write_text("visits/storm/01/*2.md filter=slow\n")
    journal.git("config", "filter.slow.smudge", "sleep 0.4; cat")


def upstream(storm: Storm, folder: Path, numbers: Collection[int]) -> None:
    """Somebody else pushes generation D of some notes, in two commits."""
    journal = storm.journal
    # By the protocol, not by its files: after so many commits git may tidy up there behind our back.
    journal.git("clone", "-q", "--no-local", str(journal.root), str(folder))
    other = Journal(folder)
    other.git("reset", "-q", "--hard", "HEAD~1")
    half = len(numbers) // 2
    for part in ([*numbers][:half], [*numbers][half:]):
        for number in part:
            other.write(path(number), note(number, "D"))
        other.git("commit", "-qam", "D")
    journal.git("remote", "add", "origin", str(folder))


def both(storm: Storm, numbers: Collection[int]) -> None:
    """Generation E here and F there of the same notes, and F of ten more."""
    more = range(max(numbers) + 1, max(numbers) + 11)
    storm.journal.git("branch", "theirs")
    before = storm.state()
    tree = storm.journal.root.parent / "tree"
    storm.journal.git("worktree", "add", "-q", str(tree), "theirs")
    other = Journal(tree)
    for number in [*numbers, *more]:
        other.write(path(number), note(number, "F"))
    other.git("commit", "-qam", "F")
    storm.journal.git("worktree", "remove", "--force", str(tree))
    assert storm.state() == before
    storm.write("E", numbers)
    storm.calm({"C": before["C"] - 10, "E": 20, "D": before["D"], "A": before["A"] - 10})
    storm.journal.git("commit", "-qam", "E")
