"""Which files a folder's walk takes, by the names of folders and files alone.

Folders are walked as Jekyll walks a site (Jekyll 4, `EntryFilter`): hidden files and folders,
`_site`, `node_modules` and `vendor` are left out, and so are files that start with `_`, `#` or `~`,
and a README. Files that are YAML as a whole are taken in the data folders alone.
"""

from typing import Final, NamedTuple

from linter.profiles import news_api
from linter.profiles.plain import PROFILE as PLAIN
from linter.profiles.profile import Profile

SUFFIXES: Final = frozenset({".md", ".markdown", ".mkd", ".mkdown", ".html", ".htm"})
"""How the names of Markdown files (Jekyll's `markdown_ext`) and of HTML files end."""

DATA_SUFFIXES: Final = SUFFIXES | {".yaml", ".yml"}
"""How the names of files end that are taken in a data folder of a known kind."""

_SPECIAL: Final = frozenset("_#~")
_README: Final = "readme."
_DEPENDENCIES: Final = frozenset({"node_modules"})
_LEFT_OUT: Final = _DEPENDENCIES | {"_site", "vendor"}


class FolderContext(NamedTuple):
    """What the names of a folder and of those around it mean for its files.

    `kind` is the name of the kind that the collection or data folder around them has. Files of a
    `foreign` folder belong to something else of the site, though collections may lie below it.
    """

    kind: str | None
    foreign: bool = False

    @classmethod
    def of(cls, folders: tuple[str, ...]) -> "FolderContext":
        """Return the context of the innermost of nested folders, where a walk starts."""
        return cls(news_api.of_folders(folders))

    @property
    def suffixes(self) -> frozenset[str]:
        """How the names of the files end that are taken from this folder."""
        return DATA_SUFFIXES if self.kind in news_api.DATA.values() else SUFFIXES

    def takes(self, name: str) -> bool:
        """Whether a file of this name is taken from this folder."""
        return not self.foreign and suffix(name) in self.suffixes and not _is_special(name)

    def below(self, name: str, parent: str) -> "FolderContext":
        """Return the context of a folder in this one, by its name and the name of this one."""
        own_kind = news_api.of_folder(name, parent)
        if own_kind is not None:
            return FolderContext(own_kind)
        return FolderContext(None, foreign=True) if name.startswith("_") else self


def is_left_out(name: str, profile: Profile = PLAIN) -> bool:
    """Whether a walk skips a file or folder of this name, in a site with this profile."""
    if name.startswith("."):
        return True
    return name in (_LEFT_OUT if profile.has_known_kinds else _DEPENDENCIES)


def suffix(name: str) -> str:
    """Return how a file's name ends, in lower case: `.md`."""
    # `os.path.splitext` takes twice as long, and a walk calls this for each file.
    stem, dot, end = name.rpartition(".")
    return f"{dot}{end.lower()}" if stem.strip(".") else ""


def _is_special(name: str) -> bool:
    return name[0] in _SPECIAL or name[: len(_README)].lower() == _README
