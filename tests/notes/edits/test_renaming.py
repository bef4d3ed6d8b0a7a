"""A customer takes another name in one note: its own lines change, every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.cardnames import Names, renamed_card
from kjournal.notes.edits.renaming import rewritten
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

READER = NoteReader(ReadSettings())
CARD = "customers/福民药店.md"
VISIT = "visits/2026-11/2026-11-20-别家.md"
OLD, NEW = "福民药店", "大福民药房"
SIGNS = 'A: "x" # y'  # a name that must stand in quotes


def card(header: str, name: str = NEW, *aliases: str, identity: str = "") -> str | None:
    data = f"---\n{header}\n---\n福民药店的正文\n".encode()
    edits = renamed_card(READER, CARD, data, Names(name, identity, aliases))
    if edits is None:
        return None
    return apply(data, edits).decode().removeprefix("---\n").removesuffix("\n---\n福民药店的正文\n")


def visit(header: str, new: str = NEW, body: str = "", encoding: str = "utf-8") -> str:
    data = f"---\n{header}\n---\n{body}".encode(encoding)
    found = rewritten(READER, VISIT, data, {OLD: new})
    text = apply(data, found.edits).decode(encoding).removeprefix("---\n")
    left = "".join(f" LEFT {one.line}:{one.column}" for one in found.left)
    return (text.partition("\n---\n")[2] if body else text.removesuffix("\n---\n")) + left


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("name: 福民药店  # 老客户\nclass: x", "name: 大福民药房  # 老客户\nclass: x"),
        ("客户名称：福民药店", "客户名称：大福民药房"),
        ('名称: "福民药店"', '名称: "大福民药房"'),
        ("店名: '福民药店' # x", "店名: '大福民药房' # x"),
        ("name: “福民药店”", "name: 大福民药房"),
        ("name:\nid: 3", "name: 大福民药房\nid: 3"),
        ("class: x", "name: 大福民药房\nclass: x"),
        ("客户类别: x", "名称: 大福民药房\n客户类别: x"),
    ],
)
def test_the_name_is_changed_under_its_own_key(header: str, expected: str) -> None:
    """In the card's spelling and quotes; a card that was called like its file gets a line."""
    assert card(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("name: 福民药店", "name: 大福民药房\naliases: [福民药店]"),
        ("名称: 福民药店\n区域: x", "名称: 大福民药房\n别名: [福民药店]\n区域: x"),
        ("name: 福民药店\naliases: [福民]  # x", "name: 大福民药房\naliases: [福民, 福民药店]  # x"),
        ("name: 福民药店\naliases: []", "name: 大福民药房\naliases: [福民药店]"),
        ("name: 福民药店\n曾用名:  # x", "name: 大福民药房\n曾用名: [福民药店]  # x"),
        ("name: 福民药店\n简称: 福民", "name: 大福民药房\n简称: [福民, 福民药店]"),
        ("name: 福民药店\n别名: 福民、老店", "name: 大福民药房\n别名: 福民、老店、福民药店"),
        ('name: 福民药店\n别名: "福民、老店"', 'name: 大福民药房\n别名: "福民、老店、福民药店"'),
        ("name: 福民药店\n别名:\n  - 福民 # x\nid: 3", "name: 大福民药房\n别名:\n  - 福民 # x\n  - 福民药店\nid: 3"),
    ],
)  # fmt: skip
def test_the_old_name_stays_as_another_name(header: str, expected: str) -> None:
    """In the form in which the card writes its other names."""
    assert card(header, NEW, OLD) == expected


def test_an_id_is_written_or_replaced() -> None:
    """Alone, or with a name."""
    assert card("name: 福民药店\nid: 7  # x", "", identity="XY-02") == "name: 福民药店\nid: XY-02  # x"
    assert card("name: 福民药店", NEW, OLD, identity="福民药店") == (
        "name: 大福民药房\nid: 福民药店\naliases: [福民药店]"
    )


