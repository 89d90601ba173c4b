"""The addresses of a site's pages, and what an address leads to that is none of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from linter.core.patterns import lazy_pattern
from linter.core.similar import nearest
from linter.site.files import Miss, Unresolved, joined_path, steps

_INDEX: Final = lazy_pattern(r"(?:(?:^|/)index(?:\.html?)?)+$")
_HTML: Final = lazy_pattern(r"\.html?$")
# Pages of lists that generators split, and files that templates write.
_WRITTEN: Final = lazy_pattern(
    r"(?:^|.*/)(?:page[/:-]?\d+|[^/]+\.(?:xml|json|txt|rss|atom|ics|js|css))"
)
_DOWNLOAD: Final = lazy_pattern(
    r"\.(?:avif|bmp|csv|docx?|epub|gif|gz|ico|jpe?g|mov|mp[34]|ods|odt|ogg|pdf|png|pptx?|svg|tgz|webm"
    r"|webp|woff2?|xlsx?|zip)$",
    re.IGNORECASE,
)
_LEAST_SIMILARITY: Final = 0.8
_MOST_FILES: Final = 20


class Pages:
    """The pages of a site by address: `a/b` stands for `/a/b`, `/a/b/` and `/a/b.html` alike."""

    def __init__(
        self, addresses: Iterable[tuple[str, str]], others: Sequence[re.Pattern[str]] = ()
    ) -> None:
        """Take all addresses, each with the path of its file, which is empty if none is known.

        `others` are patterns of addresses at which more may be published.
        """
        self._files: dict[str, tuple[str, ...]] = {}
        for address, file in addresses:
            self._add(key_of(address), file)
        self._others = (_WRITTEN, *others)
        self._folded = {address.casefold(): address for address in sorted(self._files)}
        self._by_folder: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for address in self._folded.values():
            folder, _, name = address.rpartition("/")
            self._by_folder[folder].append(name)
            self._by_name[name].append(address)
        self._first_folders = {address.split("/")[0] for address in self._files}

    def _add(self, key: str, file: str) -> None:
        files = self._files.setdefault(key, ())
        if file and file not in files and len(files) < _MOST_FILES:
            self._files[key] = (*files, file)

    def files(self, path: str) -> tuple[str, ...]:
        """Return the files of the page at a path: those of several languages, for instance."""
        return self._files.get(key_of(path), ())

    def miss(self, path: str) -> Unresolved | None:
        """Return why a path leads to no page; None for one that does, or may do so.

        `found` of the result is the address in another case, or a similar one. Where the site has
        nothing in the first folder of a path, and nothing similar, another site on the same host
        may answer.
        """
        key = key_of(path)
        if key in self._files or any(other.fullmatch(key) for other in self._others):
            return None
        other_case = self._folded.get(key.casefold())
        if other_case is not None:
            return Unresolved(Miss.OTHER_CASE, _like(path, other_case))
        near = self._nearest(key)
        if near is None and key.split("/")[0] not in self._first_folders:
            return None
        return Unresolved(Miss.MISSING, "" if near is None else _like(path, near))

    def _nearest(self, key: str) -> str | None:
        """Return the most similar address in the same folder, or the only one of the same name."""
        folder, _, name = key.rpartition("/")
        found = nearest(name, self._by_folder.get(folder, ()), _LEAST_SIMILARITY)
        if found:
            return joined_path(folder, found)
        moved = self._by_name.get(name, ())
        return moved[0] if len(moved) == 1 else None


def is_download(path: str) -> bool:
    """Whether a path is one of a picture, a document or an archive, which no generator writes."""
    return _DOWNLOAD.search(path) is not None


def key_of(path: str) -> str:
    """Return the key under which the page at a path is found."""
    names = "/".join(steps(path) or ())
    return _HTML.sub("", _INDEX.sub("", names)).strip("/")


def _like(path: str, key: str) -> str:
    """Return the address of a page, written as a link is that leads to none."""
    suffix = _HTML.search(path)
    if not key:
        return "/"
    return f"/{key}{suffix[0] if suffix else ''}{'/' if path.endswith('/') else ''}"
