"""Links of Astro: files in `public` and files beside the page.

At which addresses pages are published is decided by programs in `src/pages`.
"""

from functools import cached_property

from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.files import files_below
from linter.site.links import Places, beside, inside
from linter.site.pages import is_download

_PAGES = "src/pages"
_PROGRAMS = (".js", ".ts")


class Links(GeneratorLinks):
    """How the links of Astro are resolved."""

    @cached_property
    def _has_written_files(self) -> bool:
        """Whether programs may write files, such as `src/pages/og/[slug].png.ts`."""
        programs = (
            path for path in files_below(self.root, _PAGES, hidden=".") if path.endswith(_PROGRAMS)
        )
        return any("[" in path or is_download(path[:-3]) for path in programs)

    def published(self, path: str) -> Places | None:
        """Return a file of `public`, or one that a page names by its path from the root."""
        paths = (inside(self.config.files_folder, path), path)
        return Places(paths, is_certain=not self._has_written_files)

    def relative(self, path: str, page: str) -> Places | None:
        """Return the file beside the page, for `./` and `../`; aliases are not resolved."""
        return Places((beside(page, path),)) if path.startswith(("./", "../")) else None
