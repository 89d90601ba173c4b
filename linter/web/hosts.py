"""Hosts: as browsers send them, and which of them belong together.

Hosts are read by the WHATWG URL Standard and UTS #46 in its non-transitional form. Nothing here
opens a connection, and every function takes any text without raising.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from linter.core.patterns import lazy_pattern

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

HOST: Final = r"(?:(?!xn--)[a-z0-9-]{1,63}\.){1,3}[a-z]{2,24}"
"""A name in ASCII of two to four labels, with nothing to resolve."""

_MAX_HOST: Final = 253
_HOST_NAME: Final = lazy_pattern(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# No host holds these; inside a URL they would end it early.
_NOT_IN_HOST: Final = lazy_pattern(r"[/?#@\\\s]")


@lru_cache(maxsize=4096)
def ascii_host(host: str) -> str | None:
    """Return `host` as browsers send it: ASCII, lower case, no trailing dot; None if it is no host.

    Plain ASCII names need no library. ada-url reads the rest: international names, `xn--` labels,
    percent escapes, IPv6 in brackets, and IPv4, which browsers accept in many spellings (`0x7f.1`).
    """
    name = host.lower().removesuffix(".")
    if len(name) > _MAX_HOST:
        return None
    if not host.isascii() or "xn--" in name or not _HOST_NAME.fullmatch(name) or _is_numeric(name):
        return _ascii_host_by_browser_rules(host)
    return name


def is_ip_address(host: str) -> bool:
    """Whether `host`, as `ascii_host` returns it, is an IPv4 or IPv6 address."""
    return host.startswith("[") or _is_numeric(host)


def is_subdomain(host: str, domain: str) -> bool:
    """Whether `host` is `domain` or a name below it.

    Either may be in any case, in Unicode or with a dot at its end. Nothing is below an IP address
    or a single label: `example.com` is not below `com`.
    """
    name, parent = ascii_host(host), ascii_host(domain)
    if name is None or parent is None:
        return False
    return name == parent or _is_below(name, parent)


def registrable_domain(host: str) -> str | None:
    """Return the domain whose owner has `host`: `bbc.co.uk` for `news.bbc.co.uk`.

    The public suffix list (publicsuffix.org) decides, with its private section, because different
    owners share `github.io` or `blogspot.com`. A top-level domain that is not listed counts as one
    suffix. None for an IP address, a single label, a public suffix, and for what is no host.
    """
    name = ascii_host(host)
    if name is None or is_ip_address(name):
        return None
    return _public_suffixes(name.rpartition(".")[2]).privatesuffix(name)


def same_site(host_a: str, host_b: str) -> bool:
    """Whether two hosts belong to the same registrable domain.

    IP addresses and single labels are the same as themselves only. Two hosts of which one is below
    the other, `www.` aside, need no public suffix list; names that may be a suffix themselves, such
    as `co.uk`, do.
    """
    name_a, name_b = ascii_host(host_a), ascii_host(host_b)
    if name_a is None or name_b is None:
        return False
    if name_a == name_b:
        return True
    if is_ip_address(name_a) or is_ip_address(name_b):
        return False
    low, high = sorted((name_a.removeprefix("www."), name_b.removeprefix("www.")), key=len)
    if not _may_be_suffix(low) and (low == high or _is_below(high, low)):
        return True
    domain = registrable_domain(name_a)
    return domain is not None and domain == registrable_domain(name_b)


def _is_numeric(host: str) -> bool:
    """Whether the last label is a number: browsers read the host as an IPv4 address then."""
    last = host.rpartition(".")[2]
    return last.isdigit() or last.startswith("0x")


def _ascii_host_by_browser_rules(host: str) -> str | None:
    from ada_url import URL

    bracketed = host.startswith("[") and host.endswith("]")
    if _NOT_IN_HOST.search(host) or (":" in host and not bracketed):
        return None
    try:
        name = URL(f"https://{host}/").hostname.removesuffix(".")
    except ValueError:
        return None
    if name.startswith("["):
        return name
    return name if len(name) <= _MAX_HOST and _HOST_NAME.fullmatch(name) else None


def _is_below(host: str, domain: str) -> bool:
    return "." in domain and not is_ip_address(domain) and host.endswith(f".{domain}")


def _may_be_suffix(domain: str) -> bool:
    """Whether `domain` looks like a public suffix: one label, or two short ones (`co.uk`)."""
    second, _, top = domain.rpartition(".")
    return not second or (len(top) == 2 and len(second) <= 3)  # noqa: PLR2004


@lru_cache(maxsize=256)
def _public_suffixes(top: str) -> "PublicSuffixList":
    """Return the public suffixes below a top-level domain: to parse all of them takes 35 ms."""
    from publicsuffixlist import PublicSuffixList

    if top.startswith("xn--"):
        # The list has these in Unicode.
        return _all_public_suffixes()
    return PublicSuffixList(_suffix_rules().get(top, ()))


@cache
def _all_public_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


@cache
def _suffix_rules() -> dict[str, list[str]]:
    """Return the rules of the public suffix list by what follows the last dot in each."""
    from pathlib import Path

    from publicsuffixlist import PSLFILE

    rules: dict[str, list[str]] = {}
    for line in Path(PSLFILE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("//"):
            rules.setdefault(line.rpartition(".")[2], []).append(line)
    return rules
