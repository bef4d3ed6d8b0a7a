"""serve: build, watch, and serve the pages and feeds."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path

from kjournal.commands.build import Built, sentence
from kjournal.commands.opening import Opened, Stop
from kjournal.commands.streams import say
from kjournal.commands.watching import Folders, Watched
from kjournal.outputs.pages.addresses import entrance_address, feed_address, render_addresses
from kjournal.outputs.pages.subscribe import webcal
from kjournal.serving import server
from kjournal.serving.announcer import Announcer
from kjournal.serving.token import NoToken, new_token, token
from kjournal.words import _


def run(
    journal: Opened,
    *,
    day: date | None = None,
    host: str = "127.0.0.1",
    port: int = 8321,
    new_token: bool = False,
    out: Path | None = None,
    vdir: Path | None = None,
) -> int:
    """Serve until Ctrl-C."""
    secret = _token(journal.settings.journal, anew=new_token)
    folders = Folders.of(journal, out, vdir)
    served = _Served(secret, host)
    watched = Watched(journal, folders, day, served.tell, "serve")
    app = server.make_app(
        folders.site,
        token=secret,
        hosts=server.HostList.of([*journal.settings.hosts, *_own_names(host)]),
        notice=lambda: watched.notice,
        announcer=served.announcer,
        subscribe=lambda base, word: render_addresses(served.reached()[0] or base, word, watched.families),
    )
    served.watched = watched
    watcher = watched.watcher(say)
    refused = server.serve(
        app, host, port, listening=lambda url: served.begin(url, watcher.start), stop=watched.ended
    )
    watcher.stop()
    if watcher.broken is not None:  # pages that are never renewed again are not served on
        raise watcher.broken
    if refused is not None or watched.fatal:
        raise Stop(refused.sentence if refused is not None else watched.fatal, 1)
    say("\n" + _("ended"))
    return 0


def _own_names(host: str) -> tuple[str, ...]:
    """This computer's names in its network, where it listens to more than itself."""
    if not server.reachable(host, 0):
        return ()
    name = socket.gethostname()
    return (name, f"{name}.local")


def _token(journal: str, *, anew: bool) -> str:
    made = new_token(journal) if anew else token(journal)
    if isinstance(made, NoToken):
        raise Stop(made.sentence, 1)
    return made


class _Served:
    """What the terminal is told."""

    def __init__(self, secret: str, host: str) -> None:
        self.secret = secret
        self.host = host
        self.url = ""
        self.watched: Watched | None = None
        self.told = False
        self.announcer = Announcer()

    def begin(self, url: str, start: object) -> None:
        """The server answers: build, and tell the addresses after the first build."""
        self.url = url.rstrip("/")
        assert callable(start)  # noqa: S101  the watcher's own method
        start()

    def tell(self, made: Built) -> None:
        """After a build: the addresses the first time, a line every time; open pages are loaded again."""
        self.announcer.announce()
        if not self.told:
            self.told = True
            self._addresses()
        say(sentence(made))
        if made.held_back:
            say(made.held_back)

    def reached(self) -> tuple[str, ...]:
        """The addresses for a phone in the same network; an empty one where only this computer is reached."""
        return server.reachable(self.host, int(self.url.rpartition(":")[2])) or ("",)

    def _addresses(self) -> None:
        assert self.watched is not None  # noqa: S101  set before the server begins
        say(_("Pages:  {url}").format(url=self.url + "/"))
        for base in self.reached():
            for family in self.watched.families:
                first = family.feeds[0]
                address = feed_address(base or self.url, self.secret, first.file)
                say(_("Feed {name}:  {address}").format(name=family.name or first.name, address=address))
                say(f"    {webcal(address)}")
        subscribe = f"{self.url}/subscribe.html"
        say(_("All feeds, one a kind too, with codes for the phone's camera:  {url}").format(url=subscribe))
        for base in filter(None, self.reached()):
            address = entrance_address(base, self.secret)
            say(_("Pages on a phone in the same Wi-Fi (open it once):  {address}").format(address=address))
        if not self.reached()[0]:
            how = _(
                "A phone reaches them with  {command}  in the same Wi-Fi, or when site/ is published on a web host."
            )
            say(how.format(command="kjournal serve --host 0.0.0.0"))
        say(_("Ctrl-C ends it."))
