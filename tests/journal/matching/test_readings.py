"""The readings of characters. Run as a program, this writes their table anew from pypinyin."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

from kjournal.journal.matching.readings import SURNAMES, TABLE, alphabet, readings, respelled, syllables
from kjournal.words.folding import fold, traditional


def generated() -> str:
    """The table: folded characters of the basic plane, and the simplified ones beyond it, by their readings."""
    beyond = {pair[1] for pair in traditional()}
    lines: dict[str, str] = defaultdict(str)
    for code, known in sorted(pinyin_dict.items()):
        char = chr(code)
        if fold(char) == char and (code < 0x10000 or char in beyond):
            toneless = (to_normal(syllable, v_to_u=False).replace("ê", "e") for syllable in known.split(","))
            lines[",".join(dict.fromkeys(toneless))] += char
    return "".join(f"{known} {chars}\n" for known, chars in sorted(lines.items()))


def test_table_is_pypinyin() -> None:
    """The table is what pypinyin says of single characters."""
    assert TABLE.read_text(encoding="utf-8") == generated()


@pytest.mark.parametrize(
    ("char", "known"),
    [
        ("李", ["li"]),
        ("重", ["zhong", "chong", "tong"]),
        ("吕", ["lv"]),
        ("略", ["lve"]),
        ("a", []),
        ("7", []),
        ("😀", []),
        ("\U00031234", []),
        ("N", []),
    ],
)
def test_syllables(char: str, known: list[str]) -> None:
    """Every reading is kept, the usual one first; what is not in the table has none."""
    assert syllables(char) == known


def usual(char: str, *, first: bool) -> list[str]:
    """The readings that are not rare."""
    return [reading.syllable for reading in readings(char, first=first) if not reading.rare]


@pytest.mark.parametrize(
    ("char", "surname"),
    [
        *(
            ("单", "shan"),
            ("仇", "qiu"),
            ("解", "xie"),
            ("查", "zha"),
            ("区", "ou"),
            ("曾", "zeng"),
            ("覃", "qin"),
        ),
        *(
            ("朴", "piao"),
            ("盖", "ge"),
            ("翟", "zhai"),
            ("乐", "yue"),
            ("黑", "he"),
            ("种", "chong"),
            ("万", "mo"),
        ),
    ],
)
def test_surname_comes_first(char: str, surname: str) -> None:
    """At the head of a name the surname's reading is the first and the usual one stays good; elsewhere it may be rare."""
    assert usual(char, first=True) == [surname, syllables(char)[0]]
    assert usual(char, first=False) == syllables(char)[:1]


def test_surnames_are_not_the_usual_readings() -> None:
    """A surname that is read as the character always is needs no entry."""
    assert [char for char, surname in SURNAMES.items() if syllables(char)[0] == surname] == []


def test_u_umlaut() -> None:
    """吕 is lv, and lu as passports and dictionaries without ü have it."""
    assert usual("吕", first=True) == ["lv", "lu"]
    assert usual("略", first=False) == ["lve", "lue"]


@pytest.mark.parametrize(
    ("pinyin", "length", "read"),
    [
        ("shanxiaoming", 3, ["shan", "xiao", "ming"]),
        ("xian", 1, ["xian"]),
        ("xian", 2, ["xi", "an"]),
        ("xian", 7, ["xian"]),
        ("lvbu", 2, ["lv", "bu"]),
        ("lubu", 2, ["lv", "bu"]),
        ("xyz", 3, []),
        ("", 2, []),
    ],
)
def test_respelled(pinyin: str, length: int, read: list[str]) -> None:
    """Letters are cut into as many syllables as the name has characters, else into the fewest; or it is no pinyin."""
    assert [syllables(mark)[0] for mark in respelled(pinyin, length)] == read


def test_alphabet() -> None:
    """The pages get the readings of the characters they hold, and the traditional ones that may be typed for them."""
    assert alphabet("单卫a1卫单N里") == {
        "readings": "dan,chan,shan 单\nli 里\nwei 卫",
        "heads": "单shan",
        "variants": "單单衛卫裏里裡里",
    }


if __name__ == "__main__":
    TABLE.write_text(generated(), encoding="utf-8", newline="\n")
