"""Links of Docusaurus: files in `static`, files beside the page, and `@site/…`.

At which addresses pages are published is decided by its config, which is a program.
"""

from functools import cached_property

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import read_script
from linter.profiles.docusaurus import CONFIGS
from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.files import joined_path
from linter.site.links import Places, beside, inside, parent_of

_BASE_URL = lazy_pattern(r"""\bbaseUrl:\s*(["'])/(?P<path>[\w./-]{0,200})\1""")
_SITE = "@site/"


class Links(GeneratorLinks):
    """How the links of Docusaurus are resolved."""

    @cached_property
    def _site(self) -> str:
        """The folder of the config: the root, or one in it whose documentation lies beside it."""
        return parent_of(self.config.files_folder)

    @cached_property
    def _script(self) -> str:
        return read_script(self.root, (joined_path(self._site, name) for name in CONFIGS))

    def published(self, path: str) -> Places | None:
        """Return a file of `static`; the only folder of its kind unless the config says more."""
        base = _BASE_URL.search(self._script)
        if base is None:
            return None
        inner = path.removeprefix(base["path"].lstrip("/"))
        is_certain = "staticDirectories" not in self._script
        return Places((inside(self.config.files_folder, inner),), is_certain)

    def relative(self, path: str, page: str) -> Places | None:
        """Return a file beside the page or below the site's root; what else is silent.

        Docusaurus makes modules only of pictures whose path starts with a dot and a slash.
        """
        if path.startswith(_SITE):
            return Places((inside(self._site, path.removeprefix(_SITE)),))
        if path.startswith("./"):
            return Places((beside(page, path),))
        return Places((inside(self.config.files_folder, path),), is_certain=False)
