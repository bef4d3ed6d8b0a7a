"""watch: feeds and pages made again at every change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kjournal.commands.build import Built, sentence
from kjournal.commands.opening import Opened, Stop
from kjournal.commands.watching import Folders, Watched
from kjournal.words import _


def run(
    journal: Opened, *, day: date | None = None, out: Path | None = None, vdir: Path | None = None
) -> int:
    """Watch until Ctrl-C."""
    watched = Watched(journal, Folders.of(journal, out, vdir), day, _tell, "watch")
    print(_("watching {path}; Ctrl-C ends it").format(path=journal.root), flush=True)
    try:
        watched.watcher(_say).run_forever(watched.ended)
    except KeyboardInterrupt:
        print(_("ended"))
    if watched.fatal:
        raise Stop(watched.fatal, 1)
    return 0


def _tell(made: Built) -> None:
    print(sentence(made), flush=True)


def _say(text: str) -> None:
    print(text, flush=True)
