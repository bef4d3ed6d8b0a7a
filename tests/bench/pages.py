"""How soon a page stands on a slow phone: largest contentful paint, served on loopback.

    python -m tests.bench.pages [--site DIR] [--runs 5]

Chromium is held to 1.6 Mbit/s, 150 ms and a quarter of the processor, as the middling phone of Lighthouse's rules.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kjournal.serving.server import HostList, NotListening, listen, make_app
from tests.parts import CHROMIUM
from tests.site.conftest import built, copied, kinds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BITS = 1_600_000
LATENCY = 150
SLOWER = 4
PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true});
})"""


def paint(browser: Browser, address: str) -> float:
    """Milliseconds until the largest part of a page is painted, in a browser that has nothing yet."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY,
                "downloadThroughput": BITS / 8,
                "uploadThroughput": BITS / 8,
            },
        )
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load")
        return float(page.evaluate(PAINT))


def main() -> None:
    """Print each kind of page with its bytes and the median of its paints."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--site", type=Path, help="a built site; else the sample's")
    words.add_argument("--runs", type=int, default=5)
    chosen = words.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        site = chosen.site or built(copied(Path(folder) / "journal"))
        running = listen(make_app(site, token="t" * 32, hosts=HostList.of([])), "127.0.0.1", 0)
        if isinstance(running, NotListening):
            raise SystemExit(running.sentence)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for name in kinds(site):
                took = [paint(browser, running.url + name) for _ in range(chosen.runs)]
                size = (site / name).stat().st_size
                print(
                    f"{statistics.median(took):7.0f} ms  (of {min(took):.0f}–{max(took):.0f})  {size:8} bytes  {name}"
                )
            browser.close()
        running.stop()


if __name__ == "__main__":
    main()
