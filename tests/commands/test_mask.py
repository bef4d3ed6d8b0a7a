"""`build --mask`: a site to be shown around, in which nobody is named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kjournal import words as catalogue
from kjournal.journal.store import connect, home
from kjournal.records.choices import CLASS, LIFE_EVENT, RISK_SIGN
from kjournal.records.customer import Customer
from kjournal.records.people import Contact, FamilyMember
from kjournal.records.spec import Record, fields
from kjournal.records.visit import Visit

SAMPLE = Path(__file__).parents[2]
_LATIN = re.compile(r"[A-Za-z0-9-]+")


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kjournal", "-C", str(root), *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample journal, built for its reps and for others."""
    root = tmp_path_factory.mktemp("mask") / "journal"
    root.mkdir()
    for name in ("customers", "visits", "templates"):
        shutil.copytree(SAMPLE / name, root / name)
    shutil.copy(SAMPLE / "kjournal.toml", root)
    assert run(root, "build").returncode == 0
    made = run(root, "build", "--mask")
    assert made.returncode == 0, made.stderr
    return root


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nobody_is_named_in_it(shown: Path) -> None:
    """No name, no number to call and no address of the index stands in any file, nor in a file's name; no feeds."""
    connection = connect(home(shown) / "index.db")
    run_ = connection.execute
    words = {
        row[0]
        for query in (
            "SELECT name FROM customers",
            "SELECT id FROM customers",
            "SELECT name FROM contacts",
            "SELECT address FROM customers",
            "SELECT word FROM names",
        )
        for row in run_(query)
        if row[0] and len(row[0]) > 1 and row[0] not in CLASS.values
    }
    phones = {
        row[0] for row in run_("SELECT phone FROM customers UNION SELECT phone FROM contacts") if row[0]
    }
    connection.close()
    assert len(words) > 100
    assert len(phones) > 20
    made = files(shown / "site-masked")
    everything = "\n".join([*made, *made.values()])
    latin = set(_LATIN.findall(everything))
    for word in sorted(words):
        assert word not in (latin if _LATIN.fullmatch(word) else everything), word
    for phone in sorted(phones):
        assert not any(number in everything for number in re.findall(r"\d{7,}", phone)), phone
    assert not any(name.endswith(".ics") for name in made)
    assert {"index.html", "customers.html"} <= set(made)
    assert "subscribe.html" not in made
    assert not re.search(r"\d\d?\.\d\d (?:元|yuan)", everything)


def records(root: Path) -> list[Customer | Visit]:
    """Every note of the journal as the index holds it."""
    connection = connect(home(root) / "index.db")
    rows = connection.execute("SELECT kind, record FROM notes WHERE record IS NOT NULL").fetchall()
    connection.close()
    return [
        msgspec.json.decode(data, type=Customer)
        if kind == "customer"
        else msgspec.json.decode(data, type=Visit)
        for kind, data in rows
    ]


