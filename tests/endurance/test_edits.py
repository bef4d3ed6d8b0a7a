"""Kind 4: whatever is edited in whatever order, step by step gives what a build from nothing gives."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.endurance.conftest import twin
from tests.endurance.sizes import SOAK, size
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal
from tests.graph.edits import Editor, difference
from tests.graph.limits import narrow

pytestmark = pytest.mark.kind(number=4)
RUNS, STEPS = size(4, 200), size(60, 1000)
EVERY = 1 if SOAK >= 1 else 10
"""After how many steps all is compared."""


@pytest.mark.parametrize("run", range(RUNS))
def test_step_by_step_equals_from_scratch(
    run: int,
    sixty: Journal,
    chance: random.Random,
    figure: Callable[[str], None],
    workshop: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows of every step and all bytes; a difference is named by its step, with the edits since the last comparison.

    Every second run goes the ways of a journal of a hundred thousand notes.
    """
    if run % 2:
        narrow(monkeypatch)
        shutil.rmtree(sixty.root / ".kjournal")
    sixty.write(".gitignore", "site/\n.kjournal/\n")  # of the first commit, which may be checked out later
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "begin"]):
        sixty.git(*words)
    editor = Editor(sixty, chance.randrange(1 << 30))
    done: list[str] = []
    for number in range(1, STEPS + 1):
        done.append(editor.edit())
        compared = number % EVERY == 0 or number == STEPS
        if checked := chance.random() < 0.2:
            done.append("check")
            sixty.check()
        if compared or not checked:
            sixty.build(accept_loss=True)
        if compared:
            clean = clean_build(sixty, workshop / "clean")
            assert difference(sixty, clean) == "", f"step {number}: {done}"
            shutil.rmtree(clean.root)
            done = []
    limits = "small limits" if run % 2 else "the real limits"
    figure(f"run {run + 1}, {limits}: {STEPS} steps, compared after every {EVERY}, 0 differences")


class Machine(RuleBasedStateMachine):
    """A journal under edits that hypothesis chooses, so that it finds the shortest way to a difference."""

    master: ClassVar[Journal]
    workshop: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        """A copy of the 60 notes."""
        self.base = Path(tempfile.mkdtemp(dir=self.workshop))
        self.journal = twin(self.master, self.base / "journal")
        self.whole: dict[Path, bytes] = {}
        self.count = 0

    def note(self, number: int) -> Path:
        """One of the notes that there are."""
        paths = sorted(self.journal.root.glob("*/**/*.md"))
        return paths[number % len(paths)]

    @rule(card=st.booleans())
    def create(self, card: bool) -> None:
        """A card or a visit."""
        self.count += 1
        if card:
            text = f"---\nname: 新店{self.count}\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n"
            self.journal.write(f"customers/新店{self.count}.md", text)
        else:
            self.journal.write(
                f"visits/2026-11-1{self.count % 10}-{self.count}.md", "---\ncustomer: 老街药店\n---\n去了。\n"
            )
        self.journal.build()

    @rule(
        number=st.integers(0, 99),
        words=st.sampled_from(["- [ ] 送样品 2026-12-01", "见 [[老街药店]]。", "人不在。"]),
    )
    def edit(self, number: int, words: str) -> None:
        """A line more."""
        path = self.note(number)
        path.write_bytes(path.read_bytes() + f"\n{words}\n".encode())
        self.journal.build()

    @rule(
        number=st.integers(0, 99),
        text=st.sampled_from(['---\nname: "没有结束\n---\n', "", "---\n- 甲\n---\n", "<<<<<<< a\n"]),
    )
    def break_(self, number: int, text: str) -> None:
        """A note that cannot be read."""
        path = self.note(number)
        self.whole.setdefault(path, path.read_bytes())
        path.write_text(text, encoding="utf-8")
        self.journal.build(accept_loss=True)

    @rule()
    def mend(self) -> None:
        """The last one that was broken is as it was."""
        if self.whole:
            path, data = self.whole.popitem()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.journal.build()

    @rule(number=st.integers(0, 99), same=st.booleans())
    def rename(self, number: int, same: bool) -> None:
        """Another name, beside it or in another folder."""
        self.count += 1
        path = self.note(number)
        folder = (
            path.parent if same else self.journal.root / path.relative_to(self.journal.root).parts[0] / "别处"
        )
        folder.mkdir(exist_ok=True)
        path.rename(folder / f"{path.stem}-{self.count}.md")
        self.journal.build()

    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        """One note less."""
        self.note(number).unlink()
        self.journal.build(accept_loss=True)

    @rule()
    def check(self) -> None:
        """What finds fault goes no further than that."""
        self.journal.check()

    @rule(days=st.sampled_from([1, 1, 7, 40, -1]))
    def another_day(self, days: int) -> None:
        """Time passes, or the clock is put right."""
        self.journal.day += timedelta(days=days)
        self.journal.build()

    def teardown(self) -> None:
        """All of it at once gives the same."""
        if hasattr(self, "journal"):
            clean = clean_build(self.journal, self.base / "clean")
            self.journal.build(accept_loss=True)
            found = difference(self.journal, clean)
            shutil.rmtree(self.base)
            assert found == ""


def test_what_hypothesis_finds(
    master: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """Create, edit, break, mend, rename, delete, another day, in any order."""
    Machine.master, Machine.workshop = master, workshop
    examples, steps = size(5, 1000), size(12, 50)
    seeded(chance.drawn)(Machine)  # type: ignore[attr-defined]
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=how)
    figure(f"hypothesis: {examples} ways of up to {steps} steps, 0 differences")
