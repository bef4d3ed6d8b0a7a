"""The readings of a character: its toneless pinyin syllables, the usual one first.

`readings.txt` holds a line for each set of readings: the syllables, then the characters that have them. It is made
from pypinyin's table of single characters (MIT), for folded characters only; `test_readings.py` writes and compares
it. It loads in 5 ms; to import pypinyin takes 150, and its phrases decide nothing where every reading counts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kjournal.words.folding import traditional

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = Path(__file__).with_name("readings.txt")
LONGEST = 6  # zhuang

# Usual at the head of a name, beside the character's own usual reading: 单 is shan there, and dan in 单位.
_SURNAMES = (
    "万mo 乐yue 乜nie 仇qiu 佴nai 卜bu 区ou 单shan 召shao 句gou 员yun 宓fu 尉yu 折she 曾zeng 朴piao 查zha 洗xian 澹tan "
    "牟mu 盖ge 祭zhai 秘bi 种chong 繁po 缪miao 翟zhai 能nai 藏zang 覃qin 解xie 谌shen 适kuo 郇xun 郗chi 重chong 长chang "
    "阚kan 隗wei 黑he"
)
SURNAMES = {pair[0]: pair[1:] for pair in _SURNAMES.split()}
_MARKS = 0xE000  # private use: a syllable without a character, see `respelled`


class Reading(NamedTuple):
    """One syllable that a character may be read as."""

    syllable: str
    rare: bool  # not the usual one: a match by it ranks behind


@cache
def readings(char: str, *, first: bool = False) -> tuple[Reading, ...]:
    """The readings of a folded character, at the head of a name or elsewhere; none where the table has none."""
    known = syllables(char)
    usual = known[:1]
    if first and char in SURNAMES:
        usual = [SURNAMES[char], *usual]
    if char == "儿":
        usual = [*usual, "r"]  # 花儿 is typed huar as well as huaer
    return tuple(
        Reading(spelling, syllable not in usual)
        for syllable in dict.fromkeys([*usual, *known])
        for spelling in _spellings(syllable)
    )


def _spellings(syllable: str) -> list[str]:
    """The ways to type a syllable: 吕 is lv, and lu where ü was typed."""
    return [syllable, syllable.replace("v", "u")] if "v" in syllable else [syllable]


@cache
def beginnings(char: str) -> frozenset[str]:
    """All that may be typed first for a folded character: itself, and the first letters of its readings."""
    return frozenset({char, SURNAMES.get(char, char)[0], *(syllable[0] for syllable in syllables(char))})


def syllables(char: str) -> list[str]:
    """The syllables of a folded character as the table has them (ü is v), or the one that a mark stands for."""
    if "\ue000" <= char <= "\uf8ff":
        return _every_syllable()[ord(char) - _MARKS :][:1]
    known = _table().get(char)
    return known.split(",") if known else []


def respelled(pinyin: str, length: int) -> str:
    """Letters (`shanxiaoming`) cut into syllables, `length` of them if possible, one mark for each; else nothing.

    A mark is a private-use character that `syllables` knows: so a name spelled out is matched like a Chinese one.
    """
    marks = _marks()
    cuts: list[dict[int, str]] = [{0: ""}]  # for each end: by the number of syllables, the marks up to there
    for end in range(1, len(pinyin) + 1):
        cuts.append({})
        for start in range(max(0, end - LONGEST), end):
            if mark := marks.get(pinyin[start:end]):
                for count, before in cuts[start].items():
                    cuts[end].setdefault(count + 1, before + mark)
    ways = cuts[-1]
    return ways.get(length) or ways.get(min(ways, default=0), "")


def alphabet(chars: Iterable[str]) -> dict[str, str]:
    """What a search in the pages needs to know of the characters in their rows: as much as these, not the whole table.

    `readings`: lines like the table's; `heads`: 单shan …; `variants`: pairs of a traditional character that may be
    typed and the simplified one it stands for.
    """
    held = set(chars)
    present = [char for char in sorted(held) if syllables(char)]
    lines: dict[str, str] = {}
    for char in present:
        known = ",".join(syllables(char))
        lines[known] = lines.get(known, "") + char
    return {
        "readings": "\n".join(f"{known} {together}" for known, together in sorted(lines.items())),
        "heads": " ".join(char + SURNAMES[char] for char in present if char in SURNAMES),
        "variants": "".join(pair for pair in traditional() if pair[1] in held),
    }


@cache
def _table() -> dict[str, str]:
    """The syllables of each character, joined by commas."""
    table: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        known, _, chars = line.partition(" ")
        table.update(dict.fromkeys(chars, known))
    return table


@cache
def _every_syllable() -> list[str]:
    """Every syllable of the table, in alphabetical order."""
    return sorted({syllable for known in set(_table().values()) for syllable in known.split(",")})


@cache
def _marks() -> dict[str, str]:
    """The mark of each syllable; typed lü or lu, it is that of lv, which is read as either."""
    marks = {syllable: chr(mark) for mark, syllable in enumerate(_every_syllable(), _MARKS)}
    return marks | {syllable.replace("v", "u"): mark for syllable, mark in marks.items() if "v" in syllable}
