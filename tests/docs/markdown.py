"""Markdown for the generated documents, and both languages of a text."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from unittest import mock

from babel.messages.mofile import write_mo

from kjournal import words
from tests.words import catalogue

HEAD = "<!-- Written by `make docs` from the code (tests/docs); a change made here is lost. -->"


@cache
def _chinese() -> gettext.GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue.read("zh_CN"))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """English or Chinese for a while, whatever is compiled."""
    spoken = gettext.NullTranslations() if language == "en" else _chinese()
    words._said.cache_clear()
    try:
        with mock.patch.multiple(words, _language=language, _catalogue=lambda _language: spoken):
            yield
    finally:
        words._said.cache_clear()


def chinese(text: str) -> str:
    """An English text of the code in Chinese."""
    return _chinese().gettext(text) if text else ""


def both(text: str) -> str:
    """A text in English and, below it, in Chinese, for the cell of a table."""
    there = chinese(text)
    return _cell(text) + (f"<br>{_cell(there)}" if there != text else "")


def code(text: str) -> str:
    """A text as it is typed; empty stays empty."""
    return f"`{text}`" if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, one line a row."""
    lines = [list(head), ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("\n", "<br>") for cell in line) + " |" for line in lines]


def fenced(text: str, kind: str = "") -> list[str]:
    """A block of text as it is."""
    return [f"```{kind}", *text.splitlines(), "```"]


def prose(text: str) -> str:
    """A text of the code as prose: nothing in it is taken for a mark."""
    for mark in "\\*_<[":
        text = text.replace(mark, f"\\{mark}")
    return text


def _cell(text: str) -> str:
    return prose(text).replace("|", "\\|")


def document(title: str, *parts: str | Iterable[str]) -> str:
    """A whole document; a blank line stands between its parts."""
    blocks = [f"# {title}", HEAD]
    blocks += [part if isinstance(part, str) else "\n".join(part) for part in parts]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"
