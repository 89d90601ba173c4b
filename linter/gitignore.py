"""What git leaves out: `.gitignore` files, read by pathspec.

https://git-scm.com/docs/gitignore
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.filesystem import read_bytes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

NAME = ".gitignore"

# Matching a name tries every way of dividing it among the stars of a pattern, and patterns come
# with the files of strangers: lines beyond these limits are passed over.
_MAX_LINE = 1_000
_MAX_STARS = 3


class Ignores(NamedTuple):
    """The patterns of one `.gitignore`, which hold in its folder and below."""

    folder: str
    patterns: "GitIgnoreSpec"


def read(folder: str) -> Ignores | None:
    """Return the patterns of a folder's `.gitignore`; None where there is none to be read."""
    try:
        text = read_bytes(Path(folder, NAME)).decode(errors="replace")
    except OSError:
        return None
    from pathspec import GitIgnoreSpec

    return Ignores(folder, GitIgnoreSpec(list(_patterns(text.splitlines()))))


def above(folder: str) -> tuple[Ignores, ...]:
    """Return what the folders above hold against a folder's content, up to the repository's root.

    A folder that is itself ignored there was asked for all the same, so nothing holds against it.
    """
    steps = [Path(folder), *Path(folder).parents]
    root = next((index for index, step in enumerate(steps) if (step / ".git").exists()), 0)
    outside_in = [str(step) for step in reversed(steps[: root + 1])]
    found = tuple(ignores for step in outside_in[:-1] if (ignores := read(step)) is not None)
    return () if any(is_ignored(f"{step}/", found) for step in outside_in[1:]) else found


def is_ignored(path: str, sources: Sequence[Ignores]) -> bool:
    """Whether git leaves out a path; a folder's ends with `/`. The innermost file decides."""
    for source in reversed(sources):
        folder = source.folder.rstrip("/") + "/"
        if path.startswith(folder):
            ignored = source.patterns.check_file(path.removeprefix(folder)).include
            if ignored is not None:
                return ignored
    return False


def _patterns(lines: Sequence[str]) -> Iterator["GitIgnoreSpecPattern"]:
    """Yield what the lines mean; as in git, one that means nothing is passed over."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    for line in lines:
        segments = line.split("/")
        stars = max(segment.count("*") for segment in segments)
        if len(line) > _MAX_LINE or stars > _MAX_STARS or segments.count("**") > _MAX_STARS:
            continue
        try:
            yield GitIgnoreSpecPattern(line)
        except (ValueError, re.error):
            continue
