"""kjournal as a terminal sees it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.commands.loaded import Loaded

ROOT = Path(__file__).parents[2]


_ENGLISH = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "XDG_"))},
    "LANG": "en_US.UTF-8",
}


def _language(environment: dict[str, str]) -> dict[str, str]:
    """What of an environment a process asks before it loads its modules."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(("LANG", "LC_", "PYTHON", "COVERAGE"))
    }


@cache
def loaded() -> Loaded:
    """A kjournal in English that has loaded its modules; begun with the first command."""
    made = Loaded(_ENGLISH)
    atexit.register(made.end)
    return made


class Terminal:
    """A terminal in a folder, speaking English."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environment = {
            **_ENGLISH, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "NO_COLOR": "1",
        }  # fmt: skip

    def run(self, *words: str, code: int | None = 0) -> str:
        """What `kjournal WORDS` prints; its exit code must be `code`."""
        done = self.ran(*words)
        assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def bytes(self, *words: str) -> bytes:
        """What `kjournal WORDS` writes, as it is."""
        command = [sys.executable, "-m", "kjournal", *words]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, check=True, timeout=60
        ).stdout

    def ran(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The finished process."""
        command = [sys.executable, "-m", "kjournal", *words]
        if not hasattr(os, "fork") or _language(self.environment) != _language(_ENGLISH):
            return subprocess.run(
                command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=60
            )  # fmt: skip
        with tempfile.TemporaryDirectory() as said:
            code = loaded().run(words, self.folder, self.environment, Path(said))
            out, err = ((Path(said) / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(command, code, out, err)

    def write(self, path: str, text: str) -> None:
        """A file in the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder."""
    folder = tmp_path / "journal"
    folder.mkdir()
    return Terminal(folder, tmp_path / "home")


@pytest.fixture
def small(terminal: Terminal) -> Terminal:
    """A terminal in a journal of two customers, in English, its day pinned."""
    terminal.write(
        "kjournal.toml",
        'journal = "small"\ntitle = "Small"\nlanguage = "en"\ntoday = "2026-11-20"\nregion = "广西/河池/峨江县"\n'
        '[reps.li]\nname = "李雷"\n[calendar]\nworkdays = 6\n',
    )
    terminal.write(
        "customers/向阳镇卫生院.md",
        "---\nname: 向阳镇卫生院\nid: XY-01\nclass: 乡镇卫生院\nregion: 向阳镇\nrep: 李雷\ngrade: A\naddress: 街口\nphone: 0778-0000001\n"
        "contacts:\n  - 罗秀英 内科 医生 19900000002 拍板 生日11月27日\n---\n老客户。\n",
    )
    terminal.write(
        "customers/王记药店.md",
        "---\nname: 王记药店\nclass: 村镇药店\nregion: 板坡镇\nrep: 李雷\naddress: 桥头\nphone: 19900000003\nbirthday: 农历1975年十月十八\n---\n",
    )
    terminal.write(
        "visits/2026-11/2026-11-10-向阳镇卫生院.md",
        "---\ncustomer: 向阳镇卫生院\npeople: [罗秀英]\nnext: 2026-11-25 送资料\n---\n谈了新品,下次带说明书。\n\n- [ ] 送说明书 给罗医生 2026-11-24\n",
    )
    return terminal


@pytest.fixture
def workshop() -> Iterator[Path]:
    """A folder outside the system's temporary one, where editors save as they do for people."""
    base = ROOT / ".kjournal-test" / f"commands-{os.getpid()}"
    base.mkdir(parents=True, exist_ok=True)
    yield base
    shutil.rmtree(base, ignore_errors=True)
