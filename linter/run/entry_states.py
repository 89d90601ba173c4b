"""The states of the configs, markers, schemas and settings of git that an entry depends on."""

import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from linter.core.filesystem import RACY, read_bytes
from linter.core.paths import real_path
from linter.fastpath.state import FOLDER, State, is_as_imported, is_younger, state_of
from linter.files import git, gitignore
from linter.files.deciding_names import OF_GIT, WITH_CONFIGS, deciding_names
from linter.files.targets import Target
from linter.profiles.registry import all_markers
from linter.schema.builtin import is_file

_OF_GIT = (*OF_GIT, ".git/config", ".git/info/exclude")
_SETTINGS_OF_GIT = ("/etc/gitconfig", "~/.gitconfig", "{}/git/config", "{}/git/ignore")
# Settings that name other files.
_LEADS_ON = (b"include", b"excludesfile")
# A reference, in JSON or YAML, to more than a part of the schema itself, or of a built-in one.
_REFERENCE = re.compile(rb"""ref["']?\s*:\s*["']?(?!#|urn:articlelint:schema:)""", re.IGNORECASE)
_NOT_IGNORED = "it is not ignored"


class UntrackedError(Exception):
    """An entry would depend on something whose state is not taken."""


class EntryStates:
    """The states by path; each is taken before the file is read."""

    def __init__(self, folders: Iterable[str]) -> None:
        """Take the states of config files, markers of sites and ignore files of git.

        They are those of some folders, and of all folders around these.
        """
        self.states: dict[str, State] = {}
        self._names = [*sorted(deciding_names()), *_OF_GIT]
        settings = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
        for name in _SETTINGS_OF_GIT:
            self.add(os.path.expanduser(name.format(settings)))  # noqa: PTH111 - a text
        for folder in folders:
            for step in (Path(folder), *Path(folder).parents):
                self._add_names(str(step))

    def _add_names(self, folder: str) -> None:
        for name in self._names:
            state = self.add(os.path.join(folder, name))  # noqa: PTH118 - a text
            if state == FOLDER and name in WITH_CONFIGS:
                for inner in all_markers():
                    if self.add(os.path.join(folder, name, inner)) is not None:  # noqa: PTH118
                        # Its profile reads further files.
                        raise UntrackedError

    def add(self, path: str) -> State:
        """Add a path, and return its state."""
        if path not in self.states:
            self.states[path] = state_of(path)
        return self.states[path]

    def add_target(self, target: Target) -> None:
        """Add the configs of a file, and the markers of its site.

        Raises:
            UntrackedError: its entry would depend on more.

        """
        for source in target.config.sources:
            self.add(str(source))
        if target.site is not None:
            self._add_names(target.site.path)
            is_hugo = target.site.profile.name == "hugo"
            if is_hugo and self.add(f"{target.site.path}/config") is not None:
                raise UntrackedError

    def add_schema(self, reference: str, root: Path | None) -> None:
        """Add the file of a schema.

        Raises:
            UntrackedError: it may lead to other files.

        """
        if not is_file(reference):
            return
        file = real_path(Path(root or ".", reference))
        if not isinstance(self.add(file), list):
            raise UntrackedError
        if _REFERENCE.search(read_bytes(file)) is not None:
            raise UntrackedError

    def check_git(self, files: Iterable[str]) -> None:
        """Make sure that git takes files whether or not it tracks them.

        Raises:
            UntrackedError: a pattern matches one, or patterns are in files without a state.

        """
        if any(name.startswith("GIT_CONFIG") for name in os.environ):
            raise UntrackedError
        for path, state in self.states.items():
            name = os.path.basename(path)  # noqa: PTH119
            is_elsewhere = state is not None and state != FOLDER
            if name == gitignore.REPOSITORY and is_elsewhere:
                raise UntrackedError
            if name in {"config", ".gitconfig", "gitconfig"} and isinstance(state, list):
                text = read_bytes(path).lower()
                if any(word in text for word in _LEADS_ON):
                    raise UntrackedError
        for file in files:
            if self._is_in_repository(file) and not _is_not_ignored(file):
                raise UntrackedError

    def _is_in_repository(self, file: str) -> bool:
        return any(self.states.get(str(step / gitignore.REPOSITORY)) for step in Path(file).parents)

    def settled(self) -> dict[str, State]:
        """Return the states.

        Raises:
            UntrackedError: a file is so young that it may change unnoticed, or code has changed
                since it was imported.

        """
        latest = time.time_ns() - RACY
        if any(is_younger(state, latest) for state in self.states.values()):
            raise UntrackedError
        if not is_as_imported(RACY):
            raise UntrackedError
        return self.states


def _is_not_ignored(file: str) -> bool:
    folder, name = os.path.split(file)
    try:
        git.run(
            folder, "check-ignore", "--quiet", "--no-index", "--", name,
            otherwise=_NOT_IGNORED, timeout=git.PATIENCE, is_hook=False,
        )  # fmt: skip
    except git.GitError as error:
        return str(error) == _NOT_IGNORED
    return False
