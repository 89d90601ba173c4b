"""Addresses that the host of a site answers itself, from the files of common hosts.

They are `_redirects` (<https://docs.netlify.com/manage/routing/redirects/overview/>),
`netlify.toml`, `vercel.json` and `firebase.json`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect
from linter.site.documents import SiteProblem, read, read_data
from linter.site.pages import key_of

_PARAMETER = lazy_pattern(r"\\\*\\\*|\\\*|:[A-Za-z_]\w*(?:\(\.\*\)|\\\(\\\.\\\*\\\))?\\?\*?")
_KEYS = ("from", "source", "src")


def redirected(root: Path, folders: tuple[str, ...], url: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the addresses that the host of the site at `root` redirects or rewrites.

    A file `_redirects` may lie in any of `folders`. Rules for other hosts than that of `url`, where
    the site is published, are left out; if that is unknown, they count too.
    """
    sources = (source for source in _all_sources(root, folders) if _is_of(url, source))
    yield from map(_pattern, sources)


def _all_sources(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    for folder in ("", *folders):
        for line in _text(root, f"{folder}/_redirects" if folder else "_redirects").splitlines():
            words = line.split("#")[0].split()
            if words:
                yield words[0]
    for name in ("netlify.toml", "vercel.json", "firebase.json"):
        yield from _sources(read_data(root, name, Dialect.YAML_1_2))


def _is_of(url: str, source: str) -> bool:
    """Whether a rule may be for the host at which a site is published."""
    host, other = _host(url), _host(source)
    return not host or not other or host == other or "*" in other


def _host(address: str) -> str:
    """Return the host of a full address, without port; an empty text for a path."""
    return address.partition("://")[2].partition("/")[0].partition(":")[0].lower()


def _sources(value: Any) -> Iterator[str]:
    """Yield the addresses of all rules, wherever a config has them."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from (each[key] for key in _KEYS if isinstance(each.get(key), str))
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def _pattern(source: str) -> re.Pattern[str]:
    path = source.partition("?")[0]
    path = path.partition("://")[2].partition("/")[2] if "://" in path else path
    star = "(?:/.*)?" if path.endswith(("/*", "/**", ":splat")) else ""
    inner = key_of(path.removesuffix("/*").removesuffix("/**") if star else path)
    return re.compile(_PARAMETER.sub(".*", re.escape(inner)) + star)


def _text(root: Path, relative: str) -> str:
    source = read(root, relative)
    return "" if isinstance(source, SiteProblem) else source.text
