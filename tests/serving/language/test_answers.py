"""What a real client is answered, Chinese and emoji before each place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.serving.language.client import Editor, Refused
from tests.serving.language.conftest import CARD, NOTES, SHOP, VISIT

NEW = "visits/2026-11/2026-11-20-😀.md"


def span(found: dict[str, Any]) -> tuple[int, int, int, int]:
    """A range in four numbers."""
    start, end = found["start"], found["end"]
    return start["line"], start["character"], end["line"], end["character"]


def labels(editor: Editor, path: str, line: int, character: int) -> list[str]:
    """What is proposed at a position."""
    found = editor.ask("textDocument/completion", editor.at(path, line, character))
    return [one["label"] for one in found["items"]]


def first(editor: Editor, path: str, line: int, character: int) -> dict[str, Any]:
    """The first proposal at a position."""
    found: dict[str, Any] = editor.ask("textDocument/completion", editor.at(path, line, character))
    assert found["isIncomplete"]
    item: dict[str, Any] = found["items"][0]
    return item


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A buffer after edits, as an editor makes them: units of UTF-16, the last edit first."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-16-le")) + 2)
    data = text.encode("utf-16-le")
    places = [
        (starts[line] + 2 * column, starts[end] + 2 * end_column, edit["newText"])
        for edit in edits
        for line, column, end, end_column in [span(edit["range"])]
    ]
    for start, end, new in sorted(places, reverse=True):
        data = data[:start] + new.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


def test_diagnostics_as_one_types(editor: Editor) -> None:
    """Code, severity, message with remedy, and the range in UTF-16 units: for a name, a rep, a spelling, a date."""
    assert editor.open(NEW, "---\n客户: 向阳镇卫生院\n日期: 2026-11-20\n---\n谈了。\n") == []
    text = '---\n备注: 😀\n客户: "😀向阳真卫生院"\n业务员: 李雪\n状态：完成\n日期: 2026-11-20\n---\n谈了。\n'
    found = editor.change(NEW, text)
    assert [(one["code"], one["severity"], span(one["range"])) for one in found] == [
        ("KJ301", 1, (2, 5, 2, 13)),
        ("KJ307", 3, (3, 5, 3, 7)),
        ("KJ111", 2, (4, 2, 4, 3)),
    ]
    assert {one["source"] for one in found} == {"kjournal"}
    assert found[0]["message"].split("\n")[1].endswith("向阳镇卫生院？")


def test_one_finding_in_several_places_is_one_diagnostic(editor: Editor) -> None:
    """The further places stand beside it, the other notes' by their lines."""
    found = editor.open(NEW, "---\n客户：向阳镇卫生院\n😀备注：a\n日期：2026-11-20\n---\n谈了。\n")
    wide = next(one for one in found if one["code"] == "KJ111")
    others = [(one["location"]["uri"], span(one["location"]["range"])) for one in wide["relatedInformation"]]
    assert others == [(editor.uri(NEW), (2, 4, 2, 5)), (editor.uri(NEW), (3, 2, 3, 3))]


def test_checks_across_notes_follow_the_keys(editor: Editor) -> None:
    """A visit that is done and lies ahead, and one that ends before it begins, before anything is saved."""
    head = "---\n备注: 😀\n客户: 向阳镇卫生院\n"
    found = editor.open(NEW, head + "日期: 2026-11-25\n状态: 完成\n---\n谈了。\n")
    assert [(one["code"], span(one["range"])) for one in found] == [("KJ401", (3, 4, 3, 14))]
    found = editor.change(NEW, head + "日期: 2026-11-20\n到达: 15:00\n离开: 14:30\n---\n谈了。\n")
    assert [(one["code"], span(one["range"])) for one in found] == [("KJ402", (5, 4, 5, 9))]
    assert editor.change(NEW, head + "日期: 2026-11-20\n---\n谈了。\n") == []


