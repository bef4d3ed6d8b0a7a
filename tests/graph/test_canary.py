"""A secret value reaches no file but its note: a canary in each secret field is looked for in all that leaves."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kjournal.journal.store import home
from tests.graph.conftest import Journal

CANARY = "金丝雀"
NUMBERS = ("450000199001011233", "6222600910012345672", "6222 6009 1001 2345 672")
CARD = f"""\
---
name: 甲店
class: 村镇药店
region: 向阳镇
rep: li
created: 2026-11-01
health: {CANARY}一
religion: {CANARY}二
contacts:
  - name: 黄卫民
    health: {CANARY}三
    信仰: {CANARY}四
    家庭: 儿子 {CANARY}五 初三
    备注: 身份证 {NUMBERS[0]}
    忌讳: 糖尿病
  - 姓名: 农
    健康: “{CANARY}戊”
    家庭: 女儿 {CANARY}己、儿子 {CANARY}庚
    备注: 黄 {NUMBERS[0]}
  - 罗秀英 医生 健康={CANARY}六 19900000001
  - name: 韦绍良
    health: [{CANARY}七, {{a: {CANARY}八}}]
    family:
      - {{name: {CANARY}九, relation: 女儿, birthday: 2016-13-45, 名: x}}
      - relation: 儿子
        name: “{CANARY}十”
        {CANARY}: x
life_events:
  - {{date: 2026-11-10, kind: 生病, who: {CANARY}甲, note: {CANARY}乙}}
  - 2026-11-01 去世 {CANARY}丙
phone: {NUMBERS[1]}
{NUMBERS[0]}: x
note: 卡号 {NUMBERS[2]}
tags: [{NUMBERS[0]}]
---
身份证 {NUMBERS[0]}，卡 {NUMBERS[1]}。

- [ ] 汇款到 {NUMBERS[1]}
"""
VISIT = f"""\
---
customer: 甲店
date: 2026-11-19
people: 韦绍良、{NUMBERS[0]}
start: {NUMBERS[1]}
result: 卡 {NUMBERS[2]}
orders: [{NUMBERS[1]} 20盒×12]
---
打到 {NUMBERS[1]}。
"""
BROKEN = CARD.replace("name: 甲店", 'name: "乙店')
SECRET = (CANARY.encode(), *(number.encode() for number in NUMBERS), CANARY.encode("unicode_escape"))


def leaks(data: bytes, place: str) -> list[str]:
    """Every canary in what leaves."""
    return [f"{place}: {secret.decode('utf-8', 'replace')}" for secret in SECRET if secret in data]


@pytest.fixture
def told(journal: Journal) -> Journal:
    """A built journal with a canary in every secret field, in notes that can be read and in one that cannot."""
    journal.write("customers/a.md", CARD)
    journal.write("customers/b.md", BROKEN)
    journal.write("visits/2026-11-19-甲店.md", VISIT)
    journal.build()
    return journal


def test_no_file_holds_a_canary(told: Journal) -> None:
    """Neither pages nor feeds nor the index."""
    found = [leak for name, data in told.files().items() for leak in leaks(data, f"site/{name}")]
    for path in home(told.root).iterdir():
        found += leaks(path.read_bytes(), path.name) if path.is_file() else []
    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "check", "check --format json", "check --format github", "check --format sarif", "show 甲店", "show 甲店 --format json",
        "show customers/b.md", "show visits/2026-11-19-甲店.md", "find 甲", "why 甲店",
    ],
)  # fmt: skip
def test_nothing_printed_holds_a_canary(told: Journal, words: str) -> None:
    """Not what a command says on a pipe, in any form."""
    done = subprocess.run(
        [sys.executable, "-m", "kjournal", *words.split()], cwd=told.root, capture_output=True, check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr.decode()
    assert done.stdout
    assert leaks(done.stdout + done.stderr, words) == []
