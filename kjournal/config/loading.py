"""The settings file: where it lies, and what its text gives."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from kjournal.config.building import Builder, plain_name
from kjournal.config.settings import Settings
from kjournal.patterns import regex
from kjournal.words import _

FILE = "kjournal.toml"
PYPROJECT = "pyproject.toml"
_TWICE = regex(r"^Cannot declare .* twice \(at line (\d+)")


class Unreadable(Exception):  # noqa: N818  it says what is so
    """The settings file cannot be read at all; the message says where and why."""


def find_root(start: Path) -> Path | None:
    """The journal that `start` lies in: the nearest folder upwards with settings, or with `customers/`."""
    for folder in (start, *start.parents):
        if has_settings(folder):
            return folder
    return start if (start / "customers").is_dir() or (start / "visits").is_dir() else None


def has_settings(folder: Path) -> bool:
    """Whether a folder holds the settings of a journal."""
    return (folder / FILE).is_file() or _in_pyproject(folder)


def _in_pyproject(folder: Path) -> bool:
    path = folder / PYPROJECT
    try:
        return path.is_file() and "[tool.kjournal]" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def load(root: Path) -> Settings:
    """The settings of the journal at `root`; raises `Unreadable` where the file cannot be understood at all."""
    path = root / FILE
    name = FILE
    if not path.is_file() and _in_pyproject(root):
        path, name = root / PYPROJECT, PYPROJECT
    if path.exists() and not path.is_file():  # to open a pipe would wait for whoever writes into it
        raise Unreadable(_("{file} cannot be read: {reason}").format(file=name, reason=_("it is no file")))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(journal=plain_name(root.resolve().name), title=root.resolve().name)
    except UnicodeDecodeError as error:
        raise Unreadable(_("{file} is not saved as UTF-8; save it as UTF-8").format(file=name)) from error
    except OSError as error:
        raise Unreadable(
            _("{file} cannot be read: {reason}").format(file=name, reason=error.strerror)
        ) from error
    return understood(text, name, root)


def understood(text: str, name: str, root: Path) -> Settings:
    """The settings that the text of a settings file gives; raises `Unreadable` as `load` does."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = _plainly(str(error), text)
        if re.search(r"[“”‘’＂]", text):
            reason += _("; ") + _("texts stand in plain quotes: {quotes}").format(quotes='"…"')
        raise Unreadable(
            _("{file} cannot be understood: {reason}").format(file=name, reason=reason)
        ) from error
    if name == PYPROJECT:
        table = table.get("tool", {}).get("kjournal", {})
    return Builder(name, text, root).settings(table)


def _plainly(reason: str, text: str) -> str:
    """Why a settings file is no TOML; that a heading stands twice is told with both lines."""
    match = _TWICE.search(reason)
    if match is None:
        return reason
    second = int(match[1])
    lines = [_heading(line) for line in text.splitlines()]
    heading = lines[second - 1]
    if not heading or heading not in lines[: second - 1]:
        return reason
    said = _(
        "the line {heading} stands twice, as line {first} and as line {second}: move what stands below the second "
        "one below the first, and delete the second"
    )
    return said.format(heading=heading, first=lines.index(heading) + 1, second=second)


def _heading(line: str) -> str:
    """`[checks]` of a line that begins a table, without its remark; else nothing."""
    plain = line.partition("#")[0].strip()
    return plain if plain.startswith("[") and plain.endswith("]") else ""
