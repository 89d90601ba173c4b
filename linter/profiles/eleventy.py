"""Eleventy, <https://www.11ty.dev>."""

import os
import re
from pathlib import Path

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.data_files import read_script
from linter.profiles.profile import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    Content,
    DateReader,
    Profile,
    SiteRoot,
    files_in,
    top_folders,
)

CONFIGS = (
    ".eleventy.js",
    *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs", "ts", "mts")),
)
"""The names of its config."""

SUFFIXES = MARKDOWN_SUFFIXES | HTML_SUFFIXES | {".njk", ".liquid", ".webc", ".hbs"}
# The config is a program, which is not run; its folders are texts in it.
_INPUT = lazy_pattern(r"""\binput:\s*(["'])(?P<path>[\w./-]{1,200})\1""")
_OUTPUT = lazy_pattern(r"""\boutput:\s*(["'])(?P<path>[\w./-]{1,200})\1""")

# Dates that it takes from the file or from git, and the forms of ISO 8601 that Luxon reads.
_OF_FILE = ("", "last modified", "created", "git last modified", "git created")
_CLOCK = r"[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,30})?)?)?"
_ZONE = r"(?:[Zz]|[-+][0-9]{2}(?::?[0-9]{2})?)?(?:\[.*\])?"
_DATE = (
    r"(?:[0-9]{4}|[-+][0-9]{6})"
    r"(?:-?[0-9]{2}(?:-?[0-9]{2})?|-?[0-9]{3}|-?W[0-9]{2}(?:-?[0-9])?)?"
    rf"(?:[Tt]{_CLOCK}{_ZONE})?|T?{_CLOCK}{_ZONE}"
)


def input_folder(root: Path, script: str) -> str:
    """Return the folder of the pages that a config has; an empty text for the root itself."""
    match = _INPUT.search(script)
    return next(iter(top_folders(root, [match["path"]] if match else ())), "")


def _content(site: SiteRoot) -> Content:
    script = read_script(site.folder, CONFIGS)
    outputs = {os.path.normpath(each["path"]) for each in _OUTPUT.finditer(script)}
    return files_in((input_folder(site.folder, script),), SUFFIXES, frozenset(outputs))


def _reads_date(text: str) -> bool:
    return text.lower() in _OF_FILE or re.fullmatch(_DATE, text) is not None


PROFILE = Profile(
    name="eleventy",
    links="eleventy",
    title="Eleventy",
    dialect=Dialect.GRAY_MATTER_11TY,
    schema="eleventy-page",
    content=_content,
    markers=frozenset(CONFIGS),
    rank=4,
    dates=DateReader(frozenset({"date"}), _reads_date),
)
