"""Journals of shapes that nobody had in mind: does the time grow with the notes, or with their pairs?

    python -m tests.bench.shapes [--notes 500] [--times 4] [--only SHAPE]

Each shape is written with so many notes and with some times as many; `today` from nothing and `build` behind it are
whole processes. Growth is that of the CPU above an empty journal's; 1 where one grows half as fast again as the notes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.bench.bench import Bench

TODAY = date(2026, 11, 20)
SETTINGS = """journal = "shapes"
language = "zh-CN"
timezone = "Asia/Shanghai"
today = "2026-11-20"
region = "广西/河池/百溪县"

[reps.li]
name = "李宁"
role = "业务员"
preset = "第三终端"
"""
Notes = Iterator[tuple[str, str]]


def card(number: int, **more: object) -> tuple[str, str]:
    """A card and where it lies."""
    fields: dict[str, object] = {
        "编号": f"S-{number:05}", "名称": f"桐溪{number}卫生室", "客户类别": "村卫生室", "区域": "坝塘镇", "业务员": "李宁",
        "状态": "合作", "电话": f"199{number:08}", **more,
    }  # fmt: skip
    header = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"customers/{number:05}.md", f"---\n{header}---\n\n老板娘管钱。\n"


def visit(number: int, customer: str, lines: str = "", day: date | None = None) -> tuple[str, str]:
    """A visit, a promise in it."""
    day = day or TODAY - timedelta(days=number % 360 + 1)
    header = f"客户: {customer}\n日期: {day}\n业务员: 李宁\n状态: 完成\n方式: 上门\n{lines}"
    return (
        f"visits/{day:%Y-%m}/{day}-{number:05}.md",
        f"---\n{header}---\n\n讲了新品。\n\n- [ ] 送样品 2026-12-01\n",
    )


def _cards(of: Callable[[int], dict[str, object]]) -> Callable[[int], Notes]:
    return lambda count: (card(number, **of(number)) for number in range(count))


def _visits(of: Callable[[int], tuple[str, str]]) -> Callable[[int], Notes]:
    """Visits, ten to a customer; the function says whom and what."""

    def notes(count: int) -> Notes:
        yield from (card(number) for number in range(max(1, count // 10)))
        yield from (visit(number, *of(number)) for number in range(count))

    return notes


def _own(number: int) -> str:
    return f"S-{number // 10:05}"


SHAPES: dict[str, Callable[[int], Notes]] = {
    "a town without coordinates": _cards(lambda _: {}),
    "all at one spot": _cards(lambda _: {"坐标": "24.69343,107.37443"}),
    "all in one house": _cards(lambda n: {"名称": f"王{n}", "主体": "个人", "所在单位": "S-00000"} if n else {}),
    "a kilometre from each other": _cards(lambda n: {"坐标": f"{24 + n // 50 / 100:.2f},{107 + n % 50 / 100:.2f}"}),
    "one name": _cards(lambda _: {"名称": "李建国"}),
    "one telephone": _cards(lambda _: {"电话": "19900000000"}),
    "a chain of introductions": _cards(lambda n: {"介绍人": f"S-{n - 1:05}"} if n else {}),
    "a chain of merges": _cards(lambda n: {"状态": "合并", "合并到": f"S-{n + 1:05}"}),
    "one birthday": _cards(lambda n: {"名称": f"王{n}", "主体": "个人", "生日": "农历八月十五"}),
    "one customer": _visits(lambda _: ("S-00000", "")),
    "nobody knows whom": _visits(lambda n: (f"没有的人{n}", "")),
    "gifts": _visits(lambda n: (_own(n), "礼品:\n  - 茶叶 1盒 80元 中秋\n")),
    "money": _visits(lambda n: (_own(n), "订单:\n  - 蒙脱石散 10盒 100元 赊\n收款:\n  - 30元\n")),
    "complaints": _visits(lambda n: (_own(n), "投诉:\n  - 药品破损 未处理\n")),
    "broken headers": lambda count: ((f"visits/{n}.md", "---\n客户: [a\n日期: {\n---\n") for n in range(count)),
}  # fmt: skip


def cost(folder: Path, notes: Notes) -> tuple[float, float]:
    """CPU seconds of `today` from nothing and of the build behind it; the journal is under git."""
    for path, text in (("kjournal.toml", SETTINGS), (".gitignore", ".kjournal/\nsite/\n"), *notes):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    bench = Bench(folder, "")
    bench.environment["PYTHONPYCACHEPREFIX"] = str(folder.with_name("compiled"))
    bench.commit()
    return bench.measure(bench.kjournal("today")).cpu, bench.measure(bench.kjournal("build")).cpu


def main(arguments: Sequence[str] | None = None) -> int:
    """Time every shape."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shapes", description=__doc__.split("\n")[0])
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--only", choices=sorted(SHAPES), action="append")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        cost(Path(name) / "first", iter(()))  # which compiles the modules
        empty = cost(Path(name) / "empty", iter(()))
        steep = 0
        for number, shape in enumerate(asked.only or SHAPES):
            few, many = (
                cost(Path(name) / f"{number}-{count}", SHAPES[shape](count))
                for count in (asked.notes, asked.notes * asked.times)
            )
            said = []
            for word, least, small, large in zip(("today", "build"), empty, few, many, strict=True):
                growth = max(0.0, large - least) / max(0.05, small - least)
                steep += growth > 1.5 * asked.times
                said.append(f"{word} {small:5.2f} {large:6.2f} s, {growth:4.1f} ×")
            sys.stdout.write(f"{shape:30}{'; '.join(said)}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{asked.notes} and {asked.notes * asked.times} notes; {steep} grow faster than the notes\n"
    )
    return int(bool(steep))


if __name__ == "__main__":
    sys.exit(main())
