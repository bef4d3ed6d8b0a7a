"""schema: what notes and settings may say, as JSON Schema for editors."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from kjournal import words
from kjournal.commands.opening import Stop
from kjournal.config.declared import SETTINGS
from kjournal.config.loading import Unreadable, find_root, load
from kjournal.config.settings import Settings
from kjournal.files import write_if_changed
from kjournal.outputs.schemas import notes, settings
from kjournal.outputs.schemas.values import Schema
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit
from kjournal.words import _

KINDS = ("customer", "visit", "settings")


def run(directory: Path, *, kind: str | None = None, out: Path | None = None) -> int:
    """Print the schema of one kind, or of each by its name; with `out` write them there as files."""
    known = _settings(directory)
    made = {name: _schema(name, known) for name in ([kind] if kind else KINDS)}
    if out is None:
        print(_text(made[kind] if kind else made), end="")
        return 0
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(_("{path} cannot be made: {reason}").format(path=out, reason=error.strerror)) from error
    for name, found in made.items():
        path = out / f"{name}.schema.json"
        written = write_if_changed(path, _text(found).encode(), durable=False)
        print(path if written else _("{path} is as it was").format(path=path))
    return 0


def _settings(directory: Path) -> Settings:
    """The journal's settings, for its classes and its own fields; outside of a journal the defaults."""
    root = find_root(directory.resolve())
    try:
        known = load(root) if root else Settings()
    except Unreadable as error:
        raise Stop(str(error)) from error
    if known.language:
        words.use(known.language)
    return known


def _schema(kind: str, known: Settings) -> Schema:
    if kind == "settings":
        return settings.schema(SETTINGS, known.classes)
    read = known.read(datetime.now(known.zone).date())
    return notes.schema(Customer if kind == "customer" else Visit, read)


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
