"""Zola, <https://www.getzola.org>."""

import re
from pathlib import Path
from typing import Any

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_table
from linter.profiles.profile import Content, DateReader, Profile, files_in
from linter.site.config import SiteConfig
from linter.site.documents import text
from linter.site.files import is_folder

_CONFIGS = ("config.toml", "zola.toml")

# `parse_yaml_datetime` of Zola, and the dates of TOML.
_DATE = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)(?:[01]?[0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::[0-9]{2})?)?)?"
)


def _is_site(root: Path) -> bool:
    """Whether a folder has pages and a config with the key that Zola must have."""
    return "base_url" in read_config(root) and is_folder(root / "content")


def read_config(root: Path) -> dict[str, Any]:
    """Return the site's own config; an empty one if it cannot be read."""
    return next(filter(None, (read_table(root, name) for name in _CONFIGS)), {})


def _content(_root: Path, _settings: SiteConfig) -> Content:
    return files_in(("content",), frozenset({".md"}), hidden=".")


def _reads_date(text: str) -> bool:
    return re.fullmatch(_DATE, text) is not None


def _site_config(root: Path) -> SiteConfig:
    return SiteConfig(url=text(read_config(root).get("base_url")), files="static", data_dir="data")


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
    site_config=_site_config,
    dates=DateReader(frozenset({"date", "updated"}), _reads_date),
)
