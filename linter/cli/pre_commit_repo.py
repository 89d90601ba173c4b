"""Where pre-commit can fetch the hook of the articlelint that runs.

Installers note where they took a distribution from, in its `direct_url.json` (PEP 610; fields as in
https://packaging.python.org/en/latest/specifications/direct-url-data-structure/).
"""

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from linter import __version__
from linter.core.addresses import REPOSITORY
from linter.core.text import printable
from linter.files import git

MANIFEST = ".pre-commit-hooks.yaml"
"""The file by which pre-commit recognises a repository of hooks."""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHOWN = 12


class HookSource(NamedTuple):
    """A git repository and what to check out of it; without a repository, what is installed."""

    repository: str | None = None
    revision: str = ""
    is_clone: bool = False
    """Whether the repository is a folder of this machine."""

    def in_words(self) -> str:
        """Return one sentence on where the hook comes from."""
        if self.repository is None:
            return "The hook calls the `articlelint` on the PATH: where it came from is not known."
        where = f"{printable(self.repository)} at {self.revision[:_SHOWN]}"
        if self.is_clone:
            return f"The hook comes from the clone {where}, which other machines may lack."
        return f"The hook comes from {where}."


INSTALLED = HookSource()
"""The command that is installed, whatever it came from."""


def find() -> HookSource:
    """Return where the hook of this articlelint can be fetched."""
    origin = _origin()
    if origin is None:
        return INSTALLED if REPOSITORY is None else HookSource(REPOSITORY, f"v{__version__}")
    match origin:
        # A hook is installed from the top of its repository.
        case {"subdirectory": str()}:
            return INSTALLED
        case {"url": str(url), "vcs_info": {"vcs": "git", "commit_id": str(commit)}}:
            return _of_address(url, commit)
        case {"url": str(url), "dir_info": dict()}:
            return _of_folder(url)
    return INSTALLED


def _origin() -> Any:
    """Return what the installer noted; None where it took an index, or nothing is installed."""
    try:
        noted = metadata.distribution("articlelint").read_text("direct_url.json")
        return None if noted is None else json.loads(noted)
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return None


def _of_address(url: str, commit: str) -> HookSource:
    try:
        parts = urlsplit(url)
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return INSTALLED
    # What stands in a query may be a token.
    if not parts.scheme or parts.query or parts.fragment or not _COMMIT.fullmatch(commit):
        return INSTALLED
    # As PEP 610 has it, the `git` of `ssh://git@host` is no secret, and needed.
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
    # Above it may lie another repository, which has no hooks.
    if parts.scheme != "file" or not (folder / ".git").exists() or not str(folder).isprintable():
        return INSTALLED
    try:
        head = git.run(folder, "rev-parse", "--verify", "HEAD", is_hook=False).decode().strip()
        git.run(folder, "cat-file", "-e", f"{head}:{MANIFEST}", is_hook=False)
    except git.GitError:
        return INSTALLED
    return HookSource(str(folder), head, is_clone=True)


def _path(parts: SplitResult) -> Path:
    """Return the path of a `file:` address; on Windows it has a drive behind its first slash."""
    path = unquote(parts.path)
    return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)
