"""A look at the folders of named notes alone: the same rows as from scratch, and a name that was left out is found later."""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from kjournal.commands.opening import graph
from kjournal.files import NOTE_LIMIT, scanning
from kjournal.journal import hinted, intake
from kjournal.journal.intake import Intake, Taken
from tests.folding import fold
from tests.graph.conftest import STEPS, Journal
from tests.graph.edits import Editor

PUBLISHED = {"cards", "spots", "events"}
"""Tables that only a publication fills."""
STEPS_OF_LAW = int(os.environ.get("HINTED", "60"))
EVERY = 15
CARD = "customers/新店.md"
VISIT = "visits/2026/11/2026-11-20-新店.md"
Seen = dict[str, tuple[int, int, int]]


def refresh(journal: Journal, named: Collection[str] | None = None) -> Taken:
    """Refresh the index, as the watch does."""
    with graph(journal.opened(), "test") as opened:
        return opened.refresh(named=named).taken


def seen(journal: Journal) -> tuple[Seen, set[str]]:
    """The notes as the system tells of them, and the folders."""
    notes, folders = {}, set()
    for path in sorted(journal.root.glob("*/**/*")):
        stat = path.lstat()
        name = unicodedata.normalize("NFC", path.relative_to(journal.root).as_posix())
        if path.is_dir():
            folders.add(name)
        elif name.endswith(".md"):
            notes[name] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return notes, folders


def notices(before: tuple[Seen, set[str]], after: tuple[Seen, set[str]]) -> set[str] | None:
    """The notes that the system names between two moments; None: a folder came or went, or nothing is named."""
    changed = {path for path, _stamp in before[0].items() ^ after[0].items()}
    return changed if changed and before[1] == after[1] else None


def differing(journal: Journal, clean: Journal) -> str:
    """The first step whose rows differ."""
    mine, theirs = journal.rows(), clean.rows()
    return next((step for step in STEPS if step not in PUBLISHED and mine[step] != theirs[step]), "")


