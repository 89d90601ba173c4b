"""Zola, <https://www.getzola.org>."""

import re
from pathlib import Path
from typing import Any

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_table
from linter.profiles.profile import Content, DateReader, Profile, SiteRoot, files_in
from linter.site.config import SiteConfig
from linter.site.documents import text
from linter.site.files import is_folder

_CONFIGS = ("config.toml", "zola.toml")

# `parse_yaml_datetime` of Zola, and the dates of TOML.
_DATE = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)(?:[01]?[0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::[0-9]{2})?)?)?"
)


def _is_site(site: SiteRoot) -> bool:
    """Whether a folder has pages and a config with the key that Zola must have."""
    return "base_url" in site.settings and is_folder(site.folder / "content")


def _read_settings(root: Path) -> dict[str, Any]:
    """Return the site's own config; an empty one if it cannot be read."""
    return next(filter(None, (read_table(root, name) for name in _CONFIGS)), {})


def _content(_site: SiteRoot) -> Content:
    return files_in(("content",), frozenset({".md"}), hidden=".")


def _reads_date(text: str) -> bool:
    return re.fullmatch(_DATE, text) is not None


def _site_config(site: SiteRoot) -> SiteConfig:
    url = text(site.settings.get("base_url"))
    return SiteConfig(url=url, files="static", data_dir="data")


PROFILE = Profile(
    name="zola",
    links="zola",
    title="Zola",
    dialect=Dialect.YAML_1_2,
    schema="zola-page",
    content=_content,
    markers=frozenset(_CONFIGS),
    is_site=_is_site,
    rank=3,
    outputs=frozenset({"public", "themes"}),
    read_settings=_read_settings,
    site_config=_site_config,
    dates=DateReader(frozenset({"date", "updated"}), _reads_date),
)
