"""The data that pages search holds what `kjournal find` looks through, whatever was changed last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kjournal.commands.choosing import known
from kjournal.config.loading import load
from kjournal.journal.store import connect, home
from tests.graph.conftest import Journal
from tests.outputs.pages.engine import Engine
from tests.parts import needs

CARD = "---\nname: {name}\nclass: 个体诊所\nregion: 向阳镇\nrep: li\ncontacts: [{{name: 仇小单, phone: 19900000777}}]\n---\n"
QUERIES = (
    "l", "wsy", "yaodian", "lml", "卫生院", "衛生院", "199", "0778", "周", "xiangy", "xiangyang wss", "xcm", "qiu", "qxs", "cxs", "777", "vip",
    "dayf", "yf 199", "xyz", "", "VIP", "A", "周宁", "zn", "lan", "开发中", "休眠", "峨江县", "ejx", "村镇药店", "老客户", "周宁 VIP", "乡镇 向阳", "其他", "县医院",
)  # fmt: skip


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Node."""
    needs("node")
    running = Engine()
    yield running
    running.close()


def same(journal: Journal, engine: Engine) -> dict[str, list[str]]:
    """Both find the same customers in the same order; which, by the query."""
    engine.ask("data", (journal.site / "search-data.js").read_text(encoding="utf-8"))
    reps = load(journal.root).reps
    connection = connect(home(journal.root) / "index.db")
    try:
        found = {query: known(connection, query.split(), reps, 10_000) for query in QUERIES}
    finally:
        connection.close()
    assert {query: engine.search(query.split()) for query in QUERIES} == found
    return {query: [hit.id for hit in hits] for query, hits in found.items()}


def test_the_sample_journal(sample: Journal, engine: Engine) -> None:
    """As it is, with one more customer, with another name for it, and without it."""
    sample.write("customers/无类别.md", "---\nname: 无类别\nregion: 向阳镇\n---\n")
    sample.build()
    assert sum(map(bool, same(sample, engine).values())) > len(QUERIES) / 2
    sample.write("customers/向阳镇/新诊所.md", CARD.format(name="新诊所"))
    sample.build()
    assert same(sample, engine)["qxs"] == ["新诊所"]
    sample.write("customers/向阳镇/新诊所.md", CARD.format(name="新诊所").replace("仇小单", "解春明"))
    sample.build()
    found = same(sample, engine)
    assert (found["qxs"], found["xcm"]) == ([], ["新诊所"])
    (sample.root / "customers/向阳镇/新诊所.md").unlink()
    sample.build()
    assert same(sample, engine)["xcm"] == []


def test_only_the_data_and_the_list_follow_a_name(journal: Journal) -> None:
    """A second number changes the data and the customer's own page, and no script or search page."""
    journal.write("customers/甲.md", CARD.format(name="甲"))
    journal.build()
    before = journal.files()
    journal.write(
        "customers/甲.md",
        CARD.format(name="甲").replace("777}", "777, wechat: x}").replace("19900000777", "19900000778"),
    )
    journal.build()
    after = journal.files()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {"search-data.js", "customers.html", "customers/甲.html"} <= changed
    assert not changed & {"search.html", "search.js", "style.css"}


def test_many_customers_have_a_page_a_town(journal: Journal) -> None:
    """Pages of towns come, and go again when all fit on one."""
    for n in range(501):
        journal.write(
            f"customers/{n:03}.md", f"---\nname: 店{n:03}\nclass: 村镇药店\nregion: 镇{n % 3}\nrep: li\n---\n"
        )
    journal.build()
    towns = {path for path in journal.files() if path.startswith("customers-")}
    assert len(towns) == 3
    assert all(
        len(data) < 1_000_000 for path, data in journal.files().items() if path.startswith("customers")
    )
    (journal.root / "customers/500.md").unlink()
    journal.build()
    assert not {path for path in journal.files() if path.startswith("customers-")}
