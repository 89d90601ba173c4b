"""The base of how each generator resolves links."""

from functools import cached_property
from typing import ClassVar

from linter.profiles.links.front_matter import PageReader
from linter.profiles.profile import SiteRoot
from linter.site.config import SiteConfig
from linter.site.links import SiteLinks


class GeneratorLinks(SiteLinks):
    """How the links of a generator's site are resolved."""

    page_keys: ClassVar[tuple[str, ...]] = ()
    """The keys of front matter that decide at which addresses a page is published."""

    def __init__(self, site: SiteRoot, config: SiteConfig) -> None:
        """Take the site and its settings, as the config of articlelint has them."""
        super().__init__(site.folder, config)
        self.site = site

    @cached_property
    def page_reader(self) -> PageReader:
        """Reads the keys of pages."""
        return PageReader(self.root, self.site.profile.dialect, self.page_keys)

    def has_moved(self, path: str) -> bool:
        """Read a file of a page again; return whether what decides its addresses has changed."""
        return self.page_reader.has_changed(path)
