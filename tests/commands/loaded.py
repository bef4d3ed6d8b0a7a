"""A kjournal that has loaded its modules and forks for every command: a process of its own each, a third of a second sooner.

Where there is no fork, each command is a Python of its own.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

_FROM = "import sys; sys.path[:] = {path!r}; from tests.commands.loaded import serve; serve()"


class Loaded:
    """The process that forks, as a test sees it; it speaks the language of `environment`, and ends with its input."""

    def __init__(self, environment: dict[str, str]) -> None:
        program = _FROM.format(path=sys.path)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def run(self, words: tuple[str, ...], folder: Path, environment: dict[str, str], to: Path) -> int:
        """Run a command in a folder; what it prints is then in `to`/out and `to`/err. Its exit code."""
        hear, say = self._pipes()
        hear.write(json.dumps([words, str(folder), environment, str(to)]) + "\n")
        hear.flush()
        return int(say.readline())

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        return self.process.stdin, self.process.stdout

    def end(self) -> None:
        """Let it end."""
        for pipe in self._pipes():
            pipe.close()
        self.process.wait(10)


def serve() -> None:
    """The life of the process."""
    import kjournal

    for module in pkgutil.walk_packages(kjournal.__path__, "kjournal."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _command(*json.loads(line))
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _command(words: list[str], folder: str, environment: dict[str, str], to: str) -> None:
    """Be the process of one command."""
    from kjournal import cli

    code: object = 70
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        for name, handle in ((os.devnull, 0), (f"{to}/out", 1), (f"{to}/err", 2)):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), handle)
        sys.argv = ["kjournal", *words]
        cli.main()
    except SystemExit as done:
        code = done.code
    finally:
        os._exit(code if isinstance(code, int) else 1)
