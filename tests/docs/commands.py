"""docs/commands.md: the command line, from the commands' own `--help`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import NamedTuple

from tests.docs.markdown import chinese, document, fenced, prose

_ASK = """
import json, sys
import click
from kjournal.cli import cli

def walk(command, name, parent):
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **command.context_settings)
    found = [(context.command_path, command.help or "", command.get_help(context))]
    for inner, words in getattr(command, "commands", {}).items():
        found += walk(words, inner, context)
    return found

json.dump(walk(cli, "kjournal", None), sys.stdout)
"""


class Help(NamedTuple):
    """A command and what its `--help` says."""

    path: str
    short: str
    text: str


def helps() -> list[Help]:
    """Every command's help in English, asked of a process of its own: the words are chosen when it starts."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return [Help(*one) for one in json.loads(done.stdout)]


def markdown() -> str:
    """The document."""
    found = helps()
    return document(
        "Commands",
        "`kjournal [-C DIR] COMMAND`. Every command brings the index up to date first, and then answers: it reads what"
        " changed and nothing else. What it says is Chinese or English by the journal's `language`, else by the"
        " environment (`LANG`).",
        "A command ends with 0 where its work was done, though notes may have errors; with 1 where `check` found errors"
        " (others only with `--strict`), where `doctor` found something bad, or where the last feeds and pages had to"
        " stay; with 2 for wrong usage; with 3 for a mistake of ours, of which it leaves a report.",
        *(part for one in found for part in _command(one)),
    )


def _command(one: Help) -> list[str]:
    level = "##" if one.path.count(" ") < 2 else "###"
    return [
        f"{level} {one.path}",
        prose(chinese(one.short)),
        "\n".join(fenced("\n".join(line.rstrip() for line in one.text.splitlines()), "text")),
    ]