def parts(record: Record) -> Iterator[Record]:
    """A record with all that it holds."""
    yield record
    for field in fields(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from parts(one)


def visible(page: str) -> str:
    """What a page says, without its tags; one line a cell."""
    return re.sub(r"<[^>]*>", "", re.sub(r"</(?:dd|td|p|li)>", "\n", page))


def test_no_person_of_any_note_is_named(shown: Path) -> None:
    """Contacts, their families, whoever was met, and persons with a card: nobody's name stands anywhere."""
    people: set[str] = set()
    families: set[str] = set()
    for note in records(shown):
        for one in parts(note):
            match one:
                case FamilyMember():
                    families.add(one.name)
                case Contact():
                    people.add(one.name)
                case Customer(kind="个人"):
                    people |= {one.name, one.id}
                case Visit():
                    people |= {who for who in one.people if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", who)}
    families.discard("")
    people -= {"", "财务", "老板", "老板娘", "药剂科"}
    assert "韦凤" in families
    assert len(people) > 40
    made = files(shown / "site-masked")
    everything = "\n".join([*made, *made.values()])
    assert sorted(name for name in people | families if name in everything) == []


def test_no_place_is_named(shown: Path) -> None:
    """Neither the journal's title nor a town nor what it lies in; where the staff are few says which customer it is."""
    regions = {record.region for record in records(shown) if record.region}
    places = {part for region in regions for part in region.split("/")}
    assert {"板坡镇", "峨江县", "河池"} <= places
    made = files(shown / "site-masked")
    everything = "\n".join([*made, *made.values()])
    assert sorted(place for place in {*places, "峨江", "板坡"} if place in everything) == []
    for path, page in made.items():
        for label in ("坐标", "员工人数", "详细地址", "营业面积"):
            values = re.findall(rf"<dt>{label}</dt>((?:<dd>.*?</dd>)+)", page)
            assert all(visible(value).replace("\n", "") == "●●●" for value in values), (path, label, values)


def test_no_price_and_no_share_is_left(shown: Path) -> None:
    """What one multiplication or one division would bring back: prices, and percentages of sums."""
    pages = files(shown / "site-masked").items()
    everything = "\n".join(visible(page) for path, page in pages if path.endswith(".html"))
    assert "× ●●●" in everything.replace("\u00a0", " ")
    assert re.findall(r"×\s*\d[\d.]*|\d\s?[%％]", everything) == []


def test_nothing_is_told_of_a_house_or_a_business_in_trouble(shown: Path) -> None:
    """Neither what happened in a family nor a warning sign."""
    words = {*LIFE_EVENT.values, *RISK_SIGN.values, "家中有事", "家里有事", "不打扰", "勿扰", "丧事"}
    own = files(shown / "site")
    assert any("家中有事" in page for page in own.values())
    assert any("拖欠工资" in page for page in own.values())
    for path, page in files(shown / "site-masked").items():
        said = visible(page)
        assert sorted(word for word in words if word in said) == [], path


def test_goods_and_classes_are_not_destroyed(shown: Path) -> None:
    """A name that is part of a medicine's, or an alias that is a class as well, covers no such word."""
    everything = "\n".join(visible(page) for page in files(shown / "site-masked").values())
    assert "阿莫西林胶囊" in everything
    assert "县医院" in everything
    assert re.findall(r"[\u4e00-\u9fff]*西林胶囊", everything.replace("阿莫西林胶囊", "")) == []


WINDOW = 8
"""Characters of a note that may stand nowhere."""
FREE = frozenset({"text", "prose", "texts"})
PLAIN = frozenset({"product", "products", "region", "dept", "role", "title", "name", "id", "aliases"})
"""Texts that are no story: goods, places, what somebody does, and names, which have a test of their own."""


def said(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record that somebody wrote freely, with the name of its field."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from said(one)
            elif isinstance(one, str) and field.type in FREE:
                yield field.name, one


def windows(text: str) -> set[str]:
    """All pieces of so many characters, of which at least five are no digits or signs."""
    pieces = {text[n : n + WINDOW] for n in range(len(text) - WINDOW + 1)}
    return {one for one in pieces if sum(sign.isalpha() for sign in one) >= 5 and "\n" not in one}


def test_no_story_is_left(shown: Path) -> None:
    """No eight characters of a body or of a text on a card stand in any file, unless goods or our own messages say them."""
    connection = connect(home(shown) / "index.db")
    rows = connection.execute("SELECT kind, record, body FROM notes WHERE record IS NOT NULL").fetchall()
    connection.close()
    told: set[str] = set()
    short: set[str] = set()
    plain = ["峨江县客情日志"]
    for kind, data, body in rows:
        record: Record = msgspec.json.decode(data, type=Customer if kind == "customer" else Visit)
        told |= windows(body or "")
        for name, text in said(record):
            if name in PLAIN:
                plain.append(text)
            else:
                told |= windows(text)
                if name in {"hobbies", "wish", "dislikes", "school", "opinion", "symptom"}:
                    short.add(text)
    catalogue.use("zh-CN")
    open_ = "\n".join([*plain, *catalogue.vocabulary()])
    catalogue.use("en")
    assert len(told) > 5000
    assert len(short) > 25
    everything = "\n".join(files(shown / "site-masked").values())
    left = sorted(one for one in told if one in everything and one.strip() not in open_)
    assert left == []
    assert sorted(one for one in short if len(one) > 2 and one in everything and one not in open_) == []


def test_no_birthday_is_left(shown: Path) -> None:
    """The word stands only as the name of a kind; neither a day nor what prepares it is told."""
    made = files(shown / "site-masked")
    for path, text in made.items():
        rest = text.replace("生日与节日", "")
        assert "生日" not in rest, (path, rest[rest.index("生日") - 80 :][:160])
    assert "problems.html" not in made


def test_the_journals_own_site_is_as_it_was(shown: Path) -> None:
    """Nothing of it is made anew or lost by the other one."""
    before = files(shown / "site")
    assert run(shown, "build", "--mask").returncode == 0
    assert run(shown, "build").returncode == 0
    assert files(shown / "site") == before


def test_what_is_gone_is_taken_away(shown: Path) -> None:
    """A page of an earlier build does not stay behind."""
    old = shown / "site-masked" / "customers" / "999.html"
    old.write_text("old", encoding="utf-8")
    assert run(shown, "build", "--mask").returncode == 0
    assert not old.exists()


def test_it_never_mixes_with_other_files(shown: Path) -> None:
    """A folder that holds anything else is refused: pages with names could be taken for covered ones."""
    made = run(shown, "build", "--mask", "--out", str(shown / "site"))
    assert made.returncode == 2
    assert "site" in made.stderr + made.stdout
