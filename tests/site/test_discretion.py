"""`[pages] level = "brief"`: the whole site of the sample tells nothing that is private (DOMAIN.md 8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kjournal.journal.store import connect, home
from kjournal.records.customer import Customer
from kjournal.records.spec import INTERNAL, PUBLIC, Record, fields
from kjournal.records.visit import Visit
from tests.site.conftest import built, copied
from tests.site.test_links import Tags

SHORTEST = 5
"""Characters from which a text can only come from its field."""


@pytest.fixture(scope="module")
def discreet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, its settings asking for brief pages."""
    root = copied(tmp_path_factory.mktemp("brief") / "journal")
    settings = root / "kjournal.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[pages]\nlevel = "brief"\n', encoding="utf-8")
    built(root)
    return root


def texts(record: Record, *, private: bool) -> Iterator[str]:
    """The texts of a record's fields that are private, or that are not."""
    for field in fields(type(record)):
        hidden = private or field.sensitivity not in {PUBLIC, INTERNAL}
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from texts(one, private=hidden)
            elif isinstance(one, str) and hidden and len(one) >= SHORTEST:
                yield one


def test_nothing_private_is_told(discreet: Path) -> None:
    """No text of a private field and no sentence of a body stands on any page, unless an open field says it too."""
    connection = connect(home(discreet) / "index.db")
    rows = connection.execute("SELECT kind, record, body FROM notes WHERE record IS NOT NULL").fetchall()
    connection.close()
    private: set[str] = set()
    said: set[str] = set()
    for kind, data, body in rows:
        record = msgspec.json.decode(data, type=Customer if kind == "customer" else Visit)
        private |= set(texts(record, private=False))
        private |= {line.strip() for line in body.splitlines() if len(line.strip()) > 12}
        said |= {one for one in map(str, _open(record)) if one}
    assert len(private) > 400
    open_ = "\n".join(said)
    shown = "\n".join(path.read_text("utf-8") for path in sorted((discreet / "site").rglob("*.html")))
    told = [one for one in sorted(private) if one in shown and one not in open_]
    assert told == []


def test_nothing_is_said_of_money(discreet: Path) -> None:
    """Nobody is said to owe nothing because the pages do not know: the account is not there at all."""
    for path in sorted((discreet / "site" / "customers").glob("*.html")):
        text = path.read_text("utf-8")
        for word in ("不欠款", "<dt>应收"):
            assert word not in text, (path.name, word)


def _open(record: Record) -> Iterator[str]:
    for field in fields(type(record)):
        if field.sensitivity in {PUBLIC, INTERNAL}:
            value = getattr(record, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Record):
                    yield from _open(one)
                elif one is not None:
                    yield str(one)


def test_its_links_lead_somewhere(discreet: Path) -> None:
    """What is not there is not linked."""
    site = discreet / "site"
    assert not (site / "problems.html").exists()
    for path in sorted(site.rglob("*.html")):
        addresses = Tags(path.read_text("utf-8")).addresses
        assert not [one for one in addresses if "problems.html" in one], path.name
