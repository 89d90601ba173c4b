"""The usual form of a URL, and when two URLs are addresses of the same page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from linter.core.patterns import lazy_pattern
from linter.web.hosts import ascii_host
from linter.web.tracking import without_tracking
from linter.web.urls import DEFAULT_PORTS, is_ordinary, parse, split_port

_ESCAPE: Final = lazy_pattern(r"%[0-9A-Fa-f]{2}")
_NON_ASCII: Final = lazy_pattern(r"[^\x00-\x7f]+")
_DOT_SEGMENT: Final = lazy_pattern(r"/(?:\.|%2[eE]){1,2}(?=/|\Z)")


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """Return the URL in its usual form; text that is no URL is returned as it is.

    Scheme and host become lower case, a default or empty port goes, dot segments are resolved
    (`%2e` is a dot to browsers) and raw non-ASCII in path, query and fragment becomes its UTF-8
    escapes. A host that is not ASCII stays so, and nothing else changes. This is RFC 3986, section
    6.2, as far as it cannot change what is served.
    """
    if is_ordinary(text):
        return text
    url = parse(text)
    if url is None:
        return text
    user, at, server = url.authority.rpartition("@")
    host, port = split_port(server)
    server = _lower_host(host)
    if port and url.port != DEFAULT_PORTS[url.scheme]:
        server += f":{port}"
    rest = _without_dot_segments(url.path)
    if url.query is not None:
        rest += f"?{url.query}"
    if url.fragment is not None:
        rest += f"#{url.fragment}"
    return f"{url.scheme}://{user}{at}{server}{escape_non_ascii(rest)}"


def comparable(text: str, patterns: Sequence[str]) -> str:
    """Return a key that two addresses share if they are addresses of the same page.

    The key is made from `normalise(without_tracking(…))`. It is the same for http and https, for no
    path and `/`, and for percent escapes in either case; hosts are as browsers send them. A slash
    at the end makes another key, as servers may answer it differently. Text that is no URL is its
    own key.

    A fragment names a place on the page and is left out, except where it begins with `/` or `!`:
    such fragments are routes (`#/post/7`, `#!post/7`) by which a script in the page chooses what is
    shown.
    """
    url = parse(normalise(without_tracking(text, patterns)))
    if url is None:
        return text
    port = "" if url.port is None else f":{url.port}"
    rest = url.path or "/"
    if url.query is not None:
        rest += f"?{url.query}"
    if url.fragment is not None and url.fragment.startswith(("/", "!")):
        rest += f"#{url.fragment}"
    return f"//{url.host}{port}{_ESCAPE.sub(lambda escape: escape[0].upper(), rest)}"


def escape_non_ascii(text: str) -> str:
    """Return `text` with every non-ASCII character as the percent escapes of its UTF-8 bytes.

    `text` holds no lone surrogates, as no part of a `Url` does.
    """
    return _NON_ASCII.sub(lambda raw: "".join(f"%{byte:02X}" for byte in raw[0].encode()), text)


def _lower_host(host: str) -> str:
    lower = host.lower()
    if host.isascii() or ascii_host(lower) == ascii_host(host):
        return lower
    # Lower case depends on the neighbours for a few letters (final sigma): those stay.
    return "".join(letter.lower() if letter.isascii() else letter for letter in host)


def _without_dot_segments(path: str) -> str:
    """Resolve `.` and `..` (WHATWG URL Standard, path state; RFC 3986, section 5.2.4)."""
    if not _DOT_SEGMENT.search(path):
        return path
    kept: list[str] = []
    dots = ""
    for segment in path.split("/")[1:]:
        dots = segment.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(segment)
    if dots in {".", ".."}:
        kept.append("")
    return f"/{'/'.join(kept)}"
