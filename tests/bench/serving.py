"""What many clients wait for, and how soon editors' saves are seen."""

from __future__ import annotations

import random
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tests.bench.bench import PYTHON, Bench, Measured, Unmeasured
from tests.bench.dice import SEED
from tests.endurance.running import Served
from tests.endurance.test_server import ask

CHECKOUT = Path(__file__).parents[2]
CLIENTS, REQUESTS = 10, 20_000
_P95 = re.compile(r"(\d+) saves .* p95 ([0-9.]+) s")


class Speaking(Served):
    """A server that speaks the journal's language."""

    @property
    def built(self) -> int:
        """Whether it serves."""
        return int("Ctrl-C" in self.text)


def clients(bench: Bench, found: Measured) -> None:
    """Any page or feed, each request on a connection of its own."""
    bench.settle()
    site = bench.root / "site"
    with Speaking(bench.root, env=bench.environment) as served:
        paths = [f"/{quote(path.relative_to(site).as_posix())}" for path in sorted(site.rglob("*.html"))]
        paths += [f"/feeds/{served.token}/{path.name}" for path in sorted((site / "feeds").glob("*.ics"))]
        chance = random.Random(SEED)
        wanted = [chance.choice(paths) for _ in range(REQUESTS)]

        def one(path: str) -> float:
            began = time.perf_counter()
            status, _body = ask(served, path)
            assert status == 200, path
            return time.perf_counter() - began

        with ThreadPoolExecutor(CLIENTS) as pool:
            times = sorted(pool.map(one, wanted))
    found.add({}, {"server, p99": times[int(REQUESTS * 0.99) - 1], "server, median": times[REQUESTS // 2]})


def editors(bench: Bench, found: Measured) -> None:
    """The endurance test of kind 6 on its 60 notes, each way to save four times; its own figure."""
    words = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/endurance/test_editors.py"]
    done = subprocess.run(
        words, check=False, cwd=CHECKOUT, env=bench.environment | {"SOAK": "0.2"}, capture_output=True, text=True
    )  # fmt: skip
    figure = _P95.search(done.stdout)
    if done.returncode or figure is None:
        raise Unmeasured("the test did not run: " + done.stdout.strip().rpartition("\n")[2])
    found.add({}, {"saves": float(figure[1]), "saves, p95": float(figure[2])})
