"""A link makes a run connect to public servers alone, whatever it names.

Each try is an address that leads, or seems to lead, to a server of this machine which notes every
connection; one that is not refused would be noted.
"""

import socket
from collections.abc import Callable, Iterator

import pytest

from linter.online.addresses import is_public, read_address
from linter.online.policy import Policy, PrivatePlace
from linter.online.replies import Failure
from linter.online.resolver import Resolver
from linter.web.answers import Answer, Wanted
from tests.online.conftest import Fetch
from tests.online.servers import HAS_IPV6, Serve, Server, answer, page, redirect

ANY_PORT = Policy.of((), (), ("192.0.2.7",))
"""A policy by which the address alone decides: a port of the listener is a port like others."""


class Names(Resolver):
    """Has made-up addresses for some hosts, and those of the system for others."""

    def __init__(self, **addresses: list[str]) -> None:
        self._addresses = {name.replace("_", "."): found for name, found in addresses.items()}
        self.lookups: list[str] = []

    async def lookup(self, host: str, port: int, /) -> list[str]:
        self.lookups.append(host)
        if host in self._addresses:
            found = self._addresses[host]
            # Name servers may give another address each time.
            return [found.pop(0)] if len(found) > 1 else found
        return await super().lookup(host, port)


@pytest.fixture(scope="module")
def listener() -> Iterator[Server]:
    """A server on all addresses of this machine."""
    with Server({"/": answer(200)}, host=None) as server:
        yield server


WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "localhost")

PRIVATE = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0x7f000001:{port}/",
    "http://2130706433:{port}/",
    "http://017700000001:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.255.255.254:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://0.1.2.3:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b:1::127.0.0.1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fc00::1]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://[100::1]:{port}/",
    "http://[2001:db8::1]:{port}/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.0.1:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://100.64.0.1:{port}/",
    "http://192.0.0.192:{port}/",
    "http://198.18.0.1:{port}/",
    "http://224.0.0.1:{port}/",
    "http://240.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://%6c%6f%63alhost:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    f"http://{WIDE}:{{port}}/",
    "https://localhost:{port}/",
    "https://[::1]:{port}/",
    "http://user@127.0.0.1:{port}/",
    "http://user:password@localhost:{port}/",
    "http://private.test:{port}/",
    "http://mapped.test:{port}/",
    "http://mixed.test:{port}/",
]

NAMES = {
    "private_test": ["127.0.0.1"],
    "mapped_test": ["::ffff:127.0.0.1"],
    "mixed_test": ["::1"],
}


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("wanted", [Wanted.LINK, Wanted.PICTURE])
def test_no_private_address_is_connected_to(
    make_fetch: Callable[..., Fetch], listener: Server, address: str, wanted: Wanted
) -> None:
    fetch = make_fetch(ANY_PORT, resolver=Names(**NAMES))
    found = fetch.one(address.format(port=listener.port), wanted)
    assert isinstance(found, Failure)
    assert found.verdict is None
    assert listener.connections == 0


def test_the_listener_notes_connections(make_fetch: Callable[..., Fetch]) -> None:
    addresses = ("127.0.0.1", *(("[::1]",) if HAS_IPV6 else ()), "localhost", "0x7f.0.0.1")
    with Server({"/": answer(200)}, host=None) as server:
        for address in addresses:
            found = make_fetch(Policy.of((), (), ("127.0.0.0/8", "::1"))).one(
                f"http://{address}:{server.port}/"
            )
            assert isinstance(found, Answer)
        assert server.connections == len(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://localhost/",
        "gopher://127.0.0.1:70/",
        "data:text/html,x",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "//127.0.0.1/",
        "http:///",
        "http://",
        "http://127.0.0.1:99999/",
        "http://a b/",
        "",
    ],
)
def test_nothing_but_web_addresses_is_requested(
    make_fetch: Callable[..., Fetch], address: str
) -> None:
    assert isinstance(make_fetch(Policy()).one(address), Failure)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/",
        "http://0x7f000002:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "//127.0.0.2:{port}/",
        "http://user@127.0.0.1:{port}/",
        "http://127.0.0.1:22/",
        "http://private.test:{port}/",
        "file:///etc/passwd",
    ],
)
def test_no_redirect_leads_to_a_private_address(
    make_fetch: Callable[..., Fetch], serve: Serve, listener: Server, target: str
) -> None:
    server = serve({"/": redirect(target.format(port=listener.port))})
    policy = Policy.of((), (), (f"127.0.0.1:{server.port}",))
    found = make_fetch(policy, resolver=Names(private_test=["127.0.0.1"])).one(f"{server.url}/")
    assert isinstance(found, Failure)
    assert {request.path for request in server.requests} == {"/"}
    assert listener.connections == 0


