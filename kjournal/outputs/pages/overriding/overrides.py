"""Draw pages with a journal's own templates, in a process apart; where one cannot be used, say why."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kjournal import words
from kjournal.outputs.pages.environment import is_page
from kjournal.outputs.pages.overriding.cleaning import clean
from kjournal.outputs.pages.overriding.sandbox import FRAMELESS, Drawn, serve
from kjournal.outputs.pages.overriding.sources import Sources
from kjournal.patterns import regex
from kjournal.words import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

START = 30.0
"""Seconds for the process to begin and to draw its first page."""
PATIENCE = 5.0
"""Seconds for one more page."""
LARGEST = 16 << 20
"""Bytes of one answer."""
PART = "_"
"""How the names of templates begin that only others include."""
_KIND = regex(r"[a-z-]+")


class Overrides:
    """The templates of one journal during one publication."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.spent: set[str] = set()  # took too long or too much once: not tried again
        self.refused: dict[str, str] = {}  # why, by file
        for name in sources.unreadable:
            self.refused[name] = _("it cannot be read as UTF-8 text")
        for name in sources.texts:
            if not name.startswith(PART) and not is_page(name):
                self.refused[name] = _("there is no page of that name; a part of others begins with _")
        self._process: _Process | None = None

    def has(self, template: str) -> bool:
        """Whether the journal has a template of its own for these pages."""
        return template in self.sources.texts and template not in self.spent

    def draw(self, template: str, values: Mapping[str, Any]) -> Drawn | None:
        """What the journal's template puts on a page, cleaned; None where it cannot be used."""
        answer = self._asked(template, values)
        if answer.refused:
            self.refused[template] = answer.refused
            return None
        kind = " ".join(_KIND.findall(answer.kind))
        return Drawn(unescape(answer.title), kind, clean(answer.main))

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _asked(self, template: str, values: Mapping[str, Any]) -> Drawn:
        fresh = self._process is None
        if self._process is None:
            self._process = _Process.begin(self.sources.texts)
        try:
            answer = self._process.ask(pickle.dumps((template, dict(values))), START if fresh else PATIENCE)
        except TimeoutError:
            self._give_up(template)
            answer = Drawn(
                refused=_("it took longer than {seconds} seconds").format(seconds=f"{PATIENCE:.0f}")
            )
        except (EOFError, OSError, msgspec.MsgspecError):
            self._give_up(template)
            answer = Drawn(refused=_("drawing it took too much memory, or ended by itself"))
        if answer.refused == FRAMELESS:
            return Drawn(refused=_("it does not extend {frame}").format(frame="base.html"))
        return answer

    def _give_up(self, template: str) -> None:
        self.spent.add(template)
        self.close()


class _Process(NamedTuple):
    """The process that draws, and the way to it."""

    process: SpawnProcess
    connection: Connection

    @classmethod
    def begin(cls, texts: dict[str, str]) -> _Process:
        from multiprocessing import get_context  # only for a journal with templates of its own

        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, texts, words.language()), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def ask(self, question: bytes, patience: float) -> Drawn:
        self.connection.send_bytes(question)
        if not self.connection.poll(patience):
            raise TimeoutError
        return msgspec.json.decode(self.connection.recv_bytes(LARGEST), type=Drawn)

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()
