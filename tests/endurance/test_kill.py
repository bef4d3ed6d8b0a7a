"""Kind 1: `kill -9` at any moment of any command; nobody's words are lost, nothing is torn, and the next run needs no hand."""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kjournal.cli import cli
from kjournal.outputs.feeds.gate.feed import check_feed
from tests.endurance.conftest import twin
from tests.endurance.running import Program, Served, until
from tests.endurance.sizes import size
from tests.endurance.state import clean_build, notes, published, strays, torn
from tests.graph.conftest import Journal
from tests.graph.edits import difference

pytestmark = [
    pytest.mark.kind(number=1),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX"),
]
KILLS = size(3, 200)
NAMES = ("老街药店", "老街大药房")
_VISITS = 8


@pytest.mark.parametrize(
    "words", [["build"], ["check", "--fix"], ["rename"]], ids=lambda words: words[-1].strip("-")
)
def test_a_command_is_killed(
    words: list[str], sixty: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """Each note is as somebody saved it, each output the old or the new one; the same command again ends where it would have ended."""
    for number in range(_VISITS):
        sixty.write(
            f"visits/2026/10/2026-10-{number + 11}-{NAMES[0]}.md", f"---\ncustomer: {NAMES[0]}\n---\n去了。\n"
        )
    killed = 0
    for number in range(KILLS):
        full = (
            [*words, *NAMES[:: 1 if number % 2 == 0 else -1], "--no-alias", "--yes"]
            if words == ["rename"]
            else words
        )
        edit(sixty, chance, number)
        if number % 3 == 2:
            shutil.rmtree(sixty.root / ".kjournal")
        before, old = notes(sixty.root), sixty.files()
        done, took = finished(sixty, full, workshop / f"done-{number}")
        after, new = notes(done.root), done.files()
        killed += kill(sixty, full, chance.uniform(0, took))
        now = notes(sixty.root)
        assert set(now.values()) <= {*before.values(), *after.values()}
        assert len(now) == len(before)
        assert torn(published(sixty), old, new) == []
        if notes(sixty.root) != after:  # else it was killed when all was written, and the old name is gone
            run(sixty, full)
        assert notes(sixty.root) == after
        settled(sixty, clean_build(sixty, workshop / f"clean-{number}"))
        shutil.rmtree(done.root)
    figure(f"{words[-1].strip('-')}: {killed} kills in the middle and {KILLS - killed} too late, 0 torn")


@pytest.mark.parametrize("word", ["watch", "serve"])
def test_what_stays_running_is_killed(
    word: str, sixty: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """Killed at any moment after a save: pages and feeds are those of before or after it, and the next run gives those of after."""
    for number in range(KILLS):
        sixty.build()
        old, before = sixty.files(), notes(sixty.root)
        started = Served(sixty.root) if word == "serve" else Program(sixty.root, "watch").ready()
        with started as running:
            path = chance.choice(sorted(before))
            saved = (
                before[path].decode() + f"\n\n- [ ] 办第 {number} 件事 2026-12-0{number % 9 + 1}\n"
            ).encode()
            beside = sixty.root / "beside"
            beside.write_bytes(saved)
            beside.replace(sixty.root / path)
            time.sleep(chance.uniform(0, 0.8))  # the moment of the kill is what is random here
            running.kill()
        assert notes(sixty.root) == {**before, path: saved}
        clean = clean_build(sixty, workshop / f"clean-{number}")
        assert torn(published(sixty), old, clean.files()) == []
        settled(sixty, clean)
    figure(f"{word}: {KILLS} kills, 0 torn")


def edit(journal: Journal, chance: random.Random, number: int) -> None:
    """What people do between two runs, with something to mend among it."""
    paths = sorted((journal.root / "customers").rglob("*.md"))
    for path in chance.sample(paths, 5):
        path.write_text(path.read_text(encoding="utf-8") + f"\n记一笔 {number}。\n", encoding="utf-8")
    for path in chance.sample(paths, 5):
        text = path.read_text(encoding="utf-8")
        if "\nbirthday:" not in text and "生日" not in text.partition("\n---\n")[0]:
            path.write_text(text.replace("---\n", "---\nbirthday: 1975年3月8日\n", 1), encoding="utf-8")
    journal.write(
        f"customers/新店{number}.md",
        f"---\nname： 新店{number}\nclass：村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n",
    )


def finished(journal: Journal, words: list[str], target: Path) -> tuple[Journal, float]:
    """The same where the command came to its end, and how long it took."""
    done = twin(journal, target)
    started = time.monotonic()
    run(done, words)
    took = time.monotonic() - started
    shutil.rmtree(target / ".kjournal", ignore_errors=True)
    return done, took


def run(journal: Journal, words: list[str]) -> None:
    """A command in this process, to its end."""
    ran = CliRunner().invoke(cli, ["-C", str(journal.root), *words], catch_exceptions=False)
    assert ran.exit_code in {0, 1}, ran.output


def kill(journal: Journal, words: list[str], moment: float) -> int:
    """Run a command and kill it at a moment of its work; whether it was still at it."""
    with Program(journal.root, *words) as running:
        until(lambda: running.writes or running.process.poll() is not None, "the lock")
        time.sleep(moment)  # the moment of the kill is what is random here
        late = running.process.poll() is not None
        assert not late or running.process.returncode in {0, 1}, running.text
    return int(not late)


def settled(journal: Journal, clean: Journal) -> None:
    """The next run needs no hand: it is as a clean build, and nothing is left beside it."""
    journal.build()
    assert difference(journal, clean) == ""
    assert strays(journal.root) == []
    for name, data in journal.files().items():
        assert not name.endswith(".ics") or check_feed(data) == [], name
    shutil.rmtree(clean.root)
