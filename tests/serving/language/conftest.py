"""A small journal and an editor that has it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.language.client import FULL, Editor

SETTINGS = (
    'journal = "small"\ntitle = "小县"\nlanguage = "zh-CN"\ntoday = "2026-11-20"\nregion = "广西/河池/峨江县"\n'
    '[reps.li]\nname = "李雷"\n[reps.han]\nname = "韩梅"\n'
)
CARD = "customers/向阳镇卫生院.md"
SHOP = "customers/王记药店.md"
VISIT = "visits/2026-11/2026-11-10-向阳镇卫生院.md"
NOTES = {
    CARD: "---\n名称: 向阳镇卫生院\n编号: XY-01\n客户类别: 乡镇卫生院\n区域: 向阳镇\n业务员: 李雷\n等级: A\n详细地址: 街口1号\n电话: 0778-0000001\n"
    "联系人:\n  - 罗秀英 内科 医生 19900000002\n  - 姓名: 陆文忠\n    岗位: 院长\n    健康: 腰椎不好\n---\n老客户，和[[王记药店]]熟。\n",
    SHOP: "---\nname: 王记药店\nid: WJ-01\naliases: [老王家]\nclass: 村镇药店\nregion: 板坡镇\nrep: 李雷\naddress: 桥头\nphone: 19900000003\n---\n",
    VISIT: "---\n客户: 向阳镇卫生院\n日期: 2026-11-10\n业务员: 李雷\n见到的人: [罗秀英]\n---\n谈了新品，下次带说明书。\n",
}


def write(root: Path, notes: dict[str, str]) -> Path:
    """A journal on the disk."""
    for path, text in {"kjournal.toml": SETTINGS, **notes}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal of two customers."""
    return write(tmp_path / "日志", NOTES)


Begin = Callable[..., Editor]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Editors that are ended with the test."""
    begun: list[Editor] = []

    def editor(root: Path, capabilities: dict[str, Any] | None = None, *words: str, **more: Any) -> Editor:
        begun.append(Editor(root, capabilities, *words, **more))
        return begun[-1]

    yield editor
    for one in begun:
        one.kill()


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """A capable editor with a journal open and its index made; its tests change buffers alone."""
    one = Editor(write(tmp_path_factory.mktemp("shared") / "日志", NOTES), FULL)
    one.ready("向阳镇卫生院")
    yield one
    one.kill()
