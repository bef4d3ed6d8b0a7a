"""Keep the secret word that stands in the addresses of a journal's feeds.

It lies in the user's data folder under the journal's id, never in the journal: who has the notes' repository must not
have the feeds of everybody. Only its owner may read it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING

import msgspec

from kjournal.files import portable_name, read_note_bytes, write_atomic
from kjournal.patterns import regex
from kjournal.words import _

if TYPE_CHECKING:
    from pathlib import Path

_FORM = regex(r"[A-Za-z0-9_-]{32}")


class NoToken(msgspec.Struct, frozen=True):
    """A token can neither be read nor kept."""

    sentence: str  # for the user


def token(journal: str, *, folder: Path | None = None) -> str | NoToken:
    """The token of the journal with this id, made where there is none."""
    path = _path(journal, folder)
    if isinstance(path, NoToken):
        return path
    data = read_note_bytes(path)
    if isinstance(data, bytes):
        return _whole(path, data) or _keep(path, replace=True)
    # Made anew only where there is none: another one would silently end all subscriptions.
    return (
        _keep(path, replace=False) if data.reason == "gone" else _no_token(path, data.detail or data.reason)
    )


def new_token(journal: str, *, folder: Path | None = None) -> str | NoToken:
    """Another token: all addresses given out before lead nowhere."""
    path = _path(journal, folder)
    return path if isinstance(path, NoToken) else _keep(path, replace=True)


def data_folder() -> Path | NoToken:
    """The folder for what belongs to this user on this computer."""
    import platformdirs  # loaded when a server starts

    nowhere = NoToken(_("There is no home folder to keep the feeds' token in; set HOME or XDG_DATA_HOME."))
    try:
        folder = platformdirs.user_data_path("kjournal", appauthor=False)
    except RuntimeError:  # no HOME, and a user number without a name
        return nowhere
    return (
        folder if folder.is_absolute() and "~" not in folder.parts else nowhere
    )  # an older platformdirs leaves `~`


def _path(journal: str, folder: Path | None) -> Path | NoToken:
    """Where a journal's token lies."""
    base = folder or data_folder()
    return base if isinstance(base, NoToken) else base / "tokens" / portable_name(journal)


def _whole(path: Path, data: bytes) -> str | None:
    """A token that is not damaged; others are not to read it from now on."""
    text = data.decode("ascii", "replace").strip()
    if _FORM.fullmatch(text) is None:
        return None
    if os.name != "nt":
        with contextlib.suppress(OSError):
            path.chmod(0o600)
    return text


def _keep(path: Path, *, replace: bool) -> str | NoToken:
    """Make a token and write it whole; of two that make one at once, one wins and both use it."""
    made = secrets.token_urlsafe(24)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if replace:
            write_atomic(path, made.encode(), durable=True, mode=0o600)
            return made
        beside = path.with_name(f".{secrets.token_hex(8)}")
        write_atomic(beside, made.encode(), durable=True, mode=0o600)
        try:
            _give_name(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        return path.read_text("ascii")
    except OSError as error:
        return _no_token(path, error.strerror or type(error).__name__)


def _give_name(new: Path, path: Path) -> None:
    """Give a file its name unless the name is taken."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        new.replace(path)


def _no_token(path: Path, why: str) -> NoToken:
    """The sentence for a token that can neither be read nor kept."""
    return NoToken(_("The feeds' token cannot be kept in {path}: {why}").format(path=path.parent, why=why))
