"""Eleventy, <https://www.11ty.dev>."""

import os
import re
from pathlib import Path

from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    Content,
    Profile,
    files_in,
    top_folders,
)
from linter.site.config import SiteConfig

_CONFIGS = (
    ".eleventy.js",
    *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs", "ts", "mts")),
)
_SUFFIXES = MARKDOWN_SUFFIXES | HTML_SUFFIXES | {".njk", ".liquid", ".webc", ".hbs"}
# The config is a program, which is not run; its folders are texts in it.
_INPUT = re.compile(r"""\binput:\s*(["'])(?P<path>[\w./-]{1,200})\1""")
_OUTPUT = re.compile(r"""\boutput:\s*(["'])(?P<path>[\w./-]{1,200})\1""")


def _content(root: Path, _settings: SiteConfig) -> Content:
    config = read_script(root, _CONFIGS)
    match = _INPUT.search(config)
    folders = top_folders(root, [match["path"]] if match else ()) or ("",)
    outputs = {os.path.normpath(each["path"]) for each in _OUTPUT.finditer(config)}
    return files_in(folders, _SUFFIXES, frozenset(outputs))


PROFILE = Profile(
    name="eleventy",
    title="Eleventy",
    dialect=Dialect.GRAY_MATTER_11TY,
    schema="eleventy-page",
    content=_content,
    markers=frozenset(_CONFIGS),
    rank=4,
)