def test_a_name_whose_address_changes_is_connected_to_where_it_was_checked(
    make_fetch: Callable[..., Fetch], serve: Serve, listener: Server
) -> None:
    server = serve({"/": answer(200)}, host="127.0.0.3", port=0)
    names = Names(rebinding_test=["127.0.0.3", "127.0.0.1"])
    fetch = make_fetch(Policy.of((), (), ("127.0.0.3",)), resolver=names)
    assert isinstance(fetch.one(f"http://rebinding.test:{server.port}/a"), Answer)
    assert names.lookups == ["rebinding.test"]
    found = fetch.one(f"http://rebinding.test:{listener.port}/b")
    assert isinstance(found, Failure)
    assert listener.connections == 0


def test_of_several_addresses_the_private_ones_are_left_out(
    make_fetch: Callable[..., Fetch], serve: Serve
) -> None:
    class Both(Resolver):
        async def lookup(self, *_: object) -> list[str]:
            return ["127.0.0.1", "127.0.0.4"]

    server = serve({"/": answer(200)}, host="127.0.0.4")
    private = serve({"/": answer(200)}, host="127.0.0.1", port=server.port)
    fetch = make_fetch(Policy.of((), (), ("127.0.0.4",)), resolver=Both())
    assert isinstance(fetch.one(f"http://both.test:{server.port}/"), Answer)
    assert (server.connections, private.connections) == (1, 0)


def test_links_in_a_page_are_not_followed(make_fetch: Callable[..., Fetch], serve: Serve) -> None:
    head = "<link rel=amphtml href=http://127.0.0.9/><link rel=canonical href=http://127.0.0.9/>"
    server = serve({"/": page(head)})
    fetch = make_fetch(Policy.of((), (), (f"127.0.0.1:{server.port}",)))
    found = fetch.one(f"{server.url}/", Wanted.PAGE)
    assert isinstance(found, Answer)
    assert len(server.requests) == 1


@pytest.mark.parametrize("port", [1, 22, 25, 81, 6379, 9200, 65535])
def test_other_ports_than_those_of_the_web_are_refused(
    make_fetch: Callable[..., Fetch], port: int
) -> None:
    found = make_fetch(Policy()).one(f"http://203.0.113.1:{port}/")
    assert found == Failure(None, f"its port is {port}")


@pytest.mark.parametrize(
    ("text", "is_expected"),
    [
        ("8.8.8.8", True),
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::8.8.8.8", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::10.0.0.1", False),
        ("192.88.99.1", False),
        ("2002:808:808::1", False),
        ("fe80::1%eth0", False),
        ("3fff::1", False),
    ],
)
def test_public_addresses_are_told_from_others(text: str, *, is_expected: bool) -> None:
    address = read_address(text)
    assert address is not None
    assert is_public(address) is is_expected


@pytest.mark.parametrize(
    ("allowed", "denied", "url", "is_requested"),
    [
        ((), (), "https://a.com/", True),
        ((), ("a.com",), "https://a.com/", False),
        ((), ("a.com",), "https://www.a.com/", False),
        ((), ("a.com",), "https://ba.com/", True),
        (("a.com",), (), "https://news.a.com/", True),
        (("a.com",), (), "https://b.com/", False),
        (("a.com",), ("news.a.com",), "https://news.a.com/", False),
        (("BÜCHER.example",), (), "https://xn--bcher-kva.example/", True),
    ],
)
def test_lists_of_hosts_decide(
    allowed: tuple[str, ...], denied: tuple[str, ...], url: str, *, is_requested: bool
) -> None:
    from linter.web.urls import parse

    parsed = parse(url)
    assert parsed is not None
    assert (Policy.of(allowed, denied).refusal(parsed) is None) is is_requested


