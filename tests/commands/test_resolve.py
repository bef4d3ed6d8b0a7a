"""`kjournal resolve` in real repositories: whose each version is, and what is left when one is taken."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kjournal import words
from kjournal.commands import deciding, resolve
from kjournal.commands.opening import Stop, journal
from tests.commands.conftest import Terminal
from tests.parts import needs

CARD = "customers/向阳镇卫生院.md"
CARD_BEFORE = (
    "---\nname: 向阳镇卫生院\nid: XY-01\nclass: 乡镇卫生院\nregion: 向阳镇\nrep: 李雷\ngrade: A\naddress: 街口\nphone: 0778-0000001\n"
    "contacts:\n  - 罗秀英 内科 医生 19900000002 拍板 生日11月27日\n---\n老客户。\n"
)
VISIT = "visits/2026-11/2026-11-10-向阳镇卫生院.md"


@pytest.fixture(autouse=True)
def english() -> None:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")


class Repository:
    """A journal under git, worked on by 周宁 (whose it is) and 李雷."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.git("init", "-q", "-b", "main")
        for name, value in (("user.name", "周宁"), ("user.email", "z@example.com"), ("core.editor", "true")):
            self.git("config", name, value)
        terminal.write(".gitignore", ".kjournal/\n")
        assert self.text(CARD) == CARD_BEFORE
        self.commit("周宁", "begun")

    def git(self, *words_: str, code: int | None = 0, who: str = "周宁") -> str:
        """What git says."""
        environment = {
            **self.terminal.environment, "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": "x@example.com",
            "GIT_AUTHOR_DATE": "2026-11-20T12:00:00+0800", "GIT_CONFIG_NOSYSTEM": "1",
        }  # fmt: skip
        done = subprocess.run(
            ["git", *words_], cwd=self.terminal.folder, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert code is None or (done.returncode == 0) is (code == 0), done.stdout + done.stderr
        return done.stdout

    def commit(self, who: str, subject: str) -> None:
        """All that changed."""
        self.git("add", "-A")
        self.git("commit", "-qm", subject, who=who)

    def text(self, path: str) -> str:
        """A note."""
        return (self.terminal.folder / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """A note, elsewhere as it was."""
        assert old in self.text(path)
        self.terminal.write(path, self.text(path).replace(old, new))

    def parted(self) -> None:
        """李雷 (branch `other`) wrote grade B and his sentence, 周宁 (branch `main`) grade VIP and hers."""
        self.git("checkout", "-qb", "other")
        self.change(CARD, "grade: A", "grade: B")
        self.change(VISIT, "谈了新品,下次带说明书。", "李雷谈了返点。")
        self.commit("李雷", "更新了等级")
        self.git("checkout", "-q", "main")
        self.change(CARD, "grade: A", "grade: VIP")
        self.change(VISIT, "谈了新品,下次带说明书。", "周宁谈了新品。")


@pytest.fixture
def repository(small: Terminal) -> Repository:
    """The small journal under git, after two people changed one place."""
    needs("git")
    made = Repository(small)
    made.parted()
    return made


def merge(it: Repository) -> str:
    it.commit("周宁", "mine")
    it.git("merge", "-q", "other", code=1)
    return "git commit --no-edit"


def rebase(it: Repository) -> str:
    it.commit("周宁", "mine")
    it.git("rebase", "-q", "other", code=1)
    return "git rebase --continue"


def rebase_apply(it: Repository) -> str:
    it.commit("周宁", "mine")
    it.git("rebase", "-q", "--apply", "other", code=1)
    return "git rebase --continue"


def cherry_pick(it: Repository) -> str:
    it.commit("周宁", "mine")
    it.git("cherry-pick", "other", code=1)
    return "git cherry-pick --continue"


def stash_pop(it: Repository) -> str:
    it.git("stash", "-q")
    it.git("merge", "-q", "--ff-only", "other")
    it.git("stash", "pop", "-q", code=1)
    return "git commit"


def pull_with_autostash(it: Repository) -> str:
    it.git("-c", "merge.conflictStyle=diff3", "rebase", "-q", "--autostash", "other", code=None)
    return "git commit"


WAYS = [merge, rebase, rebase_apply, cherry_pick, stash_pop, pull_with_autostash]
Way = Callable[[Repository], str]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_yours_is_what_you_wrote(repository: Repository, way: Way) -> None:
    """However git came to the conflict and whichever side it put on top; and the commands named end what it began."""
    go_on = way(repository)
    before = repository.text(CARD), repository.text(VISIT)
    said = repository.terminal.run("resolve", code=1)
    assert "    grade: yours VIP · the other's B (李雷, 2026-11-20)\n" in said
    assert (
        "    yours:\n      | 周宁谈了新品。\n    the other's (李雷, 2026-11-20):\n      | 李雷谈了返点。\n"
        in said
    )
    assert said.endswith(
        "2 conflicts; take all with --mine, --theirs or --both, or one by one on a terminal\n"
    )
    assert (repository.text(CARD), repository.text(VISIT)) == before
    assert f"{CARD}: resolved\n" in repository.terminal.run("resolve", "--mine", CARD)
    said = repository.terminal.run("resolve", "--theirs")
    assert repository.text(CARD) == CARD_BEFORE.replace("grade: A", "grade: VIP")
    assert "\n李雷谈了返点。\n" in repository.text(VISIT)
    assert "<<<" not in repository.text(VISIT)
    commands = [line.strip() for line in said.splitlines() if line.startswith("  git ")]
    assert commands[-1] == go_on
    assert ("git stash drop" in said) is (go_on == "git commit")
    repository.git("add", "-A")
    repository.git(*go_on.split()[1:], *(["-m", "x"] if go_on == "git commit" else []))
    assert repository.git("status", "--porcelain") == ""
    assert "grade: VIP\n" in repository.git("show", f"HEAD:{CARD}")


def test_the_command_for_git_can_be_pasted(repository: Repository) -> None:
    """Names with blanks and Chinese characters, from below the root too."""
    repository.git("mv", CARD, "customers/向阳 镇.md")
    repository.commit("周宁", "moved")
    repository.git("merge", "-q", "other", code=1)
    below = Terminal(repository.terminal.folder / "visits", repository.terminal.folder)
    said = below.run("resolve", "--mine")
    command = next(line.strip() for line in said.splitlines() if line.startswith("  git add"))
    assert "'../customers/向阳 镇.md'" in command
    subprocess.run(shlex.split(command), cwd=below.folder, check=True)
    assert repository.git("ls-files", "-u") == ""


def test_both_stay_where_both_can(repository: Repository) -> None:
    """The sentences one below the other; a field has one value, so it is left and said."""
    merge(repository)
    said = repository.terminal.run("resolve", "--both", code=1)
    assert "周宁谈了新品。\n李雷谈了返点。\n" in repository.text(VISIT)
    assert "<<<<<<<" in repository.text(CARD)
    assert "1 conflicts are left, where only one version can stand: take one with --mine or --theirs" in said
    assert "git learns of what is resolved by:  git add --" in said


@pytest.mark.parametrize("way", [merge, rebase, stash_pop], ids=lambda way: way.__name__)
@pytest.mark.parametrize("mine", [True, False])
def test_a_note_that_one_side_deleted(small: Terminal, way: Way, *, mine: bool) -> None:
    """Git writes no marks then: who deleted it is said, and what to type to keep it or to let it go."""
    needs("git")
    it = Repository(small)
    it.git("checkout", "-qb", "other")
    it.git("rm", "-q", CARD) if mine else it.change(CARD, "grade: A", "grade: B")
    it.commit("李雷", "other")
    it.git("checkout", "-q", "main")
    it.change(CARD, "grade: A", "grade: VIP") if mine else it.git("rm", "-q", CARD)
    go_on = way(it)
    did = (
        "you changed it, and the other side deleted it or gave it another name"
        if mine
        else "you deleted it or gave it another name, and the other side changed it"
    )
    said = (
        f"{CARD}: {did}\n  to keep it:  git add -- '{CARD}'\n  to delete it:  git rm -- '{CARD}'\n"
        f"and when nothing is left to decide:  {go_on}\n"
    )
    assert it.terminal.run("resolve", code=1) == said
    assert it.terminal.run("resolve", "--mine", CARD, code=1) == said
    assert it.terminal.run("resolve", "--list") == said
    assert it.terminal.run("resolve", VISIT) == "no conflicts: there is nothing to resolve\n"
    it.git(*shlex.split(said.splitlines()[1 if mine else 2].partition("git ")[2]))
    assert it.git("ls-files", "-u") == ""
    assert it.terminal.run("resolve") == "no conflicts: there is nothing to resolve\n"


def test_what_is_still_wrong_is_said(repository: Repository) -> None:
    """The note is read again: a field that stands twice now, a mark that was forgotten."""
    repository.git("checkout", "-q", CARD, VISIT)
    text = repository.text(CARD)
    text = text.replace(
        "grade: A\n", "grade: A\n<<<<<<< HEAD\nphone: 1\n=======\ngrade: B\n>>>>>>> 1234567 (x)\n"
    )
    repository.terminal.write(CARD, text.replace("老客户。", "老客户。\n>>>>>>> 7654321"))
    assert "  line 19: a mark that was left over: >>>>>>> 7654321\n" in repository.terminal.run(
        "resolve", "--list"
    )
    said = repository.terminal.run("resolve", "--theirs")
    assert "now look at this in the note:" in said
    assert f"{CARD}:8:1: error KJ105" in said
    assert repository.text(CARD).endswith("老客户。\n")


def test_outside_git_the_marks_alone_tell(small: Terminal) -> None:
    """A label in brackets is shown; there is no step for git."""
    text = (small.folder / CARD).read_text(encoding="utf-8")
    conflicted = "<<<<<<< HEAD\ngrade: A\n=======\ngrade: B\n>>>>>>> 3f2a1c9 (李雷)\n"
    (small.folder / CARD).write_bytes(
        text.replace("grade: A\n", conflicted).replace("\n", "\r\n").encode("gb18030")
    )
    assert "grade: yours A · the other's B (李雷)" in small.run("resolve", "--list")
    said = small.run("resolve", "--theirs")
    assert "git" not in said
    expected = text.replace("grade: A\n", "grade: B\n").replace("\n", "\r\n").encode("gb18030")
    assert (small.folder / CARD).read_bytes() == expected


def test_secret_values_are_not_shown(small: Terminal) -> None:
    """On a pipe never, with `--secret` neither."""
    text = (small.folder / CARD).read_text(encoding="utf-8")
    small.write(
        CARD, text.replace("grade: A\n", "<<<<<<< a\nhealth: 高血压\n=======\nhealth: 糖尿病\n>>>>>>> b\n")
    )
    said = small.run("resolve", code=1) + small.run("check", code=1)
    assert "health: yours ●●● · the other's ●●● (b)" in said
    assert "yours health=●●●, the other's (b) health=●●●" in said
    assert "高血压" not in said
    assert "糖尿病" not in said
    assert "secret values are shown on a terminal only" in small.run("resolve", "--secret", code=2)
    with_both = small.run("resolve", "--both", code=1)
    assert "高血压" not in with_both


def test_paths_that_are_not_there(small: Terminal) -> None:
    """A file that does not exist, one outside; a note without conflicts has nothing to resolve."""
    assert "there is no file nichts.md" in small.run("resolve", "nichts.md", code=2)
    assert "is not in this journal" in small.run("resolve", "..", code=2)
    assert small.run("resolve", CARD) == "no conflicts: there is nothing to resolve\n"


def test_a_note_that_changes_meanwhile_is_not_overwritten(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody resolves it in an editor while the question stands."""
    merge(repository)
    real = deciding.Deciding.write
    card = repository.terminal.folder / CARD

    def saved(self: deciding.Deciding) -> int:
        card.write_text("---\nname: 别的\n---\n", encoding="utf-8")
        return real(self)

    monkeypatch.setattr(deciding.Deciding, "write", saved)
    with pytest.raises(Stop, match="somebody else is changing it just now"):
        resolve.run(journal(repository.terminal.folder), paths=[str(card)], take_all="mine")
    assert card.read_text(encoding="utf-8") == "---\nname: 别的\n---\n"


def test_one_by_one_on_a_terminal(repository: Repository) -> None:
    """Field by field, text by text: what is skipped stays as git left it."""
    pty = pytest.importorskip("pty")
    merge(repository)
    answers = [b"x\nt\ns\n", b"b\n"]
    expected = [("grade: B\n", "<<<<<<<", 1), ("grade: B\n", "周宁谈了新品。\n李雷谈了返点。\n", 0)]
    for answer, (card, visit, code) in zip(answers, expected, strict=True):
        main, side = pty.openpty()
        os.write(main, answer)
        process = subprocess.Popen(
            [sys.executable, "-m", "kjournal", "resolve"], cwd=repository.terminal.folder,
            env=repository.terminal.environment, stdin=side, stdout=side, stderr=side,
        )  # fmt: skip
        os.close(side)
        said = _all(main)
        assert process.wait(timeout=30) == code, said
        assert card in repository.text(CARD)
        assert visit in repository.text(VISIT)
    assert "take (m) yours, (t) the other's, (b) both, (s) skip" in said


def _all(handle: int) -> str:
    """What a terminal showed."""
    said = b""
    while True:
        try:
            part = os.read(handle, 1 << 16)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        said += part
    os.close(handle)
    return said.decode()


def test_the_badnotes_are_resolved(small: Terminal) -> None:
    """In the header, in the text, across the fence, a forgotten mark: all are readable afterwards."""
    shapes = {
        "a": "<<<<<<< HEAD\ngrade: A\n=======\ngrade: B\n>>>>>>> 3f2a1c9 (李雷)\n---\n正文\n",
        "b": "grade: A\n---\n<<<<<<< HEAD\n谈了新品\n=======\n谈了返点\n>>>>>>> origin/main\n",
        "c": "<<<<<<< HEAD\ngrade: A\n---\n谈了新品\n=======\ngrade: B\n---\n谈了返点\n>>>>>>> theirs\n",
        "d": "grade: A\n>>>>>>> 3f2a1c9\n---\n正文\n",
    }
    for name, shape in shapes.items():
        head = f"---\nname: 王{name}\nclass: 其他\nregion: 镇\nphone: 19900000001\naddress: 街\n"
        small.write(f"customers/{name}.md", head + shape)
    small.run("resolve", "--mine")
    assert small.run("check", "--select", "KJ0", "--select", "KJ1").endswith(": no problems\n")
    bodies = [(small.folder / f"customers/{name}.md").read_text(encoding="utf-8") for name in shapes]
    assert [text.split("address: 街\n")[1] for text in bodies] == [
        "grade: A\n---\n正文\n", "grade: A\n---\n谈了新品\n", "grade: A\n---\n谈了新品\n", "grade: A\n---\n正文\n",
    ]  # fmt: skip
    assert isinstance(small.folder, Path)
