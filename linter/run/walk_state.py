"""What a walk of a site depended on, for the index of the facts of the site's files."""

import os
from collections.abc import Container

from linter.core.filesystem import RACY
from linter.fastpath import state
from linter.fastpath.fact_index import WalkState, counts
from linter.fastpath.state import FILE, FOLDER, State
from linter.files import git
from linter.files.deciding_names import OF_GIT, WITH_CONFIGS, deciding_names
from linter.files.gitignore import REPOSITORY
from linter.files.walk import Seen

_ODD = ("error", "broken", "other")


def walk_state(root: str, seen: Seen, files: Container[str]) -> WalkState:
    """Return what a walk from a root depended on; `files` are those it took, by relative paths."""
    deciding = deciding_names().union(OF_GIT)
    counting = sorted(name for name in deciding if name.startswith("."))
    start = len(root.rstrip("/")) + 1
    folders: dict[str, dict[str, State]] = {}
    for folder, states in seen.folders.items():
        relative = folder[start:]
        prefix = f"{relative}/" if relative else ""
        folders[relative] = {
            name: _relevant(of_name, is_read=name in deciding or prefix + name in files)
            for name, of_name in states.items()
            if counts(name, counting)
        }
    repository = _repository(root)
    ignored = [os.path.relpath(path, repository or root) for path in seen.ignored]
    return WalkState(folders, counting, repository, ignored)


def _relevant(of_name: State, *, is_read: bool) -> State:
    return FILE if isinstance(of_name, list) and not is_read else of_name


def _repository(root: str) -> str:
    """Return the root of the repository around a folder; an empty text for none."""
    folder = root
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):  # noqa: PTH118 - texts
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return ""
        folder = above
    return folder


def is_settled(root: str, seen: Seen, walk: WalkState) -> bool:
    """Whether the walk is the same as long as its state is.

    A file that decides must be older than this process, so that what was read is what it holds. In
    a repository of which git tracks files that it would ignore, its index decides too.
    """
    deciding = deciding_names().union(OF_GIT)
    oldest = state.STARTED - RACY
    for folder, states in seen.folders.items():
        if REPOSITORY in states and folder != walk.repository:
            return False
        for name, of_name in states.items():
            if of_name is None or (isinstance(of_name, str) and of_name.startswith(_ODD)):
                return False
            if name in deciding and state.is_younger(of_name, oldest):
                return False
            if of_name == FOLDER and name in WITH_CONFIGS and folder != root:
                return False
    return not walk.repository or not _tracks_ignored(walk.repository)


def _tracks_ignored(repository: str) -> bool:
    listing = ("ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
    try:
        return bool(git.run(repository, *listing, timeout=git.PATIENCE, is_hook=False))
    except git.GitError:
        return True
