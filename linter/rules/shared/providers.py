"""What the rules over links and their publishers share: the host that a provider names."""

import re
from functools import lru_cache
from typing import NamedTuple

from linter.rules.shared.amp import web_fault
from linter.rules.shared.links import Link, link, link_of
from linter.schema.entries import Entry, Field, once
from linter.web import urls

_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_BEHIND_HOST = re.compile(r"[/?#]|:[0-9]{0,5}(?=[/?#]|\Z)")
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 200


class Mismatch(NamedTuple):
    """An article whose page is not at its provider's."""

    web: Link
    domain: Field
    host: str
    """What the provider's domain says, in its usual form."""
    is_web_wrong: bool
    """Whether what else the item says speaks for the provider's domain and against the link."""


@lru_cache(maxsize=1024)
def usual_domain(text: str) -> str | None:
    """Return a provider's domain as it should be written; None for text that names no host.

    That is a host in lower case, with a dot, without scheme, port, path, `www.` or a dot at its
    end. `www.` stays where what follows it is a public suffix: `gov.uk` is nobody's host, so the
    publisher is `www.gov.uk`.
    """
    rest = text.strip()
    scheme = _SCHEME.match(rest)
    rest = rest[scheme.end() :] if scheme else rest
    host = _BEHIND_HOST.split(rest, maxsplit=1)[0].lower().removesuffix(".")
    if "." not in host or host.endswith(".") or urls.ascii_host(host) is None:
        return None
    bare = host.removeprefix("www.")
    return bare if bare != host and urls.registrable_domain(bare) else host


@once
def mismatch(item: Entry) -> Mismatch | None:
    """Return how an article's page is not at its provider's; None where it is, or none can tell.

    Where the page is an AMP page, or the link or the domain is broken, other rules speak.
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
    if host is None or urls.is_subdomain(web.url.host, host) or web_fault(item) is not None:
        return None
    return Mismatch(web, domain, host, _speaks_for(item, host, web.url.host))


def _should_be_at_provider(item: Entry) -> bool:
    """Whether the item is one whose page is at its publisher's: of kind `article`, or of no kind.

    Videos are at video hosts, whoever publishes them.
    """
    kind = item.find("kind")
    return "kind" not in item.shape.keys_by_role if kind is None else kind.value == "article"


def _speaks_for(item: Entry, domain: str, web_host: str) -> bool:
    """Whether more of the item's other links, and its provider's name, fit the domain."""
    votes = sum(
        urls.same_site(host, domain) - urls.same_site(host, web_host) for host in _other_hosts(item)
    )
    name = item.text("provider-name") or ""
    return votes + _is_named(name, domain) - _is_named(name, web_host) > 0


def _other_hosts(item: Entry) -> set[str]:
    """Return the hosts of the item's AMP page, original link and pictures."""
    fields = [item.find(role) for role in ("amp-url", "original-url", "image-url")]
    fields += (image.find("image-url") for image in item.entries("images"))
    return {found.url.host for field in fields if (found := link_of(field)) is not None}


def _is_named(name: str, host: str) -> bool:
    """Whether a domain is a name written as one word, or the initials of the name's words."""
    words = _WORD.findall(name[:_LONGEST_NAME].lower())
    if words[:1] == ["the"]:
        del words[0]
    label = (urls.registrable_domain(host) or "").partition(".")[0].replace("-", "")
    return len(label) > 1 and label in {"".join(words), "".join(word[0] for word in words)}
