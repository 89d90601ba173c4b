"""What git ignores in the folders of a walk.

In a repository git itself lists it, in one process for each: files that it tracks are never
ignored, and `.git/info/exclude` and the user's own excludes count. Outside of repositories, and
where git cannot list it, the ignore files are read here: https://git-scm.com/docs/gitignore.
"""

import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from linter.core.filesystem import read_bytes
from linter.core.globs import Globs, RootedGlobs, last_verdict
from linter.core.paths import path_text
from linter.core.patterns import lazy_pattern
from linter.files import git

NAME = ".gitignore"
REPOSITORY = ".git"

# A larger file is skipped, and so are lines with stars, brackets and the like beyond these lengths,
# as each of them costs time for each path.
_MAX_BYTES = 1_000_000
_MAX_LINE = 1_000
_MAX_GLOBS = 50_000
_SIGNS = lazy_pattern(rb"[*?\[\\]")

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Ignores(NamedTuple):
    """What is ignored in a folder and below: the paths that git lists, or else globs of files.

    Paths are absolute and free of links; those of folders end with `/`.
    """

    paths: frozenset[str] | None
    files: tuple[RootedGlobs, ...] = ()

    def has(self, path: str) -> bool:
        """Whether a path is ignored, given that the folders around it are not."""
        if self.paths is not None:
            return path in self.paths
        return bool(self.files) and last_verdict(path, self.files) is True


class GitIgnore:
    """What git ignores, for the folders of one run."""

    def __init__(self) -> None:
        """Start with no repository listed."""
        self.notes: list[str] = []
        """The repositories that git could not list, and why."""
        self._known: dict[str, Ignores] = {}

    def around(self, folder: str) -> Ignores:
        """Return what is ignored below a folder that a walk starts from.

        A folder that is itself ignored was named all the same, so nothing around it counts.
        """
        if folder not in self._known:
            steps = [Path(folder), *Path(folder).parents]
            roots = (path_text(step) for step in steps if (step / REPOSITORY).exists())
            root = next(roots, None)
            self._known[folder] = Ignores(None) if root is None else self._below(root, folder)
        return self._known[folder]

    def inside(self, folder: str, names: Container[str], outside: Ignores) -> Ignores:
        """Return what is ignored below a folder, by the names in it and what counts around it."""
        if REPOSITORY in names:
            outside = self.around(folder)
        if outside.paths is None and NAME in names:
            return outside._replace(files=(*outside.files, *_read(Path(folder, NAME), folder)))
        return outside

    def _below(self, root: str, folder: str) -> Ignores:
        """Return what a repository ignores below one of its folders."""
        steps = _steps(root, folder)
        by_files = Ignores(None, tuple(_above(root, steps)))
        is_ignored = any(map(by_files.has, steps))
        try:
            paths = _listed_by_git(root, folder, "--directory")
            if paths.isdisjoint(steps):
                return Ignores(paths)
            if not is_ignored:
                # The folder is not ignored itself, but everything in it is.
                return Ignores(_listed_by_git(root, folder))
        except git.NoGitError:
            pass
        except git.GitError as error:
            self.notes.append(f"{root}: {error}; `{NAME}` files are read without git")
        return Ignores(None) if is_ignored else by_files


def _steps(root: str, folder: str) -> list[str]:
    """Return the folders below one and down to another, each with a final `/`."""
    names = Path(folder).relative_to(root).parts
    prefix = root.rstrip("/")
    return ["/".join((prefix, *names[:count])) + "/" for count in range(1, len(names) + 1)]


def _listed_by_git(root: str, folder: str, *options: str) -> frozenset[str]:
    """Return what git ignores below a folder: files, and with `--directory` whole folders.

    Raises:
        GitError: git cannot list it.

    """
    listing = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", *options)
    below = Path(folder).relative_to(root).as_posix()
    # Git starts at the root, as a folder in the repository could be made to look like a repository.
    pathspec = () if folder == root else (f":(literal){below}",)
    names = git.run(root, *listing, "--", *pathspec, timeout=git.PATIENCE, is_hook=False)
    prefix = root.rstrip("/")
    return frozenset(f"{prefix}/{os.fsdecode(name)}" for name in names.split(b"\0") if name)


def _above(root: str, steps: Sequence[str]) -> Iterator[RootedGlobs]:
    """Yield the globs of files above the last of some folders; the later ones override."""
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    yield from _read(Path(config, "git/ignore"), root)
    yield from _read(_git_folder(Path(root)) / "info/exclude", root)
    for folder in (root, *steps)[: len(steps)]:
        yield from _read(Path(folder, NAME), folder)


def _git_folder(root: Path) -> Path:
    """Return the folder that the working trees of a repository share."""
    folder = root / REPOSITORY
    # In a submodule or another working tree, `.git` is a file that names the folder.
    folder = root / (_text(folder).removeprefix("gitdir: ") or folder)
    return folder / (_text(folder / "commondir") or ".")


def _text(path: Path) -> str:
    """Return the one line of a file; an empty text if it cannot be a path."""
    try:
        line = os.fsdecode(read_bytes(path)).rstrip("\n")
    except OSError:
        return ""
    return "" if "\0" in line else line


def _read(path: Path, folder: str) -> Iterator[RootedGlobs]:
    """Yield the globs of a file for a folder, if the file is there.

    As in git, a `.gitignore` that is a link does not count.
    """
    try:
        if path.name == NAME and path.is_symlink():
            return
        data = read_bytes(path, max_bytes=_MAX_BYTES)
    except OSError:
        return
    yield RootedGlobs(folder, Globs(_lines(data)))


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines of an ignore file that count."""
    length = 0
    for line in data.removeprefix(_BYTE_ORDER_MARK).split(b"\n"):
        if _SIGNS.search(line):
            length += len(line)
            if len(line) > _MAX_LINE or length > _MAX_GLOBS:
                continue
        yield line.removesuffix(b"\r")
