"""What the ten kinds share: a journal of 60 notes, a seed that is new in each run, and the figure at the end."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kjournal import words
from tests.bench.generate import generate
from tests.endurance.sizes import SOAK, seed
from tests.graph.conftest import Journal

WORKSHOP = Path(__file__).parents[2] / ".kjournal-test"
"""Below the checkout: vim and emacs save differently below the system's temporary folder."""
LINE = "address: 老街w000号"
CARD = "customers/老街药店.md"
"""A card whose address stands on its page and in its entries."""
_CARD = f"---\nname: 老街药店\nid: LJ-01\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\nphone: 19900009999\n{LINE}\n---\n老客户。\n"
_VISIT = "---\ncustomer: 老街药店\ndate: 2026-11-10\nnext: 2026-11-25 送资料\n---\n谈了新品。\n"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """At full size a test takes as long as it takes."""
    if SOAK:
        for item in items:
            if item.get_closest_marker("kind"):
                item.add_marker(pytest.mark.timeout(0))


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")
    yield
    words.use("en")


@pytest.fixture
def chance() -> random.Random:
    """What is drawn in this run, from a seed that is printed."""
    drawn = seed()
    print(f"seed {drawn}")
    made = random.Random(drawn)
    made.drawn = drawn  # type: ignore[attr-defined]
    return made


@pytest.fixture
def figure(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Callable[[str], None]:
    """Say what a kind came to; the summary at the end of the run lists it."""
    kind = request.node.get_closest_marker("kind").kwargs["number"]

    def say(text: str) -> None:
        drawn = getattr(request.node.funcargs.get("chance"), "drawn", None)
        record_property("figure", f"kind {kind}: {text}" + (f" (seed {drawn})" if drawn is not None else ""))

    return say


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A journal of 60 notes with an index and a site; only to be copied."""
    words.use("en")
    root = tmp_path_factory.mktemp("master") / "journal"
    generate(root, 19, 39)
    journal = Journal(root)
    settings = (root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write("kjournal.toml", settings.replace('"zh-CN"', '"en"') + "\n[watch]\nrescan = 2\n")
    journal.write(CARD, _CARD)
    journal.write("visits/2026/11/2026-11-10-老街药店.md", _VISIT)
    assert sum(1 for _path in root.rglob("*.md")) == 60
    journal.build()
    return journal


@pytest.fixture
def workshop() -> Iterator[Path]:
    """An empty folder below the checkout, ignored by git and removed afterwards."""
    WORKSHOP.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"endurance-{os.getpid()}-", dir=WORKSHOP))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sixty(master: Journal, workshop: Path) -> Journal:
    """A copy of the 60 notes, built, for one test."""
    return twin(master, workshop / "journal")


def twin(journal: Journal, target: Path) -> Journal:
    """A copy with its index and its site, as a backup brings them back."""
    shutil.copytree(journal.root, target, symlinks=True)
    other = Journal(target)
    other.day, other.pinned = journal.day, journal.pinned
    return other


def rescan(journal: Journal, seconds: int) -> None:
    """Let the watch look at everything only so often: what is seen before was seen by notices."""
    settings = (journal.root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write("kjournal.toml", settings.replace("rescan = 2", f"rescan = {seconds}"))
