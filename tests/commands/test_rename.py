"""`kjournal rename` as a terminal session: one customer, everywhere, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kjournal import words
from kjournal.cli import cli
from kjournal.commands import rename
from kjournal.commands.opening import Stop, graph, journal
from kjournal.files.moving import move
from kjournal.files.writing import Changed, write_guarded
from kjournal.graph import changes
from kjournal.graph.listed import all_findings
from tests.commands.conftest import ROOT, Terminal

CARD = "customers/向阳镇卫生院.md"
VISIT = "visits/2026-11/2026-11-10-向阳镇卫生院.md"
NEW = "向阳镇中心卫生院"


@pytest.fixture(autouse=True)
def english() -> None:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")


def everything(folder: Path) -> dict[str, str]:
    """Every note with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for top in ("customers", "visits")
        for path in sorted((folder / top).rglob("*"))
        if path.is_file()
    }


def codes(terminal: Terminal) -> list[str]:
    """The findings of all notes."""
    said = json.loads(terminal.run("check", "--format", "json", code=None))
    return sorted(one["code"] for one in said["findings"])


def test_the_plan_is_shown_and_nothing_written_on_a_pipe(small: Terminal) -> None:
    """Nobody can answer there: the plan, what comes with it, exit code 1, and not a byte changed."""
    before = everything(small.folder)
    assert small.run("rename", "XY-01", NEW, code=1) == (
        f"{CARD}:2  向阳镇卫生院 → 向阳镇中心卫生院\n"
        f"{CARD}:3  + aliases: [向阳镇卫生院]\n"
        f"{CARD} → customers/向阳镇中心卫生院.md\n"
        f"{VISIT}:2  向阳镇卫生院 → 向阳镇中心卫生院\n"
        f"{VISIT} → visits/2026-11/2026-11-10-向阳镇中心卫生院.md\n"
        "\n向阳镇卫生院 → 向阳镇中心卫生院: 2 notes to change, 2 files to rename\n"
        "  the card keeps 向阳镇卫生院 as another name\n"
        "nothing was written; add --yes to write it\n"
    )
    assert everything(small.folder) == before


def test_it_is_written_with_yes(small: Terminal) -> None:
    """Card, references and file names; the customer is found under both names, and no finding is new."""
    before, found = everything(small.folder), codes(small)
    assert "done: 向阳镇卫生院 is now 向阳镇中心卫生院" in small.run("rename", "向阳镇卫生院", NEW, "--yes")
    after = everything(small.folder)
    assert after["customers/向阳镇中心卫生院.md"] == before[CARD].replace(
        "name: 向阳镇卫生院\n", "name: 向阳镇中心卫生院\naliases: [向阳镇卫生院]\n"
    )
    assert after["visits/2026-11/2026-11-10-向阳镇中心卫生院.md"] == before[VISIT].replace(
        "customer: 向阳镇卫生院", "customer: 向阳镇中心卫生院"
    )
    assert len(after) == len(before)
    assert codes(small) == found
    for word in (NEW, "向阳镇卫生院", "XY-01"):
        assert json.loads(small.run("show", word, "--format", "json"))["id"] == "XY-01"


def test_the_difference_is_shown_without_writing(small: Terminal) -> None:
    """`--diff` alone is a question: exit code 0."""
    before = everything(small.folder)
    assert small.run("rename", "王记药店", "王家大药房", "--diff") == (
        "customers/王记药店.md → customers/王家大药房.md\n"
        "--- a/customers/王记药店.md\n+++ b/customers/王记药店.md\n@@ -1,5 +1,7 @@\n ---\n-name: 王记药店\n+name: 王家大药房\n"
        "+id: 王记药店\n+aliases: [王记药店]\n class: 村镇药店\n region: 板坡镇\n rep: 李雷\n"
        "\n王记药店 → 王家大药房: 1 notes to change, 1 files to rename\n"
        "  the card gets the id 王记药店, by which it was known: its entries on the phone stay the same\n"
        "  the card keeps 王记药店 as another name\n"
    )
    assert everything(small.folder) == before


def test_there_and_back_again(small: Terminal) -> None:
    """A second rename takes the new name from the other names, and leaves the first new one there."""
    small.run("rename", "XY-01", NEW, "--yes")
    small.run("rename", "XY-01", "向阳镇卫生院", "--yes")
    after = everything(small.folder)
    assert "name: 向阳镇卫生院\naliases: [向阳镇中心卫生院]\n" in after[CARD]
    assert "customer: 向阳镇卫生院\n" in after[VISIT]


