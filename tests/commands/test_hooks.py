"""The hooks for pre-commit: what they run, on which files, and what they stop."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from kjournal.cli import cli
from tests.commands.conftest import ROOT, Terminal

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.parametrize("name", HOOKS)
def test_what_they_run(name: str, small: Terminal) -> None:
    """The entry is a command line of ours; one process at a time, as the index has one writer."""
    program, *line = shlex.split(HOOKS[name]["entry"])
    assert program == "kjournal"
    assert line[0] in cli.commands
    assert "Usage" not in small.run(*line)
    assert HOOKS[name]["language"] == "python"
    assert HOOKS[name]["require_serial"]


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("customers/向阳镇/甲店.md", True),
        ("visits/2026-11/2026-11-20 甲店.MD", True),
        ("customers/甲店.md.bak", False),
        ("docs/customers/甲店.md", False),
        ("kjournal.toml", False),
    ],
)
def test_what_is_mended(path: str, runs: bool) -> None:
    """Only notes are handed to the hook that writes."""
    assert (re.search(HOOKS["kjournal-fix"]["files"], path) is not None) == runs


def test_the_whole_is_checked() -> None:
    """A deleted card is no changed file to pre-commit, and breaks notes that the commit does not touch."""
    assert HOOKS["kjournal-check"]["pass_filenames"] is False
    assert HOOKS["kjournal-check"]["always_run"] is True


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("SOAK"), reason="installs the package; SOAK=1 runs it")
@pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is not installed")
def test_with_pre_commit_itself(small: Terminal, tmp_path: Path) -> None:
    """A full-width colon is mended in a note with a Chinese name; a card that others name cannot be deleted."""
    copy = tmp_path / "kjournal"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)
    small.environment |= {"PRE_COMMIT_HOME": str(tmp_path / "hooks")}
    here = {
        "repo": str(copy),
        "rev": _git(copy, "rev-parse", "HEAD").strip(),
        "hooks": [{"id": name} for name in HOOKS],
    }
    small.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [here]}))
    small.write(".gitignore", ".kjournal/\n")
    note = small.folder / "customers/王记药店.md"
    _git(small.folder, "init", "-q")
    _git(small.folder, "add", "-A")
    _git(small.folder, "commit", "-qm", "begun")
    note.write_text(note.read_text("utf-8").replace("address: ", "address："), "utf-8")
    _git(small.folder, "add", "-A")
    done, said = _hook(small, "kjournal-fix")
    assert done == 1, said
    assert "files were modified by this hook" in said
    assert "address: 桥头" in note.read_text("utf-8")
    _git(small.folder, "add", "-A")
    for name in HOOKS:
        done, said = _hook(small, name)
        assert done == 0, said
    _git(small.folder, "rm", "-q", "-f", "customers/向阳镇卫生院.md")
    done, said = _hook(small, "kjournal-check")
    assert done == 1
    assert "visits/2026-11/2026-11-10-向阳镇卫生院.md:2:11: error KJ301 " in said


def _git(folder: Path, *line: str) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(["git", *who, *line], cwd=folder, check=True, capture_output=True, text=True).stdout


def _hook(terminal: Terminal, name: str) -> tuple[int, str]:
    done = subprocess.run(
        ["pre-commit", "run", name], cwd=terminal.folder, env=terminal.environment, capture_output=True, text=True,
        timeout=200, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr
