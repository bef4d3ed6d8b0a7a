"""docs/commands.md: the command line, from the commands' own `--help`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import NamedTuple

from tests.docs.markdown import chinese, code, document, fenced, prose, table

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


AGENDA = {
    "uid": "the reminder's name, the same as in the feeds (there with `@` and the journal's id); stays while it is the same",
    "day": "the day it stands on, `2026-11-20`",
    "start": "the time, `08:30`; null: all day",
    "minutes": "how long; null: all day",
    "kind": "`visit`, `birthday`, `promise` or `money`",
    "rule": "the care rule, [rules](rules.md)",
    "rep": "the id of the rep it is for; empty: nobody's",
    "customer": "the id of the customer; empty: a list of several",
    "name": "whom it is about",
    "verb": "what to do, in the journal's language",
    "what": "what was promised or agreed; empty for all others",
    "why": "the reason, in the journal's language",
    "lines": "what helps at the door",
    "due": "the day by arithmetic, where there is one; null: none",
    "band": "正常, 将到, 超期 or 久未联系, of visits and calls; else empty",
    "open": "whether it is to be done still when its day has passed",
    "fixed": "whether it is an appointment with its time",
    "location": "where",
    "page": "its customer's page below the site",
}
"""What `agenda --format json` gives for each reminder: a promise."""
NOTES = {
    "kjournal brief": (
        "What stands in it and where each part comes from: [the brief](brief.md). The page `briefs/….html` says the same.",
    ),
    "kjournal agenda": (
        (
            "`--format json` gives `from`, `to` and `reminders`, by day and time; no key goes or changes its meaning before 2.0."
            " Amounts stand in words only. It holds private things, as the terminal does, and no secret one."
        ),
        table(("Key", "Holds"), [(code(key), means) for key, means in AGENDA.items()]),
        (
            "`--format ics` gives the same entries as the feeds, byte for byte, to import once; a feed that is subscribed to"
            " keeps itself current. With `--rep` it tells as much as the rep's own feed, else as much as that of the whole"
            " journal (`[feeds]` in the [settings](settings.md))."
        ),
    ),
}


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
        *("\n".join(part) if isinstance(part, list) else part for part in NOTES.get(one.path, ())),
    ]
