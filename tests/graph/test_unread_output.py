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
from tests.graph.conftest import Journal, sample_at

PIPE = 4096
"""Bytes that a pipe takes before its writer waits: the least there is."""
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="how large a pipe is, is Linux's to say"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """The sample with more to tell, and to mend, than a pipe takes; read once for all commands."""
    made = sample_at(tmp_path_factory.mktemp("filled") / "sample")
    for number in range(99):
        made.write(f"customers/新{number}.md", f"---\n名称：新店{number}\n类别：村镇药店\n---\n")
    subprocess.run(command(made.root, "today"), env=environment(), stdout=subprocess.DEVNULL, check=True)
    return made


@pytest.mark.parametrize(
    "words",
    [["today"], ["agenda"], ["agenda", "--format", "ics"], ["check", "--fix", "--diff"], ["why", "峨江县人民医院"], ["find", "--limit", "100", "店"]],
    ids=" ".join,
)  # fmt: skip
def test_a_pager_that_waits(words: list[str], filled: Journal) -> None:
    """The command has come to its print, and another may write."""
    with subprocess.Popen(
        command(filled.root, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(PYTHONUNBUFFERED="1"),
    ) as process:
        assert process.stdout is not None
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PIPE)
        until(lambda: waiting(process.stdout.fileno()), "the first bytes")  # type: ignore[union-attr]
        with writing(home(filled.root), "a test", wait=0):
            pass
        said = process.stdout.read()
    assert len(said) > PIPE  # it had to wait for its reader
    assert process.returncode == (1 if "--diff" in words else 0)


def waiting(descriptor: int) -> int:
    """The bytes that stand in a pipe."""
    found = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, found)
    return found[0]
