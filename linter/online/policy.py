"""Which addresses may be requested: schemes, ports, hosts, and the IP addresses behind them.

Links come from strangers, and a request from inside a network reaches what they cannot.
"""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final, NamedTuple

from linter.core.messages import quoted
from linter.online.addresses import Address, is_public, read_address
from linter.web.hosts import ascii_host
from linter.web.urls import DEFAULT_PORTS, Url, split_port

PORTS: Final = frozenset({80, 443, 8080, 8443})
"""The ports that are connected to: those of the web, and their usual alternatives."""


class PrivatePlace(NamedTuple):
    """An entry of `allow-private`: a host, or a network of IP addresses, with one port or any."""

    host: str
    network: IPv4Network | IPv6Network | None
    port: int | None

    @classmethod
    def of(cls, text: str) -> "PrivatePlace":
        """Return the place that an entry names: `127.0.0.1:8123`, `10.0.0.0/8`, `[::1]:80`.

        Raises:
            ValueError: it names none.

        """
        network = _network(text)
        if network is not None:
            return cls("", network, None)
        host, port = split_port(text)
        network = _network(host.strip("[]"))
        name = "" if network is not None else ascii_host(host)
        if name is None or (port and not port.isdecimal()):
            raise ValueError(f"{quoted(text)} is no host, IP address or network")
        return cls(name, network, int(port) if port else None)

    def has(self, host: str, address: Address | None, port: int) -> bool:
        """Whether a host with an IP address, if it is known, and a port is in this place."""
        if self.port is not None and self.port != port:
            return False
        if self.network is None:
            return self.host == host
        return address is not None and address in self.network


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text)
    except ValueError:
        return None


class Policy(NamedTuple):
    """Which hosts get requests; an empty `allowed` stands for all public ones.

    A host in `allowed` or `denied` stands for all below it, too.
    """

    allowed: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    private: tuple[PrivatePlace, ...] = ()

    @classmethod
    def of(
        cls, allowed: Iterable[str], denied: Iterable[str], private: Iterable[str] = ()
    ) -> "Policy":
        """Return the policy of a config.

        Raises:
            ValueError: an entry names no host.

        """
        places = tuple(map(PrivatePlace.of, private))
        return cls(_hosts(allowed), _hosts(denied), places)

    def refusal(self, url: Url) -> str | None:
        """Return why a URL is not requested, whatever its host resolves to; None if it may be."""
        if "@" in url.authority:
            return "it has a user name"
        host = url.host.strip("[]")
        if _is_below(host, self.denied):
            return "the config denies its host"
        if self.allowed and not _is_below(host, self.allowed):
            return "the config does not allow its host"
        port = url.port or DEFAULT_PORTS[url.scheme]
        if port in PORTS or any(place.port in {None, port} for place in self.private):
            return None
        return f"its port is {port}"

    def permits(self, host: str, address: str, port: int) -> bool:
        """Whether a connection to an IP address may be opened for a host."""
        found = read_address(address)
        if found is not None and is_public(found):
            return port in PORTS
        return any(place.has(host, found, port) for place in self.private)


def _hosts(names: Iterable[str]) -> frozenset[str]:
    found = {name: ascii_host(name) for name in names}
    for name, host in found.items():
        if host is None:
            raise ValueError(f"{quoted(name)} is no host")
    return frozenset(host for host in found.values() if host is not None)


def _is_below(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of some domains or below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))
