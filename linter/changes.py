"""What has changed in a git repository, as git itself tells it (2.30 or newer).

Paths go in and out with NUL after each (`-z`), so that every name is safe, and nothing that the
user gives can be taken for an option. The environment is handed on as it is: within a hook,
`GIT_INDEX_FILE` and its like say which index counts. A renamed file counts by its new name.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from linter.filesystem import reason

_FATAL = re.compile(r"^(?:fatal|error): (.+)$", re.MULTILINE)

# Whatever the user's settings: paths from the repository's root, no programs of others, a rename as
# a deletion and an addition, and none of the files that are gone.
_DIFF = (
    *("diff", "--name-only", "-z", "--no-relative", "--no-renames", "--diff-filter=ACMRTU"),
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
)


class GitError(Exception):
    """Git is missing or cannot answer; the message says why."""


def since(revision: str, folder: Path) -> frozenset[str]:
    """Return the files that differ from what a revision and HEAD last had in common.

    What differs is the working tree, so that a change counts whether or not it is committed or
    staged. Files that git does not know yet count too, unless it ignores them.

    Returns:
        Absolute paths; the folders in them are free of links.

    Raises:
        GitError: there is no git, no repository around the folder, no such revision, or nothing
            that it has in common with HEAD.

    """
    root = _root(folder)
    known = _run(folder, *_DIFF, _merge_base(revision, folder), "--")
    new = _run(folder, "ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/")
    return _absolute(root, known + new)


def staged(folder: Path) -> frozenset[str]:
    """Return the files that a commit would add or change; before the first one, all in the index.

    Returns:
        Absolute paths; the folders in them are free of links.

    Raises:
        GitError: there is no git, or no repository around the folder.

    """
    return _absolute(_root(folder), _run(folder, *_DIFF, "--cached", "--"))


def _root(folder: Path) -> str:
    """Return the root of the working tree around a folder, free of links."""
    root = _run(folder, "rev-parse", "--show-toplevel")
    return os.path.realpath(os.fsdecode(root.removesuffix(b"\n")))


def _merge_base(revision: str, folder: Path) -> str:
    """Return the commit at which the histories of a revision and of HEAD part."""
    name = f"{revision}^{{commit}}"
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    commit = _run(folder, *verify, otherwise=f"git knows no revision `{revision}`").strip()
    nothing_shared = f"`{revision}` and HEAD have no commit in common; is the history complete?"
    base = _run(folder, "merge-base", commit.decode(), "HEAD", otherwise=nothing_shared)
    return base.strip().decode()


def _absolute(root: str, names: bytes) -> frozenset[str]:
    prefix = root.rstrip("/")
    return frozenset(f"{prefix}/{os.fsdecode(name)}" for name in names.split(b"\0") if name)


def _run(folder: Path, *arguments: str, otherwise: str | None = None) -> bytes:
    """Return what a git command prints; `otherwise` tells what its exit status 1 means."""
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed")
    command = [git, "--no-pager", *arguments]
    # Messages in English; a hook's standard input is not for git to read.
    environment = os.environ | {"LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and revisions are behind --end-of-options
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {reason(error)}") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1 and otherwise:
        raise GitError(otherwise)
    fatal = _FATAL.search(done.stderr.decode(errors="replace"))
    why = fatal[1] if fatal else f"exit status {done.returncode}"
    raise GitError(f"git {arguments[0]}: {why}")
