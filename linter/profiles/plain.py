"""Markdown files with front matter in a folder of no known generator."""

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import (
    MARKDOWN_SUFFIXES,
    POSTS,
    Content,
    Profile,
    SiteRoot,
    files_in,
)

_TEMPLATES = frozenset({"archetypes", "scaffolds"})
"""Folders of templates for new files, whose front matter is filled in later."""


def _content(_site: SiteRoot) -> Content:
    """Return all Markdown files, with the posts of Hexo, which has no profile."""
    return files_in(("",), MARKDOWN_SUFFIXES | {".mdx"}, _TEMPLATES, shown=POSTS)


PROFILE = Profile(
    name="plain",
    title="plain",
    dialect=Dialect.YAML_1_2,
    schema="page",
    content=_content,
    has_known_kinds=True,
)
