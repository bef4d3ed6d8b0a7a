"""The documents that come from the code: fresh, and true in what they promise."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kjournal.config.declared import SETTINGS
from kjournal.config.loading import load
from kjournal.findings.codes import CODES
from kjournal.graph.refresh import opened
from kjournal.records import spec
from tests.docs import fields, settings
from tests.docs.generate import DOCS, DOCUMENTS, text
from tests.docs.index import QUERIES, Query

ROOT = DOCS.parent


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fresh(name: str) -> None:
    """A document is what the code says now; `make docs` or `UPDATE_SNAPSHOTS=1` writes it."""
    expected = text(name)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        (DOCS / name).write_text(expected, encoding="utf-8")
    assert (DOCS / name).read_text(encoding="utf-8") == expected, "run make docs"


def test_every_type_is_explained() -> None:
    """Whoever reads the type of a field finds below what to write."""
    types = {value for name, value in vars(spec).items() if name.isupper() and isinstance(value, str)}
    assert types - {spec.PUBLIC, spec.INTERNAL, spec.PRIVATE, spec.SECRET} == set(fields.TYPES)


READ_AS: tuple[dict[str, str], ...] = (
    {"product": "阿莫西林胶囊", "qty": "20", "unit": "盒", "price": "12.50"},
    {"product": "阿莫西林 0.25g*24粒", "qty": "20", "unit": "盒", "price": "12.50", "discount": "0.9"},
    {"product": "维C片 100片", "qty": "10", "unit": "瓶", "amount": "96.00"},
    {"amount": "12000.00", "instrument": "银行承兑", "due": "2027-02-20"},
    {"amount": "5000.00", "instrument": "现金", "handed_in": "2026-11-21"},
    {"item": "「给力」茶叶", "value": "168.00", "to": "王店长", "occasion": "中秋"},
    {"product": "板蓝根颗粒", "qty": "6", "unit": "袋", "safety": "20"},
    {"what": "送两盒样品", "due": "2026-12-01", "to": "李医生"},
)


@pytest.mark.parametrize("number", range(8))
def test_grammar(number: int) -> None:
    """The eight examples of the grammar are read as they are documented."""
    assert fields.values(fields.read(*fields.EXAMPLES[number])) == READ_AS[number]


def test_settings_example(tmp_path: Path) -> None:
    """The whole example can be copied as it stands: every setting is understood, and none is missing."""
    (tmp_path / "kjournal.toml").write_text(settings.example(), encoding="utf-8")
    assert load(tmp_path).found == ()
    for row in SETTINGS:
        assert re.search(
            rf'^"?{re.escape(settings.own_path(row.key)[-1])}"? = ', settings.example(), re.MULTILINE
        )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The index of the sample journal."""
    root = tmp_path_factory.mktemp("sample")
    for top in ("customers", "visits"):
        shutil.copytree(ROOT / top, root / top)
    shutil.copy(ROOT / "kjournal.toml", root)
    known = load(root)
    assert known.today is not None
    with opened(root, known, known.today, "the tests") as graph:
        graph.refresh()
        yield graph.connection


@pytest.mark.parametrize("query", QUERIES, ids=[query.asks for query in QUERIES])
def test_queries(index: sqlite3.Connection, query: Query) -> None:
    """Every query of the document runs, and has something to say of the sample."""
    assert index.execute(query.sql).fetchall()


def test_tables_of_the_index(index: sqlite3.Connection) -> None:
    """The document names every table and every column of the index, and no other."""
    document = text("index.md")
    there = {row[0] for row in index.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(re.findall(r"^### (\w+)$", document, re.MULTILINE)) == there
    for name in there:
        section = document.split(f"\n### {name}\n")[1].split("\n### ")[0].split("\n## ")[0]
        columns = {row[1] for row in index.execute(f"PRAGMA table_info({name})")}
        assert columns - set(re.findall(r"`(\w+)`", section)) == set()


def test_every_code_has_a_page() -> None:
    """KJ205 has `findings/KJ205.md`, the list leads to each, and no page is left of a code that is no more."""
    there = {path.stem for path in (DOCS / "findings").glob("*.md")}
    assert there == {*CODES, "README"}
    assert re.findall(r"^\| \[(KJ\d+)\]\(\1\.md\)", text("findings/README.md"), re.MULTILINE) == sorted(CODES)


def test_links() -> None:
    """A link from one document to another leads somewhere."""
    known: dict[str, set[str]] = {}
    for path in DOCS.rglob("*.md"):
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in headings}
        known[path.relative_to(DOCS).as_posix()] = anchors
    for name in DOCUMENTS:
        for file, anchor in re.findall(r"\]\(((?:\.\./|\w+/)?\w+\.md)?(?:#([^)]*))?\)", text(name)):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert target in known, (name, target)
            assert not anchor or anchor in known[target], (name, target, anchor)
