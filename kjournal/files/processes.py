"""Pythons of our own: more processes for one piece of work, started in the same way on every system."""

from __future__ import annotations

import json
import sys

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import {function}; {function}()"
)


def python(module: str, function: str) -> list[str]:
    """The command line of a Python that calls one of our functions, and finds its modules where we found ours."""
    return [
        sys.executable,
        "-c",
        _PROGRAM.format(module=module, function=function),
        json.dumps(sys.path),
    ]