@pytest.mark.parametrize("text", ["", "a b", "10.0.0.0/99", "http://a.com", "[::1", "a:b", ":80"])
def test_an_entry_that_names_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no host"):
        PrivatePlace.of(text)


def test_a_port_of_a_private_place_is_the_only_one(
    make_fetch: Callable[..., Fetch], serve: Serve
) -> None:
    server, other = serve({"/": answer(200)}), serve({"/": answer(200)})
    fetch = make_fetch(Policy.of((), (), (f"127.0.0.1:{server.port}",)))
    assert isinstance(fetch.one(f"{server.url}/"), Answer)
    assert isinstance(fetch.one(f"{other.url}/"), Failure)
    assert not other.requests


def test_a_host_that_is_no_address_is_a_private_place_by_its_name(
    make_fetch: Callable[..., Fetch], serve: Serve
) -> None:
    server = serve({"/": answer(200)})
    names = Names(wiki_test=["127.0.0.1"], other_test=["127.0.0.1"])
    fetch = make_fetch(Policy.of((), (), ("wiki.test",)), resolver=names)
    assert isinstance(fetch.one(f"http://wiki.test:{server.port}/"), Answer)
    assert isinstance(fetch.one(f"http://other.test:{server.port}/"), Failure)


class NoNetwork(Resolver):
    async def lookup(self, *_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no")


class OneName(Resolver):
    async def lookup(self, host: str, *_: object) -> list[str]:
        if host == "example.com":
            return ["93.184.216.34"]
        raise socket.gaierror(socket.EAI_NONAME, "no")


class Timeouts(Resolver):
    async def lookup(self, *_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "again")


@pytest.mark.parametrize(
    ("resolver", "reason"),
    [(NoNetwork(), "no name server can be reached"), (Timeouts(), "name servers do not answer")],
)
def test_without_a_network_no_host_is_missing(
    make_fetch: Callable[..., Fetch], resolver: Resolver, reason: str
) -> None:
    fetch = make_fetch(resolver=resolver)
    found = fetch({f"https://a{number}.test/": Wanted.LINK for number in range(20)})
    assert set(found.values()) == {Failure(None, reason, is_of_host=True)}


class ThisMachine(Resolver):
    """Without a network: the system has its own hosts, and reads IP addresses."""

    def __init__(self, *, is_lost: bool = True) -> None:
        self.is_lost = is_lost

    async def lookup(self, host: str, *_: object) -> list[str]:
        if self.is_lost and host not in {"127.0.0.1", "localhost"}:
            raise socket.gaierror(socket.EAI_NONAME, "no")
        return ["127.0.0.1"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_host_that_is_found_without_a_network_makes_no_other_one_missing(
    make_fetch: Callable[..., Fetch], serve: Serve, host: str
) -> None:
    fetch = make_fetch(resolver=ThisMachine())
    assert fetch.one(f"http://{host}:{serve({'/': answer(200)}).port}/") == Answer()
    assert isinstance(fetch.one("https://a.test/"), Failure)


def test_a_network_that_is_lost_meanwhile_makes_no_host_missing(
    make_fetch: Callable[..., Fetch], serve: Serve
) -> None:
    resolver = ThisMachine(is_lost=False)
    fetch = make_fetch(resolver=resolver)
    assert fetch.one(f"http://a.test:{serve({'/': answer(200)}).port}/") == Answer()
    resolver.is_lost = True
    assert isinstance(fetch.one("https://b.test/"), Failure)


def test_a_host_that_name_servers_do_not_have_is_missing(make_fetch: Callable[..., Fetch]) -> None:
    found = make_fetch(resolver=OneName()).one("https://a.test/")
    assert isinstance(found, Answer)
    assert found.reason == "there is no such host"