def test_a_secret_is_not_told(editor: Editor) -> None:
    """Neither a diagnostic nor an outline repeats a secret value."""
    text = NOTES[CARD].replace("    健康: 腰椎不好", "    健康： 腰椎不好\n    健康状况: 腰椎不好")
    found = editor.open(CARD, text)
    assert "KJ226" in {one["code"] for one in found}
    outline = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(CARD)}})
    hover = editor.ask("textDocument/hover", editor.at(CARD, 1, 5))
    assert "腰椎" not in f"{found}{outline}{hover}"


@pytest.mark.parametrize("typed", ["向阳", "xyz", "xiangyang", "XY-01", "罗秀英"])
def test_customers_are_completed(editor: Editor, typed: str) -> None:
    """By a part of the name, initials and full pinyin, id, and a person there."""
    editor.open(NEW, f"---\n备注: 😀\n客户: {typed}\n---\n")
    item = first(editor, NEW, 2, 4 + len(typed))
    assert (item["label"], item["textEdit"]["newText"]) == ("向阳镇卫生院", "向阳镇卫生院")
    assert span(item["textEdit"]["range"]) == (2, 4, 2, 4 + len(typed))
    assert item["filterText"] == typed


def test_customers_are_completed_by_another_name_in_a_list_and_in_the_text(editor: Editor) -> None:
    """In a list between brackets; behind `[[` with the closing brackets, where they are not there yet."""
    editor.open(NEW, "---\n记录类型: 活动\n参加客户: [向阳镇卫生院, lwj]\n---\n😀和[[老王\n去[[wj]]。\n")
    item = first(editor, NEW, 2, 18)
    assert (item["label"], span(item["textEdit"]["range"])) == ("王记药店", (2, 15, 2, 18))
    item = first(editor, NEW, 4, 7)
    assert (item["textEdit"]["newText"], span(item["textEdit"]["range"])) == ("王记药店]]", (4, 5, 4, 7))
    assert first(editor, NEW, 5, 5)["textEdit"]["newText"] == "王记药店"


def test_fields_are_completed_in_the_notes_own_language(editor: Editor) -> None:
    """Labels in a Chinese note, keys in an English one; those already there are left out."""
    editor.open(NEW, "---\n备注: 😀\n客户: 向阳镇卫生院\n\n---\n")
    found = labels(editor, NEW, 3, 0)
    assert {"日期", "目的", "订货"} <= set(found)
    assert not {"客户", "备注", "customer"} & set(found)
    editor.open(NEW, "---\ncustomer: 向阳镇卫生院\npur\n---\n")
    item = first(editor, NEW, 2, 3)
    assert (item["label"], item["textEdit"]["newText"]) == ("purpose", "purpose: ")
    assert "目的" not in labels(editor, NEW, 2, 3)
    assert "市调" in item["documentation"]["value"]


@pytest.mark.parametrize(
    ("typed", "label"), [("目", "目的"), ("md", "目的"), ("purpose", "目的"), ("事由", "目的")]
)
def test_a_field_is_found_however_it_is_called(editor: Editor, typed: str, label: str) -> None:
    """By label, initials, key and another spelling."""
    editor.open(NEW, f"---\n客户: 向阳镇卫生院\n{typed}\n---\n")
    assert labels(editor, NEW, 2, len(typed))[0] == label


def test_fields_of_items(editor: Editor) -> None:
    """Within a list of records its own fields; a list begins with a dash."""
    editor.open(NEW, "---\n客户: 向阳镇卫生院\n收款:\n  - 金额: 5\n    \n订\n---\n")
    found = labels(editor, NEW, 4, 4)
    assert {"收款方式", "上交日期"} <= set(found)
    assert "金额" not in found
    assert first(editor, NEW, 5, 1)["textEdit"]["newText"] == "订货:\n  - "


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("目的: 说", "说明"),
        ("目的: [招呼、dh", "订货"),
        ("方式: 打电话", "电话"),
        ("日期: 今天", "2026-11-20"),
        ("日期: zt", "2026-11-19"),
        ("结束日期: 明", "2026-11-21"),
        ("业务员: hm", "韩梅"),
        ("见到的人: [罗", "罗秀英"),
        ("忽略: 216", "KJ216"),
        ("收款: [1.2万 银行", "银行汇票"),
        ("礼品: [茶叶 给罗", "给罗秀英"),
        ("收款: [500 上交", "上交日期="),
    ],
)
def test_values_are_completed(editor: Editor, line: str, expected: str) -> None:
    """Choices by any of their words, days, reps, the people there, codes found, the words of a line."""
    editor.open(NEW, f"---\n客户: 向阳镇卫生院\n备注: 😀\n{line}\n---\n- [ ] 送样品\n")
    assert labels(editor, NEW, 3, len(line))[0] == expected


