"""Links of MkDocs: all files below its folder of pages are published."""

import re
from functools import cached_property

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import read_script
from linter.profiles.links.front_matter import files_of
from linter.profiles.links.generator_links import GeneratorLinks
from linter.profiles.mkdocs import CONFIGS
from linter.site.links import Places, beside, inside, names_page
from linter.site.pages import Pages

# What may publish files and pages that are in no folder of the site: plug-ins and hooks.
_PLUGINS = lazy_pattern(r"^(?:plugins|hooks):(?P<names>(?:.*\n(?=[ \t-]|\n))*.*)", re.MULTILINE)
_HARMLESS = lazy_pattern(r"[\s\-\[\],'\"]*(?:(?:search|minify|tags|social)\b:?[\s\-\[\],'\"]*)*")
_THEME_FOLDER = lazy_pattern(r"""^[ \t]+custom_dir:[ \t]*["']?(?P<path>[\w./-]+)""", re.MULTILINE)
_README = lazy_pattern(r"(?:^|(?<=/))README$")


class Links(GeneratorLinks):
    """How the links of MkDocs are resolved."""

    @cached_property
    def _script(self) -> str:
        return read_script(self.root, CONFIGS)

    @cached_property
    def _has_plugins(self) -> bool:
        found = (match["names"] for match in _PLUGINS.finditer(self._script))
        return any(_HARMLESS.fullmatch(names) is None for names in found)

    def is_file(self, address: str) -> bool:
        """Whether an address names the file of a page, or is one of another file."""
        return names_page(address) or super().is_file(address)

    def published(self, path: str) -> Places | None:
        """Return a file beside the pages, or in the theme's own folder."""
        theme = _THEME_FOLDER.search(self._script)
        folders = [self.config.files_folder, *([theme["path"]] if theme else [])]
        paths = tuple(inside(folder, path) for folder in folders)
        # Themes have their pictures in `assets` and `img`.
        is_certain = not self._has_plugins and not path.startswith(("assets/", "img/"))
        return Places(paths, is_certain)

    def relative(self, path: str, page: str) -> Places | None:
        """Return the file beside the page."""
        is_beside = path.startswith(("./", "../")) or names_page(path)
        is_certain = is_beside and "%" not in path and not self._has_plugins
        return Places((beside(page, path),), is_certain)

    def pages(self) -> Pages | None:
        """Return the addresses of the files; None where plug-ins may add others."""
        if self._has_plugins:
            return None
        start = f"{self.config.files_folder}/"
        files = files_of(self.root, self.site.content)
        return Pages(
            (_README.sub("", path.removeprefix(start).rpartition(".")[0]), path) for path in files
        )
