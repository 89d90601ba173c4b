"""Jekyll, <https://jekyllrb.com>; what it reads was measured with Jekyll 4.3.1."""

import os
import re
from functools import lru_cache
from pathlib import Path

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    POSTS,
    Content,
    DateReader,
    Profile,
    SiteRoot,
)
from linter.site.config import CONFIG_NAMES, SiteConfig, read_config
from linter.site.files import is_folder, is_regular

_SPECIAL = frozenset(".#~_")
"""How the names of files and folders start that Jekyll leaves out."""

_SUFFIXES = MARKDOWN_SUFFIXES | HTML_SUFFIXES

# Ruby's `Time.parse` takes nearly every text with the name of a month or with digits for a date.
_MONTH_OR_DIGIT = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9]"
_UNREADABLE = (
    "[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?",
    "[0-9]{1,2}([-/])(?:1[3-9]|[2-9][0-9])\\1[0-9]{4}",
    "[0-9]{4}[\u2010-\u2015年][0-9]{1,2}[\u2010-\u2015月][0-9]{1,2}日?",
)


def _is_site(site: SiteRoot) -> bool:
    """Whether a folder has a config that is not one of Hexo, or posts and layouts."""
    root = site.folder
    if any(is_regular(root / name) for name in CONFIG_NAMES):
        return not (os.path.lexists(root / "scaffolds") or _is_theme_of_hexo(root))
    return is_folder(root / "_posts") and is_folder(root / "_layouts")


def _is_theme_of_hexo(root: Path) -> bool:
    return root.parent.name == "themes" and is_folder(root / "layout")


def _content(site: SiteRoot) -> Content:
    """Return the pages, posts and files of collections of a site."""
    config = site.config if isinstance(site.config, SiteConfig) else SiteConfig()
    source = f"{config.source}/" if config.source else ""
    collections = tuple(
        f"{config.collection_folder(name)}/".removeprefix(source)
        for name in config.collections
        if name != "posts"
    )

    def is_page(relative: str) -> bool:
        folder, slash, name = relative.rpartition("/")
        # `os.path.splitext` takes twice as long, and a walk calls this for each file.
        stem, _, end = name.rpartition(".")
        if not stem or name[0] in _SPECIAL or f".{end.lower()}" not in _SUFFIXES:
            return False
        return has_pages(folder + slash) and not config.excludes(relative.removeprefix(source))

    @lru_cache(maxsize=64)
    def has_pages(folder: str) -> bool:
        inner = folder.removeprefix(source)
        prefix = next((each for each in collections if inner.startswith(each)), "")
        names = inner.removeprefix(prefix).split("/")
        is_read = all(name[:1] not in _SPECIAL or name in POSTS for name in names)
        return folder.startswith(source) and is_read

    return Content((config.source,), is_page)


def _reads_date(text: str) -> bool:
    if re.search(_MONTH_OR_DIGIT, text, re.IGNORECASE | re.ASCII) is None:
        return False
    return not any(re.fullmatch(pattern, text) for pattern in _UNREADABLE)


def _is_document(path: str) -> bool:
    """Whether a page is a post or lies in a collection; Jekyll leaves other dates to templates."""
    return any(name.startswith("_") for name in path.split("/")[:-1])


PROFILE = Profile(
    name="jekyll",
    links="jekyll",
    title="Jekyll",
    dialect=Dialect.JEKYLL,
    schema="jekyll-page",
    content=_content,
    markers=frozenset({*CONFIG_NAMES, "_posts"}),
    is_site=_is_site,
    outputs=frozenset({"_site"}),
    site_config=lambda site: read_config(site.folder),
    dates=DateReader(frozenset({"date"}), _reads_date, _is_document, needs_value=True),
    has_known_kinds=True,
)
