"""Take an address of this computer to listen at, or say why it cannot be had."""

from __future__ import annotations

import errno
import os
import socket
from typing import Literal

import msgspec

from kjournal.words import _


class NotListening(msgspec.Struct, frozen=True):
    """The address cannot be had."""

    reason: Literal["in-use", "forbidden", "no-address", "other"]
    host: str
    port: int
    detail: str = ""

    @property
    def sentence(self) -> str:
        """For the user, with what helps."""
        words = {
            "in-use": _("Port {port} is in use by another program; choose another one with --port."),
            "forbidden": _("Port {port} is not open to you; choose one above 1023 with --port."),
            "no-address": _(
                "{host} is no address of this computer; leave --host out, or give one of its own."
            ),
            "other": _("{host}, port {port}: {detail}"),
        }
        return words[self.reason].format(host=self.host, port=self.port, detail=self.detail)


def open_sockets(host: str, port: int) -> list[socket.socket] | NotListening:
    """Listening sockets for all addresses of `host` (localhost has two), with one port."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        return NotListening("no-address", host, port)
    opened: list[socket.socket] = []
    trouble: OSError | None = None
    for family, _kind, protocol, _name, address in dict.fromkeys(found):
        if opened and port == 0:
            address = (address[0], opened[0].getsockname()[1], *address[2:])  # noqa: PLW2901
        try:
            opened.append(_listen(family, protocol, address))
        except OSError as error:
            trouble = error
            if error.errno == errno.EADDRINUSE:
                break
    if trouble is not None and (not opened or trouble.errno == errno.EADDRINUSE):
        for one in opened:
            one.close()
        return _problem(trouble, host, port)
    return opened


def _listen(family: int, protocol: int, address: tuple[object, ...]) -> socket.socket:
    """One listening socket that shares its port with nobody.

    It names its protocol: for a socket that does not, asyncio leaves Nagle's delay on, and each page takes 40 ms.
    """
    one = socket.socket(family, socket.SOCK_STREAM, protocol)
    try:
        if os.name == "nt":
            one.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", -5), 1)
        else:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # only past connections' leftovers
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
        one.listen(128)
    except OSError:
        one.close()
        raise
    return one


def _problem(error: OSError, host: str, port: int) -> NotListening:
    """What the system's error means."""
    if error.errno == errno.EADDRINUSE:
        return NotListening("in-use", host, port)
    if isinstance(error, PermissionError):
        return NotListening("forbidden", host, port)
    if error.errno == errno.EADDRNOTAVAIL:
        return NotListening("no-address", host, port)
    return NotListening("other", host, port, error.strerror or str(error))
