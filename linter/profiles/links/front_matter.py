"""The keys of front matter that decide at which address a page is published."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.frontmatter.document import Document
from linter.frontmatter.problem import ProblemKind
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source
from linter.profiles.profile import Content
from linter.site.documents import SiteProblem, read
from linter.site.files import files_below

ANY = lazy_pattern(r".*", re.DOTALL)
"""Matches each address, for sites whose pages are not all in files."""

_TOOLS = frozenset({"node_modules", "_site"})


class PageFile(NamedTuple):
    """The file of a page, relative to the root, and some keys of its front matter.

    Without `values`, the front matter could not be read.
    """

    path: str
    values: dict[str, Any] | None


def files_of(root: Path, content: Content) -> list[str]:
    """Return the files of pages, sorted, relative to the root."""
    found = {
        path
        for folder in content.folders
        for path in files_below(root, folder, hidden=".", skipped=_TOOLS)
        if content.is_page(path)
    }
    return sorted(found)


class PageReader:
    """Reads some keys at the top of the front matter of pages, and keeps what it has read."""

    def __init__(self, root: Path, dialect: Dialect, keys: Iterable[str]) -> None:
        """Take the folder that paths are relative to, the pages' dialect, and the keys."""
        self._root = root
        self._dialect = dialect
        self._keys = frozenset(keys)
        words = "|".join(sorted(self._keys))
        self._wanted = re.compile(
            rf"""^\s*["']?(?:{words})["']?[ \t]*[:=]""", re.MULTILINE | re.IGNORECASE
        )
        self._known: dict[str, PageFile] = {}

    def read(self, files: Iterable[str]) -> Iterator[PageFile]:
        """Yield files with the values of the keys."""
        for path in files:
            if path not in self._known:
                self._known[path] = self._read(path)
            yield self._known[path]

    def has_changed(self, path: str) -> bool:
        """Read a file again that was read; return whether its values are other ones."""
        before = self._known.pop(path, None)
        return before is not None and repr(before) != repr(next(self.read([path])))

    def _read(self, path: str) -> PageFile:
        """Read a file; front matter is parsed only where one of the keys is in the text."""
        source = read(self._root, path)
        if isinstance(source, SiteProblem):
            return PageFile(path, None)
        if not self._wanted.search(source.text):
            return PageFile(path, {})
        values = values_of(source, self._dialect)
        if values is None:
            return PageFile(path, None)
        folded = ((str(key).lower(), value) for key, value in values.items())
        return PageFile(path, {key: value for key, value in folded if key in self._keys})


def values_of(source: Source, dialect: Dialect) -> dict[str, Any] | None:
    """Return the front matter of a file, nothing without one; None if it cannot be read."""
    document = Document(source, dialect)
    is_read = document.problem is None or document.problem.kind is ProblemKind.MISSING
    return document.data if is_read else None


def listed(value: object) -> list[str]:
    """Return the texts of a list, or a text alone as a list."""
    every = value if isinstance(value, list) else [value]
    return [each for each in every if isinstance(each, str) and each]