@pytest.mark.parametrize("header", ["{name: 福民药店, class: x}", "name: >\n  福民药店\nid: 3"])
def test_a_card_that_cannot_be_changed_with_care_is_not_changed(header: str) -> None:
    """Fields between braces take no further line, a block of text no other name."""
    assert card(header, NEW, OLD) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("customer: 福民药店 # x", "customer: 大福民药房 # x"),
        ("客户： 福民药店", "客户： 大福民药房"),
        ("客户: '福民药店'", "客户: '大福民药房'"),
        ('客户: "[[福民药店|老店]]"', '客户: "[[大福民药房|老店]]"'),
        ("客户: [[福民药店]]", "客户: [[大福民药房]]"),
        ("客户: 福 民·药店", "客户: 大福民药房"),
        ("kind: 活动\ncustomers: [别家, 福民药店]", "kind: 活动\ncustomers: [别家, 大福民药房]"),
        ("kind: 活动\n参加客户: 别家、福民药店", "kind: 活动\n参加客户: 别家、大福民药房"),
        ("kind: 活动\n参加客户:\n- '福民药店' # x\n- 别家", "kind: 活动\n参加客户:\n- '大福民药房' # x\n- 别家"),
        ("customer: 福民药店二店\npeople: [福民药店]", "customer: 福民药店二店\npeople: [福民药店]"),
    ],
)  # fmt: skip
def test_references_take_the_new_name(header: str, expected: str) -> None:
    """Those to the customer and no others, with quotes, comments and what is shown."""
    assert visit(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("customer: 福民药店", r'customer: "A: \"x\" # y"'),
        ('customer: "福民药店"', r'customer: "A: \"x\" # y"'),
        ("customer: '福民药店'", "customer: 'A: \"x\" # y'"),
        ("kind: 活动\ncustomers: [福民药店]", 'kind: 活动\ncustomers: ["A: \\"x\\" # y"]'),
        ("kind: 活动\n参加客户: 别家、福民药店", "kind: 活动\n参加客户: 别家、福民药店 LEFT 3:10"),
    ],
)
def test_a_name_with_signs_stands_in_quotes(header: str, expected: str) -> None:
    """And where it cannot, the reference is told and left."""
    assert visit(header, SIGNS) == expected


def test_links_in_the_text_keep_what_is_shown() -> None:
    """`[[name]]` anywhere, `[[name|shown]]`; the bare word is what was said and stays."""
    body = "福民药店 [[福民药店]]、[[ 福民药店 |福民药店的人]]\n[[福民]] [[福民药店二店]]\n"
    assert visit("customer: 别家", body=body) == (
        "福民药店 [[大福民药房]]、[[ 大福民药房 |福民药店的人]]\n[[福民]] [[福民药店二店]]\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_stay(encoding: str, end: str) -> None:
    """Whatever is not a name is the same byte for byte."""
    text = "---\ncustomer: 福民药店\t\nresult:  达成\n---\n  谈了新品，下次再来 [[福民药店]]"
    data = text.replace("\n", end).encode(encoding)
    found = rewritten(READER, VISIT, data, {OLD: NEW})
    assert apply(data, found.edits) == data.decode(encoding).replace(OLD, NEW).encode(encoding)


NAMES = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2028\u2029"), max_size=12
).filter(lambda text: text == text.strip() and any(char.isalnum() for char in text))
HEADERS = st.sampled_from(
    ["name: 福民药店", "名称: '福民药店' # x\n别名: 福民、老店", 'name: "福民药店"\naliases:\n- 福民', "class: x"]
)  # fmt: skip


@given(name=NAMES, header=HEADERS)
def test_any_name_reads_back(name: str, header: str) -> None:
    """A card that was renamed says the new name, keeps the old one and says nothing else anew; or it is let alone."""
    data = f"---\n{header}\n---\n".encode()
    edits = renamed_card(READER, CARD, data, Names(name, "", (OLD,)))
    if edits is None:
        return
    before, after = READER.read(CARD, data).record, READER.read(CARD, apply(data, edits)).record
    assert isinstance(before, Customer)
    assert isinstance(after, Customer)
    assert (after.name, after.aliases) == (name, (*before.aliases, OLD))


@given(name=NAMES)
def test_any_name_can_be_referred_to(name: str) -> None:
    """After the edit the visit names the customer by the new word, or it was let alone and told."""
    data = "---\ncustomer: 福民药店\n---\n".encode()
    found = rewritten(READER, VISIT, data, {OLD: name})
    record = READER.read(VISIT, apply(data, found.edits)).record
    assert isinstance(record, Visit)
    assert fold(record.customer) == fold(OLD if found.left else name)
