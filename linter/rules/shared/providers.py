"""Helpers for rules about links and their publishers: the host of a provider."""

import re
from functools import lru_cache
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.rules.shared.amp import web_fault
from linter.rules.shared.links import Link, link, link_of
from linter.schema.entries import Entry, Field, once
from linter.web.hosts import ascii_host, is_subdomain, registrable_domain, same_site

_SCHEME = lazy_pattern(r"(?:https?:)?//", re.IGNORECASE)
_AFTER_HOST = lazy_pattern(r"[/?#]|:[0-9]{0,5}(?=[/?#]|\Z)")
_WORD = lazy_pattern(r"[^\W_]+")
_LONGEST_NAME = 200


class ProviderMismatch(NamedTuple):
    """An article whose page is not on its provider's domain."""

    web: Link
    domain: Field
    host: str
    """The provider's domain in its usual form."""
    is_web_wrong: bool
    """Whether the rest of the item supports the provider's domain against the link."""


@lru_cache(maxsize=1024)
def usual_domain(text: str) -> str | None:
    """Return the usual form of a provider's domain, or None if the text names no host.

    The usual form is a host in lower case that contains a dot, without scheme, port, path, `www.`
    or a final dot. `www.` stays if the rest is a public suffix: nobody owns `gov.uk`, so the
    publisher is `www.gov.uk`.
    """
    rest = text.strip()
    scheme = _SCHEME.match(rest)
    rest = rest[scheme.end() :] if scheme else rest
    host = _AFTER_HOST.split(rest, maxsplit=1)[0].lower().removesuffix(".")
    if "." not in host or host.endswith(".") or ascii_host(host) is None:
        return None
    bare = host.removeprefix("www.")
    return bare if bare != host and registrable_domain(bare) else host


@once
def provider_mismatch(item: Entry) -> ProviderMismatch | None:
    """Return the mismatch of an article's page and its provider's domain, or None.

    Returns None as well if the page is an AMP page, or if the link or the domain is broken: other
    rules report that.
    """
    web, domain = link(item, "web-url"), item.find("provider-domain")
    if (
        web is None
        or domain is None
        or not _should_be_at_provider(item)
        or not isinstance(domain.value, str)
    ):
        return None
    host = usual_domain(domain.value)
    if host is None or is_subdomain(web.url.host, host) or web_fault(item) is not None:
        return None
    return ProviderMismatch(web, domain, host, _supports(item, host, web.url.host))


def _should_be_at_provider(item: Entry) -> bool:
    """Whether the item is an article, or has no kind; videos are on video hosts."""
    kind = item.find("kind")
    return "kind" not in item.shape.keys_by_role if kind is None else kind.value == "article"


def _supports(item: Entry, domain: str, web_host: str) -> bool:
    """Whether the other links and the provider's name match the domain better than the web host."""
    votes = sum(same_site(host, domain) - same_site(host, web_host) for host in _other_hosts(item))
    name = item.text("provider-name") or ""
    return votes + _is_named(name, domain) - _is_named(name, web_host) > 0


def _other_hosts(item: Entry) -> set[str]:
    """Return the hosts of the AMP page, the original link and the pictures of an item."""
    fields = [item.find(role) for role in ("amp-url", "original-url", "image-url")]
    fields += (image.find("image-url") for image in item.entries("images"))
    return {found.url.host for field in fields if (found := link_of(field)) is not None}


def _is_named(name: str, host: str) -> bool:
    """Whether the domain is the name as one word, or the initials of its words."""
    words = _WORD.findall(name[:_LONGEST_NAME].lower())
    if words[:1] == ["the"]:
        del words[0]
    label = (registrable_domain(host) or "").partition(".")[0].replace("-", "")
    return len(label) > 1 and label in {"".join(words), "".join(word[0] for word in words)}
