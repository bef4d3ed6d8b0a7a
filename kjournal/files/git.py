"""Ask git, without writing anything: what it says, or nothing where it is missing, refuses or takes too long."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

TIMEOUT = 20
"""Seconds after which an answer is not waited for any more."""


def ask(root: Path, *words: str) -> bytes | None:
    """What `git WORDS` prints about the repository at `root`; `--literal-pathspecs` before them takes paths to the letter."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
            env=_surroundings(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def line(root: Path, *words: str) -> str | None:
    """The same as text without the line ends around it."""
    said = ask(root, *words)
    return said.decode("utf-8", "replace").strip() if said is not None else None


def head(root: Path) -> str:
    """The commit that HEAD names; empty outside git or before the first one."""
    return line(root, "rev-parse", "--verify", "--quiet", "HEAD") or ""


@contextlib.contextmanager
def running(root: Path, *words: str) -> Iterator[subprocess.Popen[bytes] | None]:
    """`git WORDS`, to be read from and written to; it ends with the block, or after the time that an answer is waited for."""
    try:
        process = subprocess.Popen(
            ["git", "-C", str(root), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
        )
    except OSError:
        yield None
        return
    patience = threading.Timer(TIMEOUT, process.kill)
    patience.start()
    try:
        yield process
    finally:
        patience.cancel()
        process.kill()
        with contextlib.suppress(OSError):  # what was not read by it
            process.communicate()


def pieces(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """What a command with `-z` says, piece by piece as it comes."""
    assert process.stdout is not None  # noqa: S101  `running` asked for it
    rest = b""
    while read := os.read(process.stdout.fileno(), 1 << 16):
        *whole, rest = (rest + read).split(b"\0")
        for piece in whole:
            yield piece.decode("utf-8", "replace")


def content(process: subprocess.Popen[bytes], name: str) -> bytes | None:
    """What `cat-file --batch` says a blob holds; nothing where there is none, or git has ended."""
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  as above
    try:
        process.stdin.write(f"{name}\n".encode())
        process.stdin.flush()
        _name, kind, size = process.stdout.readline().split()
        data = process.stdout.read(int(size) + 1)
    except (OSError, ValueError):
        return None
    return data[:-1] if kind == b"blob" and len(data) == int(size) + 1 else None


def _surroundings() -> dict[str, str]:
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}
