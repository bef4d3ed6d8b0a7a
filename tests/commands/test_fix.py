"""check --fix, as a terminal sees it: what is mended, what is only shown, what stays."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Terminal

CARD = "customers/福民药店.md"
TYPED = "---\r\nname：福民药店   # 老客户\r\nclass:村镇药店\r\nregion: 向阳镇\r\naddress: 街口\r\nphone: 0778-0000002\r\n---\r\n正文：不变\r\n"


def written(terminal: Terminal, path: str = CARD) -> str:
    return (terminal.folder / path).read_bytes().decode()


def put(terminal: Terminal, text: str, encoding: str = "utf-8") -> Path:
    path = terminal.folder / CARD
    path.write_bytes(text.encode(encoding))
    return path


def test_what_can_be_mended_is_written(small: Terminal) -> None:
    """Only the signs that are meant change; the findings are gone, and a second run has nothing to do."""
    put(small, TYPED)
    assert "KJ111" in small.run("check")
    said = small.ran("check", "--fix", CARD)
    assert said.returncode == 0
    assert said.stderr == f"{CARD}: mended (KJ111, KJ112)\n"
    assert "KJ111" not in said.stdout
    once = TYPED.replace("name：", "name: ").replace("class:村", "class: 村")
    assert written(small) == once
    assert small.ran("check", "--fix", CARD).stderr == ""
    assert written(small) == once


def test_a_difference_is_only_shown(small: Terminal) -> None:
    """Nothing is written, and the code says that there is something to do."""
    put(small, TYPED)
    said = small.ran("check", "--fix", "--diff", CARD)
    assert said.returncode == 1
    assert said.stdout == (
        f"--- a/{CARD}\n+++ b/{CARD}\n@@ -1,6 +1,6 @@\n ---\n"
        "-name：福民药店   # 老客户\n-class:村镇药店\n+name: 福民药店   # 老客户\n+class: 村镇药店\n"
        " region: 向阳镇\n address: 街口\n phone: 0778-0000002\n"
    )
    assert "1 notes would be mended, 2 findings" in said.stderr
    assert written(small) == TYPED


def test_only_what_was_asked_for_is_mended(small: Terminal) -> None:
    """By code and by path; a code that the settings silence stays too."""
    put(small, TYPED)
    small.run("check", "--fix", "--select", "KJ112")
    assert written(small) == TYPED.replace("class:村", "class: 村")
    small.run("check", "--fix", "visits")
    assert written(small) == TYPED.replace("class:村", "class: 村")
    with (small.folder / "kjournal.toml").open("a", encoding="utf-8") as file:
        file.write('[checks]\nKJ111 = "off"\n')
    small.run("check", "--fix")
    assert "name：" in written(small)


def test_a_guess_is_written_only_where_it_is_asked_for(small: Terminal) -> None:
    """`--fix` leaves a word that is no choice; `--unsafe-fixes` writes the nearest."""
    text = TYPED.replace("name：", "name: ").replace("class:村", "class: 村") + ""
    put(small, text.replace("region:", "grade: AA\r\nregion:"))
    small.run("check", "--fix", code=None)
    assert "grade: AA" in written(small)


def test_programs_that_read_the_findings_are_not_disturbed(small: Terminal) -> None:
    """With `--format json` only JSON is printed."""
    import json

    put(small, TYPED)
    said = small.ran("check", "--fix", "--format", "json")
    assert not any(one["code"] == "KJ111" for one in json.loads(said.stdout)["findings"])


def test_another_encoding_keeps_the_original(small: Terminal) -> None:
    """A note in GBK becomes UTF-8, and what it was lies in .kjournal."""
    text = TYPED.replace("name：", "name: ").replace("class:村", "class: 村")
    put(small, text, "gb18030")
    assert "KJ003" in small.run("check")
    assert "mended (KJ003)" in small.run("check", "--fix")
    assert written(small) == text
    kept = small.folder / ".kjournal" / "originals" / CARD
    assert kept.read_bytes() == text.encode("gb18030")


def test_guesses_alone_write_nothing(small: Terminal) -> None:
    """`--unsafe-fixes` without `--fix` is only a check."""
    put(small, TYPED.replace("region:", "grade: AA\r\nregion:"))
    before = written(small)
    said = small.ran("check", "--unsafe-fixes", CARD)
    assert "KJ111" in said.stdout
    assert said.stderr == ""
    assert written(small) == before


def test_the_difference_names_the_command_that_writes_it(small: Terminal) -> None:
    """With the guesses where they were shown; that a byte order mark goes is said so."""
    put(small, "\ufeff" + TYPED.replace("name：", "name: ").replace("class:村", "class: 村"))
    plain = small.ran("check", "--fix", "--diff", CARD)
    assert plain.stdout == f"{CARD}: the byte order mark (BOM) goes\n"
    assert plain.stderr == "1 notes would be mended, 2 findings; write it with  kjournal check --fix\n"
    guessed = small.ran("check", "--fix", "--diff", "--unsafe-fixes", CARD)
    assert guessed.stderr == (
        "1 notes would be mended, 2 findings; write it with  kjournal check --fix --unsafe-fixes\n"
    )


def test_a_note_with_another_ending(small: Terminal) -> None:
    """It is not read at all: an error, which says so and gives the name."""
    (small.folder / "customers/乙店.md.txt").write_text(TYPED, encoding="utf-8")
    assert (
        "customers/乙店.md.txt:1:1: error KJ014 the file cannot keep its name: only files that end with .md are read\n"
        "  rename it to 乙店.md (kjournal explain KJ014)\n"
    ) in small.run("check", "--select", "KJ014", code=1)
