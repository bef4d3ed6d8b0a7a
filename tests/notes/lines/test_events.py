"""What happened in a customer's house, in natural words."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.notes.lines.events import kind_in
from kjournal.records.choices import LIFE_EVENT
from kjournal.records.people import LifeEvent
from tests.notes.written import card, header, said


@pytest.mark.parametrize(
    ("line", "kind", "who"),
    [
        ("父亲去世", "去世", "父母"),
        ("老板父亲去世", "去世", "父母"),
        ("他爸走了", "去世", "父母"),
        ("老父亲过世了", "去世", "父母"),
        ("老父親過世了", "去世", "父母"),
        ("老婆的父亲病逝", "去世", "父母"),
        ("车祸去世", "去世", ""),
        ("老板娘住院", "生病", "配偶"),
        ("母亲生病住院", "生病", "父母"),
        ("女儿考上大学", "升学", "子女"),
        ("儿子结婚", "结婚", "子女"),
        ("嫁女儿", "结婚", "子女"),
        ("生了二胎", "得子", ""),
        ("孙子满月", "得子", "其他亲属"),
        ("老人八十岁", "大寿", "父母"),
        ("李医生女儿出嫁", "结婚", "子女"),
        ("搬走了", "", ""),
        ("没住院", "", ""),
        ("结婚二十周年", "", ""),
        ("家里有变故", "", ""),
    ],
)
def test_natural_words(line: str, kind: str, who: str) -> None:
    """The words of a line are searched for what happened and to whom; the last relative before the event counts."""
    assert kind_in(line) == (kind, who)


@pytest.mark.parametrize(("word", "kind"), LIFE_EVENT.written.items())
def test_every_listed_word_is_found_within_others(word: str, kind: str) -> None:
    """Each value of the choice and each of its spellings is found in the middle of a sentence."""
    assert kind_in(f"家里{word}，去看过")[0] == kind


def test_a_death_in_natural_words_is_a_death() -> None:
    """The kind and the person are taken from the words, which stay in the note."""
    assert card("大事: 2026-11-20 父亲去世").life_events == (
        LifeEvent(date=date(2026, 11, 20), kind="去世", who="父母", note="父亲去世"),
    )


def test_a_day_may_be_stuck_to_the_words() -> None:
    """A written date needs no blank behind it."""
    assert card("大事: 2026-11-20老父亲过世了").life_events == (
        LifeEvent(date=date(2026, 11, 20), kind="去世", who="父母", note="老父亲过世了"),
    )


def test_the_exact_word_beats_the_search() -> None:
    """Where a word by itself is a choice, the others are not searched."""
    assert card("大事: 2026-11-20 生病 父亲去世后").life_events[0].kind == "生病"


def test_the_note_of_a_group_is_searched_too() -> None:
    """A mapping without its kind is understood by its note."""
    note = "大事:\n  - {日期: 2026-11-20, 说明: 老板母亲走了}"
    assert card(note).life_events == (
        LifeEvent(date=date(2026, 11, 20), kind="去世", who="父母", note="老板母亲走了"),
    )


@pytest.mark.parametrize(
    "line",
    ["大事: 父亲去世", "大事: [去年父亲去世]", "大事:\n  - {事项: 生病, 谁: 配偶, 勿扰至: 2026-12-30}"],
)
def test_a_grave_event_without_its_day_is_told(line: str) -> None:
    """No quiet time begins without it; the words are not repeated."""
    found = said(header(line))["KJ234"]
    assert found == {
        "label": "大事",
        "key": "life_events",
        "reason": "it has no day, so no quiet time begins",
    }


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("大事: 2026-11-15 去世 父亲", set()),
        ("大事: 女儿结婚", set()),
        ("大事: [{日期: 2026-11-31, 事项: 去世}]", {"KJ203"}),
    ],
)
def test_one_cause_one_finding(line: str, codes: set[str]) -> None:
    """An event with its day, a wedding without one, a day that does not exist and is told as such."""
    assert set(said(header(line))) == codes


def test_what_is_not_understood_is_told_and_not_repeated() -> None:
    """A day without anything that can be named is a warning; the words, which may be of a death, are not shown."""
    note = header("大事: 2026-11-20 家里有变故")
    assert said(note)["KJ234"]["reason"] == "what happened on 2026-11-20 is not understood"
    (found,) = (one for one in note.findings if one.code == "KJ234")
    assert "变故" not in f"{found.excerpt} {found.args}"
