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
    """The file of a page, relative to the root, and the wanted keys of its front matter.

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


def page_files(
    root: Path, files: Iterable[str], dialect: Dialect, keys: Iterable[str]
) -> Iterator[PageFile]:
    """Yield files with the values of some keys at the top of their front matter.

    Front matter is parsed only where one of the keys is in the text.
    """
    words = "|".join(sorted(keys))
    wanted = re.compile(rf"""^\s*["']?(?:{words})["']?[ \t]*[:=]""", re.MULTILINE | re.IGNORECASE)
    for path in files:
        source = read(root, path)
        if isinstance(source, SiteProblem):
            yield PageFile(path, None)
        elif not wanted.search(source.text):
            yield PageFile(path, {})
        else:
            yield PageFile(path, _folded(values_of(source, dialect)))


def values_of(source: Source, dialect: Dialect) -> dict[str, Any] | None:
    """Return the front matter of a file, nothing without one; None if it cannot be read."""
    document = Document(source, dialect)
    is_read = document.problem is None or document.problem.kind is ProblemKind.MISSING
    return document.data if is_read else None


def _folded(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return values and {str(key).lower(): value for key, value in values.items()}


def listed(value: object) -> list[str]:
    """Return the texts of a list, or a text alone as a list."""
    every = value if isinstance(value, list) else [value]
    return [each for each in every if isinstance(each, str) and each]
