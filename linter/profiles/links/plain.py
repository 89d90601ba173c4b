"""Links of Markdown files of no known generator: paths relative to the file.

Paths from the root lead to files only where the config sets `url` or `files` in `[site]`.
"""

from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.links import Places, beside


class Links(GeneratorLinks):
    """How the links of Markdown files are resolved."""

    def published(self, path: str) -> Places | None:
        """Return the file of that path, if the config sets where files are published."""
        is_set = bool(self.config.url) or self.config.files is not None
        return super().published(path) if is_set else None

    def relative(self, path: str, page: str) -> Places | None:
        """Return the file beside the page, for `./` and `../`."""
        return Places((beside(page, path),)) if path.startswith(("./", "../")) else None
