"""Links from findings to their files: in an editor, or on the host of the code at a commit."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from linter.core.messages import printable
from linter.core.patterns import lazy_pattern
from linter.files import git

EDITOR = "vscode://file{path}:{line}:{column}"
"""The link to a file in Visual Studio Code."""

PLACES = ("path", "file", "commit", "line", "column")
"""What a template may have in braces: the absolute path, and that in the repository."""

_BRACES = lazy_pattern(r"\{([^{}]*)\}")
_SCHEME = lazy_pattern(r"([a-z][a-z0-9+.-]*):")
_RUN_SCRIPTS = frozenset({"javascript", "data", "vbscript", "blob"})


class LinkError(ValueError):
    """A template cannot be used; the text is the reason."""


class Commit(NamedTuple):
    """The commit that is checked out, and the folder of the repository; None outside of git."""

    name: str | None
    folder: Path | None


class FileLink(NamedTuple):
    """A template of links, its parts that hold for all files filled in."""

    template: str
    root: str
    """The folder that paths are relative to, with `/`; it is escaped as they are."""
    prefix: str
    """The folder's path in the repository, with a `/` at its end if it has one."""


def commit_of(folder: Path) -> Commit:
    """Return the commit of the repository around a folder."""
    try:
        output = git.run(folder, "rev-parse", "HEAD", "--show-toplevel").decode()
    except (git.GitError, UnicodeDecodeError):
        return Commit(None, None)
    name, _, root = output.removesuffix("\n").partition("\n")
    return Commit(name, Path(root)) if root else Commit(None, None)


def default_template(variables: Mapping[str, str]) -> str:
    """Return the link to the host of the code in its CI, else to an editor."""
    if variables.get("GITHUB_ACTIONS") == "true" and "GITHUB_REPOSITORY" in variables:
        server = variables.get("GITHUB_SERVER_URL", "https://github.com")
        return f"{server}/{variables['GITHUB_REPOSITORY']}/blob/{{commit}}/{{file}}#L{{line}}"
    if variables.get("GITLAB_CI") == "true" and "CI_PROJECT_URL" in variables:
        return f"{variables['CI_PROJECT_URL']}/-/blob/{{commit}}/{{file}}#L{{line}}"
    return EDITOR


def file_link(template: str, folder: Path, commit: Commit) -> FileLink | None:
    """Return the links from a page made in a folder; None where they need a commit and none is.

    Raises:
        LinkError: the template has no scheme, one that runs scripts, or an unknown place.

    """
    scheme = _SCHEME.match(template)
    if scheme is None or scheme[1] in _RUN_SCRIPTS:
        raise LinkError("it must start like vscode: or https:")
    unknown = [each for each in _BRACES.findall(template) if each not in PLACES]
    if unknown:
        known = ", ".join(f"{{{each}}}" for each in PLACES)
        raise LinkError(f"{{{unknown[0]}}} is none of {known}")
    root = printable(folder.as_posix())
    if commit.name is None or commit.folder is None:
        if "{commit}" in template or "{file}" in template:
            return None
        return FileLink(template, root, "")
    inner = Path(os.path.relpath(folder.resolve(), commit.folder.resolve())).as_posix()
    prefix = "" if inner == "." else f"{printable(inner)}/"
    return FileLink(template.replace("{commit}", commit.name), root, prefix)
