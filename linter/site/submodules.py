"""Git submodules whose files are not there, as after a clone without them.

The file `.gitmodules` lists the submodules of a repository (https://git-scm.com/docs/gitmodules).
"""

import os
import re
from pathlib import Path
from typing import Final

from linter.core.filesystem import read_bytes
from linter.core.paths import path_text
from linter.core.patterns import lazy_pattern

_LIST: Final = ".gitmodules"
_PATH: Final = lazy_pattern(
    rb"^[ \t]*path[ \t]*=[ \t]*\"?([^\"\r\n]*?)\"?[ \t\r]*$", re.MULTILINE | re.IGNORECASE
)


def missing_submodules(root: str) -> tuple[str, ...]:
    """Return the folders of submodules that lie in a folder and are empty, or not there.

    `root` is free of links, as `real_path` returns it; the paths are relative to it.
    """
    for folder in (Path(root), *Path(root).parents):
        if os.path.lexists(folder / _LIST):
            return tuple(each for each in _listed(folder, root) if _is_empty(f"{root}/{each}"))
        if os.path.lexists(folder / ".git"):
            break
    return ()


def _listed(repository: Path, root: str) -> list[str]:
    """Return the submodules of a repository that lie in a folder, relative to it."""
    try:
        found = _PATH.findall(read_bytes(repository / _LIST))
    except OSError:
        return []
    paths = (path_text(os.path.normpath(repository / os.fsdecode(path))) for path in found)
    return [path[len(root) + 1 :] for path in paths if path.startswith(f"{root}/")]


def _is_empty(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return not any(entries)
    except FileNotFoundError:
        return True
    except OSError:
        return False
