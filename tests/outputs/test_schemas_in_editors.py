"""The schemas in the YAML language server, which VS Code, Neovim, Helix, Kate and others use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kjournal.config.loading import load
from kjournal.outputs.schemas import notes
from kjournal.records.customer import Customer
from kjournal.records.spec import fields
from kjournal.records.visit import Visit
from tests.clients.language_server import LanguageServer
from tests.docs.markdown import speaking
from tests.outputs.core import ROOT, headers
from tests.parts import lacking, needs

PROGRAM = ROOT / "tests/clients/node_modules/yaml-language-server/bin/yaml-language-server"


class Editor:
    """An editor with a header open; the cursor stands at `|`."""

    def __init__(self, server: LanguageServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self._count = 0

    def wrong(self, header: str, kind: str = "customer") -> list[tuple[int, str]]:
        """The lines, from 1, and words of what is wrong with a header."""
        [found] = self.server.open({self._uri(kind): header}).values()
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]

    def offered(self, header: str, kind: str = "customer") -> dict[str, Any]:
        """What is offered at the cursor, by its label."""
        return {item["label"]: item for item in self._at("completion", header, kind)["items"]}

    def shown(self, header: str, kind: str = "customer") -> str:
        """What the mouse shows at the cursor."""
        return str(self._at("hover", header, kind)["contents"]["value"])

    def _at(self, method: str, header: str, kind: str) -> Any:
        before, _bar, behind = header.partition("|")
        uri = self._uri(kind)
        self.server.open({uri: before + behind})
        return self.server.at(method, uri, before.count("\n"), len(before.rpartition("\n")[2]))

    def _uri(self, kind: str) -> str:
        self._count += 1
        return (self.folder / f"{self._count}.{kind}.yaml").as_uri()


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the YAML language server, in a Chinese journal with the sample's settings."""
    needs("node")
    if not PROGRAM.exists():
        lacking("yaml-language-server (npm ci --prefix tests/clients)")
    folder = tmp_path_factory.mktemp("editor")
    read = load(ROOT).read(date(2026, 11, 20))
    schemas = {}
    with speaking("zh_CN"):
        for kind, record in (("customer", Customer), ("visit", Visit)):
            path = folder / f"{kind}.schema.json"
            path.write_text(json.dumps(notes.schema(record, read)), encoding="utf-8")
            schemas[path.as_uri()] = [f"*.{kind}.yaml"]
    yaml = {
        "schemas": schemas,
        "schemaStore": {"enable": False},
        "validate": True,
        "completion": True,
        "hover": True,
    }
    server = LanguageServer(["node", str(PROGRAM), "--stdio"], folder, {"yaml": yaml})
    yield Editor(server, folder)
    server.close()


@pytest.mark.parametrize(("top", "kind"), [("customers", "customer"), ("visits", "visit")])
def test_the_sample(editor: Editor, top: str, kind: str) -> None:
    """Nothing is wrong with any header of the sample."""
    texts = {(editor.folder / f"{path.stem}.{kind}.yaml").as_uri(): text for path, text in headers(top)}
    found = editor.server.open(texts)
    assert len(found) > 30
    assert {unquote(uri): said for uri, said in found.items() if said} == {}


CARD = "名称: 甲\n类别: 药店\n区域: 向阳镇\n"


@pytest.mark.parametrize(
    ("text", "kind", "line", "said"),
    [
        ("类别: 村卫所室\n区域: 向阳镇\n", "customer", 1, "县医院、县中医院、乡镇卫生院、社区卫生服务中心、村卫生室"),
        (f"{CARD}性格: [内向, 好吃]\n", "customer", 4, "内向、随和、刚强、神经质"),
        (f"{CARD}联系人:\n  - 姓名: 罗秀英\n    性别: 里\n", "customer", 6, "男、女"),
        (f"{CARD}拍板: 可能\n", "customer", 4, "是、否"),
        ("客户: 向阳镇卫生院\n结果: 谈得不错\n", "visit", 2, "达成、部分、未达成、待定"),
        ("名称: 甲\n类别: 药店\n", "customer", 1, "区域"),
    ],
)  # fmt: skip
def test_wrong(editor: Editor, text: str, kind: str, line: int, said: str) -> None:
    """A word that a closed choice does not have is underlined where it stands, with the words that it has."""
    [(where, words)] = editor.wrong(text, kind)
    assert where == line
    assert said in words


def test_free_words(editor: Editor) -> None:
    """A word of one's own in an open choice, a key of one's own, and every spelling of a date are let be."""
    assert editor.wrong("来源: 庙会上认识\n爱好的茶: {产地: 六堡}\n建档: 1975年3月8日\n" + CARD) == []
    assert editor.wrong("目的: [订货, 喝茶]\n客户: [[向阳镇卫生院]]\n收款: 5000 现金\n", "visit") == []


def test_field_names_are_offered(editor: Editor) -> None:
    """A new line offers each field by its label, once, with what it means; a field that stands there is not offered."""
    offered = editor.offered("名称: 甲\n|\n")
    labels = [field.label for field in fields(Customer) if field.key != "name"]
    assert list(offered) == labels
    assert offered["客户类别"]["documentation"].startswith("哪一类客户")
    assert offered["电话"]["insertText"] == "电话: "


def test_fields_of_a_contact_are_offered(editor: Editor) -> None:
    """In a list of people the fields of a person are offered."""
    assert list(editor.offered("联系人:\n  - 姓名: 罗秀英\n    |\n"))[:3] == ["岗位", "科室", "职称"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("状态: |\n", "customer", ["潜在", "开发中", "合作", "休眠", "流失", "合并", "停业", "搬迁"]),
        ("拍板: |\n", "customer", ["是", "否"]),
        ("热心程度: |\n", "customer", ["1", "2", "3", "4", "5"]),
        ("结果: |\n", "visit", ["达成", "部分", "未达成", "待定"]),
        ("名称: |\n", "customer", []),
        ("建档日期: |\n", "customer", []),
    ],
)
def test_choices_are_offered(editor: Editor, text: str, kind: str, words: list[str]) -> None:
    """A choice offers its words and nothing else; a text or a day offers nothing, least of all true or null."""
    assert list(editor.offered(text, kind)) == words


def test_a_choice_explains_itself(editor: Editor) -> None:
    """An offered word comes with its other spellings."""
    assert "合作中、正常、老客户" in editor.offered("状态: |\n")["合作"]["documentation"]


def test_hover(editor: Editor) -> None:
    """The mouse on a key shows both names, what it means and an example, whatever the spelling."""
    for key in ("电话", "phone", "手机", "電話"):
        said = editor.shown(f"{key[0]}|{key[1:]}: 19900000111\n")
        assert said.startswith("#### 电话 phone\n")
        assert "电话号码" in said
        assert "19900000111" in said
    assert "* `村卫生室`: " in editor.shown("客户|类别: 村卫生室\n")
