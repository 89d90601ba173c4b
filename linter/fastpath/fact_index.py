"""Which facts the files of a site have, and what a walk of the site depended on.

Most files of a site share no fact with the files of a run. The index has hashes of all facts, so
that neither the files nor their cached results are read. It is a file beside the cache's database,
since a run that ends early imports no `sqlite3`.
"""

import json
from binascii import crc32
from collections.abc import Iterable
from typing import Final, NamedTuple

from linter.fastpath.own_file import read_own
from linter.fastpath.state import State, code_state

INDEX_PREFIX: Final = "facts-"
"""How the name of an index's file starts."""

MOST_FILES: Final = 100_000
"""How many files an index holds: a text of 20 MB."""

_MAX_BYTES: Final = 50_000_000


class WalkState(NamedTuple):
    """What a walk of a folder depended on, besides what lies around the folder."""

    folders: dict[str, dict[str, State]]
    """What each folder holds, by its path relative to the root, which is empty.

    Regular files of which the name alone counts have the state `FILE`.
    """
    counting: list[str]
    """The names that count although they start with a dot."""
    repository: str
    """The root of the repository around; an empty text for none."""
    ignored: list[str]
    """The paths that git ignores where a walk would take them, relative to the repository."""


class FactIndex(NamedTuple):
    """The files of a site that a walk takes, with hashes of their facts."""

    root: str
    walk: WalkState
    files: dict[str, str]
    """The hashes of files whose facts are known, by their paths relative to the root.

    They have eight hexadecimal digits for each fact, with spaces between them, and hold as long as
    the file has its state.
    """
    unknown: list[str]
    """The other files, sorted."""
    groups: list[tuple[str, str]]
    """Contexts, in hexadecimal digits, with what the results of some files depend on."""
    group_of: list[int]
    """The index of the group of each of `files`."""
    is_settled: bool = False
    """Whether the walk depended on nothing else, and nothing of it was too young."""

    def to_json(self) -> str:
        """Return the index as text."""
        return json.dumps([code_state(), *self], separators=(",", ":"))

    def state(self, path: str) -> State:
        """Return the state that a file had."""
        folder, _, name = path.rpartition("/")
        return self.walk.folders.get(folder, {}).get(name)


def fact_hash(code: str, key: str) -> int:
    """Return a number of 32 bits for the rule and the key of a fact, the same in all processes."""
    return crc32(f"{code} {key}".encode(errors="surrogatepass"))


def spelled(hashes: Iterable[int]) -> list[str]:
    """Return hashes of facts as an index has them."""
    return [f"{each:08x}" for each in hashes]


def counts(name: str, counting: Iterable[str]) -> bool:
    """Whether a walk depends on a name; of hidden files it depends on those `counting` alone."""
    return not name.startswith(".") or name in counting


def file_name(root: str, parts: Iterable[str]) -> str:
    """Return the name of the file of an index, by what decides which files and facts it has."""
    key = repr((root, sorted(parts)))
    return f"{INDEX_PREFIX}{crc32(key.encode(errors='surrogatepass')):08x}.json"


def read(path: str, root: str) -> FactIndex | None:
    """Return the index in a file; None where there is none by this code and this user."""
    try:
        code, own_root, walk, *fields = json.loads(read_own(path, _MAX_BYTES))
        index = FactIndex(own_root, WalkState(*walk), *fields)
        is_own = own_root == root and code == code_state() and _is_well_formed(index)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return index if is_own else None


def _is_well_formed(index: FactIndex) -> bool:
    """Whether the parts of an index fit together.

    Raises:
        TypeError, ValueError, AttributeError: they do not.

    """
    texts = {*map(type, index.files.values()), *map(type, index.unknown)}
    groups = len(index.groups)
    return (
        type(index.is_settled) is bool
        and type(index.unknown) is list
        and texts <= {str}
        and len(index.group_of) == len(index.files)
        and all(type(each) is int and 0 <= each < groups for each in {*index.group_of})
        and all(isinstance(each, str) for group in index.groups for each in group)
        and {*map(len, index.groups)} <= {2}
        and {*map(type, index.walk.folders.values())} <= {dict}
    )
