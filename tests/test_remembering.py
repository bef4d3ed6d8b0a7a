"""What was worked out for a text is kept, and let go."""

from __future__ import annotations

from kjournal.remembering import forget, remembered

asked: list[str] = []


@remembered(2)
def doubled(text: str) -> str:
    asked.append(text)
    return text * 2


def test_the_last_texts_are_remembered_until_they_are_forgotten() -> None:
    """Worked out once, no more than as many as there is room for, and again when all was let go."""
    asked.clear()
    assert [doubled(text) for text in "甲乙乙甲"] == ["甲甲", "乙乙", "乙乙", "甲甲"]
    assert asked == ["甲", "乙"]
    doubled("丙")  # 乙 has waited longest
    doubled("甲")
    doubled("乙")
    assert asked == ["甲", "乙", "丙", "乙"]
    forget()
    doubled("乙")
    assert asked == ["甲", "乙", "丙", "乙", "乙"]
