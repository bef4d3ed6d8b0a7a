"""watch: feeds and pages made again at every change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kjournal.commands.build import Built, sentence
from kjournal.commands.opening import Opened, Stop
from kjournal.commands.streams import say
from kjournal.commands.watching import Folders, Watched
from kjournal.words import _


def run(
    journal: Opened, *, day: date | None = None, out: Path | None = None, vdir: Path | None = None
) -> int:
    """Watch until Ctrl-C."""
    watched = Watched(journal, Folders.of(journal, out, vdir), day, _tell, "watch")
    say(_("watching {path}; Ctrl-C ends it").format(path=journal.root))
    try:
        watched.watcher(say).run_forever(watched.ended)
    except KeyboardInterrupt:
        say(_("ended"))
    if watched.fatal:
        raise Stop(watched.fatal, 1)
    return 0


def _tell(made: Built) -> None:
    say(sentence(made))
