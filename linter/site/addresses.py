"""Where an address of the site lies in it: from a link to a path among its files."""

from functools import lru_cache
from typing import NamedTuple

from linter.site.config import SiteConfig
from linter.web import urls


def local_path(address: str, config: SiteConfig) -> str | None:
    """Return the path that an address of the site leads to; None for an address elsewhere.

    Local are `/path`, with or without the site's `baseurl`, and absolute addresses below the site's
    own `url` and `baseurl`; sites that share a host differ in their `baseurl`. Query and fragment
    are dropped and percent escapes decoded. The path starts at the folder that addresses lead to;
    it may climb out of the site or lead to nothing, which `SiteFiles.resolve` finds out.
    """
    home = _home(config.url, config.baseurl)
    prefix = config.baseurl if home is None else home.prefix
    if address.startswith("/"):
        if address.startswith("//"):
            return None
        path = address.partition("#")[0].partition("?")[0]
        return _decoded(_below(path, prefix) or path)
    url = urls.parse(address)
    if url is None or home is None or (url.host, _port(url)) != (home.host, home.port):
        return None
    below = _below(url.path, prefix)
    return None if below is None else _decoded(below)


class _Home(NamedTuple):
    """Where a site is published; `prefix` is the path that all its addresses begin with."""

    host: str
    port: int | None
    prefix: str


@lru_cache(maxsize=8)
def _home(url: str, baseurl: str) -> _Home | None:
    parsed = urls.parse(url)
    if parsed is None:
        return None
    return _Home(parsed.host, _port(parsed), parsed.path.rstrip("/") + baseurl)


def _port(url: urls.Url) -> int | None:
    return None if url.port == urls.DEFAULT_PORTS[url.scheme] else url.port


def _below(path: str, prefix: str) -> str | None:
    return path[len(prefix) :] if path.startswith(f"{prefix}/") else None


def _decoded(path: str) -> str:
    relative = path.lstrip("/")
    if "%" not in relative:
        return relative
    from urllib.parse import unquote

    return unquote(relative)
