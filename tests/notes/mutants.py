"""Mutants of notes: what slips, crashes, merges and input methods make of a good or a bad note.

The same seed gives the same mutants. Seeds are the repository's own journal, the broken journals of the finding codes,
and a few notes that hold every kind of field.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})
UNSEEN = (
    *"\0\x01\x07\x08\x0b\x0c\x1b\x7f\x85\xa0\xad\r\t",
    *"\u200b\u200d\u200e\u2028\u2029\u202e\u2066\u2069\u3000\ufeff\ufffd\ufffe\U000e0001",
)
SIGNS = (
    *":：-－—*&!|>%@`#?,，[]{}（）\"'“”‘’=~<<、；;.。/\\￥×",
    "---\n", "...", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "|||||||", "[[", "]]", "- [ ] ", "{{", "}}",
    "%s", "{0}", "{count}", "\ud7ff", "😀", "é", "\u0301",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "00", "-1", "1e309", "1E-400", "NaN", "Infinity", "0x1F", "1_000", "１２３", "٣", "²", "½", "九千九百九十九亿",
    "9" * 30, "9" * 400, "0.1" * 9, "1975-02-30", "0000-00-00", "9999-12-31", "10000-1-1", "农历9999-13-31", "25:61", "1.2万", "-",
    "2026", "31", "13", "99", "450000199001011234", "6222021001112223330",
)  # fmt: skip
NESTS = (
    "[",
    "{",
    "- ",
    "? ",
    "[[",
    "{a: ",
    "> ",
    "* ",
    "(",
    "**",
    "【",
    "「",
    '"',
    "\\",
    "'",
    "!",
    "&a ",
    "a: ",
)

EVERYTHING = (
    (
        "customers/全.md",
        ("---\nid: EJ-1\n名称: 向阳镇卫生院\n别名: [卫生院, '院']\nclass: 乡镇卫生院\nregion: 广西/河池/峨江县/向阳镇\n业务员: li\n"
        "grade: A  # 王院长\nphone: 0778-1234567、19900000001\ngeo: 24.5, 108.1\nmarket_days: 农历逢三六九\n"
        "bus: [县城客运站 8:30、14:00 返程=17:00]\nrestock_days: 30天\ncredit_limit: ￥1.2万\ncredit_days: 45\n"
        "opening: {date: 2026-01-01, receivable: 12,000}\nlicences:\n  - 医疗机构执业许可证 到2031-05-31\n"
        "  - {kind: 购销协议, expires: 2027-5-31}\nlife_events:\n  - {date: 2026-10-01, kind: 生病, who: 父母, note: 住院}\n"
        "own_events: [店庆 3月8日]\ncontacts:\n  - 罗秀英 内科 医生 19900000002 周二周四上午坐诊 生日3月8日\n"
        "  - name: 韦绍良\n    role: 院长\n    birthday: 农历1975-八-十五\n    family: 妻子 韦小玲，儿子 小明 初三 2011-5-1\n"
        "    health: |\n      高血压\n      少喝酒\n    religion: 佛教\n    personality: 刚强、沉默\n"
        "snooze: 2026-12-01\n我的字段: {a: [b, c]}\n---\n# 说明\n\n见 [[福民药店]]。\n\n- [ ] 送资料 2026-12-01\n- [x] 已办\n"
        "答应：每月10日对账\n"),
    ),
    (
        "visits/2026-11-20-全.md",
        ("---\ncustomer: 向阳镇卫生院\ndate: 2026-11-20\nrep: li\nstatus: 完成\nchannel: 电话\nstart: 14：30\nend: 15:10\npurpose: [订货, 收款]\n"
        "people: 韦绍良、罗秀英\nresult: 主任说: 下周再来\nsatisfaction: 4\nnext: 2026-12-04 送样品\norders:\n"
        "  - 阿莫西林胶囊 20盒 ×12.5\n  - 阿莫西林 0.25g*24粒 20盒 @12.5 9折\n  - {product: 维C片, qty: 10瓶, amount: 96}\n"
        "payments: [1.2万 银行承兑 2027-02-20, 5000 现金 上交=2026-11-21]\ngifts: 「给力」茶叶 168元 给王店长 场合=中秋\n"
        "stock: [板蓝根颗粒 6袋 安全=20 效期=2027-03]\ncomplaints: [{level: 紧急, symptom: 破损, opened: 2026-11-20 09:00}]\n"
        "promises:\n  - {what: 送两盒样品, due: 后天, to: 李医生}\n  - 每周三 电话\ncosts: [交通 35, 餐费 ￥48.50]\n"
        "time_use: [洽谈 40, 交通 1小时]\nreview: {by: 主管, on: 2026-11-21, text: 好}\n---\n今天去了。\n\n- [ ] 送样品 后天\n"
        "【】 回电话 给李医生 下周五\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx\n```\n<b>x</b> [x](javascript:1)\n"),
    ),
)  # fmt: skip


class Mutant(NamedTuple):
    """One mutated note, and how it came about."""

    path: str
    data: bytes
    done: str


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Notes that mutants are made of, by path below a journal's root."""
    found = [(path, text.encode()) for path, text in EVERYTHING]
    cases = sorted((ROOT / "tests/findings/cases").glob("*/*/**/*.md"))
    for path in [
        *sorted((ROOT / "customers").rglob("*.md")),
        *sorted((ROOT / "visits").rglob("*.md")),
        *cases,
    ]:
        parts = path.relative_to(ROOT).parts
        shown = "/".join(parts[parts.index("cases") + 2 :] if "cases" in parts else parts)
        found.append((shown, path.read_bytes()))
    return tuple(found)


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """`count` mutants, each after one to four mutations; every third of a note that holds every kind of field."""
    dice = random.Random(seed)
    known = seeds()
    for number in range(count):
        path, data = known[dice.randrange(len(EVERYTHING))] if number % 3 == 0 else dice.choice(known)
        done = []
        for _ in range(dice.choice((1, 1, 1, 2, 3, 4))):
            mutate = dice.choice(MUTATIONS)
            data = mutate(data, dice)
            done.append(mutate.__name__)
        yield Mutant(path, data[: 1 << 20], f"seed {seed}, mutant {number}: {' '.join(done)}")


