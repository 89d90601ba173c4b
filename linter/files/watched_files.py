"""Whether a change of a file may change the findings of a site, by the name of the file."""

from pathlib import PurePath
from typing import Final

from linter.files.file_names import SUFFIXES
from linter.files.gitignore import NAME as GITIGNORE

DATA: Final = frozenset({".toml", ".json", ".yaml", ".yml"})
"""How the names of configs, schemas and data files end."""

PICTURES: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""How the names of pictures end."""

ARTICLES: Final = SUFFIXES | {".mdx"}
"""How the names of files end that are read for their front matter."""

GENERATED: Final = frozenset(
    {"_site", ".jekyll-cache", ".sass-cache", ".git", ".hg", ".svn", "node_modules", ".venv"}
)
"""Folders that generators and other programs write."""


def is_article(path: PurePath) -> bool:
    """Whether a file is read for its front matter alone; others may decide about many files."""
    return path.suffix.lower() in ARTICLES


def may_decide(path: PurePath) -> bool:
    """Whether a change of a file may change what is found in a site."""
    if not GENERATED.isdisjoint(path.parts[:-1]):
        return False
    return path.name == GITIGNORE or path.suffix.lower() in ARTICLES | DATA | PICTURES
