"""MkDocs, <https://www.mkdocs.org>."""

import re
from pathlib import Path

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import MARKDOWN_SUFFIXES, Content, Profile, files_in
from linter.site.config import SiteConfig

_CONFIGS = ("mkdocs.yml", "mkdocs.yaml")
# Its YAML may hold tags of Python, which only MkDocs reads.
_FOLDER = re.compile(
    r"""^docs_dir:[ \t]*(["']?)(?P<path>[^\s"'#][^\r\n"'#]*?)\1[ \t\r]*(?:#.*)?$""", re.MULTILINE
)


def _folder(root: Path) -> str:
    match = _FOLDER.search(read_script(root, _CONFIGS))
    return match["path"].strip().removeprefix("./").strip("/") if match else "docs"


def _content(root: Path, _settings: SiteConfig) -> Content:
    return files_in((_folder(root),), MARKDOWN_SUFFIXES, hidden=".")


PROFILE = Profile(
    name="mkdocs",
    title="MkDocs",
    dialect=Dialect.PYYAML,
    schema="mkdocs-page",
    content=_content,
    markers=frozenset(_CONFIGS),
    rank=1,
    outputs=frozenset({"site"}),
    site_config=lambda root: SiteConfig(files=_folder(root)),
)
