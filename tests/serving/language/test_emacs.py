"""An editor that people use: Emacs with eglot, which is its own from Emacs 29 on and a package before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parts import needs

SCRIPT = Path(__file__).with_name("eglot.el")


def test_eglot(root: Path) -> None:
    """It goes to the card, marks what is wrong behind an emoji to the character, and says it in Chinese."""
    needs("emacs")
    known = subprocess.run(
        ["emacs", "--batch", "--eval", "(require 'eglot)"], capture_output=True, check=False
    )
    if known.returncode:
        pytest.skip("this Emacs has no eglot")
    done = subprocess.run(
        ["emacs", "--batch", "-l", str(SCRIPT)],
        env={**os.environ, "JOURNAL": str(root), "PYTHON": sys.executable, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    said = done.stdout.splitlines()
    assert said[:2] == ["definition=(名称: 向阳镇卫生院)", "marked=😀向阳真卫生院"], done.stderr
    assert said[2].endswith("没有叫“😀向阳真卫生院”的客户"), done.stdout
