"""How the disk spells paths: macOS and Windows find `_news/a.md` as `_News/A.md` too."""

import os
import sys
from pathlib import Path
from typing import Final

from linter.site.files import in_other_case

_FINDS_OTHER_CASE: Final = sys.platform in {"darwin", "win32"}


class Spelling:
    """Returns paths as listings spell them, by one listing of each folder."""

    def __init__(self) -> None:
        """Start without listings."""
        self._listings: dict[str, frozenset[str]] = {}

    def of(self, path: str, working_folder: Path) -> str:
        """Return the path of a file as the disk spells it.

        Globs, folders of collections and the other files of a site are compared with it as text.
        """
        if not _FINDS_OTHER_CASE or not (working_folder / path).exists():
            return path
        spelled = Path(Path(path).anchor)
        for name in Path(path).relative_to(spelled).parts:
            listing = self._listing(str(working_folder / spelled))
            # `..` is in no listing.
            spelled /= name if name in listing else in_other_case(name, listing) or name
        return str(spelled)

    def _listing(self, folder: str) -> frozenset[str]:
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names, not paths
            except OSError:
                self._listings[folder] = frozenset()
        return self._listings[folder]
