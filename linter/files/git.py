"""Runs git (2.30 or newer) so that it changes nothing and starts no program of a repository.

Paths go in and out with NUL after each (`-z`), so that every name is safe. The settings here
override those of the repository, which is not trusted: no monitor, no hook, no pager, no
network, no lock, and no bare repository among the files of another one.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from linter.core.filesystem import reason
from linter.core.patterns import lazy_pattern

if TYPE_CHECKING:
    import subprocess

PATIENCE = 5
"""How many seconds git may take to apply `.gitignore` files.

It tries every way to divide a path among the stars of a line, and lines come from strangers.
"""

_SETTINGS = {
    # Empty, since git before 2.36 runs any other value as a program.
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "safe.bareRepository": "explicit",
    # A change of mode is no change of text.
    "core.fileMode": "false",
    # Without it, a file that was touched counts as changed.
    "diff.autoRefreshIndex": "true",
}

_ENVIRONMENT = {
    # Messages in English.
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    # A clone can lack objects, and fetches them by a command that its settings name.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
}

# Git sets these in a hook, for the repository of the hook alone.
_OF_A_HOOK = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"),
)

_PIECE = 65_536

_FATAL = lazy_pattern(r"^(?:fatal|error): (.+)$", re.MULTILINE)


class GitError(Exception):
    """Git cannot be used, or fails; the message is the reason."""


class NoGitError(GitError):
    """Git is not installed."""


def run(
    folder: Path | str,
    *arguments: str,
    otherwise: str | None = None,
    timeout: float | None = None,
    is_hook: bool = True,
) -> bytes:
    """Return what a git command prints.

    `otherwise` is the error for exit status 1, and `timeout` is in seconds. In a hook the
    environment decides which repository and index count; without `is_hook` the folder does.

    Raises:
        GitError: git is not installed, fails, or takes too long.

    """
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - no shell, and revisions are after --end-of-options
            _command(arguments),
            cwd=folder,
            env=_environment(is_hook=is_hook),
            # Git must not read the standard input of a hook.
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]}: no answer within {timeout:g} seconds") from None
    except OSError as error:
        raise GitError(f"git cannot be run: {reason(error)}") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1 and otherwise:
        raise GitError(otherwise)
    fatal = _FATAL.search(done.stderr.decode(errors="replace"))
    why = fatal[1] if fatal else f"exit status {done.returncode}"
    raise GitError(f"git {arguments[0]}: {why}")


def blobs(folder: Path | str, names: Iterable[str], max_bytes: int) -> Iterator[bytes]:
    """Yield the content of each object as git stores it, without filters.

    A content that is larger than `max_bytes` is cut one byte later.

    Raises:
        GitError: git is not installed or fails, or there is no such object.

    """
    import subprocess

    try:
        process = subprocess.Popen(  # noqa: S603 - no shell
            _command(("cat-file", "--batch")),
            cwd=folder,
            env=_environment(is_hook=True),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with process:
            for name in names:
                yield _blob(process, name, max_bytes)
    except OSError as error:
        raise GitError(f"git cat-file: {reason(error)}") from None


def _blob(process: "subprocess.Popen[bytes]", name: str, max_bytes: int) -> bytes:
    """Return the content of one object; git writes it before it reads the next name.

    Raises:
        GitError: there is no such object.
        OSError: git has ended.

    """
    if process.stdin is None or process.stdout is None:
        raise GitError("git cat-file: no pipes")
    process.stdin.write(f"{name}\n".encode())
    process.stdin.flush()
    # `name type size`, or `name missing`.
    header = process.stdout.readline().split()
    if len(header) < len(("name", "type", "size")):
        raise GitError(f"git cat-file: no object {name}")
    left = int(header[2])
    data = process.stdout.read(min(left, max_bytes + 1))
    left -= len(data)
    while left and (piece := process.stdout.read(min(left, _PIECE))):
        left -= len(piece)
    process.stdout.readline()
    return data


def _command(arguments: tuple[str, ...]) -> list[str]:
    import shutil

    git = shutil.which("git")
    if git is None:
        raise NoGitError("git is not installed")
    settings = (part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}"))
    return [git, "--no-pager", *settings, *arguments]


def _environment(*, is_hook: bool) -> dict[str, str]:
    environment = os.environ | _ENVIRONMENT
    return {name: value for name, value in environment.items() if is_hook or name not in _OF_A_HOOK}
