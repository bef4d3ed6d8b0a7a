"""Run the graph at every change of a journal.

Two threads of watchdog's put what they hear into a queue; one worker waits until it is quiet (`patience`), until git
is done (`gitstate`), and runs. Whatever goes wrong is said, and the watch goes on.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import TYPE_CHECKING

from kjournal.files.gitfolder import git_folder
from kjournal.files.spelling import Spelling
from kjournal.serving import gitstate
from kjournal.serving.gitstate import GitPause, signs
from kjournal.serving.memory import Memory
from kjournal.serving.patience import Clock, Patience, Reason, WatchSettings
from kjournal.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from kjournal.serving.notices import Notices

__all__ = ["Clock", "Reason", "WatchSettings", "Watcher"]

TICK = 1.0
"""Seconds between two looks at the clock and at the watch's health."""

ENDING = 0.8
"""Seconds that `stop` waits for a run to end; files are written whole or not at all, so it may be left alone."""

_FOLDER, _OVERFLOW, _GIT = "\0folder", "\0overflow", "\0git"  # no path holds NUL


class Watcher:
    """Calls `rebuild` with a `Reason` at the start and after every change, never twice at once.

    `rebuild` returns the paths of notes that are missing from the disk, are not in `reason.gone`, and were therefore
    kept (nothing: there are none). What it raises goes to `failed`, which says so by default; it is tried again.
    """

    def __init__(
        self,
        root: Path,
        *,
        rebuild: Callable[[Reason], Collection[str] | None],
        clock: Clock,
        settings: WatchSettings,
        say: Callable[[str], None],
        failed: Callable[[Exception], None] | None = None,
        broke: Callable[[], None] = lambda: None,
    ) -> None:
        self.root, self.clock, self.settings = root.resolve(), clock, settings
        self.rebuild, self.say = rebuild, say
        self.failed = failed or self._say_failure
        self.broke = broke  # called when a mistake of ours ended the worker: `broken` is it
        self.patience = Patience(settings, clock.monotonic(), clock.now())
        self.notices: Notices | None = None
        self.memory = Memory()
        self.polls = ""
        self.absent = False
        self.git_pause = GitPause()
        self.heard: deque[tuple[str, float]] = deque()
        self.wake, self.ending = threading.Event(), threading.Event()
        self.worker: threading.Thread | None = None
        self.broken: Exception | None = None

    def start(self) -> None:
        """Begin, in threads of its own."""
        self.worker = threading.Thread(target=self._work, name="kjournal-watch", daemon=True)
        self.worker.start()

    def stop(self) -> None:
        """End within a second; a run that takes longer is left behind and changes nothing that is half done."""
        self.ending.set()
        self.wake.set()
        if self.worker is not None:
            self.worker.join(ENDING)

    def run_forever(self, stop_event: threading.Event) -> None:
        """Watch until `stop_event` is set. Raises what ends the worker, which only a mistake of ours does."""
        self.start()
        try:
            while not stop_event.wait(0.2) and self.broken is None:  # on Windows Ctrl-C ends no endless wait
                pass
            if self.broken is not None:
                raise self.broken
        finally:
            self.stop()

    def touched(self, path: str) -> None:
        """Somebody else than the system knows of a change: an editor that has just saved."""
        self._hear(path)

    def half_read(self) -> None:
        """Git changed notes while the graph read them: look again when it is done."""
        self._hear(_GIT)

    def follow(self, settings: WatchSettings) -> None:
        """Watch by these settings from now on: the journal's were changed."""
        self.settings = self.patience.settings = settings

    def _work(self) -> None:
        """The worker's life."""
        try:
            while not self.ending.is_set():
                self._attend()
                self._turn()
                self._rest()
        except Exception as error:  # noqa: BLE001  ours: shown by the thread that runs the watch
            self.broken = error
            self.broke()
        finally:
            if self.notices is not None:
                self.notices.stop()

    def _rest(self) -> None:
        """Until there is something to do.

        An event wakes; but where the end of a storm is awaited, further events only put it off, and waking for each
        of them would keep watchdog's threads from reading.
        """
        due, now = self.patience.due(), self.clock.monotonic()
        if self.absent:
            self.ending.wait(TICK)
        elif due is None:
            self.wake.wait(TICK)
        elif due > now:
            alarm = self.wake if due - now > self.settings.quiet_many else self.ending
            alarm.wait(min(due - now, TICK))
        self.wake.clear()

    def _attend(self) -> None:
        """See to the watch itself: begin it, and begin anew where it died or its folder was replaced."""
        if not os.path.isdir(self.root):  # noqa: PTH112  Path.is_dir raises where it may not look
            if not self.absent:
                self.say(_("The journal's folder is gone; waiting for it: {path}").format(path=self.root))
            self.absent = True
            return
        again = self.notices is not None
        if self.notices is not None:
            if self.notices.healthy() and not self.absent:
                return
            self.notices.stop()
        self.absent = False
        self._listen()
        if again:
            self.patience.ask("lost", self.clock.monotonic())

    def _listen(self) -> None:
        """Begin a watch and say when it has to poll."""
        from kjournal.serving.notices import Heard, Notices  # watchdog: loaded when a watch begins

        self.notices = Notices(
            self.root,
            self.settings,
            Heard(self._hear, lambda: self._hear(_FOLDER), lambda: self._hear(_OVERFLOW)),
        )
        try:
            polls = self.notices.start()
        except (
            OSError,
            RuntimeError,
        ) as error:  # tried again at the next tick; the regular scan goes on meanwhile
            self.notices.stop()
            polls = str(error)
        if polls and polls != self.polls:
            self.say(
                _("The system gives no notice of changes here ({why}); looking again and again.").format(
                    why=polls
                )
            )
        self.polls = polls

    def _hear(self, what: str) -> None:
        """An event, from watchdog's threads: put it down and wake the worker."""
        self.heard.append((what, self.clock.monotonic()))
        if not self.wake.is_set():
            self.wake.set()

    def _turn(self) -> None:
        """Take in what was heard and what the time is; run when it is time to."""
        self._take_in()
        self.patience.tick(self.clock.monotonic(), self.clock.now())
        due = self.patience.due()
        if due is None or due > self.clock.monotonic() or self.absent:
            return
        if not self._git_is_quiet():
            return
        self._take_in()
        spelling = Spelling(self.root)
        missing = [path for path in self.patience.dirty if self._missing(path, spelling)]
        reason = self.patience.settle(self.clock.monotonic(), missing)
        if reason is not None and os.path.isdir(self.root):  # noqa: PTH112
            self._run(reason)

    def _missing(self, path: str, spelling: Spelling) -> bool:
        """Whether a note is not there, or is empty: many editors empty the file before they write it."""
        try:
            return os.lstat(self.root / path).st_size == 0 or not spelling.is_so(path)
        except OSError:
            return True

    def _take_in(self) -> None:
        """Empty the queue."""
        while self.heard:
            what, at = self.heard.popleft()
            if what == _FOLDER:
                self.patience.touched_folder(at)
            elif what == _OVERFLOW:
                self.patience.ask("overflow", at)
            elif what == _GIT:
                self.patience.ask("git", at)
            else:
                self.patience.touched(what, at)

    def _git_is_quiet(self) -> bool:
        """Wait while git is in the middle of something; false: the watch ends."""
        folder = git_folder(self.root)
        while folder is not None and self.git_pause.busy(
            signs(folder), self.clock.monotonic(), self.patience.last
        ):
            if self.ending.wait(gitstate.TICK):
                return False
            self._take_in()
        return True

    def _run(self, reason: Reason) -> None:
        """One run of the graph."""
        try:
            kept = self.rebuild(reason)
        except Exception as error:  # noqa: BLE001  whatever it is, the watch goes on and says so
            self.patience.failed(self.clock.monotonic())
            self.failed(error)
        else:
            self.patience.succeeded()
            self.patience.kept(kept or (), reason, self.clock.monotonic())
        self.memory.give_back()
        self.patience.tick(self.clock.monotonic(), self.clock.now(), busy=True)

    def _say_failure(self, error: Exception) -> None:
        """The sentence for a run that failed."""
        self.say(
            _("The outputs could not be renewed: {error}").format(error=str(error) or type(error).__name__)
        )
