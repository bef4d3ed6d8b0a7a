"""A build that is killed at any moment: nothing is torn, and the next one needs no hand."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kjournal.outputs.feeds.gate.feed import check_feed
from tests.graph.conftest import Journal
from tests.graph.test_law import difference

KILLS = 6


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_killed_at_random_moments(sample: Journal, tmp_path: Path) -> None:
    """After each kill every published file is whole; at the end all is as after a clean build, without stray files."""
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    command = [sys.executable, "-m", "kjournal", "-C", str(sample.root), "build"]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    cards = sorted((sample.root / "customers").rglob("*.md"))
    for number in range(KILLS):
        for path in chance.sample(cards, 5):
            path.write_text(path.read_text(encoding="utf-8") + f"\n记一笔 {number}。\n", encoding="utf-8")
        if number % 3 == 2:
            for path in (sample.root / ".kjournal").glob("index.db*"):
                path.unlink()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, whole))  # the moment of the kill is what is random here
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name, data in sample.files().items():
            if name.endswith(".ics"):
                assert check_feed(data) == [], name
            elif name.endswith(".html"):
                assert data.rstrip().endswith(b"</html>"), name
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    clean = sample.copy(tmp_path / "clean")
    clean.build()
    sample.build()
    assert difference(sample, clean) == "", f"seed {seed}"
    assert [path.name for path in sample.site.rglob("*") if "kjtmp" in path.name] == []
