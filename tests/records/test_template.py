"""Template notes come from the declaration of the fields, and say nothing that is not read rightly."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from kjournal import words
from kjournal.findings.codes import CODES
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from kjournal.records.spec import by_key, by_name
from kjournal.records.template import CUSTOMER, LAYOUTS, VISIT, Layout, template

TEMPLATES = Path(__file__).parents[2] / "templates"
LANGUAGES = ("zh-CN", "en")


@pytest.fixture(autouse=True)
def english() -> None:
    """Messages in the words of the code."""
    words.use("en")


def read(layout: Layout, text: str) -> Note:
    """A note as it would be read with that text."""
    path = "customers/x.md" if layout is CUSTOMER else "visits/2026-11-20-x.md"
    return NoteReader(ReadSettings()).read(path, text.encode())


def problems(note: Note) -> list[tuple[str, str]]:
    """Codes and keys of errors and warnings."""
    grave = [finding for finding in note.findings if CODES[finding.code].severity != "info"]
    return [(finding.code, finding.args.get("key", "")) for finding in grave]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file)
def test_the_files_are_what_the_code_makes(layout: Layout) -> None:
    """`templates/` holds what `init` writes into a Chinese journal; UPDATE_SNAPSHOTS=1 writes it anew."""
    path = TEMPLATES / layout.file
    text = template(layout, "zh-CN")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


def test_no_other_file_lies_there() -> None:
    """A template that is no longer made is no longer kept."""
    assert {path.name for path in TEMPLATES.iterdir()} == {layout.file for layout in LAYOUTS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file)
def test_every_key_is_declared_and_in_the_journals_language(layout: Layout, language: str) -> None:
    """A template's keys are its fields' keys in an English journal, their labels in a Chinese one."""
    lines = template(layout, language).split("---\n")[1].splitlines()
    declared = [by_name(layout.record)[line.field] for line in layout.lines]
    assert [line.partition(":")[0] for line in lines] == [
        field.key if language == "en" else field.label for field in declared
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mandatory_keys_come_first(language: str) -> None:
    """What must be there is at the top; the seven questions at the end wait for their time."""
    keys = [
        by_key(layout.record)[line.partition(":")[0]].key
        for layout in (CUSTOMER, VISIT)
        for line in template(layout, language).split("---\n")[1].splitlines()
    ]
    assert keys[:5] == ["name", "id", "class", "region", "rep"]
    assert keys[10:17] == [
        "nature", "category_sales", "restock_days", "restock_channel", "settlement", "needs", "opinion",
    ]  # fmt: skip
    assert keys[17:19] == ["customer", "date"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file)
def test_empty_lines_are_no_findings(layout: Layout, language: str) -> None:
    """Form must not replace care: a template left as it is wants the mandatory keys of a card, and nothing more."""
    text = "\n".join(
        line if "{{" not in line else line.partition("{{")[0].rstrip()
        for line in template(layout, language).splitlines()
    )
    wanted = {("KJ201", "class"), ("KJ201", "region"), ("KJ215", "phone"), ("KJ215", "address")}
    note = read(layout, text)
    assert note.record is not None
    assert set(problems(note)) == (wanted if layout is CUSTOMER else set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file)
def test_every_hint_can_be_taken_at_its_word(layout: Layout, language: str) -> None:
    """An example behind `#`, or the first of the choices, is read without an error or warning as that key's value."""
    known = by_key(layout.record)
    lines = []
    for line in template(layout, language).splitlines():
        key, hint = line.partition(":")[0], line.partition("  # ")[2]
        if key in known and hint:
            lines.append(f"{key}: {hint.split(' ')[0] if known[key].choices else hint}")
        else:
            lines.append(
                "rep: 周宁" if "{{" in line and known[key].key == "rep" else line.partition(" {{")[0]
            )
    note = read(layout, "\n".join(lines))
    assert note.record is not None
    assert problems(note) == []


def test_a_person_in_the_hint_is_a_person() -> None:
    """The example of a contact shows what one line can hold."""
    hint = next(line.hint for line in CUSTOMER.lines if line.field == "contacts")
    note = read(CUSTOMER, f"---\nclass: 诊所\nregion: 向阳镇\naddress: 街口\ncontacts: {hint}\n---\n")
    assert isinstance(note.record, Customer)
    person = note.record.contacts[0]
    assert (person.name, person.role, person.phone, person.decides) == ("陆文忠", "院长", "19900000112", True)
    assert person.birthday is not None
    assert person.birthday.text() == f"--{date(2026, 5, 12):%m-%d}"
    assert not problems(note)
