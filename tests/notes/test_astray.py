"""Fields that stand in a note's text."""

from __future__ import annotations

import pytest

from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from tests.notes.written import VISIT, header, said


def test_one_finding_a_note() -> None:
    """Every line that begins with a key that counts is a place of it: plain, behind a dash, bold, in a second header."""
    body = "去了\n---\n客户: 乙店\n收款: 300 现金\n---\n- 订货：藿香 2盒\n**下次**：周五\n**礼品：** 茶\n"
    note = header("客户: 甲店", VISIT, body)
    found = [one for one in note.findings if one.code == "KJ128"]
    assert [(place.line, place.column, place.end_column) for place in found[0].places] == [
        (7, 1, 3), (9, 3, 5), (10, 3, 5), (11, 3, 5),
    ]  # fmt: skip
    assert found[0].args == {"count": "4", "kind": "收款, 订货, 下次, 礼品"}
    assert len(found) == 1


@pytest.mark.parametrize(
    "body",
    [
        "```\n收款: 300\n```\n",
        "<!--\n收款: 300\n-->\n",
        "答应：送样品 2026-12-01\n- 承诺: 送合同 2026-12-01\n",
        "不良反应：无\n投诉: 没有。\n",
        "说到收款：下月\n主任：订货要快\n备注：好\n收款了\n",
        "## 收款\n",
    ],
)
def test_no_field(body: str) -> None:
    """Code, comments, promises, `none`, other keys, keys within a sentence, headings."""
    assert "KJ128" not in said(header("客户: 甲店", VISIT, body))


def test_on_cards() -> None:
    """Other keys count there; what happened in a family is not shown."""
    note = header("name: 甲店", body="生日：5月12日\n大事：陆文忠 住院\n收款：300\n")
    (found,) = [one for one in note.findings if one.code == "KJ128"]
    assert found.args["kind"] == "生日, 大事"
    alone = header("name: 甲店", body="大事：陆文忠 住院\n")
    (found,) = [one for one in alone.findings if one.code == "KJ128"]
    assert "住院" not in found.excerpt


def test_nothing_is_moved() -> None:
    """What was meant is not certain."""
    text = "---\n客户: 甲店\n---\n收款: 300 现金\n"
    assert fixed(NoteReader(ReadSettings()), VISIT, text.encode(), unsafe=True).data == text.encode()
