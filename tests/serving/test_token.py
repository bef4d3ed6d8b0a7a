"""The feeds' token: made once, kept to its owner, renewed on demand."""

from __future__ import annotations

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kjournal.serving.token import NoToken, data_folder, new_token, token

POSIX = os.name == "posix"


def test_made_once_and_kept(tmp_path: Path) -> None:
    """Unguessable, the same at every call, another one for another journal."""
    made = token("li-2026", folder=tmp_path)
    assert isinstance(made, str)
    assert re.fullmatch(r"[\w-]{32}", made)
    assert token("li-2026", folder=tmp_path) == made
    assert token("wang-2026", folder=tmp_path) != made
    assert sorted(path.name for path in (tmp_path / "tokens").iterdir()) == ["li-2026", "wang-2026"]


@pytest.mark.skipif(not POSIX, reason="permission bits")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    """Mode 0600 from the first byte, and again when somebody opened it up."""
    token("x", folder=tmp_path)
    file = tmp_path / "tokens" / "x"
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    file.chmod(0o644)
    token("x", folder=tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_new_one_ends_the_old_one(tmp_path: Path) -> None:
    """`--new-token` gives another, which stays."""
    old = token("x", folder=tmp_path)
    new = new_token("x", folder=tmp_path)
    assert old != new == token("x", folder=tmp_path)


@pytest.mark.parametrize("damaged", [b"", b"short", b"\0" * 32, b"x" * 33, "令".encode() * 11])
def test_a_damaged_one_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    """An empty or broken file is no token."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "tokens" / "x").write_bytes(damaged)
    made = token("x", folder=tmp_path)
    assert isinstance(made, str)
    assert made == token("x", folder=tmp_path)


def test_two_at_once_agree(tmp_path: Path) -> None:
    """Whoever comes second takes the first one's."""
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: token("x", folder=tmp_path), range(64)))
    assert len(made) == 1
    assert [path.name for path in (tmp_path / "tokens").iterdir()] == ["x"]


def test_no_place_to_keep_it(tmp_path: Path) -> None:
    """A file in the folder's place is told, in a sentence."""
    (tmp_path / "tokens").write_text("x")
    answer = token("x", folder=tmp_path)
    assert answer == NoToken(f"The feeds' token cannot be kept in {tmp_path / 'tokens'}: File exists")


@pytest.mark.skipif(not POSIX, reason="links")
def test_a_token_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    """Another token would silently end all subscriptions."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "tokens" / "x").symlink_to("/etc/hostname")
    assert isinstance(token("x", folder=tmp_path), NoToken)


@pytest.mark.skipif(not POSIX, reason="HOME")
def test_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No HOME and no name for the user's number: a sentence that says what to set."""
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    assert data_folder() == NoToken(
        "There is no home folder to keep the feeds' token in; set HOME or XDG_DATA_HOME."
    )
    assert isinstance(token("x"), NoToken)
    monkeypatch.setenv("HOME", "/home/li")
    assert isinstance(data_folder(), Path)
