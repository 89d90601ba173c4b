"""Hosts as browsers send them, and which belong together."""

import subprocess
import sys

import pytest
from hypothesis import given

from linter.web.hosts import ascii_host, is_subdomain, registrable_domain, same_site
from tests.web.url_texts import TEXTS


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.wsj.com", "wsj.com"),
        ("WSJ.com.", "wsj.com"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("o-p.github.io", "o-p.github.io"),
        ("a.blogspot.com", "a.blogspot.com"),
        ("www.bücher.ch", "xn--bcher-kva.ch"),
        ("www.a.公司.cn", "a.xn--55qx5d.cn"),
        ("www.a.個人.香港", "a.xn--gmqw5a.xn--j6w193g"),
        ("www.example.рф", "example.xn--p1ai"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
        ("a.city.kawasaki.jp", "city.kawasaki.jp"),
        ("www.example.unknowntld", "example.unknowntld"),
        ("github.io", None),
        ("co.uk", None),
        ("com", None),
        ("localhost", None),
        ("1.2.3.4", None),
        ("[::1]", None),
        ("", None),
        ("a..b", None),
        ("a/b.com", None),
    ],
)
def test_registrable_domain(host: str, expected: str | None) -> None:
    assert registrable_domain(host) == expected


@pytest.mark.parametrize(
    ("host_a", "host_b", "expected"),
    [
        ("wsj.com", "WSJ.com", True),
        ("www.wsj.com", "wsj.com", True),
        ("www.scmp.com", "amp.scmp.com", True),
        ("www.bbc.co.uk", "bbc.co.uk", True),
        ("news.bbc.co.uk", "amp.bbc.co.uk", True),
        ("a.example.com", "b.example.com", True),
        ("t.co", "www.t.co", True),
        ("localhost", "localhost", True),
        ("1.2.3.4", "1.2.3.4", True),
        ("example.com", "example.org", False),
        ("notwsj.com", "wsj.com", False),
        ("a.github.io", "b.github.io", False),
        ("bbc.co.uk", "itv.co.uk", False),
        ("co.uk", "bbc.co.uk", False),
        ("com.au", "abc.com.au", False),
        ("www.com", "example.com", False),
        ("com", "example.com", False),
        ("3.4", "1.2.3.4", False),
        ("2.2.3.4", "1.2.3.4", False),
        ("", "", False),
        ("a b", "a b", False),
    ],
)
def test_same_site(host_a: str, host_b: str, *, expected: bool) -> None:
    assert same_site(host_a, host_b) is expected
    assert same_site(host_b, host_a) is expected


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [
        ("wsj.com", "wsj.com", True),
        ("www.wsj.com", "WSJ.com.", True),
        ("a.b.wsj.com", "wsj.com", True),
        ("www.xn--bcher-kva.ch", "bücher.ch", True),
        ("localhost", "localhost", True),
        ("notwsj.com", "wsj.com", False),
        ("wsj.com", "www.wsj.com", False),
        ("example.com", "com", False),
        ("9.1.2.3.4", "1.2.3.4", False),
        ("wsj.com", "", False),
        ("wsj.com", ".com", False),
        ("wsj.com", "https://wsj.com", False),
    ],
)
def test_is_subdomain(host: str, domain: str, *, expected: bool) -> None:
    assert is_subdomain(host, domain) is expected


@given(TEXTS, TEXTS)
def test_host_functions_take_any_text(host: str, other: str) -> None:
    name = ascii_host(host)
    assert name is None or ascii_host(name) == name
    assert is_subdomain(host, host) is (name is not None)
    assert same_site(host, other) is same_site(other, host)
    domain = registrable_domain(host)
    assert domain is None or is_subdomain(host, domain)


def test_plain_hosts_load_no_library() -> None:
    code = (
        "import sys; from linter.web import hosts, urls; "
        "urls.parse('https://www.wsj.com/a'); hosts.same_site('www.scmp.com', 'amp.scmp.com'); "
        "print({'ada_url', 'publicsuffixlist'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
