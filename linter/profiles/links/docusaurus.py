"""Links of Docusaurus: files in `static` or beside the page, `@site/…`, and pages by their files.

At which addresses pages are published is decided by its config, which is a program.
"""

from functools import cached_property

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import read_script
from linter.profiles.docusaurus import CONFIGS
from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.files import joined_path
from linter.site.links import Places, beside, inside, names_page, parent_of

_BASE_URL = lazy_pattern(r"""\bbaseUrl:\s*(["'])/(?P<path>[\w./-]{0,200})\1""")
_REWRITES_LINKS = lazy_pattern("remarkPlugins|RemarkPlugins|preprocessor")
_SITE = "@site/"
_TRANSLATIONS = "i18n/"


class Links(GeneratorLinks):
    """How the links of Docusaurus are resolved."""

    @cached_property
    def _site(self) -> str:
        """The folder of the config: the root, or one in it whose documentation lies beside it."""
        return parent_of(self.config.files_folder)

    @cached_property
    def _script(self) -> str:
        return read_script(self.root, (joined_path(self._site, name) for name in CONFIGS))

    def is_file(self, address: str) -> bool:
        """Whether an address names the file of a page, or is one of another file."""
        return names_page(address) or super().is_file(address)

    def published(self, path: str) -> Places | None:
        """Return a file of `static`, the only such folder unless the config names more."""
        if names_page(path):
            folders = [*self._page_folders, self.config.files_folder]
            return Places(tuple(inside(folder, path) for folder in folders), is_certain=False)
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
        if names_page(path):
            return self._page(path, page)
        if path.startswith("./"):
            return Places((beside(page, path),))
        return Places((inside(self.config.files_folder, path),), is_certain=False)

    def _page(self, path: str, page: str) -> Places:
        """Return a page by its file: beside the page, or without a dot in any folder of pages.

        A page that is not translated is that of the original language; plug-ins for Markdown may
        write other links.
        """
        folders = [] if path.startswith(".") else self._page_folders
        paths = (beside(page, path), *(inside(folder, path) for folder in folders))
        is_translation = page.startswith(joined_path(self._site, _TRANSLATIONS))
        is_other = "%" in path or _REWRITES_LINKS.search(self._script) is not None
        return Places(paths, is_certain=not is_translation and not is_other)

    @cached_property
    def _page_folders(self) -> list[str]:
        return [*self.site.content.folders, self._site]
