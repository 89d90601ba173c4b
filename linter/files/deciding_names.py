"""The names that decide how the files around them are linted, or whether a walk takes them."""

from functools import cache
from typing import Final

from linter.config.toml_file import NAME, PYPROJECT
from linter.files import gitignore
from linter.profiles.registry import all_markers

OF_GIT: Final = (gitignore.NAME, gitignore.REPOSITORY)
"""The names in a folder that decide what git ignores there."""

WITH_CONFIGS: Final = frozenset({"config", "website"})
"""Folders that may hold a marker of a site, whether or not a walk goes there."""

# What profiles look for beside markers.
_BESIDE_MARKERS: Final = ("_layouts", "content", "layout", "scaffolds")


@cache
def deciding_names() -> frozenset[str]:
    """Return the names of configs, and of what makes a folder a site."""
    return frozenset({NAME, PYPROJECT, *all_markers(), *_BESIDE_MARKERS})
