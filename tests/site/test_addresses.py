"""Addresses of a site, and of others."""

import pytest

from linter.site.addresses import local_path
from linter.site.config import SiteConfig

SITE = SiteConfig(url="https://Family.example", baseurl="/one")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/assets/a.jpg", "assets/a.jpg"),
        ("/one/assets/a.jpg", "assets/a.jpg"),
        ("/oneself/a.jpg", "oneself/a.jpg"),
        ("https://family.example/one/assets/a.jpg", "assets/a.jpg"),
        ("HTTPS://FAMILY.example:443/one/assets/a.jpg", "assets/a.jpg"),
        ("http://family.example/one/assets/a.jpg", "assets/a.jpg"),
        ("/assets/a.jpg?v=1#top", "assets/a.jpg"),
        ("/assets/a.jpg#top?v=1", "assets/a.jpg"),
        ("https://family.example/one/a.jpg?v=/x", "a.jpg"),
        ("/assets/a%20b%C3%A9.jpg", "assets/a bé.jpg"),
        ("/assets/a+b.jpg", "assets/a+b.jpg"),
        ("/assets/%2525.jpg", "assets/%25.jpg"),
        ("/%2e%2e/a.jpg", "../a.jpg"),
        ("/../../etc/passwd", "../../etc/passwd"),
        ("/", ""),
    ],
)
def test_local_addresses(address: str, expected: str) -> None:
    assert local_path(address, SITE) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://family.example/two/assets/a.jpg",
        "https://family.example/oneself/a.jpg",
        "https://family.example/one",
        "https://family.example/ONE/a.jpg",
        "https://family.example/",
        "https://family.example:8080/one/a.jpg",
        "https://www.family.example/one/a.jpg",
        "https://family.example.org/one/a.jpg",
        "https://else.example/?https://family.example/one/a.jpg",
        "//family.example/one/a.jpg",
        "assets/a.jpg",
        "../../etc/passwd",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "https://family.example/one/a b.jpg",
        "",
    ],
)
def test_addresses_elsewhere(address: str) -> None:
    assert local_path(address, SITE) is None


@pytest.mark.parametrize(
    ("settings", "address", "expected"),
    [
        pytest.param(SiteConfig(), "/assets/a.jpg", "assets/a.jpg", id="nothing-known"),
        pytest.param(SiteConfig(), "https://x.example/a.jpg", None, id="no-url"),
        pytest.param(SiteConfig(url="not a url"), "https://x.example/a.jpg", None, id="bad-url"),
        pytest.param(SiteConfig(url="https://x.example"), "https://x.example/a", "a", id="no-base"),
        pytest.param(SiteConfig(url="https://x.example/"), "https://x.example/a", "a", id="slash"),
        pytest.param(
            SiteConfig(url="https://x.example/b", baseurl="/c"),
            "https://x.example/b/c/a",
            "a",
            id="url-with-a-path",
        ),
        pytest.param(
            SiteConfig(url="http://localhost:4000"), "http://localhost:4000/a", "a", id="port"
        ),
    ],
)
def test_addresses_of_other_settings(
    settings: SiteConfig, address: str, expected: str | None
) -> None:
    assert local_path(address, settings) == expected
