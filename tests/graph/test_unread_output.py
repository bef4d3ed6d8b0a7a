"""Who reads what a command prints may take an hour: meanwhile the journal is nobody's."""

from __future__ import annotations

import array
import fcntl
import subprocess
import sys
import termios

import pytest

from kjournal.journal.store import home, writing
from tests.endurance.running import command, environment, until
from tests.graph.conftest import Journal

PIPE = 4096
"""Bytes that a pipe takes before its writer waits: the least there is."""
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="how large a pipe is, is Linux's to say"
)


@pytest.mark.parametrize(
    "words",
    [["today"], ["agenda"], ["agenda", "--format", "ics"], ["check", "--fix", "--diff"], ["why", "峨江县人民医院"], ["find", "--limit", "100", "店"]],
    ids=" ".join,
)  # fmt: skip
def test_a_pager_that_waits(words: list[str], sample: Journal) -> None:
    """The command has come to its print, and another may write."""
    for number in range(99):  # more to mend than a pipe takes
        sample.write(f"customers/新{number}.md", f"---\n名称：新店{number}\n类别：村镇药店\n---\n")
    sample.build()
    with subprocess.Popen(
        command(sample.root, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(PYTHONUNBUFFERED="1"),
    ) as process:
        assert process.stdout is not None
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PIPE)
        until(lambda: waiting(process.stdout.fileno()), "the first bytes")  # type: ignore[union-attr]
        with writing(home(sample.root), "a test", wait=0):
            pass
        said = process.stdout.read()
    assert len(said) > PIPE  # it had to wait for its reader
    assert process.returncode == (1 if "--diff" in words else 0)


def waiting(descriptor: int) -> int:
    """The bytes that stand in a pipe."""
    found = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, found)
    return found[0]