def test_only_references_by_the_old_name_change(small: Terminal) -> None:
    """Those by id and by another name stay, and so does what names another customer or is only said."""
    small.write(
        CARD, (small.folder / CARD).read_text(encoding="utf-8").replace("id:", "aliases: [卫生院]\nid:")
    )
    small.write("customers/个人.md", "---\nname: 罗姐\norg: 向阳镇卫生院\nintroduced_by: 王记药店\n---\n")
    small.write("visits/a/2026-11-11-甲.md", "---\ncustomer: XY-01\n---\n[[卫生院]] [[XY-01]] 向阳镇卫生院\n")
    small.write("visits/a/2026-11-12-乙.md", "---\ncustomer: 王记药店\n---\n见[[向阳镇卫生院|院里]]的人\n")
    small.write("visits/a/2026-11-13-丙.md", "---\nkind: 活动\ncustomers: [王记药店, 向阳镇卫生院]\n---\n")
    before = everything(small.folder)
    said = small.run("rename", "XY-01", NEW, "--yes")
    assert "1 notes speak of 向阳镇卫生院 in their text; that stays as it was written" in said
    after = everything(small.folder)
    assert after["visits/a/2026-11-11-甲.md"] == before["visits/a/2026-11-11-甲.md"]
    assert (
        after["visits/a/2026-11-12-乙.md"]
        == "---\ncustomer: 王记药店\n---\n见[[向阳镇中心卫生院|院里]]的人\n"
    )
    assert (
        after["visits/a/2026-11-13-丙.md"]
        == "---\nkind: 活动\ncustomers: [王记药店, 向阳镇中心卫生院]\n---\n"
    )
    assert (
        after["customers/个人.md"] == "---\nname: 罗姐\norg: 向阳镇中心卫生院\nintroduced_by: 王记药店\n---\n"
    )


def test_a_name_of_another_customer_is_refused(small: Terminal) -> None:
    """By name, id, other name or file, in any case and form; the other is named and nothing written."""
    small.write(
        "customers/另.md", "---\nname: Café 店\nid: XY-02\naliases: [老店]\nclass: 其他\nregion: 镇\n---\n"
    )
    small.write("customers/坏.md", "---\nname: x\n<<<<<<< HEAD\n")
    before = everything(small.folder)
    for new in (unicodedata.normalize("NFD", "café店"), "xy-02", "老 店", "另"):
        said = small.run("rename", "XY-01", new, "--yes", code=1)
        assert "is the name of customers/另.md already; nothing was written" in said
    assert "is the name of customers/坏.md already" in small.run("rename", "XY-01", "坏", "--yes", code=1)
    (small.folder / "customers/新店.MD").touch()
    assert "is the name of customers/新店.MD already" in small.run("rename", "XY-01", "新店", "--yes", code=1)
    (small.folder / "customers/新店.MD").unlink()
    small.write("customers/新-店.MD", "---\nname: 甲店\nclass: 其他\nregion: 镇\n---\n")
    said = small.run("rename", "XY-01", "新?店", "--yes", code=1)
    assert "there is a file customers/新-店.md already; nothing was written" in said
    (small.folder / "customers/新-店.MD").unlink()
    assert everything(small.folder) == before


def test_what_is_no_name_is_refused(small: Terminal) -> None:
    """Nothing, signs alone; and one that it has already needs nothing."""
    assert "write the new name" in small.run("rename", "XY-01", code=2)
    assert "cannot be the name of a customer" in small.run("rename", "XY-01", " / ", "--yes", code=1)
    assert "called that already" in small.run("rename", "XY-01", "向阳镇卫生院")
    assert "no customer is called 无此店" in small.run("rename", "无此店", "新", code=2)


def test_a_word_that_could_mean_two_is_not_rewritten(small: Terminal) -> None:
    """Two shops of one name: renaming one by its path touches no visit that did not say which."""
    small.write("customers/甲镇/福民.md", "---\nname: 福民\nclass: 村镇药店\nregion: 甲镇\n---\n")
    small.write("customers/乙镇/福民.md", "---\nname: 福民\nclass: 村镇药店\nregion: 乙镇\n---\n")
    small.write("visits/a/2026-11-12-x.md", "---\ncustomer: 福民\n---\n坐了坐\n")
    small.write("visits/a/2026-11-13-y.md", "---\ncustomer: 甲镇/福民\n---\n坐了坐\n")
    said = small.run("rename", "customers/甲镇/福民.md", "福民一店", "--yes")
    assert "look at these, which did not say who was meant: visits/a/2026-11-12-x.md:2" in said
    after = everything(small.folder)
    assert after["visits/a/2026-11-12-x.md"] == "---\ncustomer: 福民\n---\n坐了坐\n"
    assert after["visits/a/2026-11-13-y.md"] == "---\ncustomer: 甲镇/福民一店\n---\n坐了坐\n"
    assert after["customers/甲镇/福民一店.md"] == "---\nname: 福民一店\nclass: 村镇药店\nregion: 甲镇\n---\n"


