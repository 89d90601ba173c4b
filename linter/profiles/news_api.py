"""Sites of news and learning items that are also read as an API: several kinds of files.

A kind has the name of its schema. It follows from the Jekyll collection or the data folder that a
file lies in, or else from the keys of its front matter.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from linter.core.patterns import lazy_pattern
from linter.frontmatter.block import Absence, find
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.profile import Content, Profile, SiteRoot

COLLECTIONS = {
    "_challenges": "challenge",
    "_communities": "community",
    "_events": "event",
    "_learning": "learning",
    "_news": "article",
    "_newsletters": "newsletter",
    "_people": "person",
    "_samples": "sample",
}
"""The kind of the files in a Jekyll collection folder and in the folders below it."""

DATA_FOLDER = "_data"
"""Where Jekyll looks for data files."""

DATA = {"organizations": "organization", "topics": "topic"}
"""The kind of the files in a folder of the data folder and in the folders below it."""

ARTICLE = "article"
"""The kind of a file that has a key of its own family and fits no other."""

KINDS = frozenset({*COLLECTIONS.values(), *DATA.values()})
"""The names of all kinds."""

# The kind for each value of `category`; other values, and none, do not decide.
_BY_CATEGORY = {
    "challenge": "challenge",
    "community": "community",
    "event": "event",
    "learning": "learning",
    "news": "article",
    "newsletter": "newsletter",
    "people": "person",
    "sample": "sample",
}
_BY_TAXONOMY = {"organization": "organization", "topic": "topic"}
_BY_TYPE = {"book": "learning", "course": "learning"}

_TOP_KEY = lazy_pattern(
    r"""^["']?(?P<key>category|name|originalUrl|startDateTime|taxonomy|title|type|webUrl)["']?"""
    r"""[ \t]*:(?:[ \t]+["']?(?P<word>\w+))?""",
    re.MULTILINE,
)
_OWN_KEY = lazy_pattern(
    r"""^["']?(?:(?:cdnAmp|amp)?[wW]ebUrl|originalUrl|publishedDateTime|secured)["']?[ \t]*:""",
    re.MULTILINE,
)
_LINKS = frozenset({"webUrl", "originalUrl"})
_NAMES = frozenset({"title", "name"})


def _no_content(_site: SiteRoot) -> Content:
    return Content((), lambda _: False)


PROFILE = Profile(
    name="news-api",
    title="news API",
    dialect=Dialect.JEKYLL,
    schema=ARTICLE,
    # Its files are found among those of a Jekyll site, by folder and by text.
    content=_no_content,
    links="jekyll",
    date_form="utc-seconds",
    has_file_dates=True,
    has_one_reader=False,
)
"""What holds for files of these kinds."""


def of_folder(name: str, parent: str) -> str | None:
    """Return the kind that a folder gives to its files, by its name and that of its parent."""
    return DATA.get(name) if parent == DATA_FOLDER else COLLECTIONS.get(name)


def of_folders(folders: Iterable[str]) -> str | None:
    """Return the kind that the innermost collection among nested folders gives; None for none."""
    kinds = [of_folder(name, parent) for parent, name in pairwise(("", *folders))]
    return next((kind for kind in reversed(kinds) if kind is not None), None)


def of_text(text: str, dialect: Dialect = Dialect.JEKYLL, *, is_named: bool = False) -> str | None:
    """Return the kind of the front matter in a file's text; None for no known kind.

    An article has a link, a title and a type; most other kinds have these too, and a category of
    their own. Of a file that `is_named`, one key that no other sites have is enough. The keys are
    searched as text, since broken YAML, or a block that nothing closes, must be recognised to be
    reported.
    """
    block = find(text, delimiters(dialect))
    if block is Absence.MISSING:
        return None
    end = len(text) if isinstance(block, Absence) else block.content.end
    words = {match["key"]: match["word"] or "" for match in _TOP_KEY.finditer(text, 0, end)}
    kind = _of_words(words)
    if kind is None and is_named and _OWN_KEY.search(text, 0, end):
        return ARTICLE
    return kind


def _of_words(words: dict[str, str]) -> str | None:
    """Return the kind by the keys at the top, each with the first word of its value."""
    keys = words.keys()
    if not keys & _NAMES:
        return None
    if words.get("taxonomy") in _BY_TAXONOMY:
        return _BY_TAXONOMY[words["taxonomy"]]
    kind = _BY_CATEGORY.get(words.get("category", ""))
    if kind == "person" and words.get("type") == "profile":
        return kind
    if kind == "event" and "startDateTime" in keys:
        return kind
    if "type" not in keys or not keys & _LINKS:
        return None
    if kind is None:
        kind = _BY_TYPE.get(words["type"])
    return kind or ("article" if "title" in keys else None)
