"""schema: what is printed, what is written, and whose settings count."""

from __future__ import annotations

import json

from tests.commands.conftest import Terminal


def test_printed(small: Terminal) -> None:
    """One kind is its schema; none is each by its name."""
    one = json.loads(small.run("schema", "visit"))
    assert one["properties"]["customer"] == {"$ref": "#/definitions/Visit.customer"}
    every = json.loads(small.run("schema"))
    assert list(every) == ["customer", "visit", "settings"]
    assert every["visit"] == one


def test_written(small: Terminal) -> None:
    """With a folder they are files in it, untouched where they are as they were."""
    assert small.run("schema", "--out", "schemas/json").splitlines() == [
        "schemas/json/customer.schema.json", "schemas/json/visit.schema.json", "schemas/json/settings.schema.json"
    ]  # fmt: skip
    before = (small.folder / "schemas/json/visit.schema.json").stat().st_mtime_ns
    assert (
        small.run("schema", "visit", "--out", "schemas/json")
        == "schemas/json/visit.schema.json is as it was\n"
    )
    assert (small.folder / "schemas/json/visit.schema.json").stat().st_mtime_ns == before
    assert (small.folder / "schemas/json/visit.schema.json").read_text(encoding="utf-8") == small.run(
        "schema", "visit"
    )


def test_settings_count(small: Terminal) -> None:
    """The journal's classes and fields of its own are in it, and its language decides what is offered."""
    more = 'classes = ["疾控中心"]\n' + (small.folder / "kjournal.toml").read_text(encoding="utf-8")
    small.write("kjournal.toml", more.replace('"en"', '"zh-CN"') + '[fields.customer]\n"采购额" = "money"\n')
    found = json.loads(small.run("schema", "customer"))
    assert "疾控中心" in found["definitions"]["Customer.class"]["anyOf"][0]["enum"]
    assert found["properties"]["采购额"]["title"] == "采购额"
    assert found["properties"]["客户类别"] == {"$ref": "#/definitions/Customer.class"}
    assert found["properties"]["class"] == {"$ref": "#/definitions/Customer.class-also"}


def test_outside_of_a_journal(terminal: Terminal) -> None:
    """Without a journal the defaults serve: whoever sets an editor up may not have one yet."""
    found = json.loads(terminal.run("schema", "settings"))
    assert found["properties"]["language"]["enum"] == ["zh-CN", "zh-Hant", "zh-TW", "zh-HK", "en"]


def test_no_place(small: Terminal) -> None:
    """A folder that cannot be made is a sentence, and so is a kind that there is not."""
    small.write("taken", "")
    said = small.run("schema", "--out", "taken/schemas", code=2)
    assert said.startswith("kjournal: taken/schemas cannot be made: ")
    assert "'customer', 'visit', 'settings'" in small.run("schema", "reps", code=2)
