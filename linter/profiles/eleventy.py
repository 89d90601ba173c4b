"""Eleventy, <https://www.11ty.dev>."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from linter.core.globs import Globs
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
_FOLDER = lazy_pattern(
    r"""\b(?P<name>input|output|includes|layouts|data):\s*(["'])(?P<path>[\w./-]{1,200})\2"""
)
_DEFAULTS = {"output": "_site", "includes": "_includes", "data": "_data"}
_IGNORED = (".eleventyignore",)

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
    named = next((each["path"] for each in _FOLDER.finditer(script) if each["name"] == "input"), "")
    return next(iter(top_folders(root, [named])), "")


def _content(site: SiteRoot) -> Content:
    script = read_script(site.folder, CONFIGS)
    source = input_folder(site.folder, script)
    inside = files_in((source,), SUFFIXES, hidden=".")
    left_out = Globs(
        os.fsencode(line)
        for line in (
            *read_script(site.folder, _IGNORED).splitlines(),
            "node_modules/",
            *_folders_without_pages(script, source),
        )
    )
    return Content(inside.folders, lambda path: inside.is_page(path) and not left_out.selects(path))


def _folders_without_pages(script: str, source: str) -> Iterator[str]:
    """Yield the folders that hold no pages, as lines of `.gitignore`.

    That of the output is relative to the root, the others are to the folder of the pages.
    """
    named = {each["name"]: each["path"] for each in _FOLDER.finditer(script)}
    for name, path in (_DEFAULTS | named).items():
        folder = os.path.normpath(path if name == "output" else os.path.join(source, path))  # noqa: PTH118 - a text
        if name != "input" and folder not in {".", source}:
            yield f"/{folder}/"


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
