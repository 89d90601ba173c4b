"""Astro, <https://astro.build>."""

import os

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
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
_COLLECTIONS = "src/content"
_FOLDERS = (_COLLECTIONS, "src/pages")
_COLLECTION_CONFIGS = tuple(
    f"{name}.{suffix}"
    for name in ("src/content.config", "src/content/config")
    for suffix in ("mjs", "js", "mts", "ts")
)

# The config of collections is a program, which is not run; the folders of loaders are texts in it.
_BASE = lazy_pattern(r"""\bbase:\s*(["'`])(?P<path>[\w./-]{1,200})\1""")


def _content(site: SiteRoot) -> Content:
    """Return the pages, and the files of content collections."""
    script = read_script(site.folder, _COLLECTION_CONFIGS)
    bases = (os.path.normpath(match["path"]) for match in _BASE.finditer(script))
    folders = (*_FOLDERS, *(each for each in bases if not _is_around(each)))
    content = files_in(top_folders(site.folder, folders), MARKDOWN_SUFFIXES | {".mdx"})
    return content._replace(divided=frozenset({_COLLECTIONS}))


def _is_around(folder: str) -> bool:
    """Whether a folder has more than collections in it: components and pages."""
    return any(each.startswith(f"{folder}/") for each in _FOLDERS)


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
