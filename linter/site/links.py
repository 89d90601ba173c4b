"""What the links of a page lead to: where in the site the files may lie, and which pages it has.

`SiteLinks` holds for a site whose addresses are those of its files. Profiles of generators derive
from it.
"""

from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.site.addresses import local_path
from linter.site.config import SiteConfig
from linter.site.files import joined_path, steps
from linter.site.pages import Pages, is_download

# Liquid, shortcodes, Nunjucks, and placeholders of other kinds.
_TEMPLATE: Final = lazy_pattern(r"\{\{|\{%|\{<|<%|\$\{|\[\[|[<>]")
_SCHEME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?")


class Places(NamedTuple):
    """Where the file that an address leads to may lie, relative to the site's root, best first."""

    paths: tuple[str, ...]
    is_certain: bool = True
    """Whether nothing else, such as a theme or a plug-in, can publish a file there."""


class SiteLinks:
    """How the links of one site are resolved."""

    def __init__(self, root: Path, config: SiteConfig) -> None:
        """Take the site's root folder and its settings."""
        self.root = root
        self.config = config

    def places(self, address: str, page: str) -> Places | None:
        """Return where the file may lie that an address on a page leads to.

        `page` is the path of the page's file, relative to the root. None stands for an address
        elsewhere, and for one that cannot be decided: it has a template, or a theme decides.
        """
        path = local_path(address, self.config)
        if (path is None and (not address or _SCHEME.match(address))) or _TEMPLATE.search(address):
            return None
        if path is not None:
            return self.published(path)
        return self.relative(address.partition("#")[0].partition("?")[0], page)

    def page_path(self, address: str) -> str | None:
        """Return the path of an address of the site, without a leading slash; None for others."""
        return None if _TEMPLATE.search(address) else local_path(address, self.config)

    def is_file(self, address: str) -> bool:
        """Whether an address is one of a file as it is, and of no page."""
        return is_download(address.partition("#")[0].partition("?")[0])

    def published(self, path: str) -> Places | None:
        """Return where the file may lie that a path from the root of the published site leads to.

        None stands for a file that the settings exclude: whatever publishes it is not in the site.
        """
        if self.config.excludes(path):
            return None
        return Places((inside(self.config.files_folder, path),))

    def relative(self, path: str, page: str) -> Places | None:  # noqa: ARG002 - overridden
        """Return where the file may lie that a relative path on a page leads to."""
        return None

    def templates(self, key: str, value: str) -> tuple[str, ...]:  # noqa: ARG002 - overridden
        """Return where the template may lie that a key at the top of a page names, best first.

        There are none where the key names no template, or the generator looks for it elsewhere too.
        """
        return ()

    def pages(self) -> Pages | None:
        """Return the addresses of all pages; None where only the generator has them."""
        return None

    def has_moved(self, path: str) -> bool:  # noqa: ARG002 - overridden
        """Read a file of a page again; return whether what decides its addresses has changed."""
        return False


def names_page(address: str) -> bool:
    """Whether an address names the file of a page, which generators replace by its address."""
    return address.partition("#")[0].partition("?")[0].endswith((".md", ".mdx"))


def inside(folder: str, path: str) -> str:
    """Return a path in a folder of the site; one that climbs above the folder leads outside."""
    return path if steps(path) is None else joined_path(folder, path)


def beside(page: str, path: str) -> str:
    """Return a path that is relative to the folder of a page."""
    return joined_path(parent_of(page), path)


def parent_of(path: str) -> str:
    """Return the folder of a file, relative to the root; an empty text for the root itself."""
    folder = PurePosixPath(path).parent.as_posix()
    return "" if folder == "." else folder