def test_without_an_alias_no_word_of_the_old_name_is_left(small: Terminal) -> None:
    """A slip is mended: name, file, references; the id follows the file's name. An unreadable note stops it."""
    small.write("visits/a/2026-11-12-王记药店.md", "坐了坐\n")
    small.run("rename", "王记药店", "黄记药店", "--no-alias", "--yes")
    after = everything(small.folder)
    assert "王记药店" not in "".join(after) + "".join(after.values())
    assert json.loads(small.run("show", "黄记药店", "--format", "json"))["id"] == "黄记药店"
    assert after["visits/a/2026-11-12-黄记药店.md"] == "坐了坐\n"


def test_another_id(small: Terminal) -> None:
    """The card and the references by id; those by name stay, and the old id still finds the card."""
    small.write("visits/a/2026-11-11-甲.md", "---\ncustomer: XY-01  # 院里\n---\n[[XY-01|院里]]\n")
    small.run("rename", "XY-01", "--id", "XY-77", "--yes")
    after = everything(small.folder)
    assert after["visits/a/2026-11-11-甲.md"] == "---\ncustomer: XY-77  # 院里\n---\n[[XY-77|院里]]\n"
    assert "name: 向阳镇卫生院\naliases: [XY-01]\nid: XY-77\n" in after[CARD]
    assert "customer: 向阳镇卫生院\n" in after[VISIT]
    assert "--id: a/b has signs" in small.run("rename", "XY-77", "--id", "a/b", code=1)


def test_visits_of_one_day_do_not_meet(small: Terminal) -> None:
    """A visit whose new name is taken gets a number, as `new` gives it."""
    small.write("visits/2026-11/2026-11-10-向阳镇中心卫生院.md", "---\ncustomer: 王记药店\n---\n坐了坐\n")
    small.run("rename", "XY-01", NEW, "--yes")
    assert "visits/2026-11/2026-11-10-向阳镇中心卫生院-2.md" in everything(small.folder)


def test_a_note_that_cannot_be_read_is_told(small: Terminal) -> None:
    """Its committed version names the customer: the old name goes on finding it."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run([*git, "init", "-q"], cwd=small.folder, check=True)
    subprocess.run([*git, "add", "."], cwd=small.folder, check=True)
    subprocess.run([*git, "commit", "-qm", "x"], cwd=small.folder, check=True)
    found = codes(small)
    text = (small.folder / VISIT).read_text(encoding="utf-8")
    small.write(VISIT, text.replace("people", "<<<<<<< HEAD\npeople"))
    assert "would name nobody any more" in small.run("rename", "XY-01", NEW, "--no-alias", "--yes", code=1)
    assert f"cannot be read now and stay as they are: {VISIT}" in small.run("rename", "XY-01", NEW, "--yes")
    small.write(VISIT, text)
    assert codes(small) == found


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("how", [[], ["--no-alias"], ["--id", "XY-09"]])
def test_the_same_command_completes_an_interrupted_one(
    small: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: list[str]
) -> None:
    """Killed before any of its writes or moves, run again, it ends with the same bytes as in one go."""
    small.write("visits/a/2026-11-11-甲.md", "---\ncustomer: 向阳镇卫生院\n---\n[[向阳镇卫生院]]\n")
    small.write("visits/a/2026-11-12-向阳镇卫生院.md", "坐了坐\n")
    words_ = ["rename", "向阳镇卫生院", NEW, "--yes", *how]
    whole = tmp_path / "whole"
    shutil.copytree(small.folder, whole)
    assert CliRunner().invoke(cli, ["-C", str(whole), *words_]).exit_code == 0
    expected = everything(whole)
    steps = 0
    for kill_at in range(30):
        folder = tmp_path / f"killed-{kill_at}"
        shutil.copytree(small.folder, folder)
        left = [kill_at]

        def step(real: Any, left: list[int] = left) -> Any:
            def stepped(*args: Any) -> None:
                if left[0] == 0:
                    raise Killed
                left[0] -= 1
                real(*args)

            return stepped

        with monkeypatch.context() as patch:
            patch.setattr(changes, "write_guarded", step(write_guarded))
            patch.setattr(changes, "move", step(move))
            try:
                CliRunner().invoke(cli, ["-C", str(folder), *words_])
                break
            except Killed:
                steps += 1
        again = CliRunner().invoke(cli, ["-C", str(folder), *words_])
        assert again.exit_code == 0, again.output
        assert everything(folder) == expected, kill_at
    assert steps == 7  # four notes written, three renamed


def test_a_note_that_changes_meanwhile_stops_it_before_anything_is_written(
    small: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the plan and the answer somebody saves a visit: not a byte of any note is written."""
    opened = journal(small.folder)

    def saves() -> bool:
        with (small.folder / VISIT).open("a", encoding="utf-8") as file:
            file.write("又写了一句\n")
        return True

    monkeypatch.setattr(rename, "_agreed", saves)
    before = everything(small.folder)
    with pytest.raises(Stop) as stop:
        rename.run(opened, word="XY-01", name=NEW)
    assert str(stop.value) == (
        f"{VISIT}: somebody else changed it just now; nothing was written, run the same command again"
    )
    assert everything(small.folder) == {**before, VISIT: before[VISIT] + "又写了一句\n"}
    assert isinstance(stop.value.__cause__, Changed)


