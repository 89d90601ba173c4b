"""Eleventy, <https://www.11ty.dev>."""

import os
import re
from collections.abc import Iterator, Mapping
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
from linter.site.files import joined_path, steps

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
_IGNORED = ".eleventyignore"

# Dates that it takes from the file or from git, and the forms of ISO 8601 that Luxon reads.
_OF_FILE = ("", "last modified", "created", "git last modified", "git created")
_CLOCK = r"[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,30})?)?)?"
_ZONE = r"(?:[Zz]|[-+][0-9]{2}(?::?[0-9]{2})?)?(?:\[.*\])?"
_DATE = (
    r"(?:[0-9]{4}|[-+][0-9]{6})"
    r"(?:-?[0-9]{2}(?:-?[0-9]{2})?|-?[0-9]{3}|-?W[0-9]{2}(?:-?[0-9])?)?"
    rf"(?:[Tt]{_CLOCK}{_ZONE})?|T?{_CLOCK}{_ZONE}"
)


def _content(site: SiteRoot) -> Content:
    """Return the pages in the folder of the input, without what is no page or is ignored there."""
    script = read_script(site.folder, CONFIGS)
    # Options of plug-ins may have the same names; the folders of the site come last.
    named = {each["name"]: each["path"] for each in _FOLDER.finditer(script)}
    source = next(iter(top_folders(site.folder, [named.pop("input", "")])), "")
    inside = files_in((source,), SUFFIXES, hidden=".")
    lines = (
        "node_modules/",
        *_ignored(site.folder, source),
        *_folders_without_pages(_DEFAULTS | named, source),
    )
    left_out = Globs(map(os.fsencode, lines))
    return Content(inside.folders, lambda path: inside.is_page(path) and not left_out.selects(path))


def _ignored(root: Path, source: str) -> Iterator[str]:
    """Yield what `.eleventyignore` lists at the root and in the input, as lines of `.gitignore`.

    Each line is relative to the folder of its file; those with `!` have no effect.
    """
    for folder in dict.fromkeys(("", source)):
        text = read_script(root, [joined_path(folder, _IGNORED)])
        for line in map(str.strip, text.splitlines()):
            if line and line[0] not in "#!":
                yield f"/{_from_root(folder, line)}"


def _folders_without_pages(folders: Mapping[str, str], source: str) -> Iterator[str]:
    """Yield the folders that hold no pages, as lines of `.gitignore`.

    That of the output is relative to the root, the others are to the input. One that holds the
    input is none of them.
    """
    for name, path in folders.items():
        folder = _from_root("" if name == "output" else source, path)
        if folder and not f"{source}/".startswith(f"{folder}/"):
            yield f"/{folder}/"


def _from_root(folder: str, path: str) -> str:
    """Return a path in a folder as one from the root; an empty text if it leads outside."""
    return "/".join(steps(joined_path(folder, path)) or ())


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