class Watched:
    """A journal that is edited at random and refreshed by what the system names."""

    def __init__(self, journal: Journal, seed: int) -> None:
        self.journal = journal
        self.random = random.Random(seed)
        self.editor = Editor(journal, seed)
        self.narrow = 0  # refreshes that looked at a few folders only

    def step(self, *, deaf: bool = False) -> str:
        """One edit, told to the index unless nobody hears it; what it was."""
        before = seen(self.journal)
        folders = (self.editor.rename_folder, self.editor.move_folder)
        said = self.random.choice(folders)() if self.random.random() < 0.1 else self.editor.edit()
        named = notices(before, seen(self.journal))
        if deaf and named is not None:
            named = {"visits/nobody.md"}
        self.narrow += named is not None
        refresh(self.journal, named)
        return said


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that a look at everything sees."""
    found: list[str] = []

    def scan(*given: object) -> Iterator[scanning.Folder]:
        for folder in scanning.scan_folders(*given):  # type: ignore[arg-type]
            found.append(folder.path)
            yield folder

    monkeypatch.setattr(intake, "scan_folders", scan)
    return found


@pytest.fixture
def small(journal: Journal, looked: list[str]) -> Journal:
    """A card and a visit, read once."""
    journal.write(CARD, "---\nname: 新店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    journal.write(VISIT, "---\ncustomer: 新店\ndate: 2026-11-20\n---\n去了。\n")
    assert refresh(journal).read == 2
    looked.clear()
    return journal


def test_a_named_note_is_read_and_no_other_folder_seen(small: Journal, looked: list[str]) -> None:
    """What happened elsewhere waits for the look at everything."""
    small.write(VISIT, "---\ncustomer: 新店\ndate: 2026-11-19\n---\n去了。\n")
    small.write(CARD, "---\nname: 新店二\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    assert (refresh(small, {VISIT}).read, looked) == (1, [])
    assert small.query("SELECT date FROM visits") == [("2026-11-19",)]
    assert small.query("SELECT name FROM customers") == [("新店",)]
    assert refresh(small).read == 1
    assert small.query("SELECT name FROM customers") == [("新店二",)]


def test_a_new_and_a_deleted_note(small: Journal, looked: list[str]) -> None:
    """Names that came and went in a folder that is known."""
    other = VISIT.replace("新店", "新店2")
    small.write(other, "---\ncustomer: 新店\ndate: 2026-11-18\n---\n又去了。\n")
    (small.root / VISIT).unlink()
    taken = refresh(small, {VISIT, other})
    assert (taken.read, taken.gone, looked) == (1, 1, [])
    assert small.query("SELECT date FROM visits") == [("2026-11-18",)]


def test_a_missing_note_is_kept_until_it_counts_as_deleted(small: Journal) -> None:
    """As in a look at everything."""
    (small.root / VISIT).unlink()
    with graph(small.opened(), "test") as opened:
        assert opened.refresh(named={VISIT}, gone=frozenset()).taken.kept == {VISIT}
        assert opened.refresh(named={VISIT}, gone={VISIT}).taken.gone == 1


def test_what_no_index_was_made_of_is_looked_at_whole(journal: Journal, looked: list[str]) -> None:
    """A new index knows nothing, whatever is named."""
    journal.write(CARD, "---\nname: 新店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    assert refresh(journal, {VISIT}).read == 1
    assert looked == ["customers"]


def test_a_first_look_that_was_cut_short_is_ended_first(
    journal: Journal, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It left folders that the index knows beside others that it never saw."""
    journal.write(CARD, "---\nname: 新店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    journal.write(VISIT, "---\ncustomer: 新店\n---\n去了。\n")
    with monkeypatch.context() as patch:
        read = Intake._read

        def killed(self: Intake, pending: Any, *given: Any) -> None:
            if pending.folder.startswith("visits"):
                raise KeyboardInterrupt
            read(self, pending, *given)

        patch.setattr(Intake, "_read", killed)
        with pytest.raises(KeyboardInterrupt):
            refresh(journal)
    looked.clear()
    assert (refresh(journal, {CARD}).read, "visits" in looked) == (1, True)


@pytest.mark.parametrize(
    "name",
    [
        "kjournal.toml",
        "visits/2026/12/2026-12-01-新店.md",
        "visits/2026/11/深/2026-11-20-新店.md",
        "elsewhere/x.md",
        "x.md",
        "visits/2026/11/\udccd\udcf5.md",
    ],
)
def test_a_name_that_leads_nowhere_is_no_hint(small: Journal, looked: list[str], name: str) -> None:
    """The settings, a folder that nobody knows: everything is looked at."""
    small.write(CARD, "---\nname: 新店二\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    assert refresh(small, {VISIT, name}).read == 1
    assert "customers" in looked


def test_a_folder_beside_a_new_note(small: Journal, looked: list[str]) -> None:
    """One that nobody told of came: everything is looked at; the same where it went."""
    text = "---\ncustomer: 新店\ndate: 2026-11-21\n---\n去了。\n"
    small.write("visits/2026/11/补/2026-11-21-新店.md", text)
    small.write(VISIT.replace("新店", "新店2"), text)
    assert (refresh(small, {VISIT.replace("新店", "新店2")}).read, "customers" in looked) == (2, True)
    looked.clear()
    (small.root / "visits/2026/11/补/2026-11-21-新店.md").unlink()
    (small.root / "visits/2026/11/补").rmdir()
    small.write(VISIT.replace("新店", "新店3"), text)
    assert (refresh(small, {VISIT.replace("新店", "新店3")}).gone, "customers" in looked) == (1, True)


def test_the_folder_of_a_known_note_is_not_looked_into(
    small: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may hold thousands of notes: only the named one is looked at, and the next look at all sees the others."""
    neighbour = VISIT.replace("20-", "19-")
    small.write(neighbour, "---\ncustomer: 新店\n---\n先去了。\n")
    small.write(VISIT, "---\ncustomer: 新店\ndate: 2026-11-19\n---\n去了。\n")
    with monkeypatch.context() as patch:
        patch.setattr(hinted, "look_into", None)
        assert refresh(small, {VISIT}).read == 1
    assert small.query("SELECT path FROM visits") == [(VISIT,)]
    assert refresh(small).read == 1
    assert small.query("SELECT COUNT(*) FROM visits") == [(2,)]


def test_several_notes_of_a_folder_and_of_others(small: Journal) -> None:
    """Each named one is read."""
    neighbour = VISIT.replace("20-", "19-")
    small.write(neighbour, "---\ncustomer: 新店\n---\n先去了。\n")
    refresh(small)
    for path in (neighbour, VISIT):
        small.write(path, "---\ncustomer: 新店\ndate: 2026-11-02\n---\n去了。\n")
    small.write(CARD, "---\nname: 新店二\naliases: [新店]\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n")
    assert refresh(small, {neighbour, VISIT, CARD}).read == 3
    assert small.query("SELECT date FROM visits") == [("2026-11-02",)] * 2
    assert small.query("SELECT name FROM customers") == [("新店二",)]


def test_a_copy_that_is_named_stays_a_copy(small: Journal) -> None:
    """It is none of the notes, whatever is written into it."""
    copy = VISIT.replace(".md", ".sync-conflict-20261120-101010.md")
    small.write(copy, "---\ncustomer: 新店\n---\n")
    refresh(small)
    small.write(copy, "---\ncustomer: 新店\ndate: 2026-11-01\n---\n又去了。\n")
    assert refresh(small, {copy}).read == 0
    assert small.query("SELECT path FROM visits") == [(VISIT,)]


@pytest.mark.parametrize("form", ["link", "large", "gone", "folder"])
def test_a_note_that_is_none_any_more(small: Journal, tmp_path: Path, form: str) -> None:
    """What stands in its place is judged as in a look at everything."""
    path = small.root / VISIT
    path.rename(tmp_path / "away.md")
    if form == "link":
        path.symlink_to(tmp_path / "away.md")
    elif form == "large":
        path.write_bytes(b"x" * (NOTE_LIMIT + 1))
    elif form == "folder":
        path.mkdir()
    refresh(small, {VISIT})
    clean = small.copy(tmp_path / "clean")
    if form == "link":  # copied as what it leads to
        (clean.root / VISIT).unlink()
        (clean.root / VISIT).symlink_to(tmp_path / "away.md")
    refresh(clean)
    assert differing(small, clean) == ""


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_the_place_of_a_folder(small: Journal, looked: list[str], tmp_path: Path) -> None:
    """It is never followed: what it leads to is not read, and the notes that were there are gone."""
    folder = small.root / "visits/2026/11"
    folder.rename(tmp_path / "11")
    folder.symlink_to(tmp_path / "11", target_is_directory=True)
    assert refresh(small, {VISIT}).gone == 1
    assert "customers" in looked


def test_a_folder_whose_name_is_another_ones_too(small: Journal, looked: list[str]) -> None:
    """Two forms of one name: which of them is meant only a look at everything tells."""
    for form in ("NFD", "NFC"):
        small.write(f"visits/{unicodedata.normalize(form, 'é')}/甲.md", "---\ncustomer: 新店\n---\n")
    if (
        len(
            [
                path
                for path in (small.root / "visits").iterdir()
                if "e" in unicodedata.normalize("NFD", path.name)
            ]
        )
        < 2
    ):
        pytest.skip("this disk knows one form of a name")
    refresh(small)
    looked.clear()
    refresh(small, {"visits/é/甲.md"})
    assert "customers" in looked


def test_many_names_and_none(small: Journal, looked: list[str]) -> None:
    """A storm of git's is looked at whole, and so is what nobody named."""
    refresh(small, {f"visits/2026/11/{n}.md" for n in range(hinted.MOST + 1)})
    refresh(small, set())
    assert looked.count("customers") == 2


def test_a_hidden_folder_is_nothing(small: Journal, looked: list[str]) -> None:
    """Editors keep copies there: neither read nor a reason to look around."""
    small.write("visits/.obsidian/x.md", "---\ncustomer: 新店\n---\n")
    assert refresh(small, {"visits/.obsidian/x.md"}).read == 0
    assert looked == []


def test_a_numbered_copy_follows_its_original(small: Journal) -> None:
    """Whether a note is a copy hangs on the text beside it: the named note's neighbours are judged again."""
    copy = VISIT.replace(".md", " (1).md")
    small.write(copy, (small.root / VISIT).read_text(encoding="utf-8"))
    refresh(small, {copy})
    assert small.codes() >= {"KJ010"}
    small.write(
        VISIT, "---\ncustomer: 新店\ndate: 2026-11-02\nresult: 成交\nrep: han\n---\n别的事，没有一句相同。\n"
    )
    refresh(small, {VISIT})
    assert "KJ010" not in small.codes()
    small.write(copy, (small.root / VISIT).read_text(encoding="utf-8"))
    refresh(small, {copy})
    assert small.codes() >= {"KJ010"}


def test_random_edits_by_their_names_equal_from_scratch(sample: Journal, tmp_path: Path) -> None:
    """The law of the build graph holds for looks at named notes."""
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    watched, done = Watched(sample, seed), list[str]()
    refresh(sample)
    for number in range(1, STEPS_OF_LAW + 1):
        done.append(watched.step())
        if number % EVERY == 0:
            clean = sample.copy(tmp_path / f"clean-{number}")
            refresh(clean)
            assert differing(sample, clean) == "", f"seed {seed}, step {number}: {done}"
            done.clear()
    assert watched.narrow > STEPS_OF_LAW // 4


def test_a_name_that_is_left_out_is_found_by_the_next_look_at_everything(
    sample: Journal, tmp_path: Path
) -> None:
    """Until then the rows are others than from scratch, so that the law above can be broken."""
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    watched = Watched(sample, seed)
    refresh(sample)
    (sample.root / "visits/nobody.md").write_text("---\ncustomer: 福民药店\n---\n", encoding="utf-8")
    refresh(sample)
    for number in range(STEPS_OF_LAW // 4):
        watched.step(deaf=number % 3 == 1)
    path = watched.editor.one("customers")
    path.write_text("---\nname: 无人听见\n---\n", encoding="utf-8")
    refresh(sample, {"visits/nobody.md"})
    clean = sample.copy(tmp_path / "clean")
    refresh(clean)
    assert differing(sample, clean) == "notes", f"seed {seed}"
    refresh(sample)
    assert differing(sample, clean) == "", f"seed {seed}"


@pytest.mark.parametrize(
    ("before", "after"),
    [("customers/Abc.md", "customers/abc.md"), ("customers/Abc/x.md", "customers/ABC/x.md")],
    ids=("note", "folder"),
)
def test_the_old_case_of_a_name_is_gone(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    """Where the disk finds a note under its old name too, a look at that name sees that nothing is called so."""
    text = "---\nname: 新店\nid: XD-1\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n"
    journal.write(before, text)
    refresh(journal)
    fold(monkeypatch)
    (journal.root / before).rename(journal.root / "away.md")
    if before.count("/") > 1:
        (journal.root / before).parent.rmdir()
    (journal.root / after).parent.mkdir(exist_ok=True)
    (journal.root / "away.md").rename(journal.root / after)
    refresh(journal, {before})
    assert [row[0] for row in journal.query("SELECT path FROM customers WHERE written_id = 'XD-1'")] == [
        after
    ]
