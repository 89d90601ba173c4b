"""Docusaurus, <https://docusaurus.io>."""

import os
import re
from pathlib import Path

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import (
    MDX_SUFFIXES,
    Content,
    DateReader,
    Profile,
    SiteRoot,
    files_in,
    top_folders,
)
from linter.site.config import SiteConfig

CONFIGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts"))
"""The names of its config."""

_FOLDERS = ("docs", "blog", "src/pages", "versioned_docs", "i18n")
_INNER = "website"
"""The usual folder of a site whose documentation lies beside it, in the repository of a project."""

# The config is a program, which is not run; the folders of its plugins are texts in it.
_PATH = lazy_pattern(r"""\bpath:\s*(["'])(?P<path>[\w./-]{1,200})\1""")


def _is_site(site: SiteRoot) -> bool:
    """Whether a folder is a site, or holds the documentation of a site in its folder `website`."""
    root = site.folder
    return _has_config(root) or (_has_config(root / _INNER) and bool(_outer_folders(root)))


def _has_config(root: Path) -> bool:
    return any(os.path.lexists(root / name) for name in CONFIGS)


def _content(site: SiteRoot) -> Content:
    root = site.folder
    folders = (*_FOLDERS, *_named_folders(root)) if _has_config(root) else _outer_folders(root)
    return files_in(top_folders(root, folders), MDX_SUFFIXES)


def _outer_folders(root: Path) -> tuple[str, ...]:
    """Return the folders around the inner site that its config names, relative to `root`."""
    inside = (os.path.normpath(f"{_INNER}/{each}") for each in _named_folders(root / _INNER))
    return top_folders(root, (each for each in inside if not each.startswith(f"{_INNER}/")))


def _named_folders(root: Path) -> list[str]:
    return [match["path"] for match in _PATH.finditer(read_script(root, CONFIGS))]


def _site_config(site: SiteRoot) -> SiteConfig:
    return SiteConfig(files="static" if _has_config(site.folder) else f"{_INNER}/static")


def _reads_date(text: str) -> bool:
    """Whether a text may be a date to JavaScript, whose own parser takes nearly all with digits."""
    return re.search("[0-9]", text) is not None


def _is_in_blog(path: str) -> bool:
    return "blog" in path.split("/")[:-1]


PROFILE = Profile(
    name="docusaurus",
    links="docusaurus",
    title="Docusaurus",
    dialect=Dialect.GRAY_MATTER_11TY,
    schema="docusaurus-page",
    content=_content,
    markers=frozenset({*CONFIGS, _INNER}),
    is_site=_is_site,
    rank=6,
    outputs=frozenset({"build"}),
    site_config=_site_config,
    dates=DateReader(frozenset({"date"}), _reads_date, _is_in_blog),
    has_file_dates=True,
)
