"""The base of how each generator resolves links."""

from linter.profiles.profile import SiteRoot
from linter.site.config import SiteConfig
from linter.site.links import SiteLinks


class GeneratorLinks(SiteLinks):
    """How the links of a generator's site are resolved."""

    def __init__(self, site: SiteRoot, config: SiteConfig) -> None:
        """Take the site and its settings, as the config of articlelint has them."""
        super().__init__(site.folder, config)
        self.site = site
