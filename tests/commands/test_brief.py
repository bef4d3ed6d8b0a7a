"""brief: what a terminal shows before a visit."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kjournal.commands.brief import _wrapped
from kjournal.findings.cells import cells
from tests.commands.conftest import Terminal


def test_the_text(small: Terminal) -> None:
    """Part by part in the order of the page, today's aim last; parts that hold nothing are left out."""
    assert (
        small.run("brief", "向阳镇卫生院")
        == """\
向阳镇卫生院 (XY-01)  A  正常
乡镇卫生院 · 向阳镇 · 李雷 · visit on 2026-11-20 Fri · agreed for 2026-11-25 Wed
0778-0000001 · 罗秀英 19900000002 · 街口

Watch out    △ medical staff and public servants: good words only, nothing of
             value
We owe       送说明书 → 罗医生 by 2026-11-24
Last talks   2026-11-10 上门 罗秀英 谈了新品,下次带说明书。
Left open    2026-11-25 送资料
Bring        送说明书
             送资料
Ask          Nature; Category sales; Restock days; Restock channel; Settlement;
             Needs; Opinion
             Ask how content they are (never asked)
Stock        never looked at: ask today
People       罗秀英 内科 · 医生 [decides]
Days near    2026-11-27 Fri 罗秀英 birthday
Today's aim  Keep the promise: 送说明书
             · Find out: Nature
             · planned for 2026-11-25: 送资料
"""
    )


def test_the_day_of_the_visit(small: Terminal) -> None:
    """Promises, birthdays and bands are seen from it; it is typed as people type days."""
    said = small.run("brief", "XY-01", "--date", "11-26")
    assert "visit on 2026-11-26 Thu" in said
    assert "▲ 1 promise of ours is past its day" in said
    assert "Days near    2026-11-27 Fri 罗秀英 birthday" in said
    assert "visit on 2026-11-21 Sat" in small.run("brief", "XY-01", "--date", "明天")
    assert small.run("brief", "XY-01", "--date", "2027-06-01").startswith(
        "向阳镇卫生院 (XY-01)  A  久未联系\n"
    )
    assert "is not a date" in small.run("brief", "XY-01", "--date", "昨儿个", code=2)


def test_neighbours_of_another_day(small: Terminal) -> None:
    """Who is due by then, although not today; the stored list is that of today."""
    small.write(
        "customers/向阳药店.md", "---\nname: 向阳药店\nclass: 村镇药店\nregion: 向阳镇\nrep: 李雷\n---\n"
    )
    small.write("visits/2026-11-01-向阳药店.md", "---\n---\n看了货架。\n")
    assert "On the way" not in small.run("brief", "XY-01")
    then = small.run("brief", "XY-01", "--date", "2027-01-25")
    assert (
        "On the way   向阳药店  same town  将到  last 2026-11-01  visit planned for\n             2027-01-30"
        in then
    )


def test_who_is_meant(small: Terminal) -> None:
    """A customer is named as for `why`."""
    assert small.run("brief", "wjyd").startswith("王记药店 (王记药店)")
    assert "no customer is called" in small.run("brief", "无名", code=2)


def test_secret_values_stay_in_the_note(small: Terminal) -> None:
    """Without --secret none is printed, with it only on a terminal."""
    small.write("customers/王记药店.md", SECRETS)
    assert not [word for word in ("糖尿病", "小宝", "老母亲") if word in small.run("brief", "王记药店")]
    assert "on a terminal only" in small.run("brief", "王记药店", "--secret", code=2)


SECRETS = (
    "---\nname: 王记药店\nclass: 村镇药店\nregion: 板坡镇\nrep: 李雷\nhealth: 糖尿病\n"
    "family: [{relation: 儿子, name: 小宝, birthday: 2015-06-01, school: 小学五年级}]\n"
    "life_events: [{date: 2026-01-10, kind: 生病, who: 父母, note: 老母亲住院}]\n---\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_secret_values_on_a_terminal(small: Terminal) -> None:
    """Above the aim, each with whose it is."""
    small.write("customers/王记药店.md", SECRETS)
    said = on_a_terminal(small, "brief", "王记药店", "--secret")
    assert said.endswith(
        "Secret       生病 Who 父母\n"
        "             生病 Note 老母亲住院\n"
        "             儿子 Name 小宝\n"
        "             儿子 Birthday 6月1日 (2015)\n"
        "             Health 糖尿病\n"
        "Today's aim  Find out: Nature\n"
    )


def on_a_terminal(terminal: Terminal, *words: str) -> str:
    """What a command prints where its output is a terminal."""
    import pty  # not on Windows

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "kjournal", *words]
    with subprocess.Popen(command, cwd=terminal.folder, env=terminal.environment, stdout=follower) as running:
        os.close(follower)
        said = b"".join(iter(lambda: _read(leader), b""))
        assert running.wait(60) == 0
    os.close(leader)
    return said.decode().replace("\r\n", "\n")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 1 << 12)
    except OSError:  # Linux says so where the other side is closed
        return b""


@pytest.mark.parametrize("width", [20, 33, 40, 80])
def test_lines_fit(width: int) -> None:
    """No piece is wider than the terminal but for one sign that must not begin a line; nothing is lost."""
    text = "先给三千，余下讲20号。老客户，不拉脸，但是要记 the discount of 2026-11-20 too。（完）"
    pieces = list(_wrapped(text, width))
    assert all(cells(piece) <= width + 2 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert not [piece for piece in pieces if piece[0] in "，。）"]
