"""Astro, <https://astro.build>."""

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import (
    MARKDOWN_SUFFIXES,
    Content,
    Profile,
    SiteRoot,
    files_in,
    top_folders,
)
from linter.site.config import SiteConfig

_CONFIGS = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "js", "ts", "mts", "cjs"))
_FOLDERS = ("src/content", "src/pages")


def _content(site: SiteRoot) -> Content:
    """Return the pages and the files of content collections in their usual folders."""
    return files_in(top_folders(site.folder, _FOLDERS), MARKDOWN_SUFFIXES | {".mdx"})


PROFILE = Profile(
    name="astro",
    links="astro",
    title="Astro",
    dialect=Dialect.JS_YAML,
    schema="astro-page",
    content=_content,
    markers=frozenset(_CONFIGS),
    rank=5,
    outputs=frozenset({"dist"}),
    site_config=lambda _: SiteConfig(files="public"),
)
