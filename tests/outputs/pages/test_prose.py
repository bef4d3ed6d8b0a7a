"""What notes tell is found again on a page: whole, cut, across tags, and nothing else with it."""

from __future__ import annotations

import pytest

from kjournal.outputs.pages.masking import BLOCK, COVERED, Mask
from kjournal.outputs.pages.prose import Prose

TOLD = (
    "她讲隔壁那家买二送一，要了**三件**板蓝根颗粒去比价。\n下月儿子办酒。",
    "养画眉鸟",
    "钓鱼",
    "asked for a lower price",
    "ghd_huang88x",
)
OPEN = ("板蓝根颗粒", "上次联系", "买二送一活动")
PROSE = Prose(TOLD, OPEN)


def covered(text: str) -> str:
    """The text with `#` where something is told."""
    shown = list(text)
    for start, end in PROSE.spans(text):
        shown[start:end] = "#" * (end - start)
    return "".join(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("上次联系 2026-11-12：她讲隔壁那家买二送一", "上次联系 2026-11-12：##########"),
        ("她讲隔壁那…", "#####…"),
        ("隔壁那家，买二", "#######"),
        ("她讲隔壁", "她讲隔壁"),
        ("板蓝根颗粒 20盒", "板蓝根颗粒 20盒"),
        ("爱好 养画眉鸟", "爱好 ####"),
        ("爱好 钓鱼；忌讳 无", "爱好 ##；忌讳 无"),
        ("She ASKED for a lower price.", "She #######################."),
        ("要了三件板蓝根颗粒去比价", "############"),
        ("2026-11-12 的 1,200", "2026-11-12 的 1,200"),
    ],
)
def test_a_text(text: str, shown: str) -> None:
    """Five characters in a row tell it, or all of a shorter one; goods and our own words do not."""
    assert covered(text) == shown


def test_across_tags() -> None:
    """A sentence that goes on behind a tag is covered on both sides, attributes by themselves; the rest stays."""
    mask = Mask({}, {}, PROSE)
    html = '<p title="下月儿子办酒">她讲<b>隔壁</b>那家<br>正常</p><td>12345</td>'
    assert mask.page("index.html", html) == (
        f'<p title="{BLOCK * 6}">{BLOCK * 2}<b>{BLOCK * 2}</b>{BLOCK * 2}<br>正常</p><td>{COVERED}</td>'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("订货 医用外科口罩、布洛芬胶囊", "订货 医用外科口罩、布洛芬胶囊"),
        ("二甲双隔壁那家买", BLOCK * 8),
        ("她说隔壁那家买黄桂芬", f"{BLOCK * 7}person 1"),
        ("上次谈到：隔壁那家买", f"上次谈到：{BLOCK * 5}"),
    ],
)
def test_no_word_is_cut(text: str, shown: str) -> None:
    """Blocks begin and end with a word: what is kept stays whole, a name is covered as one, no few letters are left."""
    prose = Prose(("隔壁那家买", "科口罩、布洛芬"), ())
    assert Mask({"黄桂芬": "person 1"}, {}, prose, kept=("医用外科口罩", "布洛芬胶囊")).text(text) == shown


def test_across_cells() -> None:
    """A sentence does not go on behind a cell: its label is no part of it."""
    assert (
        Mask({}, {}, PROSE).page("index.html", "<dt>她讲</dt><dd>隔壁那</dd>")
        == "<dt>她讲</dt><dd>隔壁那</dd>"
    )


def test_without_anything_told() -> None:
    """An empty journal covers nothing."""
    assert Prose((), ()).spans("她讲隔壁那家买二送一") == []
