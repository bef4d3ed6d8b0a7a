"""By which name, and from where."""

from __future__ import annotations

import pytest

from kjournal.serving.hosts import HostList, base_url, host_name, is_here, reachable


@pytest.mark.parametrize(
    ("peer", "reached", "headers", "here"),
    [
        ("127.0.0.1", "127.0.0.1", {}, True),
        ("::1", "::1", {}, True),
        ("::ffff:127.0.0.1", "::", {}, True),
        ("192.168.1.5", "192.168.1.5", {}, True),
        ("fe80::1%eth0", "fe80::1%eth0", {}, True),
        ("192.168.1.7", "192.168.1.5", {}, False),
        ("10.0.0.1", "127.0.0.1", {}, False),
        ("127.0.0.1", "127.0.0.1", {"x-forwarded-for": "1.2.3.4"}, False),
        ("", "", {}, False),
        ("testclient", "testclient", {}, False),
    ],
)
def test_who_sits_at_this_computer(peer: str, reached: str, headers: dict[str, str], here: bool) -> None:
    """Loopback, or the address reached itself, and nobody passed it on."""
    assert is_here(peer, reached, headers) is here


def test_the_address_reached_is_known() -> None:
    """A phone that was given the network's address asks for it by that; another address is not ours."""
    hosts = HostList.of(["Laptop.local:8765"])
    assert hosts.knows("192.168.1.5:8765", "192.168.1.5") == "here"
    assert hosts.knows("192.168.1.6:8765", "192.168.1.5") == ""
    assert hosts.knows("laptop.LOCAL", "192.168.1.5") == "named"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "[",
        "[]",
        "[::1",
        "[::1]x",
        "a b",
        "a/b",
        "a,b",
        "a\tb",
        "<a>",
        "localhost:٣",
        ":80",
        "[localhost]",
    ],
)
def test_what_is_no_host(header: str) -> None:
    """Nothing that could be taken for a name by one reader and not by another."""
    assert host_name(header) is None


def test_addresses_to_give_away() -> None:
    """Loopback is nobody's else; IPv6 stands in brackets."""
    assert reachable("127.0.0.1", 80) == reachable("localhost", 80) == reachable("::1", 80) == ()
    assert reachable("192.168.1.5", 8765) == ("http://192.168.1.5:8765",)
    assert base_url("::1", 80) == "http://[::1]:80"
    assert all(one.endswith(":8765") and "127." not in one for one in reachable("0.0.0.0", 8765))