def test_it_asks_on_a_terminal(small: Terminal) -> None:
    """No is the default; a Chinese yes writes; what is neither is asked again."""
    pty = pytest.importorskip("pty")
    for answer, code in (("\n", 1), ("不要\n", 1), ("什么\n好\n", 0)):
        main, side = pty.openpty()
        os.write(main, answer.encode())
        process = subprocess.Popen(
            [sys.executable, "-m", "kjournal", "rename", "XY-01", NEW], cwd=small.folder, env=small.environment,
            stdin=side, stdout=side, stderr=side,
        )  # fmt: skip
        os.close(side)
        said = b""
        while True:
            try:
                part = os.read(main, 1 << 16)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            said += part
        os.close(main)
        assert process.wait(timeout=30) == code
        assert "Write it? [y/N]" in said.decode()
        assert (small.folder / "customers/向阳镇中心卫生院.md").exists() is (code == 0)


def test_every_customer_of_the_sample_can_be_renamed(tmp_path: Path) -> None:
    """In turn, on a copy: no finding is new, and the index says the same but for the names."""
    for name in ("customers", "visits", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "kjournal.toml", tmp_path)
    opened = journal(tmp_path, date(2026, 11, 20))
    words.use("en")
    records, findings, ids = _state(opened)
    for number, identity in enumerate(ids):
        rename.run(opened, word=identity, name=f"改名之第{number}号 #{number}", yes=True)
    after, found, ids_after = _state(opened)
    assert ids_after == ids
    assert len(ids) > 30
    assert found == findings
    assert after == records


def _state(opened: Any) -> tuple[list[str], list[str], list[str]]:
    """Records without names and references, findings by code, ids; and whom each note is about."""
    with graph(opened, "test") as found:
        found.refresh()
        run = found.connection.execute
        records = [
            f"{kind} {target} {sorted((key, value) for key, value in json.loads(record).items() if key not in NAMING)}"
            for kind, target, record in run(
                "SELECT notes.kind, COALESCE(c.id, v.customer), record FROM notes LEFT JOIN customers AS c USING (path) "
                "LEFT JOIN visits AS v USING (path)"
            )
        ]
        references = [f"{field} {target}" for field, target in run("SELECT field, target FROM refs")]
        findings = [one.finding.code for one in all_findings(found.connection, opened.settings)]
        ids = [row[0] for row in run("SELECT id FROM customers ORDER BY id")]
    return sorted(records + references), sorted(findings), ids


NAMING = {"name", "id", "aliases", "org", "introduced_by", "merged_into", "customer", "customers"}


def test_a_note_that_never_could_be_read_is_told(small: Terminal) -> None:
    """Nothing is known of it but that the old name stands in it; it is left, and the plan says so."""
    text = '---\ncustomer: "向阳镇卫生院\n---\n'
    small.write("visits/2026-11/坏.md", text)
    small.write("visits/2026-11/别的.md", '---\ncustomer: "福民药店\n---\n')
    said = small.run("rename", "XY-01", NEW, "--yes")
    assert "cannot be read now, and have 向阳镇卫生院 in their text" in said
    assert said.split("whether they name it: ")[1].startswith("visits/2026-11/坏.md\n")
    assert everything(small.folder)["visits/2026-11/坏.md"] == text
