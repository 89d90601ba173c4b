"""What a run stores beside the cache about one folder of files.

An entry has the plans by which files there are proved clean, and the state of all that decides
which plan a file has and what is printed: config files, markers of sites, schemas, the code. It is
valid as long as all of that is the same, and what was missing is still missing. It is a file beside
the cache's database, since `sqlite3` takes milliseconds to import.
"""

import json
import os
import sys
from binascii import crc32
from typing import Any, Final, NamedTuple

from linter.fastpath.own_file import read_own
from linter.fastpath.state import State, code_state, state_of

CLOSING: Final = "\n---\n"
"""What front matter ends with; what stands before it decides on the kind of a file."""

ENTRY_PREFIX: Final = "folder-"
"""How the name of an entry's file starts."""

MOST_PICTURES: Final = 2_000
"""How many pictures an entry has."""

_OF_GIT: Final = ("HOME", "XDG_CONFIG_HOME", "GIT_CONFIG")
_MAX_BYTES: Final = 4_000_000


class Key(NamedTuple):
    """What an entry is about; folders are without links."""

    working_folder: str
    folder: str
    """The folder of the files."""
    force_exclude: bool
    settings: list[str]
    """What in the environment decides on the settings of git."""

    @classmethod
    def of(cls, working_folder: str, folder: str, *, force_exclude: bool) -> "Key":
        """Return the key of a folder in this environment."""
        settings = [
            f"{name}={value}" for name, value in os.environ.items() if name.startswith(_OF_GIT)
        ]
        return cls(working_folder, folder, force_exclude, sorted(settings))

    @property
    def file_name(self) -> str:
        """The name of the entry's file."""
        return f"{ENTRY_PREFIX}{crc32(repr(self).encode(errors='surrogatepass')):08x}.json"


StoredPicture = tuple[int, int, str, dict[str, State]]
"""The width, height and kind of a picture, and the states of its files, by their paths."""


class StoredSite(NamedTuple):
    """The parts of a site that proofs depend on."""

    root: str
    host: str | None
    topics: list[str] | None
    """The names of the topics; None where the index of the site is not known."""
    items: list[str]
    pictures: dict[str, StoredPicture]
    """Pictures by their addresses, which are the same on all pages."""
    facts: str | None
    """The name of the file of the index of facts; None where there is none."""


class Entry(NamedTuple):
    """The plans and states of the files of one folder."""

    watched: dict[str, State]
    """The state of each path that decides on the plans."""
    names: list[str] | None
    """The files that it is about; None for all in the folder."""
    kinds: dict[str, Any]
    """The parts of a plan, or null, by kind; empty for no known kind."""
    is_kind_in_text: bool
    """Whether the text of a file decides on its kind."""
    site: StoredSite | None
    max_file_bytes: int
    max_front_matter: int
    passed: list[str | None]
    """The words for a run in which nothing is found, without colours and with them, if known."""

    @property
    def is_current(self) -> bool:
        """Whether all that decides on the plans is as it was."""
        return all(state_of(path) == state for path, state in self.watched.items())

    def to_json(self, key: Key) -> str:
        """Return the entry as text."""
        return json.dumps([key, code_state(), *self], separators=(",", ":"))


def default_folder() -> str:
    """Return where `linter.cache` lies by default, if nothing is unusual."""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", ""), "articlelint", "Cache")  # noqa: PTH118
    stated = os.environ.get("XDG_CACHE_HOME", "")
    usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    # The specification of these folders has relative ones ignored.
    folder = stated if os.path.isabs(stated) else os.path.expanduser(usual)  # noqa: PTH111, PTH117
    return os.path.join(folder, "articlelint")  # noqa: PTH118


def read(cache_folder: str, key: Key) -> Entry | None:
    """Return the entry for a folder; None where there is none by this code and this user."""
    try:
        data = read_own(os.path.join(cache_folder, key.file_name), _MAX_BYTES)  # noqa: PTH118 - it is light
        of_key, code, *fields = json.loads(data)
        entry = Entry(*fields)
        if entry.site is not None:
            entry = entry._replace(site=StoredSite(*entry.site))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return entry if of_key == list(key) and code == code_state() else None