def _flip(data: bytes, dice: random.Random) -> bytes:
    """Some bytes come out as others."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    """A power cut, or a slip of the mouse: a piece is missing."""
    if dice.random() < 0.5:
        return data[: dice.randrange(len(data) + 1)]
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randrange(40) :]


def _zero(data: bytes, dice: random.Random) -> bytes:
    """Zero bytes in place of some."""
    start = dice.randrange(len(data) + 1)
    return data[:start] + bytes(dice.choice((1, 9, 512))) + data[start + dice.randrange(9) :]


def _splice(data: bytes, dice: random.Random) -> bytes:
    """The beginning of one note and the end of another."""
    _path, other = dice.choice(seeds())
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def _recode(data: bytes, dice: random.Random) -> bytes:
    """Saved in another encoding, whole or in part."""
    encoding = dice.choice(("gb18030", "gbk", "utf-16", "utf-16-be", "utf-8-sig", "big5", "latin-1"))
    text = data.decode("utf-8", "replace")
    if dice.random() < 0.7:
        return text.encode(encoding, "replace")
    at = dice.randrange(len(text) + 1)
    return text[:at].encode() + text[at:].encode(encoding, "replace")


_Edit = Callable[[str, random.Random], str]


def _text(edit: _Edit) -> Callable[[bytes, random.Random], bytes]:
    """A mutation of the text."""

    def mutate(data: bytes, dice: random.Random) -> bytes:
        text = edit(data.decode("utf-8", "surrogateescape"), dice)
        return text.encode("utf-8", "surrogatepass" if dice.random() < 0.01 else "replace")

    mutate.__name__ = edit.__name__
    return mutate


def _lines(edit: Callable[[list[str], random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """A mutation of the lines."""

    def change(text: str, dice: random.Random) -> str:
        lines = text.split("\n")
        edit(lines, dice)
        return "\n".join(lines)

    change.__name__ = edit.__name__
    return _text(change)


def _place(text: str, dice: random.Random) -> int:
    """A place in the text, in the header more often than not."""
    end = text.find("\n---", 4)
    return dice.randrange((end if end > 0 and dice.random() < 0.7 else len(text)) + 1)


def _put(text: str, dice: random.Random, new: str) -> str:
    at = _place(text, dice)
    return text[:at] + new + text[at + dice.choice((0, 0, 1)) :]


@_text
def _sign(text: str, dice: random.Random) -> str:
    """A sign where none was, or in place of another."""
    return _put(text, dice, dice.choice(SIGNS))


@_text
def _unseen(text: str, dice: random.Random) -> str:
    """Characters that nobody sees."""
    return _put(text, dice, dice.choice(UNSEEN) * dice.choice((1, 1, 3)))


@_text
def _wide(text: str, dice: random.Random) -> str:
    """The input method was left on: a stretch in full-width characters."""
    start = _place(text, dice)
    end = start + dice.choice((1, 2, 5, 30, 300))
    return text[:start] + text[start:end].translate(FULL_WIDTH) + text[end:]


@_text
def _number(text: str, dice: random.Random) -> str:
    """Another number where one stands."""
    places = [index for index, char in enumerate(text) if char.isdigit()]
    if not places:
        return text
    start = end = dice.choice(places)
    while end < len(text) and (text[end].isdigit() or text[end] in ".-:/") and end - start < 12:
        end += 1
    return text[:start] + dice.choice(NUMBERS) + text[end:]


@_text
def _nest(text: str, dice: random.Random) -> str:
    """Brackets in brackets, quotes in quotes."""
    return _put(text, dice, dice.choice(NESTS) * dice.choice((2, 5, 19, 21, 300, 3000)))


@_text
def _stretch(text: str, dice: random.Random) -> str:
    """A key that stuck: one character many times."""
    if not text:
        return text
    at = min(_place(text, dice), len(text) - 1)
    return text[:at] + text[at] * dice.choice((2, 30, 3000, 20000)) + text[at:]


@_text
def _ends(text: str, dice: random.Random) -> str:
    """Other line ends."""
    return text.replace("\n", dice.choice(("\r\n", "\r", "\u2028", "\n\n", "\x85", "\n\r")))


@_lines
def _double(lines: list[str], dice: random.Random) -> None:
    """A line twice, next to itself or elsewhere."""
    line = dice.choice(lines)
    for _ in range(dice.choice((1, 1, 3))):
        lines.insert(dice.randrange(len(lines) + 1), line)


@_lines
def _swap(lines: list[str], dice: random.Random) -> None:
    """Two lines change places."""
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


@_lines
def _drop(lines: list[str], dice: random.Random) -> None:
    """Lines are gone."""
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice((1, 1, 4))]


@_lines
def _shift(lines: list[str], dice: random.Random) -> None:
    """A line begins further left or right."""
    at = dice.randrange(len(lines))
    line = lines[at]
    lines[at] = dice.choice((" ", "  ", "\t", "\u3000", "- ", "-", "? ", "", "#")) + line.lstrip(
        " -" if dice.random() < 0.5 else ""
    )


@_lines
def _steal(lines: list[str], dice: random.Random) -> None:
    """Lines of another note come in: a merge, a paste."""
    _path, other = dice.choice(seeds())
    theirs = other.decode("utf-8", "replace").split("\n")
    start = dice.randrange(len(theirs))
    at = dice.randrange(len(lines) + 1)
    lines[at:at] = theirs[start : start + dice.choice((1, 3, 10))]


@_lines
def _cross(lines: list[str], dice: random.Random) -> None:
    """A key gets the value of another."""
    one, other = dice.randrange(len(lines)), dice.choice(lines)
    key, colon, _value = lines[one].partition(":")
    if colon:
        lines[one] = f"{key}:{other.partition(':')[2] or other}"


MUTATIONS = (
    _flip, _cut, _zero, _splice, _recode, _sign, _sign, _unseen, _wide, _number, _number, _nest, _stretch, _ends, _double, _swap,
    _drop, _shift, _steal, _cross, _cross,
)  # fmt: skip
"""All kinds, those more often that reach deepest into the reading of values."""
