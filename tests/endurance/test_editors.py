"""Kind 6: every editor's way to save is seen exactly once by a running watch, and the customer is never gone for a moment."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endurance.conftest import CARD, rescan
from tests.endurance.running import Program
from tests.endurance.saves import SAVES, Save, here
from tests.endurance.sizes import size
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal

pytestmark = pytest.mark.kind(number=6)
TIMES = size(2, 20)
FEED, PAGE = "feeds/all.ics", "customers/LJ-01.html"
_WORD = re.compile(r"老街(w[0-9]{3})号")


class Poller(threading.Thread):
    """Reads the customer's page and the feed every 10 ms, and keeps each version that it sees, in their order."""

    def __init__(self, site: Path) -> None:
        super().__init__(daemon=True)
        self.site = site
        self.seen: dict[str, list[str]] = {FEED: [], PAGE: []}
        self.gone: list[str] = []
        self.looks = 0
        self.ending = threading.Event()
        self.start()

    def run(self) -> None:
        """Until told to end."""
        while not self.ending.wait(0.01):
            self.looks += 1
            for name, versions in self.seen.items():
                try:
                    text = (self.site / name).read_bytes().decode().replace("\r\n ", "")
                except OSError as error:
                    self.gone.append(f"{name}: {error}")
                    continue
                words = set(_WORD.findall(text))
                if "老街药店" not in text or len(words) != 1:
                    self.gone.append(f"{name} after {versions[-1:]}: {words}")
                elif versions[-1:] != [*words]:
                    versions.extend(words)

    def end(self) -> None:
        """No more looks."""
        self.ending.set()
        self.join(10)


def test_every_save_is_seen_once(
    sixty: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """In any order, each way as often as asked; page and feed show each saved word, once, in its turn, and nothing else."""
    here(SAVES)
    rescan(sixty, 3600)
    order: list[Save] = SAVES * TIMES
    chance.shuffle(order)
    words = [f"w{number:03}" for number in range(len(order) + 1)]
    times = []
    with Program(sixty.root, "watch") as watch:
        watch.ready()
        poller = Poller(sixty.site)
        watch.until(lambda: poller.seen == {FEED: words[:1], PAGE: words[:1]}, "the first look")
        for number, one in enumerate(order, 1):
            one.save(sixty.root / CARD, words[number - 1], words[number])
            saved = time.monotonic()
            watch.until(
                lambda number=number: all(seen[-1] == words[number] for seen in poller.seen.values()),  # type: ignore[misc]
                f"{one.name}: {words[number]}; {poller.seen}; {poller.gone}",
            )
            times.append(time.monotonic() - saved)
        poller.end()
    assert poller.gone == []
    assert poller.seen == {FEED: words, PAGE: words}
    clean = clean_build(sixty, workshop / "clean")
    sixty.build()
    assert sixty.files() == clean.files()
    slow = sorted(times)[int(len(times) * 0.95) - 1]
    figure(
        f"{len(order)} saves in {len(SAVES)} ways, each seen once, p95 {slow:.2f} s; {poller.looks} looks, 0 gone"
    )