def test_hover_shows_the_card(editor: Editor) -> None:
    """Name, class, grade, region, people with their telephone, the last visit; nothing secret."""
    editor.open(NEW, "---\n备注: 😀\n客户: XY-01\n---\n😀和[[老王家]]。\n")
    found = editor.ask("textDocument/hover", editor.at(NEW, 2, 5))
    assert span(found["range"]) == (2, 4, 2, 9)
    said = found["contents"]["value"]
    for word in ("向阳镇卫生院", "乡镇卫生院", "A", "罗秀英", "19900000002", "2026-11-10", "李雷"):
        assert word in said
    assert "腰椎" not in said
    found = editor.ask("textDocument/hover", editor.at(NEW, 4, 6))
    assert span(found["range"]) == (4, 5, 4, 8)
    assert "王记药店" in found["contents"]["value"]


def test_hover_explains_fields_and_findings(editor: Editor) -> None:
    """What a field means and may hold; why a finding matters."""
    editor.open(NEW, "---\n备注: 😀\n方式: 打牌\n客户: 向阳镇卫生院\n---\n")
    said = editor.ask("textDocument/hover", editor.at(NEW, 2, 1))
    assert "`channel`" in said["contents"]["value"]
    assert "上门" in said["contents"]["value"]
    assert span(said["range"]) == (2, 0, 2, 2)
    said = editor.ask("textDocument/hover", editor.at(NEW, 2, 5))
    assert "KJ202" in said["contents"]["value"]
    assert editor.ask("textDocument/hover", editor.at(NEW, 5, 0)) is None


def test_definition_is_the_name_on_the_card(editor: Editor) -> None:
    """From a field and from the text, with where it was gone from."""
    editor.open(NEW, "---\n备注: 😀\n客户: 向阳镇卫生院\n---\n😀😀和[[老王家]]。\n")
    (found,) = editor.ask("textDocument/definition", editor.at(NEW, 2, 8))
    assert (found["targetUri"], span(found["targetSelectionRange"])) == (editor.uri(CARD), (1, 4, 1, 10))
    assert span(found["originSelectionRange"]) == (2, 4, 2, 10)
    (found,) = editor.ask("textDocument/definition", editor.at(NEW, 4, 8))
    assert (found["targetUri"], span(found["targetSelectionRange"])) == (editor.uri(SHOP), (1, 6, 1, 10))
    assert editor.ask("textDocument/definition", editor.at(NEW, 1, 4)) is None


def test_references_of_a_customer(editor: Editor) -> None:
    """The visits and cards that name it, from its card; with itself where that is wanted."""
    editor.open(SHOP)
    editor.open(CARD, NOTES[CARD])
    params = {**editor.at(SHOP, 1, 7), "context": {"includeDeclaration": True}}
    found = editor.ask("textDocument/references", params)
    assert [(one["uri"], span(one["range"])) for one in found] == [
        (editor.uri(SHOP), (1, 6, 1, 10)),
        (editor.uri(CARD), (15, 7, 15, 11)),
    ]
    params = {**editor.at(CARD, 1, 5), "context": {"includeDeclaration": False}}
    found = editor.ask("textDocument/references", params)
    assert [(one["uri"], span(one["range"])) for one in found] == [(editor.uri(VISIT), (1, 4, 1, 10))]


def test_highlights_of_a_customer(editor: Editor) -> None:
    """By whatever name, in this note."""
    editor.open(NEW, "---\n客户: XY-01\n---\n😀[[向阳镇卫生院]]和[[王记药店]]\n")
    found = editor.ask("textDocument/documentHighlight", editor.at(NEW, 1, 5))
    assert [span(one["range"]) for one in found] == [(1, 4, 1, 9), (3, 4, 3, 10)]


