"""Finds the git repository from which pre-commit can install this articlelint.

Installers record the origin of a distribution in its `direct_url.json` (PEP 610; the fields are in
https://packaging.python.org/en/latest/specifications/direct-url-data-structure/).
"""

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from linter import __version__
from linter.core.messages import printable
from linter.core.patterns import lazy_pattern
from linter.core.project import REPOSITORY
from linter.files import git

MANIFEST = ".pre-commit-hooks.yaml"
"""The file that makes a repository one of hooks for pre-commit."""

_COMMIT = lazy_pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT_COMMIT = 12
"""The digits of a commit that are shown."""


class HookSource(NamedTuple):
    """A git repository and a revision of it; without a repository, the installed command."""

    repository: str | None = None
    revision: str = ""
    is_clone: bool = False
    """Whether the repository is a folder of this machine."""

    def description(self) -> str:
        """Return a sentence about the source of the hook."""
        if self.repository is None:
            return "The hook calls the `articlelint` on the PATH: where it came from is not known."
        where = f"{printable(self.repository)} at {self.revision[:_SHORT_COMMIT]}"
        if self.is_clone:
            return f"The hook comes from the clone {where}, which other machines may lack."
        return f"The hook comes from {where}."


INSTALLED = HookSource()
"""The installed command, whatever its origin."""


def find_source() -> HookSource:
    """Return the source of the hook of this articlelint."""
    origin = _origin()
    if origin is None:
        return INSTALLED if REPOSITORY is None else HookSource(REPOSITORY, f"v{__version__}")
    match origin:
        # Pre-commit installs from the top folder of a repository only.
        case {"subdirectory": str()}:
            return INSTALLED
        case {"url": str(url), "vcs_info": {"vcs": "git", "commit_id": str(commit)}}:
            return _of_address(url, commit)
        case {"url": str(url), "dir_info": dict()}:
            return _of_folder(url)
    return INSTALLED


def _origin() -> Any:
    """Return the recorded origin; None after an installation from an index, or without one."""
    try:
        recorded = metadata.distribution("articlelint").read_text("direct_url.json")
        return None if recorded is None else json.loads(recorded)
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return None


def _of_address(url: str, commit: str) -> HookSource:
    try:
        parts = urlsplit(url)
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return INSTALLED
    # A query may hold a token.
    if not parts.scheme or parts.query or parts.fragment or not _COMMIT.fullmatch(commit):
        return INSTALLED
    # The `git` of `ssh://git@host` is needed, and no secret (PEP 610).
    user = "git@" if parts.username == "git" and parts.scheme == "ssh" else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    bare = parts._replace(netloc=f"{user}{host}{port}")
    return HookSource(bare.geturl(), commit, is_clone=parts.scheme == "file")


def _of_folder(url: str) -> HookSource:
    try:
        parts = urlsplit(url)
    except ValueError:
        return INSTALLED
    folder = _path(parts)
    # A repository above the folder is another one, without the hook.
    if parts.scheme != "file" or not (folder / ".git").exists() or not str(folder).isprintable():
        return INSTALLED
    try:
        head = git.run(folder, "rev-parse", "--verify", "HEAD", is_hook=False).decode().strip()
        git.run(folder, "cat-file", "-e", f"{head}:{MANIFEST}", is_hook=False)
    except git.GitError:
        return INSTALLED
    return HookSource(str(folder), head, is_clone=True)


def _path(parts: SplitResult) -> Path:
    """Return the path of a `file:` URL; on Windows a drive follows its first slash."""
    path = unquote(parts.path)
    return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)
