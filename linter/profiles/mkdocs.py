"""MkDocs, <https://www.mkdocs.org>."""

import re
from pathlib import Path

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import MARKDOWN_SUFFIXES, Content, Profile, SiteRoot, files_in
from linter.site.config import SiteConfig

CONFIGS = ("mkdocs.yml", "mkdocs.yaml")
"""The names of its config."""

# Its YAML may hold tags of Python, which only MkDocs reads.
_FOLDER = lazy_pattern(
    r"""^docs_dir:[ \t]*(["']?)(?P<path>[^\s"'#][^\r\n"'#]*?)\1[ \t\r]*(?:#.*)?$""", re.MULTILINE
)


def docs_folder(root: Path) -> str:
    """Return the folder of the pages, relative to the root."""
    match = _FOLDER.search(read_script(root, CONFIGS))
    return match["path"].strip().removeprefix("./").strip("/") if match else "docs"


def _content(site: SiteRoot) -> Content:
    return files_in((docs_folder(site.folder),), MARKDOWN_SUFFIXES, hidden=".")


PROFILE = Profile(
    name="mkdocs",
    links="mkdocs",
    title="MkDocs",
    dialect=Dialect.PYYAML,
    schema="mkdocs-page",
    content=_content,
    markers=frozenset(CONFIGS),
    rank=1,
    outputs=frozenset({"site"}),
    site_config=lambda site: SiteConfig(files=docs_folder(site.folder)),
)