def test_the_outline_has_fields_and_headings(editor: Editor) -> None:
    """Fields with their values, groups within lists, headings one within the other."""
    editor.open(CARD, NOTES[CARD] + "# 😀来历\n## 一\n```\n# 不是\n```\n# 二\n")
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(CARD)}})
    shown = [
        (one["name"], one.get("detail"), [inner["name"] for inner in one.get("children") or []])
        for one in found
    ]
    assert shown[0] == ("名称", "向阳镇卫生院", [])
    assert ("联系人", None, ["姓名", "岗位", "健康"]) in shown
    assert shown[-2:] == [("😀来历", None, ["一"]), ("二", None, [])]
    assert span(found[-2]["selectionRange"]) == (16, 0, 16, 6)


@pytest.mark.parametrize("query", ["王记", "wjyd", "wang ji", "老王家"])
def test_customers_are_the_workspaces_symbols(editor: Editor, query: str) -> None:
    """Found by Chinese and pinyin."""
    (found,) = editor.ask("workspace/symbol", {"query": query})
    assert (found["name"], found["location"]["uri"]) == ("王记药店", editor.uri(SHOP))


def acts(editor: Editor, path: str, line: int, only: list[str] | None = None) -> dict[str, dict[str, Any]]:
    """The actions on a line, by title."""
    where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 99}}
    context = {"diagnostics": [], **({"only": only} if only else {})}
    found = editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": editor.uri(path)}, "range": where, "context": context},
    )
    return {one["title"]: one for one in found}


