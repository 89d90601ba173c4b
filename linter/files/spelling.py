"""How the disk spells paths: macOS and Windows find `_news/a.md` as `_News/A.md` too."""

import sys
from functools import cache
from pathlib import Path
from typing import Final

from linter.core.filesystem import holds
from linter.site.files import names_in, spelling_in

_FINDS_OTHER_CASE: Final = sys.platform in {"darwin", "win32"}


class Spelling:
    """Returns paths as listings spell them, by one listing of each folder."""

    def __init__(self) -> None:
        """Start without listings."""
        self._names = cache(names_in)

    def of(self, path: str, working_folder: Path) -> str:
        """Return the path of a file as the disk spells it.

        Globs, folders of collections and the other files of a site are compared with it as text.
        """
        if not _FINDS_OTHER_CASE or not holds((working_folder / path).exists):
            return path
        spelled = Path(Path(path).anchor)
        for name in Path(path).relative_to(spelled).parts:
            # `..` is in no listing.
            spelled /= spelling_in(self._names(working_folder / spelled), name) or name
        return str(spelled)
