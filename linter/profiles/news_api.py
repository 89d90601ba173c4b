"""Sites of news and learning items that are also read as an API: several kinds of files.

A kind has the name of its schema. It follows from the Jekyll collection or the data folder that a
file lies in, or else from the keys of its front matter.
"""

from collections.abc import Iterable
from itertools import pairwise

from linter.frontmatter.block import Absence, find
from linter.frontmatter.delimiters import delimiters
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.kind_by_keys import ARTICLE, kind_by_keys
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

KINDS = frozenset({*COLLECTIONS.values(), *DATA.values()})
"""The names of all kinds."""


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

    Of a file that `is_named`, one key that no other sites have is enough.
    """
    block = find(text, delimiters(dialect))
    if block is Absence.MISSING:
        return None
    end = len(text) if isinstance(block, Absence) else block.content.end
    return kind_by_keys(text, end, is_named=is_named)
