"""Docusaurus, <https://docusaurus.io>."""

import os
import re
from pathlib import Path

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import MDX_SUFFIXES, Content, Profile, files_in
from linter.site.config import SiteConfig
from linter.site.files import is_folder

_CONFIGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts"))
_FOLDERS = ("docs", "blog", "src/pages", "versioned_docs", "i18n")
# The config is a program, which is not run; the folders of its plugins are texts in it.
_PATH = re.compile(r"""\bpath:\s*(["'])(?P<path>[\w./-]{1,200})\1""")


def _content(root: Path) -> Content:
    named = (
        os.path.normpath(match["path"]) for match in _PATH.finditer(read_script(root, _CONFIGS))
    )
    inside = (each for each in named if each != "." and not each.startswith((os.sep, "..")))
    folders = tuple(dict.fromkeys((*_FOLDERS, *inside)))
    return files_in(tuple(each for each in folders if is_folder(root / each)), MDX_SUFFIXES)


PROFILE = Profile(
    name="docusaurus",
    title="Docusaurus",
    dialect=Dialect.GRAY_MATTER_11TY,
    schema="page",
    content=_content,
    markers=frozenset(_CONFIGS),
    rank=6,
    outputs=frozenset({"build"}),
    site_config=lambda _: SiteConfig(files="static"),
)
