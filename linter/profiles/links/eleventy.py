"""Links of Eleventy: files that the config copies by their names.

Its config is a program, as are templates that decide on the addresses of pages.
"""

from functools import cached_property

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import read_script
from linter.profiles.eleventy import CONFIGS
from linter.profiles.links.generator_links import GeneratorLinks
from linter.site.files import joined_path
from linter.site.links import Places, inside

_COPY = lazy_pattern(r"""addPassthroughCopy\(\s*(["'`])(?P<path>[\w./-]{1,200})\1\s*\)""")
_ANY_COPY = lazy_pattern(r"addPassthroughCopy\(")


class Links(GeneratorLinks):
    """How the links of Eleventy are resolved."""

    @cached_property
    def _script(self) -> str:
        return read_script(self.root, CONFIGS)

    def published(self, path: str) -> Places | None:
        """Return a file in a folder that is copied to the same place.

        It is certain only where all that is copied is named so.
        """
        (source,) = self.site.content.folders
        copies = [match["path"].strip("./") for match in _COPY.finditer(self._script)]
        paths = tuple(
            inside("", joined_path(copy, path.removeprefix(published).lstrip("/")))
            for copy in copies
            if path.startswith(f"{(published := copy.removeprefix(f'{source}/'))}/")
        )
        if not paths:
            return None
        return Places(paths, is_certain=len(copies) == len(_ANY_COPY.findall(self._script)))
