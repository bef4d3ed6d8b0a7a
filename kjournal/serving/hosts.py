"""Tell by which name and from where the server is asked.

Any web page a user visits may send its browser to the server under a name of the page's own (DNS rebinding): so only
known names are answered. What tells a person at this computer from one in the same Wi-Fi is the address they come
from; it decides who sees the pages without a token, and who is ever shown the token.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOOPBACK_NAMES = frozenset({"localhost"})
# Whoever set one of these passed on a request from elsewhere, whatever address it comes from.
_PASSED_ON = frozenset(
    {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "cf-connecting-ip"}
)


class HostList(msgspec.Struct, frozen=True):
    """The names under which the server answers, beside loopback's and the address that was reached."""

    names: frozenset[str] = frozenset()  # lower case, without port

    @classmethod
    def of(cls, names: Iterable[str]) -> HostList:
        """From names as people write them: with a port, in brackets, in capitals."""
        return cls(frozenset(name for one in names if (name := host_name(one)) is not None))

    def knows(self, header: str, reached: str) -> Literal["here", "named", ""]:
        """How a Host header is known: by loopback's names or the address reached, by a name of the list, or not."""
        name = host_name(header)
        if name is None:
            return ""
        literal = _address(name)
        if name in _LOOPBACK_NAMES or (literal is not None and literal.is_loopback):
            return "here"
        if literal is not None and literal == _address(reached):
            return "here"
        return "named" if name in self.names else ""


def host_name(header: str) -> str | None:
    """The name or address in a Host header, in lower case; nothing where it is none."""
    text = header.strip().lower()
    if text.startswith("["):
        name, bracket, port = text[1:].partition("]")
        if not bracket or _address(name) is None:
            return None
    else:
        name, colon, port = text.partition(":")
        port = colon + port
    if port and not (port[0] == ":" and port[1:].isdecimal() and port.isascii()):
        return None
    name = name.removesuffix(".")
    plain = name.isascii() and all(char.isalnum() or char in ".-_:%" for char in name)
    return name if name and plain else None


def is_here(peer: str, reached: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this very computer: over loopback, or from the address that it went to."""
    if _PASSED_ON & set(headers):
        return False
    address = _address(peer)
    return address is not None and (address.is_loopback or address == _address(reached))


def own_addresses() -> tuple[str, ...]:
    """The address under which others in the same network reach this computer; nothing without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: nobody's; choosing the way there sends nothing
        except OSError:
            return ()
        found = str(probe.getsockname()[0])
    return () if found.startswith(("127.", "0.")) else (found,)


def base_url(host: str, port: int) -> str:
    """`http://host:port`, an IPv6 address in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def reachable(host: str, port: int) -> tuple[str, ...]:
    """The base addresses to give to a phone when the server listens at `host`; nothing for loopback."""
    literal = _address(host)
    if host in _LOOPBACK_NAMES or (literal is not None and literal.is_loopback):
        return ()
    if literal is not None and literal.is_unspecified:
        return tuple(base_url(one, port) for one in own_addresses())
    return (base_url(host, port),)


def _address(text: str) -> Address | None:
    """An IP address, without a zone, an IPv4 one out of its IPv6 dress; nothing where it is none."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