def edits(action: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of an action on one note."""
    (one,) = action["edit"]["documentChanges"]
    found: list[dict[str, Any]] = one["edits"]
    return found


def test_quick_fixes_are_the_findings_own_edits(editor: Editor) -> None:
    """A safe one is preferred; it says of which version it is."""
    text = "---\n备注: 😀\n客户：向阳镇卫生院\n日期：2026-11-20\n---\n谈了。\n"
    editor.open(NEW, text)
    found = acts(editor, NEW, 2, ["quickfix"])
    one = next(action for title, action in found.items() if title.startswith("KJ111"))
    assert one["isPreferred"]
    assert [diagnostic["code"] for diagnostic in one["diagnostics"]] == ["KJ111"]
    assert one["edit"]["documentChanges"][0]["textDocument"]["version"] == editor.versions[editor.uri(NEW)]
    fixed = text.replace("：", ": ")
    assert applied(text, edits(one)) == fixed
    assert editor.change(NEW, fixed) == []


def test_everything_safe_is_mended_at_once(editor: Editor) -> None:
    """The note says afterwards what it said, and nothing safe is left."""
    text = "---\n备注: 😀\n客户：向阳镇卫生院\n日期：2026-11-20\n方式:电话\n---\n谈了。\n"
    editor.open(NEW, text)
    (one,) = acts(editor, NEW, 0, ["source.fixAll"]).values()
    assert one["kind"] == "source.fixAll.kjournal"
    mended = applied(text, edits(one))
    assert mended == "---\n备注: 😀\n客户: 向阳镇卫生院\n日期: 2026-11-20\n方式: 电话\n---\n谈了。\n"
    assert editor.change(NEW, mended) == []
    assert acts(editor, NEW, 0, ["source.fixAll"]) == {}


def test_the_nearest_names_are_offered(editor: Editor) -> None:
    """A guess is never preferred."""
    text = "---\n备注: 😀\n客户: 向阳真卫生院\n---\n"
    editor.open(NEW, text)
    one = next(action for title, action in acts(editor, NEW, 2).items() if "向阳镇卫生院" in title)
    assert "isPreferred" not in one
    assert applied(text, edits(one)) == text.replace("真", "镇")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("方式: 打牌\n---", "方式: 打牌\n忽略: [KJ202]\n---"),
        ("方式: 打牌\n忽略: [KJ301]\n---", "方式: 打牌\n忽略: [KJ301, KJ202]\n---"),
        ("方式: 打牌\nignore: KJ301\n---", "方式: 打牌\nignore: KJ301、KJ202\n---"),
    ],
)
def test_a_code_can_be_ignored(editor: Editor, before: str, after: str) -> None:
    """A line for it, or one more code on the line that is there."""
    text = f"---\n备注: 😀\n客户: 向阳镇卫生院\n{before}\n"
    assert "KJ202" in {one["code"] for one in editor.open(NEW, text)}
    one = next(
        action
        for title, action in acts(editor, NEW, 3).items()
        if title.endswith("KJ202") or "KJ202" in edits(action)[0]["newText"]
    )
    mended = applied(text, edits(one))
    assert mended == text.replace(before, after)
    assert "KJ202" not in {one["code"] for one in editor.change(NEW, mended)}


def test_what_a_note_asks_not_to_see(editor: Editor) -> None:
    """By code or family, also what hangs on other notes."""
    text = "---\n客户: 向阳真卫生院\n业务员: 李雪\n---\n"
    assert {one["code"] for one in editor.open(NEW, text)} == {"KJ301", "KJ307"}
    found = editor.change(NEW, text.replace("业务员", "忽略: KJ307\n业务员"))
    assert {one["code"] for one in found} == {"KJ301"}
    assert editor.change(NEW, text.replace("业务员", "忽略: KJ3\n业务员")) == []


def test_a_customer_is_renamed_in_all_notes(editor: Editor) -> None:
    """From a reference: the card, the visits and their files; the open buffers as they stand."""
    text = "---\n备注: 😀\n客户: 向阳镇卫生院\n---\n"
    editor.open(VISIT, NOTES[VISIT].replace("---\n客户", "---\n备注: 😀\n客户", 1))
    editor.open(NEW, text)
    found = editor.ask("textDocument/prepareRename", editor.at(NEW, 2, 6))
    assert (found["placeholder"], span(found["range"])) == ("向阳镇卫生院", (2, 4, 2, 10))
    made = editor.ask("textDocument/rename", {**editor.at(NEW, 2, 6), "newName": "向阳中心卫生院"})
    steps = made["documentChanges"]
    renamed = {one["oldUri"]: one["newUri"] for one in steps if one.get("kind") == "rename"}
    assert renamed == {
        editor.uri(CARD): editor.uri("customers/向阳中心卫生院.md"),
        editor.uri(VISIT): editor.uri("visits/2026-11/2026-11-10-向阳中心卫生院.md"),
    }
    changed = {one["textDocument"]["uri"]: one["edits"] for one in steps if "edits" in one}
    assert [(span(one["range"]), one["newText"]) for one in changed[editor.uri(VISIT)]] == [
        ((2, 4, 2, 10), "向阳中心卫生院")
    ]
    assert "名称: 向阳中心卫生院\n" in applied(NOTES[CARD], changed[editor.uri(CARD)])


def test_a_rename_that_cannot_be_is_refused_in_a_sentence(editor: Editor) -> None:
    """Nothing named here; a name that another has."""
    editor.open(NEW, "---\n备注: 😀\n客户: 向阳镇卫生院\n---\n")
    assert editor.ask("textDocument/prepareRename", editor.at(NEW, 1, 4)) is None
    with pytest.raises(Refused, match="王记药店"):
        editor.ask("textDocument/rename", {**editor.at(NEW, 2, 6), "newName": "王记药店"})


def test_a_guess_says_that_it_is_one(editor: Editor) -> None:
    """An edit that changes what is read is offered, never preferred, and not among the safe ones."""
    text = "---\n备注: 😀\n客户: 向阳镇卫生院\n日期 2026-11-20😀\n---\n"
    assert [one["code"] for one in editor.open(NEW, text)] == ["KJ104"]
    (one,) = acts(editor, NEW, 3, ["quickfix"]).values()
    assert re.match("KJ104(，猜的|, a guess)", one["title"])
    assert "isPreferred" not in one
    assert applied(text, edits(one)) == text.replace("日期 ", "日期: ")
    assert acts(editor, NEW, 3, ["source.fixAll"]) == {}
