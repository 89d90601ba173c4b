"""Refused connections: a host is dead if all its addresses refuse, and the network does not."""

import asyncio
from typing import Any

import httpcore
import pytest

from linter.online.backend import CheckedBackend
from linter.online.errors import failure_of
from linter.online.policy import Policy
from linter.online.replies import Failure
from linter.online.resolver import Resolver
from linter.web.answers import Verdict

CONTROL = "93.184.216.34"


class TwoAddresses(Resolver):
    """Each host has two addresses, the one for the control aside."""

    async def lookup(self, host: str, *_: object) -> list[str]:
        return [CONTROL] if host == "example.com" else ["9.9.9.9", "8.8.8.8"]


class Network(httpcore.AsyncNetworkBackend):
    """A network in which some addresses accept connections, some are slow, and others refuse."""

    def __init__(self, accepting: str = "", slow: str = "") -> None:
        self.accepting = accepting
        self.slow = slow
        self.tried: list[tuple[str, int]] = []

    async def connect_tcp(self, host: str, port: int, *_: Any) -> httpcore.AsyncNetworkStream:
        self.tried.append((host, port))
        await asyncio.sleep(0)
        if host == self.accepting:
            return httpcore.AsyncMockStream([])
        if host == self.slow:
            raise httpcore.ConnectTimeout
        raise httpcore.ConnectError from ConnectionRefusedError()


def failures(network: Network, *hosts: str, port: int = 443) -> list[Failure]:
    """Return what comes of connections to some hosts at once; all of them fail."""
    backend = CheckedBackend(Policy(), TwoAddresses(), network)

    async def of_all() -> list[Any]:
        connections = (backend.connect_tcp(host, port) for host in hosts)
        return await asyncio.gather(*connections, return_exceptions=True)

    return [failure_of(error) for error in asyncio.run(of_all())]


def test_a_host_that_refuses_where_another_accepts_is_dead() -> None:
    (found,) = failures(Network(accepting=CONTROL), "a.test")
    assert found.verdict is Verdict.REFUSED


@pytest.mark.parametrize("network", [Network(), Network(slow=CONTROL)], ids=["refuses", "drops"])
def test_a_network_that_lets_nothing_out_makes_no_host_dead(network: Network) -> None:
    found = failures(network, "a.test", "b.test", "c.test")
    assert found == [Failure(None, "this network refuses connections", is_of_host=True)] * 3
    assert network.tried.count((CONTROL, 443)) == 1


@pytest.mark.parametrize("slow", ["9.9.9.9", "8.8.8.8"])
def test_a_host_of_which_one_address_does_not_answer_is_not_known(slow: str) -> None:
    (found,) = failures(Network(accepting=CONTROL, slow=slow), "a.test")
    assert found.verdict is None


def test_each_port_is_tried_by_itself() -> None:
    network = Network()
    failures(network, "a.test", port=8080)
    assert network.tried[-1] == (CONTROL, 8080)
