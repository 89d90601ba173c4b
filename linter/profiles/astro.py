"""Astro, <https://astro.build>."""

from pathlib import Path

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import MARKDOWN_SUFFIXES, Content, Profile, files_in
from linter.site.config import SiteConfig
from linter.site.files import is_folder

_CONFIGS = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "js", "ts", "mts", "cjs"))
_FOLDERS = ("src/content", "src/pages")


def _content(root: Path) -> Content:
    """Return the pages and the files of content collections in their usual folders."""
    folders = tuple(each for each in _FOLDERS if is_folder(root / each))
    return files_in(folders, MARKDOWN_SUFFIXES | {".mdx"})


PROFILE = Profile(
    name="astro",
    title="Astro",
    dialect=Dialect.JS_YAML,
    schema="page",
    content=_content,
    markers=frozenset(_CONFIGS),
    rank=5,
    outputs=frozenset({"dist"}),
    site_config=lambda _: SiteConfig(files="public"),
)
